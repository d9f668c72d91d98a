"""Pictures offered for a deck: which show one whole face, and how large a frame it fills."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from game.common.errors import Refused
from game.common.language import say
from game.faces.align import Eyes, eye_distance, eyes_as_generated, on_canvas, part_inside
from game.faces.decks.deck import LEAST_PHOTOS
from game.faces.detector.mtcnn import Detector
from game.faces.frame import Frame
from game.faces.visitor import open_picture

MOST_BYTES = 40_000_000  # of one picture
LONGEST_SIDE = 8192  # pixels: large enough for a face of 1024 in a group's photo
PATIENCE = 120.0  # seconds: a photo is not left out because visitors' pictures come first
SIDES = (160, 256, 512, 1024)  # pixels, of frames
FILLING = 0.75  # the part of the faces that must fill a frame without being enlarged
SECOND_FACE = 1 / 3  # a face this much smaller than the largest is somebody in the background
LEAST_COLOUR = 4  # of 255: how far a pixel's red, green and blue lie apart on average
# Two pictures that differ less, in the mean colours of 8x8 cells, are one that was saved anew: at
# another size and quality it differs by up to 6 of 255, photos of two people by 17 and more.
CELLS, LEAST_APART = 8, 7


@dataclass(frozen=True)
class Offer:
    """A picture by the name that its owner knows; `read` may raise OSError."""

    name: str
    read: Callable[[], bytes]

    def picture(self) -> np.ndarray:
        """Upright RGB, uint8 (height, width, 3). Raises Refused with one sentence."""
        try:
            data = self.read()
        except OSError as error:
            raise Refused(say("It cannot be read ({why}).", why=error.strerror)) from None
        return open_picture(data, MOST_BYTES, LONGEST_SIDE, PATIENCE).picture


@dataclass(frozen=True)
class Candidate:
    """A picture with one whole face. `fills`: the side in pixels of the largest frame that the face
    fills without being enlarged.
    """

    offer: Offer
    eyes: Eyes
    fills: int


def candidate(offer: Offer, detector: Detector, frame: Frame) -> Candidate:
    """The offered picture's face, for a frame of this shape and any size.

    Raises Refused with one sentence if it cannot be used.
    """
    picture = offer.picture()
    found = sorted(detector.search(picture), key=lambda face: -eye_distance(face.eyes))
    if not found:
        raise Refused(say("No face was found."))
    largest, *others = found
    if others and eye_distance(others[0].eyes) > SECOND_FACE * eye_distance(largest.eyes):
        raise Refused(say("It shows several faces."))
    eyes = eyes_as_generated(largest.landmarks)
    if part_inside(picture, eyes, frame) < 1:  # what is mirrored in would give a photo away
        raise Refused(say("The face is too near the edge of the picture."))
    enlarged = eye_distance(frame.eyes) / eye_distance(eyes)
    return Candidate(offer, eyes, int(frame.size[0] / enlarged))


def side_for(candidates: Iterable[Candidate]) -> int:
    """The largest of `SIDES` that enough of the faces fill, and enough for a deck."""
    fills = np.array([candidate.fills for candidate in candidates])
    enough = [
        side for side in SIDES if (fills >= side).sum() >= max(LEAST_PHOTOS, FILLING * len(fills))
    ]
    return enough[-1] if enough else SIDES[0]


class Framing:
    """Brings candidates into one frame, and refuses those that do not fit or came before."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._coarse: list[np.ndarray] = []

    def file(self, candidate: Candidate) -> bytes:
        """The face as a photo's file. Raises Refused with one sentence."""
        side = self.frame.size[0]
        if candidate.fills < side:
            raise Refused(say("The face is too small for a deck of {side} pixels.", side=side))
        canvas = on_canvas(candidate.offer.picture(), candidate.eyes, self.frame)
        if np.ptp(canvas, axis=2).mean() < LEAST_COLOUR:
            raise Refused(say("It is black and white, as no generated face is."))
        coarse = np.asarray(
            Image.fromarray(canvas).resize((CELLS, CELLS), Image.Resampling.BOX), float
        )
        if any(np.abs(coarse - other).mean() < LEAST_APART for other in self._coarse):
            raise Refused(say("The same picture came before."))
        self._coarse.append(coarse)
        return self.frame.jpeg(canvas)
