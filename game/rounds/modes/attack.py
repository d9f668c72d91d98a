"""The time attack: pairs against the clock, for as long as three lives last."""

from collections.abc import Sequence

from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.vocabulary import Mode
from game.rounds.modes.mode import (
    Best,
    Board,
    GameLike,
    GameMode,
    Result,
    SoFar,
    Trials,
    board_of,
    in_order,
    own_fakes,
)
from game.rounds.plan import Reveal
from game.store import board_queries

LIVES = 3
SECONDS = 10.0  # an answer after that is none


def lives(past: Sequence[Reveal]) -> int:
    """How many are left after these pairs."""
    return ATTACK.lives_left(past) or 0


def further(game: GameLike, so_far: SoFar) -> Trials | None:
    """Ten more pairs once all are closed; over without lives, or where no fair pair is left."""
    if lives(so_far.past) == 0:
        return None
    if len(so_far.past) < so_far.dealt:
        return ()
    try:
        return game.dealer_of(so_far.plan.deck).more_trials(so_far.plan, so_far.seen)
    except Refused:
        return ()


def result(_: GameLike, past: Sequence[Reveal]) -> Result:
    """How many before the lives were gone."""
    right = sum(reveal.correct is True for reveal in past)
    return Result(
        say("{right} right in a time attack", right=right),
        say(
            "{pairs} pairs in all, {late} of them answered too late. Guessing makes three "
            "on average. {rule}",
            pairs=len(past),
            late=sum(reveal.late for reveal in past),
            rule=say(ATTACK.rule),
        ),
    )


def best(game: GameLike) -> list[Best]:
    """People by their most right answers in one attack."""
    plan = game.plan()
    with game.store.read() as session:
        rows = session.execute(board_queries.attacks(plan.deck, plan.style))
        return in_order([Best(*row) for row in rows])


def board(game: GameLike, _: int | None) -> Board:
    """The best attacks."""
    text = say(
        "Time attack on pairs against {own}: the most right answers before {lives} lives "
        "were gone. Guessing makes three on average.",
        own=own_fakes(game.plan().style),
        lives=LIVES,
    )
    return board_of(best(game), text, to_say("Right"))


ATTACK = GameMode(
    Mode.ATTACK,
    label=to_say("Time attack"),
    plural=to_say("time attacks"),
    rule=to_say(
        "Pairs come for as long as your three lives last. A wrong answer costs a life, and so does "
        "one after ten seconds, whatever it was. The right answers before that are your score. "
        "Times are measured in your browser, from the moment at which a pair is seen, and checked "
        "by the server, which allows three seconds for the way there and back."
    ),
    choices=("psi", "against", "deck"),  # it has a clock of its own
    clock=SECONDS,
    lives=LIVES,
    must_answer=to_say("In a time attack every pair counts; choose a face."),
    further=further,
    ranked=True,
    result=result,
    board=board,
)
