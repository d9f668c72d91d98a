"""The faces that the CLIP probe learned from and was measured on, as embeddings: models/FILE."""

import json
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from safetensors import safe_open

from game.common.errors import Unavailable
from game.common.language import say
from game.common.settings import Settings

FILE = "clip-faces.safetensors"
USUAL = 0.99  # of faces that the probe did not learn from, so many are nearer than `far`


def read_known(settings: Settings) -> list[tuple[dict[str, Any], np.ndarray]]:
    """What each group of faces is, and its embeddings, float32 (n, 512).

    Raises Unavailable if the file is missing.
    """
    path = settings.models / FILE
    if not path.is_file():
        raise Unavailable(
            say(
                "{name} is missing; `python -m game {command}` makes it.",
                name=path.name,
                command="train-judge clip-probe",
            )
        )
    with safe_open(path, framework="np") as file:
        listed = json.loads(file.metadata()["groups"])
        return [
            (about, file.get_tensor(str(n)).astype(np.float32)) for n, about in enumerate(listed)
        ]


@dataclass(frozen=True)
class KnownFaces:
    """`learned` (n, 512): the faces that judges were fitted to. `far`: the distance beyond which a
    face is unlike them. `cameras`: by name, photos that judges were measured on.
    """

    learned: np.ndarray
    far: float
    cameras: dict[str, np.ndarray]

    @classmethod
    def load(cls, settings: Settings) -> Self:
        """Raises Unavailable if the file is missing."""
        known = read_known(settings)
        learned = np.concatenate([rows for about, rows in known if about["part"] == "fit"])
        others = np.concatenate([rows for about, rows in known if about["part"] == "validation"])
        cameras = {
            about["origin"]: rows
            for about, rows in known
            if about["part"] == "held_out"
            and not (about["fake"] or about["changed"] or about["small"])
        }
        return cls(learned, float(np.quantile(distances(learned, others), USUAL)), cameras)

    def unlike(self, embedded: np.ndarray) -> np.ndarray:
        """Embeddings (n, 512) to whether each is farther from all that was learned than `far`."""
        return distances(self.learned, embedded) > self.far

    def camera(self, embedded: np.ndarray) -> str:
        """Of an embedding (512,), the measured camera whose photos it is nearest to."""
        return min(self.cameras, key=lambda name: distances(self.cameras[name], embedded[None])[0])


def distances(known: np.ndarray, embedded: np.ndarray) -> np.ndarray:
    """From each embedding (m, 512) to the nearest of the known (n, 512): 1 − cosine, (m,)."""
    nearest: np.ndarray = (embedded @ known.T).max(axis=1)
    return 1 - nearest
