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
from game.discriminators.judge import Judge
from game.discriminators.judges import load_judges
from game.discriminators.saliency import looked_at
from game.faces.decks.deck import DECK, load_deck
from game.faces.detector.mtcnn import Detector, load_detector
from game.faces.frame import Frame
from game.faces.visitor import MOST_BYTES

WARNING = to_say(
    "These judges know one set of photos and a few generators. On photos from another camera, "
    "otherwise aligned faces, edited pictures and newer generators (diffusion models) nobody has "
    "measured them, and finding and turning a face moves it by a pixel or two, which they notice. "
    "A high p(fake) proves nothing about a picture or a person."
)


@dataclass(frozen=True)
class Jury:
    """All that an answer needs, loaded once; a picture goes through and is not kept."""

    detector: Detector
    frame: Frame
    judges: tuple[Judge, ...]

    @classmethod
    def summon(cls, settings: Settings) -> "Jury":
        """Raises Unavailable with what is missing."""
        return cls(
            load_detector(settings), load_deck(DECK, settings).frame, tuple(load_judges(settings))
        )

    def look(self, data: bytes) -> Asked:
        """The faces in a picture's file. Raises Refused with one sentence if there is none."""
        return faces_in(data, self.detector, self.frame)

    def verdicts(self, face: AskedFace) -> dict[str, float]:
        """p(fake) by judge."""
        return {judge.name: float(judge.p_fake(face.framed[None])[0]) for judge in self.judges}

    def looked_at(self, face: AskedFace) -> dict[str, np.ndarray]:
        """By network judge: the face, uint8 (height, width, 3), with what mattered in colour."""
        return looked_at(self.judges, face.framed)


def judge_files(what: Path, settings: Settings) -> list[dict[str, Any]]:
    """A row {file, face, box, p_fake, notes} for every face, {file, problem} where there is none.

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
        yield {
            "file": str(path),
            "face": number,
            "box": face.box,
            "p_fake": jury.verdicts(face),
            "notes": notes,
        }
