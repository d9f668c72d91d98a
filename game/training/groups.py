"""Faces of one origin each: what the CLIP probe learns from, and what all judges are measured on.

Every camera's photos can so be set beside every generator's fakes: a camera is as hard for a
detector as a generator.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np

from game.common.settings import Settings
from game.faces.decks.deck import DECK, load_frame
from game.faces.frame import Frame
from game.faces.mask import without_background
from game.training.aligned import repainted
from game.training.cameras import CANADA, LONDON, canada, unseen
from game.training.disturbing import disturbed
from game.training.faces import (
    DEALT,
    PARTS,
    PLAIN,
    PartName,
    Source,
    fakes,
    photos,
    sources,
    thumbnails,
)
from game.training.fitting import SEED

NUMBER: dict[PartName, int] = {"fit": 80, "validation": 24, "held_out": 60}  # of each group
FEWER: dict[PartName, int] = {"fit": 30, "validation": 10, "held_out": 40}  # of GANs trained here

Changed = Literal["", "disturbed", "masked", "repainted"]
Pictures = Callable[[], np.ndarray]


@dataclass(frozen=True)
class Group:
    """Faces of one origin: a camera's photos, or the fakes of a generator at a stage.

    `changed`: what was done to all of them. `small`: they are thumbnails that were enlarged.
    `made_by`: the generator's weights, and the style; "" of a photo.
    """

    origin: str
    stage: str
    fake: bool
    part: PartName
    changed: Changed = ""
    small: bool = False
    made_by: str = ""


def groups(settings: Settings) -> Iterator[tuple[Group, Pictures]]:
    """All groups, and how their pictures come about."""
    frame = load_frame(DECK, settings)
    late = [source for source in latest(settings) if source.trained_here]
    for part in PARTS:
        number, fewer = NUMBER[part], FEWER[part]
        own: dict[Group, Pictures] = {
            Group(DECK, "", False, part): partial(_photos, part, number, settings)
        }
        if part != "held_out":
            own[Group(CANADA, "", False, part)] = partial(canada, part, settings)
        for source in (DEALT, PLAIN):
            own[_of(source, part, settings)] = partial(_fakes, source, part, number, settings)
        for group, pictures in own.items():
            yield group, pictures
            if part == "held_out":
                yield replace(group, changed="masked"), _then(pictures, partial(_masked, frame))
                continue
            yield replace(group, changed="disturbed"), _then(pictures, _disturbed)
            if not group.fake:
                painted = replace(group, fake=True, changed="repainted")
                yield painted, _then(pictures, partial(_repainted, frame))
        small = Group(DECK, "", False, part, small=True)
        yield small, partial(_thumbnails, part, late[0].size, fewer, settings)
        for source in late:
            yield _of(source, part, settings), partial(_fakes, source, part, fewer, settings)
    for name, faces in unseen(settings).items():
        group, some = Group(name, "", name != LONDON, "held_out"), faces[: NUMBER["held_out"]]
        yield group, some.copy
        yield replace(group, changed="masked"), _then(some.copy, partial(_masked, frame))


def examples(settings: Settings) -> dict[str, np.ndarray]:
    """By origin, one face of each camera and each generator that nobody has learned from; of the
    second camera, whose photos are all learned from, one that a head was only calibrated on.
    """
    shown = {
        DECK: photos("held_out", settings)[0],
        CANADA: canada("validation", settings)[0],
    }
    for source in latest(settings):
        if source.generator not in shown:  # a single face: a reader waits for it
            shown[source.generator] = fakes(source, "held_out", settings, at_most=1)[0]
    return shown | {name: faces[0] for name, faces in unseen(settings).items()}


def latest(settings: Settings) -> list[Source]:
    """The fakes that are dealt, the same network's plain ones, each other GAN's last stage."""
    last = {source.generator: source for source in sources(settings) if source.trained_here}
    return [DEALT, PLAIN, *last.values()]


def _of(source: Source, part: PartName, settings: Settings) -> Group:
    made_by = source.made_by(settings)
    small = source.trained_here
    return Group(source.generator, source.stage, True, part, small=small, made_by=made_by)


def _fakes(source: Source, part: PartName, number: int, settings: Settings) -> np.ndarray:
    return fakes(source, part, settings, at_most=number)


def _photos(part: PartName, number: int, settings: Settings) -> np.ndarray:
    return photos(part, settings)[:number]


def _thumbnails(part: PartName, size: int, number: int, settings: Settings) -> np.ndarray:
    return thumbnails(part, size, settings)[:number]


def _then(pictures: Pictures, change: Callable[[np.ndarray], np.ndarray]) -> Pictures:
    return lambda: change(pictures())


def _masked(frame: Frame, pictures: np.ndarray) -> np.ndarray:
    return without_background(pictures, frame)


def _disturbed(pictures: np.ndarray) -> np.ndarray:
    """Every other one."""
    rng = np.random.default_rng(SEED)
    return np.stack([disturbed(picture, rng) for picture in pictures[::2]])


def _repainted(frame: Frame, pictures: np.ndarray) -> np.ndarray:
    """Every other one."""
    rng = np.random.default_rng(SEED)
    return np.stack([repainted(picture, rng, frame) for picture in pictures[::2]])
