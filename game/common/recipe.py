"""A fake is a recipe, never a file: whoever holds the recipe can make the picture again."""

import math
import re
from dataclasses import dataclass
from typing import Literal

from game.common.errors import Refused

NoiseMode = Literal["const", "none"]

# Networks learn from faces of the first range, are validated on the second, and players (people and
# networks alike) are dealt faces of the third only: no network is scored on what it was trained on.
TRAIN_SEEDS = range(0, 1_000_000)
VALIDATION_SEEDS = range(1_000_000, 2_000_000)
PLAY_SEEDS = range(2_000_000, 2**32)

# The fakes that the game deals.
GENERATOR = "mobilestylegan-ffhq"
TRUNCATION_PSI = 0.7  # plain
STYLED_PSI = 0.9  # in a deck's own style: docs/fairness.md says why
FACE_SIZE = 256  # the smallest from which a framed fake, 160 pixels wide, is scaled down

# A deck's style: the deck's name, and the first digits of the sha256 of the style's file.
STYLE_NAME = r"[a-z0-9][a-z0-9-]{0,63}-[0-9a-f]{12}"


def usual_psi(style: str | None) -> float:
    """The ψ of the fakes that the game deals in this style, or plain."""
    return TRUNCATION_PSI if style is None else STYLED_PSI


@dataclass(frozen=True)
class Recipe:
    """All that decides a generated face.

    `checkpoint_sha256` names the weights, `seed` (0 to 2^32 - 1) the latent z, `truncation_psi`
    how far w may leave its mean (0: the mean face, 1: no truncation), `size` the picture's side in
    pixels (each size has layers of its own, so it is not the larger picture scaled down),
    `noise_mode` the per-pixel noise ("const": the checkpoint's own, "none": left out). `style`
    names another centre that w is pulled to, a deck's own; without one it is the mean face.
    """

    generator: str
    checkpoint_sha256: str
    seed: int
    truncation_psi: float
    size: int
    noise_mode: NoiseMode = "const"
    style: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.seed < 2**32:
            raise Refused(f"A seed lies between 0 and {2**32 - 1}, not {self.seed}.")
        if not (math.isfinite(self.truncation_psi) and 0 <= self.truncation_psi <= 2):
            raise Refused(f"ψ lies between 0 and 2, not {self.truncation_psi}.")
        if self.size <= 0:
            raise Refused(f"A face has a size of some pixels, not {self.size}.")
        if self.noise_mode not in ("const", "none"):
            raise Refused(f"The noise mode is 'const' or 'none', not {self.noise_mode!r}.")
        if self.style is not None and not re.fullmatch(STYLE_NAME, self.style):
            raise Refused(f"A style is called DECK-12 digits of its sha256, not {self.style!r}.")
