"""Groups of faces of one origin each."""

import numpy as np
import pytest

from game.common.recipe import GENERATOR
from game.common.settings import Settings
from game.faces.decks.deck import DECK
from game.training import groups
from game.training.cameras import CANADA
from game.training.faces import PartName, Source


def test_a_reader_who_sees_examples_waits_for_one_face_of_each_generator(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, tuple[PartName, int | None]] = {}

    def fakes(
        source: Source, part: PartName, _: Settings, at_most: int | None = None
    ) -> np.ndarray:
        asked[source.generator] = part, at_most
        return np.zeros((at_most or 400, 8, 8, 3), np.uint8)

    monkeypatch.setattr(groups, "fakes", fakes)
    shown = groups.examples(settings)
    assert {DECK, CANADA, GENERATOR} < set(shown)
    assert set(asked) < set(shown)
    assert set(asked.values()) == {("held_out", 1)}
    assert all(face.ndim == 3 for face in shown.values())
