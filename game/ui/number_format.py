"""Tables and charts write figures as `say` does, although the browser draws them."""

from collections.abc import Callable, Mapping

import altair as alt
import pandas as pd
from pandas.io.formats.style import Styler

from game.common.language import language, say, signs

PERCENT = "%.0f\N{NO-BREAK SPACE}%%"  # the format of a table's column of hundredths


def as_said(table: pd.DataFrame, texts: Mapping[str, str]) -> Styler:
    """The table, where a figure {n} of these columns, if there are any, is written as in its text.

    They stay columns of figures: sorted as such, and empty where there is none.
    """

    def written(text: str) -> Callable[[float], str]:
        return lambda figure: say(text, n=figure)

    there = {name: written(text) for name, text in texts.items() if name in table}
    return table.style.format(there, na_rep="")


def use_in_charts() -> None:
    """From now on axes and tooltips of every chart are in the language in which it is made."""
    alt.theme.register("written", enable=True)(_theme)


def _theme() -> alt.theme.ThemeConfig:
    """For Altair; the page's own look is put over it."""
    written = signs(language())
    return {
        "config": {
            "locale": {
                "number": {
                    "decimal": written.decimal,
                    "thousands": written.group,
                    "grouping": [3],
                    "currency": ["", ""],
                    "percent": written.percent,
                }
            }
        }
    }
