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
    judge = np.diff(logit(np.clip(p_fake, CERTAIN, 1 - CERTAIN)))[0]  # log odds that 0 is real
    person = logit(np.clip(trusted, CERTAIN, 1 - CERTAIN)) * (1 if choice == 0 else -1)
    both = judge + person
    return choice if both == 0 else int(both < 0)
