"""Every judge against every generator and stage, on photos and seeds that no network has seen."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

import numpy as np

from game.common.files import whole
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.judges import load_judges
from game.discriminators.verdict import JURY
from game.faces.decks.deck import DECK
from game.faces.disturbances import DISTURBANCES
from game.training.answers import Answerer, Case, Faces, answerers
from game.training.faces import DEALT, Source, fakes, photos, reals, sources
from game.training.measuring import milliseconds
from game.training.tables import write_tables
from game.training.travel import travel

STRENGTHS = {
    "jpeg": (90, 70, 50, 30),
    "blur": (0.5, 1.0, 2.0),
    "resize": (0.75, 0.5, 0.25),
    "noise": (2, 5, 10),
}
OTHERS = 100  # reals and fakes, each, but of the game's own generator
SOME = 200  # that are disturbed, reals and fakes each
FEW = 40  # where it must be quick, and of those who need a quarter of a second a face
FEWEST = 10  # of those where it must be quick
# What tells rows apart.
ABOUT = ("judge", "camera", "generator", "stage", "masked", "disturbance", "strength", "weights")


def evaluate(
    settings: Settings, quick: bool = False, kept: Sequence[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Rows {judge, camera, generator, stage, masked, disturbance, strength, weights} with what
    `answered` finds, and the judge's time a face.

    Every judge on every generator and stage beside the deck's photos as they are (`disturbance`
    "none"), on the fakes that are dealt under each disturbance, and as `travel` does. `quick`:
    the fakes that are dealt only, FEW of them, under the hardest strength of each disturbance.
    A row of `kept` that is about the same, of the same weights, is taken over.
    """
    asked = list(answerers(settings))
    known = {_about(row): row for row in kept}
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    own, elsewhere = _beside_the_deck(asked, settings, quick), travel(asked, settings)
    for case in chain(own, filter(_dealt, elsewhere) if quick else elsewhere):
        about = _about(case.told)
        if about not in found and (row := known.get(about) or case.measured()):
            found[about] = row
    shown = photos("held_out", settings)
    speed = {judge.name: milliseconds(judge, shown) for judge in load_judges(settings)}
    return [row | {"ms_per_face": speed.get(row["judge"])} for row in found.values()]


def bring_up_to_date(settings: Settings) -> str:
    """Measure what models/evaluation.json lacks, write it and all tables; returns what was done.

    The rows of judges that are not here stay. A row is kept while the weights of its judge and of
    its fakes' generator are the same. What else decides a face, such as its frame, is code: who
    changes that deletes the file first.
    """
    file = settings.models / "evaluation.json"
    kept = json.loads(file.read_text()) if file.is_file() else []
    rows = evaluate(settings, kept=kept)
    here = {row["judge"] for row in rows}
    rows += [row for row in kept if row["judge"] not in here]
    with whole(file) as written:
        written.write(json.dumps(rows, indent=2).encode() + b"\n")
    write_tables(settings)
    new = len({_about(row) for row in rows} - {_about(row) for row in kept})
    return f"{new} rows measured, {len(rows) - new} kept."


def _beside_the_deck(asked: Sequence[Answerer], settings: Settings, quick: bool) -> Iterator[Case]:
    """The CLIP probe is asked about few faces, and about undisturbed ones by `travel` alone, whose
    faces are embedded already; so is the jury.
    """
    single = [one for one in asked if one.name != JURY]
    photos_like: dict[tuple[int, int | None], Faces] = {}  # the same photos beside many stages
    for source in progress_bar([DEALT] if quick else sources(settings), "generators", unit="stage"):
        others = None if source.generator == DEALT.generator else OTHERS
        for slow, most in ((False, FEW if quick else others), (True, FEWEST if quick else FEW)):
            drawn = partial(reals, source, "held_out", settings, most)
            alike = (source.size * source.trained_here, most)
            shown = photos_like.setdefault(alike, Faces(drawn))
            made = Faces(partial(fakes, source, "held_out", settings, most))
            for disturbance, strength in _conditions(source, quick or slow)[slow:]:
                about = {
                    "camera": DECK,
                    "generator": source.generator,
                    "stage": source.stage,
                    "masked": False,
                    "disturbance": disturbance,
                    "strength": strength,
                }
                both = [_disturbed(faces, disturbance, strength) for faces in (shown, made)]
                for one in (one for one in single if one.slow == slow):
                    yield Case(about, source.made_by(settings), one, *both)


def _dealt(case: Case) -> bool:
    """Whether it is about the game's own pairs as they are."""
    stands = (case.about[key] for key in ("camera", "stage", "masked"))
    return tuple(stands) == (DECK, DEALT.stage, False)


def _about(row: dict[str, Any]) -> tuple[object, ...]:
    """What a row is about, without its figures."""
    return tuple(row.get(key) for key in ABOUT)


def _conditions(source: Source, quick: bool) -> list[tuple[str, float]]:
    """(disturbance, strength), the undisturbed first."""
    conditions: list[tuple[str, float]] = [("none", 0)]
    if source == DEALT:
        for name, strengths in STRENGTHS.items():
            conditions += [(name, strength) for strength in strengths[-1 if quick else 0 :]]
    return conditions


def _disturbed(faces: Faces, disturbance: str, strength: float) -> Faces:
    """Reals and fakes alike; of disturbed ones some."""
    if disturbance == "none":
        return faces
    change = DISTURBANCES[disturbance]
    return Faces(lambda: np.stack([change(one, strength) for one in faces.pictures[:SOME]]))
