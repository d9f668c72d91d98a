"""Figures in tables."""

import pandas as pd

from game.common.language import speaking
from game.ui.number_format import as_said


def test_a_column_of_figures_is_written_as_the_reader_does_and_stays_one() -> None:
    table = pd.DataFrame({"n": [2, 3], "d′": [-0.672, None]})
    with speaking("de"):
        shown = as_said(table, {"d′": "{n:.2f}", "c": "{n:.2f}"})
        assert "-0,67" in shown.to_html()
    assert "nan" not in shown.to_html()
    assert shown.data["d′"].dtype == float
