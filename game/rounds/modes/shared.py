"""One round for several: today's challenge, and the same pairs for a friend."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Mode
from game.rounds import rounds
from game.rounds.game import Game
from game.rounds.rounds import Reveal
from game.store import board_queries, player_queries, round_queries
from game.store.engine import Conflict


@dataclass(frozen=True)
class Score:
    """What somebody made of a round; `seconds` for all of it, None if they were not measured."""

    player_id: int
    nickname: str
    correct: int
    trials: int
    seconds: float | None


def daily_code(day: date) -> str:
    """The code of the challenge of that day."""
    return f"daily-{day.isoformat()}"


def today() -> date:
    """The day in UTC, which is everybody's."""
    return datetime.now(UTC).date()


def play_daily(
    game: Game, player_id: int, progress: Callable[[float], object] = lambda _: None
) -> None:
    """Sit down to today's ten pairs, which are dealt to the first who comes.

    They are dealt as to somebody who has seen nothing: a pair with a photo that a player has had
    before is not scored. Goes on with a round that is open. Raises Refused, with the result, to
    whoever has played them.
    """
    code = daily_code(today())
    if not _take_seat(game, player_id, code, Mode.DAILY):
        plan = game.plan(mode=Mode.DAILY, code=code)
        hand = game.dealer.hand(plan, progress=progress)
        trials = game.dealer.trials(hand, plan, seen=())
        # Another one may have been first meanwhile.
        with suppress(Conflict), game.store.write() as session:
            session.scalars(player_queries.for_update(player_id)).one()
            if session.scalar(player_queries.open_seat(player_id)) is None:
                rounds.start(session, player_id, plan, hand.seed, trials)
        _take_seat(game, player_id, code, Mode.DAILY)
    if past := _past(game, player_id, code):
        raise Refused(
            say(
                "You have played today's challenge: {correct} of {trials} right. The next "
                "one begins at midnight UTC; see the leaderboard for the others.",
                correct=sum(reveal.correct is True for reveal in past),
                trials=sum(reveal.correct is not None for reveal in past),
            )
        )


def share(game: Game, player_id: int, round_id: int) -> str:
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


def accept(game: Game, player_id: int, code: str) -> list[Reveal]:
    """Sit down to the round of this code; what the player made of it, if they have played it.

    Goes on with a round that is open. Raises Refused for a code that names no round.
    """
    if not _take_seat(game, player_id, code, Mode.ROUND):
        raise _unknown()
    return _past(game, player_id, code)


def check(game: Game, player_id: int, code: str) -> None:
    """Raises Refused unless the round of this code is there for the player to play."""
    with game.store.read() as session:
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None or round_.mode is not Mode.ROUND:
            raise _unknown()
        if session.scalar(round_queries.seat(round_.id, player_id, for_update=False)) is not None:
            raise Refused(say("You have played your friend's round already."))


def scores(game: Game, player_id: int | None, code: str) -> Sequence[Score]:
    """Everybody's who has ended the round of this code, the best first, then the fastest.

    Nothing to a player who sits at it still, nor to one who does not: today's challenge alone is
    everybody's to see.
    """
    with game.store.read() as session:
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None:
            return []
        if round_.mode is not Mode.DAILY:
            seat = session.scalar(round_queries.seat(round_.id, player_id or 0, for_update=False))
            if seat is None or seat.ended_at is None:
                return []
        found = [Score(*row) for row in session.execute(board_queries.scores_at(round_.id))]
    never = float("inf")
    return sorted(
        found, key=lambda s: (-s.correct, never if s.seconds is None else s.seconds, s.player_id)
    )


def _past(game: Game, player_id: int, code: str) -> list[Reveal]:
    """What the player made of the round of this code, nothing unless they have ended it."""
    with game.store.read() as session:
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None:
            return []
        seat = session.scalar(round_queries.seat(round_.id, player_id, for_update=False))
        ended = seat is not None and seat.ended_at is not None
        return rounds.reveals(session, round_.id, player_id) if ended else []


def _unknown() -> Refused:
    return Refused(say("No round has this code; ask your friend for the whole address once more."))


def _take_seat(game: Game, player_id: int, code: str, mode: Mode) -> bool:
    """Sit down, once and only if no round is open; whether there is such a round at all."""
    with game.store.write() as session:
        session.scalars(player_queries.for_update(player_id)).one()
        round_ = session.scalar(round_queries.by_code(code))
        if round_ is None or round_.mode is not mode:
            return False
        seat = session.scalar(round_queries.seat(round_.id, player_id, for_update=False))
        if seat is None and session.scalar(player_queries.open_seat(player_id)) is None:
            rounds.sit(session, round_.id, player_id)
        return True
