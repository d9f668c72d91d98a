"""What a new room is dealt: trials of its own; those of a saved set are in `sets`."""

from collections.abc import Callable

from game.common.errors import Refused
from game.common.language import say
from game.rounds.dealing.dealer import Dealer
from game.rounds.plan import Plan, Shown


def deal(
    dealer: Dealer, plan: Plan, length: int, progress: Callable[[float], object]
) -> tuple[int, list[tuple[Shown, ...]]]:
    """The seed and the trials for players who have seen nothing; `progress` is told the share done.

    Raises Refused if the deck has too few photos, Unavailable without the generator.
    """
    most = dealer.most_trials(plan)
    if length > most:  # told now, not after a minute of making faces
        raise Refused(
            say(
                "The photos of the deck {deck} are enough for {n} of these; ask for fewer, or "
                "choose another deck.",
                deck=plan.deck,
                n=most,
            )
        )
    made = dealer.fakes(plan, length, progress)
    return made.seed, dealer.trials(made, plan, ())
