"""Two heads: a person's choice and a judge's probabilities about one pair, put together.

In Groh et al. 2022 (PNAS) a person together with a model judged best. There the person saw the
model's verdict; here the person has not, so the two are added up as independent opinions.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import logit

CERTAIN = 1e-6  # nobody is surer than that


def trust(counts: Mapping[int, tuple[int, int]]) -> dict[int, float]:
    """How often people are right, by how sure they say they are; counts are (right, answers).

    Laplace's rule of succession, (right + 1) / (answers + 2): where nobody has answered it is ½,
    and a person's word then weighs nothing.
    """
    return {sure: (right + 1) / (n + 2) for sure, (right, n) in counts.items()}


def team_choice(choice: int, trusted: float, p_fake: Sequence[float]) -> int:
    """Which of two faces person and judge together call real (its place, 0 or 1).

    `choice` is the person's, right with probability `trusted`; `p_fake` the judge's for either
    face. Log odds of independent opinions add up (Good 1950). Where they cancel out, the person
    decides.
    """
    together = team_choices(np.array([choice]), np.array([trusted]), np.array([p_fake]))
    return int(together[0])


def team_choices(choice: np.ndarray, trusted: np.ndarray, p_fake: np.ndarray) -> np.ndarray:
    """The same of many trials: choices (n,), trust in each (n,) and p(fake) (n, 2) to choices (n,).

    Of a single face, the choice is 0 for "real" and 1 for "fake", and the second p(fake) NaN.
    """
    odds = logit(np.clip(p_fake, CERTAIN, 1 - CERTAIN))
    judge = np.nan_to_num(odds[:, 1]) - odds[:, 0]  # log odds that 0 is real
    person = logit(np.clip(trusted, CERTAIN, 1 - CERTAIN)) * (1 - 2 * choice)
    both = judge + person
    return np.where(both == 0, choice, both < 0).astype(np.int64)
