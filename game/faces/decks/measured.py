"""What a deck's photos are like, measured once: a server that starts anew finds it in a file."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from game.common.files import whole
from game.faces.content import FEATURES, content_features
from game.faces.decks.deck import Deck
from game.faces.frame import Frame

if TYPE_CHECKING:  # Torch, which a server may do without
    from game.faces.detector.mtcnn import Detector


def content_of(picture: np.ndarray, frame: Frame, detector: "Detector") -> np.ndarray:
    """What matching goes by in a framed picture, (17,): see `content_features`."""
    return content_features(picture, detector.landmarks(picture, frame.face_box))


def content_of_photos(deck: Deck, detector: "Detector", kept: Path | None) -> np.ndarray:
    """The content of the deck's play photos, whole, (len(play), 17); slow unless a file has it.

    The file lies in the folder `kept` and is named after all that is measured, and by what.
    Raises BrokenPhoto if a photo is.
    """
    file = kept / f"{_sha256(deck, detector)}.npy" if kept else None
    if file is not None:
        with suppress(OSError, ValueError, EOFError):  # not there, or broken: measured anew
            return np.load(file)
    photos = (deck.photo(name) for name in deck.play)
    content = np.stack([content_of(photo, deck.frame, detector) for photo in photos])
    if file is not None:
        with suppress(OSError), whole(file) as half:  # a full disk costs time, and no more
            np.save(half, content)
    return content


def _sha256(deck: Deck, detector: "Detector") -> str:
    """Of the framed photos, where a face lies in them, and what is measured by which weights."""
    digest = hashlib.sha256(repr((FEATURES, deck.frame.face_box)).encode())
    for weights in detector.parameters():
        digest.update(weights.numpy(force=True).tobytes())
    for name in deck.play:
        digest.update(deck.photo(name).tobytes())
    return digest.hexdigest()[:16]
