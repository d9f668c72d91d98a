"""People and networks in one table, ranked by what they surely can rather than by luck."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from game.common.vocabulary import Design, Kind
from game.scoring.intervals import wilsons
from game.scoring.signal_detection import criterion, d_prime_2afc, d_prime_yes_no

MINIMUM_TRIALS = 10  # scored ones; below this an interval is too wide to rank by


@dataclass(frozen=True)
class Standing:
    """One line of the leaderboard; `low` to `high` is the 95 % Wilson interval of the accuracy.

    `d_prime` is None for a design that has none here, `bias` (c) for all but single faces.
    """

    player_id: int
    nickname: str
    kind: Kind
    trials: int
    correct: int
    accuracy: float
    low: float
    high: float
    d_prime: float | None
    bias: float | None
    last_played: datetime | None


def rank(
    rows: Iterable[tuple[int, str, Kind, int, int, datetime | None, int, int]],
    design: Design = Design.TWO_AFC,
) -> list[Standing]:
    """Counts as lines of a board, best first by the interval's lower end, then by trials."""
    board = []
    lines = list(rows)
    lows, highs = wilsons(*np.array([(line[4], line[3]) for line in lines]).reshape(-1, 2).T)
    for line, low, high in zip(lines, lows.tolist(), highs.tolist(), strict=True):
        player_id, nickname, kind, trials, correct, last_played, fakes, hits = line
        d_prime, bias = None, None
        if design is Design.TWO_AFC:
            d_prime = d_prime_2afc(correct, trials)
        elif design is Design.YES_NO and 0 < fakes < trials:
            photos = trials - fakes
            counts = (hits, fakes, photos - (correct - hits), photos)
            d_prime, bias = d_prime_yes_no(*counts), criterion(*counts)
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
                d_prime=d_prime,
                bias=bias,
                last_played=last_played,
            )
        )
    return sorted(board, key=lambda line: (-line.low, -line.trials, line.player_id))


@dataclass(frozen=True)
class Ranking:
    """Players best first, all (m,): answers, right ones, their share and its 95 % interval."""

    player: np.ndarray
    n: np.ndarray
    right: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray


def ranked(player: np.ndarray, right: np.ndarray, minimum: int) -> Ranking:
    """Ranks players by the lower end of Wilson's interval, then by answers, then by number.

    `player` (n,) whole numbers from 0 up, `right` (n,) bool, one entry an answer. Players with
    fewer than `minimum` answers (at least 1) are left out.
    """
    n = np.bincount(player)
    hits = np.bincount(player[right], minlength=len(n))
    who = np.flatnonzero(n >= max(minimum, 1))
    n, hits = n[who], hits[who]
    low, high = wilsons(hits, n)
    order = np.lexsort((who, -n, -low))
    share = hits / n
    return Ranking(*(column[order] for column in (who, n, hits, share, low, high)))
