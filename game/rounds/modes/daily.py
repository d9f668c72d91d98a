"""Today's challenge: the same ten pairs for everybody, once a day."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.vocabulary import Mode
from game.rounds.modes import sharing
from game.rounds.modes.mode import Board, GameLike, GameMode, Line, OnProgress, own_fakes
from game.rounds.plan import Plan
from game.store import board_queries
from game.store.engine import Conflict


def daily_code(day: date) -> str:
    """The code of the challenge of that day."""
    return f"daily-{day.isoformat()}"


def today() -> date:
    """The day in UTC, which is everybody's."""
    return datetime.now(UTC).date()


def play_daily(game: GameLike, player_id: int, progress: OnProgress = lambda _: None) -> None:
    """Sit down to today's ten pairs, which are dealt to the first who comes.

    Goes on with a round that is open. Raises Refused, with the result, to whoever has played them.
    """
    _deal(game, player_id, game.plan(mode=Mode.DAILY), progress)


def _deal(
    game: GameLike,
    player_id: int,
    plan: Plan,
    progress: OnProgress,
    _: Sequence[str] | None = None,
) -> None:
    code = daily_code(today())
    if not sharing.take_seat(game, player_id, code, Mode.DAILY):
        with suppress(Conflict):  # another one may have been first meanwhile
            game.start(player_id, replace(plan, code=code), progress=progress)
        sharing.take_seat(game, player_id, code, Mode.DAILY)
    if past := sharing.played(game, player_id, code):
        raise Refused(
            say(
                "You have played today's challenge: {correct} of {trials} right. The next "
                "one begins at midnight UTC; see the leaderboard for the others.",
                correct=sum(reveal.correct is True for reveal in past),
                trials=sum(reveal.correct is not None for reveal in past),
            )
        )


def streak(game: GameLike, player_id: int) -> int:
    """How many days in a row the player has ended the challenge, up to today or yesterday."""
    with game.store.read() as session:
        played = set(session.scalars(board_queries.days_played(player_id)))
    day = today()
    if daily_code(day) not in played:
        day -= timedelta(days=1)  # today's may still be played
    days = 0
    while daily_code(day) in played:
        days, day = days + 1, day - timedelta(days=1)
    return days


def scores(game: GameLike, you: int | None) -> Sequence[sharing.Score]:
    """Those of everybody who has ended today's ten pairs."""
    return sharing.scores(game, you, daily_code(today()), everybodys=True)


def board(game: GameLike, you: int | None) -> Board:
    """Who has played today's ten pairs."""
    text = say(
        "The challenge of {today} (UTC): for everybody the same ten pairs, "
        "dealt by {own}, once, without a limit of time. Ranked by right answers, then by "
        "the seconds that all ten took, measured in the browser. Guessing makes 50 %.",
        today=today(),
        own=own_fakes(game.plan().style),
    )
    right, counted, seconds = to_say("Right"), to_say("Counted"), to_say("Seconds")
    lines = [
        Line(
            score.player_id,
            score.nickname,
            {right: score.correct, counted: score.trials, seconds: score.seconds},
        )
        for score in scores(game, you)
    ]
    return Board(text, lines, say("Nobody has ended today's challenge yet. Play it first!"))


DAILY = GameMode(
    Mode.DAILY,
    label=to_say("Today's challenge"),
    plural=to_say("daily challenges"),
    choices=(),  # the same for all
    deal=_deal,
    ranked=True,
    compared=True,
    repeated=False,
    note=lambda *_: say("today's challenge"),
    board=board,
)
