"""Photos of other cameras and fakes of another kind of generator, framed as the deck's photos are.

Networks may learn from the Canada set. The London set and the diffusion model's faces are there to
be measured on: nothing is ever fitted to them.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from game.common.settings import Settings
from game.faces.decks.deck import DECK, load_frame
from game.faces.thumbnail import reduced
from game.training.aligned import compressed

CANADA, LONDON, SD3 = "canada", "london", "stable-diffusion-3"


@cache
def canada(part: Literal["fit", "validation"], settings: Settings) -> np.ndarray:
    """Photos of the Canada set, uint8 (n, side, side, 3): every fifth validates."""
    frame = load_frame(DECK, settings)
    files = sorted((settings.assets / "cameras" / CANADA).glob("*.jpg"))
    chosen = [file for index, file in enumerate(files) if (index % 5 == 0) == (part != "fit")]
    return np.stack([frame.photo(file.read_bytes()) for file in chosen])


@cache
def unseen(settings: Settings) -> dict[str, np.ndarray]:
    """LONDON's photos and SD3's fakes, as far as they are here: uint8 (n, side, side, 3) each."""
    folders = {
        LONDON: (settings.assets / "decks" / "london", "*_03.jpg"),
        SD3: (settings.assets / "collections" / "stable-diffusion-3", "*.jpg"),
    }
    # Of the London set everybody's neutral face: a second photo of the same person adds little.
    return {
        name: _reduced(sorted(folder.glob(files)), settings)
        for name, (folder, files) in folders.items()
        if folder.is_dir()
    }


def _reduced(files: Sequence[Path], settings: Settings) -> np.ndarray:
    """Larger pictures of the same part of a face, brought to the deck's size and compression."""
    frame = load_frame(DECK, settings)
    found = []
    for file in files:
        with Image.open(file) as picture:
            found.append(compressed(reduced(np.asarray(picture), frame.size[0]), frame))
    return np.stack(found)
