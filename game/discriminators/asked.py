"""Asking about a picture from anywhere: its faces, found, aligned and framed as the game's are."""

from dataclasses import dataclass

import numpy as np

from game.common.errors import Refused
from game.common.language import say
from game.faces.align import align, eye_distance, part_inside
from game.faces.detector.mtcnn import Detector, Found
from game.faces.frame import Frame
from game.faces.visitor import open_picture

LEAST_EYE_DISTANCE = 20  # pixels: half of a deck's; a smaller face is mostly made up by enlarging
MOST_FACES = 8


@dataclass(frozen=True)
class AskedFace:
    """`box`: left, top, right, bottom in pixels of the upright picture as it was sent.

    `framed`: as a judge takes it, uint8 (height, width, 3). `note`: what makes an answer about it
    doubtful, or "".
    """

    box: tuple[int, int, int, int]
    framed: np.ndarray
    note: str


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
    if len(large) > MOST_FACES:
        notes.append(
            say("Only the {n} largest of {m} faces are looked at.", n=MOST_FACES, m=len(large))
        )
    largest = sorted(large, key=lambda found: -eye_distance(found.eyes))[:MOST_FACES]
    faces = []
    for found in sorted(largest, key=lambda found: found.box[0]):
        left, top, right, bottom = (round(opened.reduction * edge) for edge in found.box)
        framed = align(opened.picture, found.eyes, frame)
        note = _doubt(opened.picture, found, frame)
        faces.append(AskedFace((left, top, right, bottom), framed, note))
    return Asked(tuple(notes), faces)


def _doubt(picture: np.ndarray, found: Found, frame: Frame) -> str:
    if part_inside(picture, found.eyes, frame) < 0.9:
        return say("Part of what the judges look at lies beyond the picture and was mirrored in.")
    if eye_distance(found.eyes) < 0.9 * eye_distance(frame.eyes):
        return say("The face is small and was enlarged, which makes it softer.")
    return ""
