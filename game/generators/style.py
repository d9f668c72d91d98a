"""A deck's own style: random faces pulled towards the middle of a deck's faces.

Truncation pulls w towards the mean face, and faces become more usual (Karras et al. 2019, "A
Style-Based Generator Architecture for Generative Adversarial Networks", appendix B). A style pulls
towards another centre, the mean of what was found to look like photos of one deck, and faces become
more like those: their walls, their light, how heads are turned. It does so in P, where the middle
of several faces is a face (see `game/generators/p_space.py`).
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from game.common.errors import Unavailable
from game.common.files import sha256_of, whole
from game.common.language import say
from game.common.settings import Settings
from game.generators.families.mapping import from_p, to_p


@dataclass(frozen=True, eq=False)
class Style:
    """`centre` and `mean` (w_dim): the middle of the deck's faces and of random ones, both in P.

    `checkpoint_sha256` names the weights that it belongs to.
    """

    checkpoint_sha256: str
    centre: Tensor
    mean: Tensor

    def truncated(self, w: Tensor, psi: float) -> Tensor:
        """Random w (n, w_dim) as this style has them: psi 0 is the centre's face for all."""
        return from_p(self.centre + psi * (to_p(w) - self.mean))


def save_style(style: Style, deck: str, folder: Path) -> str:
    """Write a style into `folder`, all of it or nothing; returns the name that recipes call it."""
    tensors = {"centre": style.centre.contiguous(), "mean": style.mean.contiguous()}
    data = save(tensors, {"checkpoint_sha256": style.checkpoint_sha256})
    name = f"{deck}-{hashlib.sha256(data).hexdigest()[:12]}"
    with whole(folder / f"{name}.safetensors") as file:
        file.write(data)
    return name


def style_file(name: str, settings: Settings) -> Path:
    """Where a style lies: with its deck, or in models/ if it came with the game."""
    shipped = settings.models / "styles" / f"{name}.safetensors"
    deck, _, _ = name.rpartition("-")
    return shipped if shipped.exists() else settings.decks / deck / shipped.name


@lru_cache(maxsize=8)
def load_style(name: str, settings: Settings) -> Style:
    """The style of that name. Raises Unavailable if its file is missing or another one."""
    path = style_file(name, settings)
    if not path.is_file() or not name.endswith(sha256_of(path)[:12]):
        raise Unavailable(
            say("The style {name} is not here, so its fakes cannot be made.", name=repr(name))
        )
    try:
        with safe_open(path, framework="pt") as file:
            sha256 = (file.metadata() or {})["checkpoint_sha256"]
            return Style(sha256, file.get_tensor("centre"), file.get_tensor("mean"))
    except (SafetensorError, KeyError) as error:
        raise Unavailable(say("{path} is not a style: {error}.", path=path, error=error)) from error
