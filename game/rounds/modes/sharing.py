"""One round for several, who find it by its code: sitting down, and what everybody made of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.common.vocabulary import Mode
from game.rounds import starting
from game.rounds.modes.mode import GameLike
from game.rounds.plan import Reveal
from game.store import board_queries, player_queries, round_queries


@dataclass(frozen=True)
class Score:
    """What somebody made of a round; `seconds` for all of it, None if they were not measured."""

    player_id: int
    nickname: str
    correct: int
    trials: int
    seconds: float | None


def take_seat(game: GameLike, player_id: int, code: str, mode: Mode) -> bool:
    """Sit down, once and only if no round is open; whether there is such a round at all."""
    with game.store.write() as session:
        session.scalars(player_queries.for_update(player_id)).one()
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None or round_.mode is not mode:
            return False
        seat = session.scalar(round_queries.seat(round_.id, player_id, for_update=False))
        if seat is None and session.scalar(player_queries.open_seat(player_id)) is None:
            starting.sit(session, round_.id, player_id)
        return True


def played(game: GameLike, player_id: int, code: str) -> list[Reveal]:
    """What the player made of the round of this code, nothing unless they have ended it."""
    with game.store.read() as session:
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None:
            return []
        seat = session.scalar(round_queries.seat(round_.id, player_id, for_update=False))
        if seat is None or seat.ended_at is None:
            return []
        round_id = round_.id
    return game.block(player_id, round_id)


def scores(
    game: GameLike, player_id: int | None, code: str, *, everybodys: bool = False
) -> Sequence[Score]:
    """Those of everybody who has ended the round of this code, the best first, then the fastest.

    Nothing to a player who sits at it still, nor, unless it is `everybodys` to see, to one who
    does not.
    """
    with game.store.read() as session:
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None:
            return []
        if not everybodys:
            seat = session.scalar(round_queries.seat(round_.id, player_id or 0, for_update=False))
            if seat is None or seat.ended_at is None:
                return []
        found = [Score(*row) for row in session.execute(board_queries.scores_at(round_.id))]
    never = float("inf")
    return sorted(
        found, key=lambda s: (-s.correct, never if s.seconds is None else s.seconds, s.player_id)
    )


def invitation(game: GameLike, code: str) -> Score | None:
    """What whoever gave others the round of this code made of it.

    None for a code that names no round, and if they have left the store or the boards.
    """
    with game.store.read() as session:
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None or round_.mode is not Mode.ROUND:
            return None
        first = session.execute(board_queries.first_score_at(round_.id)).first()
        return Score(*first) if first else None
