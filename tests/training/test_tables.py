"""The tables of the judges' page and the figures of their cards are what was measured."""

import json

import pytest

from game.common.settings import ROOT, Settings
from game.discriminators.judges import JUDGES
from game.discriminators.verdict import JURY
from game.training.tables import DOCUMENT, figures, with_figures, with_tables

SETTINGS = Settings.from_environment()


def test_the_page_says_what_was_measured() -> None:
    page = DOCUMENT.read_text()
    assert page == with_tables(page, SETTINGS), "run `python -m game evaluate --write`"


@pytest.mark.parametrize("name", JUDGES)
def test_a_card_says_what_was_measured_of_the_weights_beside_it(name: str) -> None:
    card = (ROOT / "models" / f"{name}.md").read_text()
    row = figures(SETTINGS)[name]
    assert card == with_figures(card, row), "run `python -m game evaluate --write`"


def test_every_judge_and_the_jury_are_in_the_tables() -> None:
    rows = json.loads((SETTINGS.models / "evaluation.json").read_text())
    assert {row["judge"] for row in rows} == {kind.name for kind in JUDGES.values()} | {JURY}


def test_a_card_gets_its_figures_and_keeps_its_words() -> None:
    row = {"auc": 0.91234, "n_real": 5, "masked": False, "strength": 0, "judge": "J"}
    card = with_figures("# Name\nwords\n## Figures\nold", row)
    assert card.startswith("# Name\nwords\n## Figures\n")
    assert "| auc | 0.912 |" in card
    assert "old" not in card
    assert "masked" not in card
    with pytest.raises(ValueError, match="no line"):
        with_figures("# Name", row)
