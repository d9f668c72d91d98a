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
    first, second = odds(np.array(p_fake))
    judge = np.array([np.nan_to_num(second) - first])
    together = team_choices(np.array([choice]), odds(np.array([trusted])), judge)
    return int(together[0])


def team_choices(choice: np.ndarray, person: np.ndarray, judge: np.ndarray) -> np.ndarray:
    """The same of many trials, from log odds, all (n,).

    `person`: that the choice is right, `judge`: that the face at place 0 is real. Of a single face,
    the choice is 0 for "real" and 1 for "fake".
    """
    both = judge + person * (1 - 2 * choice)
    return np.where(both == 0, choice, both < 0).astype(np.int64)


def odds(p: np.ndarray) -> np.ndarray:
    """The log odds of probabilities, finite."""
    found: np.ndarray = logit(np.clip(p, CERTAIN, 1 - CERTAIN))
    return found
