"""Do detectors travel? Every judge on each camera's photos beside each generator's fakes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.training.answers import Answerer, Case, Faces
from game.training.embedded import load_embedded
from game.training.groups import Group, groups
from game.training.measuring import answered


def travel(asked: Sequence[Answerer], settings: Settings) -> Iterator[Case]:
    """Each answerer's case of what may stand side by side: faces that no judge has learned from,
    with their background and with grey in its place.
    """
    embedded = load_embedded(settings)
    shown = {
        group: Faces(pictures, embedded.get(group))
        for group, pictures in groups(settings)
        if group.part == "held_out"
    }
    pairs = list(side_by_side(shown))
    for photos, fakes in progress_bar(pairs, "cameras and generators", unit="pair"):
        for one in asked:
            about = beside(photos, fakes) | {"disturbance": "none", "strength": 0}
            yield Case(about, fakes.made_by, one, shown[photos], shown[fakes])


def side_by_side(shown: Iterable[Group]) -> Iterator[tuple[Group, Group]]:
    """Photos and fakes. Thumbnails stand beside thumbnails, faces without background beside others
    without.
    """
    found = list(shown)
    for fakes, photos in product(found, found):
        alike = (photos.changed, photos.small) == (fakes.changed, fakes.small)
        if alike and fakes.fake and not photos.fake:
            yield photos, fakes


def beside(photos: Group, fakes: Group) -> dict[str, Any]:
    """{camera, generator, stage, masked}."""
    return {
        "camera": photos.origin,
        "generator": fakes.origin,
        "stage": fakes.stage,
        "masked": fakes.changed == "masked",
    }


def beside_each_other(p: Mapping[Group, np.ndarray]) -> Iterator[dict[str, Any]]:
    """Rows {camera, generator, stage, masked} with what `answered` finds, where it does."""
    for photos, fakes in side_by_side(p):
        if row := answered(p[photos], p[fakes]):
            yield beside(photos, fakes) | row
