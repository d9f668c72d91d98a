"""A contact sheet of what searches find, from faces of nobody: given on the left, then found."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from game.common.files import whole
from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.blend import blend
from game.faces.features import load_features
from game.generators.projection.targets import in_few_tones, shrink
from game.generators.projection.tasks import Task, Tasks
from game.generators.zoo import load_generator

SIDE = 512  # pixels of a face that is searched for
CELL = 176  # pixels of one on the sheet
SEEDS = (2_000_504, 2_000_512)  # of the faces that are given
LIKELY = (0.0, 0.35, 0.7, 1.0)  # a drawing's four ways
Row = list[np.ndarray]


def make_sheet(out: Path, settings: Settings) -> Path:
    """Two faces, each found, filled in, enlarged and made of a drawing, as a JPEG."""
    generator = load_generator(GENERATOR, settings)
    tasks = Tasks(generator, load_features(settings).to(generator.device).maps)
    rows: list[Row] = []
    for seed in SEEDS:
        face = generator.face(generator.recipe(seed, TRUNCATION_PSI, SIDE))
        rows += [_found(tasks, face), _filled(tasks, face), _enlarged(tasks, face)]
        rows.append(_drawn(tasks, face))
    cells = [np.concatenate([_cell(one) for one in row], axis=1) for row in rows]
    with whole(out) as file:
        Image.fromarray(np.concatenate(cells)).save(file, "JPEG", quality=88)
    return out


def _found(tasks: Tasks, face: np.ndarray) -> Row:
    """How it comes nearer, in five pictures."""
    states = list(progress_bar(tasks.find(face).search(tasks.generator), "find"))
    steps = np.linspace(0, len(states) - 1, 4).round().astype(int)
    return [face, *(_picture(tasks, states[step].ws[0]) for step in steps)]


def _filled(tasks: Tasks, face: np.ndarray) -> Row:
    hole = np.zeros(face.shape[:2], bool)
    hole[5 * SIDE // 8 :, SIDE // 4 : 3 * SIDE // 4] = True
    fillings = _end(tasks, tasks.fill(face, hole), "fill in")
    given = np.where(hole[..., None], np.uint8(128), face)
    return [given, *(blend(face, one, hole) for one in fillings), face]


def _enlarged(tasks: Tasks, face: np.ndarray) -> Row:
    (thumbnail,) = shrink(face[None], 16)
    return [thumbnail, *_end(tasks, tasks.enlarge(thumbnail), "enlarge")]


def _drawn(tasks: Tasks, face: np.ndarray) -> Row:
    drawing = in_few_tones(face)
    made = [_end(tasks, tasks.from_drawing(drawing, one), "sketch")[0] for one in LIKELY]
    return [drawing, *made]


def _end(tasks: Tasks, task: Task, label: str) -> Sequence[np.ndarray]:
    """The faces that a search ends with."""
    (last,) = deque(progress_bar(task.search(tasks.generator), label), maxlen=1)
    return [_picture(tasks, ws) for ws in last.ws]


def _picture(tasks: Tasks, ws: np.ndarray) -> np.ndarray:
    return tasks.generator.picture(ws, SIDE)


def _cell(picture: np.ndarray) -> np.ndarray:
    small = len(picture) < CELL
    how = Image.Resampling.NEAREST if small else Image.Resampling.LANCZOS
    return np.asarray(Image.fromarray(picture).resize((CELL, CELL), how))
