"""Asking about a picture from anywhere: its faces, found, aligned and framed as the game's are."""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from PIL import Image

from game.common.errors import Refused
from game.common.language import say
from game.faces.align import align, as_generated, eye_distance, part_inside
from game.faces.detector.mtcnn import Detector, Found
from game.faces.frame import Frame
from game.faces.visitor import Opened, open_picture

LEAST_EYE_DISTANCE = 20  # pixels: half of a deck's; a smaller face is mostly made up by enlarging
MOST_FACES = 8


@dataclass(frozen=True)
class AskedFace:
    """`box`: left, top, right, bottom in pixels of the upright picture as it was sent.

    `framed`: as a judge takes it, uint8 (height, width, 3). `note`: what makes an answer about it
    doubtful, or "". `scale`: how many pixels of the file one of `framed` is wide; `quality`: of a
    JPEG, about which the file was saved at.
    """

    box: tuple[int, int, int, int]
    framed: np.ndarray
    note: str
    scale: float
    quality: int | None


@dataclass(frozen=True)
class Asked:
    """The faces from left to right, and a sentence for everything that one should know."""

    notes: tuple[str, ...]
    faces: list[AskedFace]


def faces_in(data: bytes, detector: Detector, frame: Frame) -> Asked:
    """The faces in a picture's file, the largest `MOST_FACES`. Nothing of it is kept.

    Raises Refused with one sentence if the file is no picture that is taken, or shows no face that
    is large enough.
    """
    opened = open_picture(data)
    large, notes = _large_faces(opened, detector)
    if len(large) > MOST_FACES:
        notes.append(
            say("Only the {n} largest of {m} faces are looked at.", n=MOST_FACES, m=len(large))
        )
    faces = []
    for found in sorted(large[:MOST_FACES], key=lambda found: found.box[0]):
        left, top, right, bottom = (round(opened.reduction * edge) for edge in found.box)
        framed = align(opened.picture, found.eyes, frame)
        note = _doubt(opened.picture, found, frame)
        scale = opened.reduction * eye_distance(found.eyes) / eye_distance(frame.eyes)
        faces.append(AskedFace((left, top, right, bottom), framed, note, scale, opened.quality))
    return Asked(tuple(notes), faces)


def placed_face(data: bytes, detector: Detector, side: int) -> tuple[np.ndarray, list[str]]:
    """The largest face in a picture's file, placed as the generator's faces are: uint8
    (side, side, 3), and what one should know. Nothing of the file is kept.

    Raises Refused as `faces_in` does.
    """
    return _placed(open_picture(data), detector, side)


def _placed(opened: Opened, detector: Detector, side: int) -> tuple[np.ndarray, list[str]]:
    large, notes = _large_faces(opened, detector)
    if len(large) > 1:
        notes.append(say("Of {n} faces the largest is taken.", n=len(large)))
    return as_generated(opened.picture, large[0].landmarks, side), notes


def placed_or_whole(data: bytes, detector: Detector, side: int) -> tuple[np.ndarray, list[str]]:
    """As `placed_face`; a picture in which no face is found, such as a drawing or a thumbnail, is
    taken as it is, the square in its middle.

    Raises Refused if the file is no picture that is taken.
    """
    opened = open_picture(data)
    with suppress(Refused):
        return _placed(opened, detector, side)
    height, width = opened.picture.shape[:2]
    square = Image.fromarray(opened.picture).resize(
        (side, side),
        Image.Resampling.LANCZOS if min(height, width) > side else Image.Resampling.NEAREST,
        _middle_square(width, height),
    )
    notes = [say("No face of some size was found, so the square in the picture's middle is taken.")]
    return np.asarray(square), [*opened.notes, *notes]


def _middle_square(width: int, height: int) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    side = min(width, height)
    left, top = (width - side) / 2, (height - side) / 2
    return left, top, left + side, top + side


def _large_faces(opened: Opened, detector: Detector) -> tuple[list[Found], list[str]]:
    """The faces that are large enough, the largest first, and sentences about the picture."""
    everyone = detector.search(opened.picture)
    if not everyone:
        raise Refused(say("No face was found in the picture; send one of a face from the front."))
    large = [found for found in everyone if eye_distance(found.eyes) >= LEAST_EYE_DISTANCE]
    if not large:
        raise Refused(
            say(
                "The face is too small to judge: its eyes are less than {n} pixels "
                "apart; send a larger picture of it.",
                n=LEAST_EYE_DISTANCE,
            )
        )
    notes = list(opened.notes)
    if len(large) < len(everyone):
        notes.append(say("Faces too small to judge, left out: {n}.", n=len(everyone) - len(large)))
    return sorted(large, key=lambda found: -eye_distance(found.eyes)), notes


def _doubt(picture: np.ndarray, found: Found, frame: Frame) -> str:
    if part_inside(picture, found.eyes, frame) < 0.9:
        return say("Part of what the judges look at lies beyond the picture and was mirrored in.")
    if eye_distance(found.eyes) < 0.9 * eye_distance(frame.eyes):
        return say("The face is small and was enlarged, which makes it softer.")
    return ""
