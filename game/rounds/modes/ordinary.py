"""The ordinary round: ten trials, dealt to one player, who may give the same ones to a friend."""

import secrets
from dataclasses import replace

from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.vocabulary import Mode
from game.rounds.modes import sharing
from game.rounds.modes.mode import GameLike, GameMode
from game.rounds.plan import Plan, Reveal
from game.store import round_queries


def share(game: GameLike, player_id: int, round_id: int) -> str:
    """The code by which others find this round of the player's; the same one every time.

    Raises Refused to anybody else, and for a round that is not one of a fixed number of trials.
    """
    with game.store.write() as session:
        seat = session.scalar(round_queries.seat(round_id, player_id, for_update=True))
        if seat is None or seat.round.mode is not Mode.ROUND:
            raise Refused(say("Only a round of your own can be played by a friend."))
        if seat.round.code is None:
            seat.round.code = secrets.token_urlsafe(9)
        return seat.round.code


def rematch(game: GameLike, player_id: int, plan: Plan) -> None:
    """Begin another round of the same kind that has its code from the start.

    Raises Refused and Unavailable as any round does.
    """
    game.start(player_id, replace(plan, code=secrets.token_urlsafe(9)))


def accept(game: GameLike, player_id: int, code: str) -> list[Reveal]:
    """Sit down to the round of this code; what the player made of it, if they have played it.

    Goes on with a round that is open. Raises Refused for a code that names no round.
    """
    if not sharing.take_seat(game, player_id, code, Mode.ROUND):
        raise _unknown()
    return sharing.played(game, player_id, code)


def check(game: GameLike, player_id: int, code: str) -> None:
    """Raises Refused unless the round of this code is there for the player to play."""
    with game.store.read() as session:
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None or round_.mode is not Mode.ROUND:
            raise _unknown()
        if session.scalar(round_queries.seat(round_.id, player_id, for_update=False)) is not None:
            raise Refused(say("You have played your friend's round already."))


def _unknown() -> Refused:
    return Refused(say("No round has this code; ask your friend for the whole address once more."))


ROUND = GameMode(
    Mode.ROUND,
    label=to_say("Pairs"),
    plural=to_say("rounds of ten"),
    choices=("design", "target", "seconds", "psi", "against", "deck"),
    ranked=True,
    compared=True,
    shareable=True,
    with_network=True,
)
