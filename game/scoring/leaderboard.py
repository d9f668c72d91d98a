"""People and networks in one table, ranked by what they surely can rather than by luck."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from game.scoring.intervals import wilson
from game.scoring.signal_detection import d_prime_2afc
from game.store.tables import Kind

MINIMUM_TRIALS = 10  # below this an interval is too wide to rank by


@dataclass(frozen=True)
class Standing:
    """One line of the leaderboard; `low` to `high` is the 95 % Wilson interval of the accuracy."""

    player_id: int
    nickname: str
    kind: Kind
    trials: int
    correct: int
    accuracy: float
    low: float
    high: float
    d_prime: float
    last_played: datetime | None


def rank(rows: Iterable[tuple[int, str, Kind, int, int, datetime | None]]) -> list[Standing]:
    """Rows of `queries.standings`, best first by the interval's lower end, then by trials."""
    board = []
    for player_id, nickname, kind, trials, correct, last_played in rows:
        low, high = wilson(correct, trials)
        board.append(
            Standing(
                player_id=player_id,
                nickname=nickname,
                kind=kind,
                trials=trials,
                correct=correct,
                accuracy=correct / trials,
                low=low,
                high=high,
                d_prime=d_prime_2afc(correct, trials),
                last_played=last_played,
            )
        )
    return sorted(board, key=lambda line: (-line.low, -line.trials, line.player_id))
