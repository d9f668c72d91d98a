"""Whoever's answers are measured, and what they say of some faces: asked once, and at need."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from game.common.settings import Settings
from game.discriminators.clip.probe import ClipProbe, embeddings
from game.discriminators.clip.tower import ClipTower
from game.discriminators.judge import Judge
from game.discriminators.judges import load_judges
from game.discriminators.verdict import JURY, TRAVELLERS, Together
from game.training.measuring import answered

BATCH = 8  # faces at a time: they fit the processor's cache


class Faces:
    """`make` draws pictures, uint8 (n, side, side, 3); `embedded` (n, 512) where that is kept."""

    def __init__(self, make: Callable[[], np.ndarray], embedded: np.ndarray | None = None) -> None:
        self._make, self._embedded = make, embedded
        self._pictures: np.ndarray | None = None
        self._said: dict[str, np.ndarray] = {}  # by the sha256 of the judge's weights

    @property
    def pictures(self) -> np.ndarray:
        """Drawn when first asked for."""
        if self._pictures is None:
            self._pictures = self._make()
        return self._pictures

    def embedded(self, tower: ClipTower) -> np.ndarray:
        """Embeddings (n, 512), a quarter of a second each unless they are kept."""
        if self._embedded is None:
            self._embedded = _in_batches(lambda some: embeddings(tower, some), self.pictures)
        return self._embedded

    def p_fake(self, judge: Judge) -> np.ndarray:
        """What the judge says (n,)."""
        if judge.checkpoint_sha256 not in self._said:
            if isinstance(judge, ClipProbe):
                said = judge.p_of(self.embedded(judge.tower))
            else:
                said = _in_batches(judge.p_fake, self.pictures)
            self._said[judge.checkpoint_sha256] = said
        return self._said[judge.checkpoint_sha256]


@dataclass(frozen=True)
class Answerer:
    """A judge, or the jury: `answers` (n,) are NaN where it says that it does not know.

    `weights` is the sha256 of its file. It is `slow` where it needs a face's embedding.
    """

    name: str
    weights: str
    answers: Callable[[Faces], np.ndarray]
    slow: bool


@dataclass(frozen=True)
class Case:
    """Who is asked about which photos beside which fakes: a row of `evaluate`, before it is one.

    `made_by` decides the fakes: a row whose judge and fakes have other weights is another.
    """

    about: dict[str, Any]
    made_by: str
    asked: Answerer
    photos: Faces
    fakes: Faces

    @property
    def told(self) -> dict[str, Any]:
        """What the row is about: two rows with the same of it would have the same figures."""
        weights = f"{self.asked.weights[:12]} {self.made_by}".strip()
        return {"judge": self.asked.name} | self.about | {"weights": weights}

    def measured(self) -> dict[str, Any] | None:
        """The row; None where too few are answered."""
        answers = [self.asked.answers(faces) for faces in (self.photos, self.fakes)]
        figures = answered(*answers)
        return figures and self.told | figures


def answerers(settings: Settings) -> Iterator[Answerer]:
    """Every judge that is here, then the jury if those are who travel."""
    judges = {judge.name: judge for judge in load_judges(settings)}
    for name, judge in judges.items():
        slow = isinstance(judge, ClipProbe)
        yield Answerer(name, judge.checkpoint_sha256, partial(_of_judge, judge), slow)
    if not judges.keys() >= set(TRAVELLERS):
        return
    members, together = [judges[name] for name in TRAVELLERS], Together.load(settings)
    of_all = members[0].checkpoint_sha256 + members[1].checkpoint_sha256
    weights = hashlib.sha256((of_all + together.checkpoint_sha256).encode()).hexdigest()
    yield Answerer(JURY, weights, partial(_of_jury, members, together), slow=True)


def _of_judge(judge: Judge, faces: Faces) -> np.ndarray:
    return faces.p_fake(judge)


def _of_jury(members: Sequence[Judge], together: Together, faces: Faces) -> np.ndarray:
    said = {judge.name: faces.p_fake(judge) for judge in members}
    (probe,) = (judge for judge in members if isinstance(judge, ClipProbe))
    return together.p_fake(said, faces.embedded(probe.tower))


def _in_batches(ask: Callable[[np.ndarray], np.ndarray], pictures: np.ndarray) -> np.ndarray:
    return np.concatenate([ask(pictures[i : i + BATCH]) for i in range(0, len(pictures), BATCH)])
