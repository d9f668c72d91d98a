"""The jury: every judge asked about the faces in somebody's own picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.asked import Asked, AskedFace, faces_in
from game.discriminators.clip.probe import ClipProbe, embeddings
from game.discriminators.judge import Judge
from game.discriminators.judges import load_judges
from game.discriminators.saliency import looked_at
from game.discriminators.verdict import TRAVELLERS, Together
from game.faces.decks.deck import DECK, load_deck
from game.faces.detector.mtcnn import Detector, load_detector
from game.faces.frame import Frame
from game.faces.visitor import MOST_BYTES

WARNING = to_say(
    "These judges learned from two sets of photos and a few generators. On photos from elsewhere, "
    "edited pictures and newer generators (diffusion models) they are far less good, and finding "
    "and turning a face moves it by a pixel or two, which they notice. A high p(fake) proves "
    "nothing about a picture or a person."
)


@dataclass(frozen=True)
class Verdict:
    """The jury's: p(fake), None for a face unlike all that was measured; `camera`: the measured one
    whose photos the face is nearest to.
    """

    p_fake: float | None
    camera: str


@dataclass(frozen=True)
class Jury:
    """All that an answer needs, loaded once; a picture goes through and is not kept."""

    detector: Detector
    frame: Frame
    judges: tuple[Judge, ...]
    together: Together | None

    @classmethod
    def summon(cls, settings: Settings) -> "Jury":
        """Raises Unavailable with what is missing."""
        judges = tuple(load_judges(settings))
        names = {judge.name for judge in judges}
        together = Together.load(settings) if names.issuperset(TRAVELLERS) else None
        return cls(load_detector(settings), load_deck(DECK, settings).frame, judges, together)

    def look(self, data: bytes) -> Asked:
        """The faces in a picture's file. Raises Refused with one sentence if there is none."""
        return faces_in(data, self.detector, self.frame)

    def verdicts(self, face: AskedFace) -> tuple[dict[str, float], Verdict | None]:
        """p(fake) by judge, and what those that travel say together; None unless all are here."""
        picture, embedded = face.framed[None], None
        p = {}
        for judge in self.judges:
            if isinstance(judge, ClipProbe):  # a quarter of a second: made once for both
                embedded = embeddings(judge.tower, picture)
                p[judge.name] = judge.p_of(embedded)
            else:
                p[judge.name] = judge.p_fake(picture)
        each = {name: float(said[0]) for name, said in p.items()}
        if self.together is None or embedded is None:
            return each, None
        (said,) = self.together.p_fake(p, embedded)
        camera = self.together.known.camera(embedded[0])
        return each, Verdict(None if np.isnan(said) else float(said), camera)

    def looked_at(self, face: AskedFace) -> dict[str, np.ndarray]:
        """By network judge: the face, uint8 (height, width, 3), with what mattered in colour."""
        return looked_at(self.judges, face.framed)


def judge_files(what: Path, settings: Settings) -> list[dict[str, Any]]:
    """A row for every face, {file, problem} where there is none.

    {file, face, box, jury, p_fake, notes}: `jury` is None where it does not know, or is not here.
    `what` is a picture or a folder, of which every file is tried. Raises Refused if there is
    nothing of that name, or nothing in the folder.
    """
    if not what.exists():
        raise Refused(say("There is no file or folder {what}.", what=what))
    files = sorted(path for path in what.iterdir() if path.is_file()) if what.is_dir() else [what]
    if not files:
        raise Refused(say("The folder {what} holds no files.", what=what))
    jury = Jury.summon(settings)
    return [row for path in progress_bar(files, "pictures") for row in _rows(jury, path)]


def _rows(jury: Jury, path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:  # however large it is, no more is read than is taken
            asked = jury.look(file.read(MOST_BYTES + 1))
    except Refused as refusal:
        yield {"file": str(path), "problem": str(refusal)}
        return
    except OSError as error:
        yield {"file": str(path), "problem": say("It cannot be read ({why}).", why=error.strerror)}
        return
    for number, face in enumerate(asked.faces, start=1):
        notes = [*asked.notes, *([face.note] if face.note else [])]
        verdicts, said = jury.verdicts(face)
        yield {
            "file": str(path),
            "face": number,
            "box": face.box,
            "jury": said and said.p_fake,
            "p_fake": verdicts,
            "notes": notes,
        }
