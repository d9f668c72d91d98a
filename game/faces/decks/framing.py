"""Framing the photos of a deck that comes with them: from the originals into assets/decks."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from game.common.errors import Refused
from game.common.files import whole
from game.common.language import say
from game.common.settings import Settings
from game.faces.align import eyes_as_generated, on_canvas, part_inside
from game.faces.decks.deck import load_deck, manifest_file
from game.faces.detector.mtcnn import Detector, load_detector

SEARCHED = 256  # pixels: large enough to find the only face of a portrait, and quick


def frame_photos(
    name: str,
    originals: Path,
    settings: Settings,
    progress: Callable[[float], object] = lambda _: None,
) -> int:
    """Frame every photo that the deck's manifest names, in its tone; returns how many.

    The originals lie in the folder or below it, by the same names. Raises Refused, and stops, for
    the first that is missing or shows no whole face.
    """
    folder = manifest_file(name, settings).with_suffix("")
    folder.mkdir(exist_ok=True)
    deck, detector = load_deck(name, settings), load_detector(settings)
    found = {file.name: file for file in originals.rglob("*.jpg")}
    photos = deck.train + deck.play
    for done, photo in enumerate(photos, start=1):
        if photo not in found:
            raise Refused(say("There is no {photo} below {folder}.", photo=photo, folder=originals))
        with Image.open(found[photo]) as image:
            picture = np.asarray(image.convert("RGB"))
        eyes = eyes_as_generated(_landmarks(picture, detector, photo))
        if part_inside(picture, eyes, deck.frame) < 1:
            raise Refused(say("{photo} shows no whole face.", photo=photo))
        canvas = deck.frame.toned(on_canvas(picture, eyes, deck.frame))
        with whole(folder / photo) as file:
            file.write(deck.frame.jpeg(canvas))
        progress(done / len(photos))
    return len(photos)


def _landmarks(
    picture: np.ndarray, detector: Detector, photo: str
) -> tuple[tuple[float, float], ...]:
    """The points of the largest face, found in a reduced picture and measured in the whole one."""
    reduced = Image.fromarray(picture)
    reduced.thumbnail((SEARCHED, SEARCHED), Image.Resampling.BOX)
    faces = detector.search(np.asarray(reduced))
    if not faces:
        raise Refused(say("{photo} shows no whole face.", photo=photo))
    left, top, right, bottom = max(faces, key=lambda face: face.box[2] - face.box[0]).box
    scale = picture.shape[1] / reduced.width
    return detector.landmarks(picture, (left * scale, top * scale, right * scale, bottom * scale))
