"""The photos that a GAN learns from: a deck's train photos, or a folder of one's own."""

import logging
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from game.common.errors import Refused
from game.common.settings import Settings
from game.faces.decks.deck import DECK, load_deck
from game.faces.thumbnail import reduced
from game.training.faces import photo_names

FEWEST = 50
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}

log = logging.getLogger(__name__)


def deck_photos(settings: Settings, side: int) -> np.ndarray:
    """The deck's photos to fit on, framed and reduced, uint8 (n, side, side, 3).

    They are the photos that judges are fitted on, too: never one that is played with, nor one on
    which a judge is calibrated, since the critic becomes a judge itself.

    Raises Unavailable if the deck is not set up, BrokenPhoto for a photo that cannot be read.
    """
    deck = load_deck(DECK, settings)
    return np.stack([reduced(deck.photo(name), side) for name in photo_names(deck)["fit"]])


def folder_photos(folder: Path, side: int) -> np.ndarray:
    """Every picture in `folder`, its middle square, uint8 (n, side, side, 3), by name.

    A broken file is left out with a warning that names it. Raises Refused if the folder does not
    exist, a picture is smaller than `side`, or fewer than FEWEST pictures remain.
    """
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder}.")
    photos = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES):
        try:
            with Image.open(path) as picture:
                upright = ImageOps.exif_transpose(picture).convert("RGB")
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
            log.warning("%s is left out, for it cannot be read: %s", path.name, error)
            continue
        if min(upright.size) < side:
            raise Refused(
                f"{path.name} has {upright.width}x{upright.height} pixels, fewer than the {side} "
                "that the network makes; remove it or train a smaller network."
            )
        photos.append(_square(upright, side))
    if len(photos) < FEWEST:
        raise Refused(
            f"{folder} has {len(photos)} pictures that can be read; training needs {FEWEST} at "
            "least, and some hundreds to be worth it."
        )
    return np.stack(photos)


def _square(picture: Image.Image, side: int) -> np.ndarray:
    """The middle square, each pixel the mean of those that it covers."""
    return np.asarray(ImageOps.fit(picture, (side, side), Image.Resampling.BOX))
