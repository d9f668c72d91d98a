"""People's guesses and a network's, as arrays that the measures take."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.scoring.clusters import once_a_trial
from game.scoring.team import odds


@dataclass(frozen=True)
class ScoredGuesses:
    """People's scored guesses of one design, all (n,).

    `player` and `trial` are whole numbers from 0 up; `confidence` 1 to 3, 0 where none was said;
    `fake_first`: the face at place 0, or the only one, is a fake.
    """

    player: np.ndarray
    trial: np.ndarray
    right: np.ndarray
    confidence: np.ndarray
    fake_first: np.ndarray

    @cached_property
    def weight(self) -> np.ndarray:
        """By which every trial counts once."""
        return once_a_trial(self.trial)

    @cached_property
    def trials(self) -> tuple[np.ndarray, np.ndarray]:
        """The trials that were answered, and whether a fake is first in each, both (m,)."""
        fakes = np.bincount(self.trial, self.fake_first)
        trial = np.flatnonzero(np.bincount(self.trial))
        return trial, fakes[trial] > 0

    def only(self, which: np.ndarray) -> "ScoredGuesses":
        """Those of them where bool (n,) says so."""
        return ScoredGuesses(
            self.player[which],
            self.trial[which],
            self.right[which],
            self.confidence[which],
            self.fake_first[which],
        )


@dataclass(frozen=True)
class Network:
    """What a network said of every trial: `right` (t,) 1, 0 or -1 for not judged; `p` (t, 2).

    p(fake) of the faces at places 0 and 1; of a single face the second is NaN.
    """

    right: np.ndarray
    p: np.ndarray

    @cached_property
    def log_odds(self) -> np.ndarray:
        """That the first face is the fake, (t,)."""
        first, second = odds(self.p).T
        found: np.ndarray = first - np.nan_to_num(second)
        return found


def judged_by(guesses: ScoredGuesses, network: Network) -> ScoredGuesses:
    """The answers on trials that the network has judged."""
    judged = network.right[guesses.trial] >= 0
    return guesses if judged.all() else guesses.only(judged)
