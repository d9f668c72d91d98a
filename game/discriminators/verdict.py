"""The jury's verdict: what judges that travel say together, or that nobody can say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.special import expit, logit

from game.common.language import to_say
from game.common.settings import Settings
from game.discriminators.clip.known_faces import KnownFaces
from game.discriminators.known import NAMES, PROBE
from game.generators.weights import read_weights

JURY = to_say("Jury")
JURY_FILE = "jury"  # its weights in models/
# Those that learned from several generators, two cameras and disturbed pictures: docs/judges.md.
TRAVELLERS = (NAMES["neighbour-residuals"], NAMES[PROBE])
SURELY = 0.999  # no judge outweighs the others by being certain


@dataclass(frozen=True)
class Together:
    """p = expit(log odds of TRAVELLERS @ weight + bias), where a face is like those `known`."""

    weight: np.ndarray  # one for each of TRAVELLERS
    bias: float
    known: KnownFaces
    checkpoint_sha256: str

    @classmethod
    def load(cls, settings: Settings) -> Self:
        """Raises Unavailable if a file is missing."""
        path = settings.models / f"{JURY_FILE}.safetensors"
        tensors, sha256 = read_weights(path, {"weight", "bias"}, f"train-judge {JURY_FILE}")
        known = KnownFaces.load(settings)
        return cls(tensors["weight"], float(tensors["bias"][0]), known, sha256)

    def p_fake(self, said: Mapping[str, np.ndarray], embedded: np.ndarray) -> np.ndarray:
        """By judge, p(fake) (n,), and the faces' embeddings (n, 512), to that of the jury (n,).

        NaN where a face is unlike all that was learned.
        """
        p: np.ndarray = expit(log_odds(said) @ self.weight + self.bias)
        return np.where(self.known.unlike(embedded), np.nan, p)


def log_odds(said: Mapping[str, np.ndarray]) -> np.ndarray:
    """By judge, p(fake) (n,), to the log odds of TRAVELLERS (n, len(TRAVELLERS)), bounded."""
    p = np.stack([said[name] for name in TRAVELLERS], axis=1)
    bounded: np.ndarray = logit(np.clip(p, 1 - SURELY, SURELY))
    return bounded
