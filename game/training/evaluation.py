"""Every judge against every generator and stage, on photos and seeds that no network has seen."""

from typing import Any

import numpy as np

from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.clip.probe import ClipProbe
from game.discriminators.judges import load_judges
from game.faces.decks.deck import DECK
from game.faces.disturbances import DISTURBANCES
from game.training.faces import DEALT, Part, Source, load_part, sources
from game.training.measuring import measure, milliseconds, p_fake
from game.training.travel import travel

STRENGTHS = {
    "jpeg": (90, 70, 50, 30),
    "blur": (0.5, 1.0, 2.0),
    "resize": (0.75, 0.5, 0.25),
    "noise": (2, 5, 10),
}
OTHERS = 100  # reals and fakes, each, but of the game's own generator
SOME = 200  # that are disturbed, reals and fakes each
FEW = 40  # where it must be quick, and for the CLIP probe, which takes a quarter of a second


def evaluate(settings: Settings, quick: bool) -> list[dict[str, Any]]:
    """Rows {judge, camera, generator, stage, masked, disturbance, strength} with what `measure`
    finds.

    Every judge on every generator and stage beside the deck's photos as they are (`disturbance`
    "none"), on the fakes that are dealt under each disturbance, and as `travel` does. `quick`:
    the fakes that are dealt only, FEW of them, under the hardest strength of each disturbance.
    """
    judges = load_judges(settings)
    rows = []
    for source in progress_bar([DEALT] if quick else sources(settings), "generators", unit="stage"):
        at_most = OTHERS if source.generator != DEALT.generator else None
        part = load_part(source, "held_out", settings, at_most=FEW if quick else at_most)
        for disturbance, strength in _conditions(source, quick):
            shown = _disturbed(part, disturbance, strength)
            for judge in judges:
                slow = isinstance(judge, ClipProbe)
                if slow and (disturbance, strength) not in _conditions(source, quick=True):
                    continue
                if slow and source != DEALT:
                    continue  # its rows are those of `travel`, whose faces are embedded already
                most = FEW if slow else None
                about = {
                    "judge": judge.name,
                    "camera": DECK,
                    "generator": source.generator,
                    "stage": source.stage,
                    "masked": False,
                    "disturbance": disturbance,
                    "strength": strength,
                }
                reals, fakes = (p_fake(judge, one[:most]) for one in (shown.reals, shown.fakes))
                rows.append(about | measure(reals, fakes))
    if not quick:
        known = {_what(row) for row in rows}
        undisturbed = {"disturbance": "none", "strength": 0}
        rows += [row | undisturbed for row in travel(judges, settings) if _what(row) not in known]
    speed = {judge.name: milliseconds(judge, part.reals) for judge in judges}
    return [row | {"ms_per_face": speed.get(str(row["judge"]))} for row in rows]


def _what(row: dict[str, Any]) -> tuple[object, ...]:
    """What a row is about."""
    return tuple(row[key] for key in ("judge", "camera", "generator", "stage", "masked"))


def _conditions(source: Source, quick: bool) -> list[tuple[str, float]]:
    """(disturbance, strength), the undisturbed first."""
    conditions: list[tuple[str, float]] = [("none", 0)]
    if source == DEALT:
        for name, strengths in STRENGTHS.items():
            conditions += [(name, strength) for strength in strengths[-1 if quick else 0 :]]
    return conditions


def _disturbed(part: Part, disturbance: str, strength: float) -> Part:
    """Reals and fakes alike; of disturbed ones some."""
    if disturbance == "none":
        return part
    change = DISTURBANCES[disturbance]
    return Part(
        np.stack([change(picture, strength) for picture in part.reals[:SOME]]),
        np.stack([change(picture, strength) for picture in part.fakes[:SOME]]),
    )
