"""The jury's verdict: what judges that travel say together, or that nobody can say."""

from collections.abc import Mapping

import numpy as np
from scipy.special import expit, logit

from game.common.language import to_say
from game.discriminators.clip.probe import ClipProbe
from game.discriminators.neighbour_residuals import NeighbourJudge

JURY = to_say("Jury")
# Those that learned from several generators, two cameras and disturbed pictures: docs/judges.md.
TRAVELLERS = (NeighbourJudge.name, ClipProbe.name)
SURELY = 0.999  # no judge outweighs the others by being certain


def together(p_fake: Mapping[str, np.ndarray]) -> np.ndarray:
    """By judge, p(fake) (n,), to that of the jury (n,): the mean of the travellers' log odds."""
    said = [np.clip(p_fake[name], 1 - SURELY, SURELY) for name in TRAVELLERS]
    p: np.ndarray = expit(logit(np.stack(said)).mean(axis=0))
    return p
