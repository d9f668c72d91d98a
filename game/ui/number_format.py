"""Tables and charts write figures as `say` does, although the browser draws them."""

import altair as alt

from game.common.language import language, signs

PERCENT = "%.0f\N{NO-BREAK SPACE}%%"  # the format of a table's column of hundredths


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
