"""Do detectors travel? Every judge on each camera's photos beside each generator's fakes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.clip.known_faces import KnownFaces
from game.discriminators.clip.probe import ClipProbe
from game.discriminators.judge import Judge
from game.discriminators.verdict import JURY, TRAVELLERS, together
from game.training.embedded import Embedded, load_embedded
from game.training.groups import Group, groups
from game.training.measuring import measure, p_fake

LEAST = 10  # answers of either kind


def travel(judges: Sequence[Judge], settings: Settings) -> list[dict[str, Any]]:
    """Rows {judge, camera, generator, stage, masked} with what `measure` finds.

    On faces that no judge has learned from, with their background and with grey in its place.
    """
    held_out = [(g, pictures) for g, pictures in groups(settings) if g.part == "held_out"]
    quick = [judge for judge in judges if not isinstance(judge, ClipProbe)]
    p: dict[str, dict[Group, np.ndarray]] = {judge.name: {} for judge in judges}
    for group, pictures in progress_bar(held_out, "cameras and generators", unit="group"):
        faces = pictures()
        for judge in quick:
            p[judge.name][group] = p_fake(judge, faces)
    for probe in (judge for judge in judges if isinstance(judge, ClipProbe)):
        embedded = load_embedded(settings)
        p[probe.name] = {group: probe.p_of(embedded[group]) for group, _ in held_out}
        p[JURY] = _jury(p, embedded, KnownFaces.load(settings))
    return [{"judge": name} | row for name in p for row in beside_each_other(p[name])]


def _jury(
    p: Mapping[str, Mapping[Group, np.ndarray]], embedded: Embedded, known: KnownFaces
) -> dict[Group, np.ndarray]:
    """What the jury says of each group; NaN where it says that it does not know."""
    said = {}
    for group in p[TRAVELLERS[0]]:
        one = together({name: p[name][group] for name in TRAVELLERS})
        said[group] = np.where(known.unlike(embedded[group]), np.nan, one)
    return said


def beside_each_other(p: Mapping[Group, np.ndarray]) -> Iterator[dict[str, Any]]:
    """Rows {camera, generator, stage, masked}: p(fake) of photos beside those of fakes.

    Thumbnails stand beside thumbnails, faces without background beside others without. Figures are
    of the answered ones; where fewer than LEAST are, there are none.
    """
    for fakes, p_fakes in p.items():
        for photos, p_photos in p.items():
            alike = (photos.changed, photos.small) == (fakes.changed, fakes.small)
            if alike and fakes.fake and not photos.fake:
                row: dict[str, Any] = {
                    "camera": photos.origin,
                    "generator": fakes.origin,
                    "stage": fakes.stage,
                    "masked": fakes.changed == "masked",
                }
                unknown = {"unknown_real": _unknown(p_photos), "unknown_fake": _unknown(p_fakes)}
                answers = (p_photos[~np.isnan(p_photos)], p_fakes[~np.isnan(p_fakes)])
                if min(map(len, answers)) >= LEAST:
                    yield row | unknown | measure(*answers)


def _unknown(p: np.ndarray) -> float:
    """The share of faces of which a judge says that it does not know."""
    return float(np.isnan(p).mean())
