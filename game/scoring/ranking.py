"""A leaderboard of very many players at once: the same order as `leaderboard.rank`, on arrays."""

from dataclasses import dataclass

import numpy as np

from game.scoring.intervals import wilsons


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
