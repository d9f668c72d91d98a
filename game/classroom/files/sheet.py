"""A page of HTML that needs nothing from elsewhere, to read on a screen and to print on A4.

Whatever is put into it is text and is escaped, unless it was made by `element`.
"""

from collections.abc import Iterable
from html import escape

from game.common.colours import ACCENT, GROUND, INK, LINE
from game.common.language import language

_STYLE = f"""
@page {{ size: A4; margin: 15mm; }}
* {{ box-sizing: border-box; }}
body {{ font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: {INK}; background: {GROUND}; overflow-wrap: break-word; }}
h1, h2 {{ line-height: 1.25; break-after: avoid; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }}
th, td {{ text-align: left; padding: 0.3rem 0.6rem; border-bottom: 1px solid {LINE};
  vertical-align: top; }}
tr, figure, li, .task {{ break-inside: avoid; }}
.wide {{ overflow-x: auto; }}
.bar {{ background: #e6ddf7; min-width: 4rem; margin-top: 0.35rem; }}
.bar i {{ display: block; height: 0.8rem; background: {ACCENT}; }}
.faces {{ display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1rem 0; }}
figure {{ margin: 0; width: 9rem; }}
figure img, .photo {{ display: block; width: 100%; aspect-ratio: 1; }}
td .faces {{ flex-wrap: nowrap; gap: 4px; margin: 0; }}
td figure {{ width: 6rem; font-size: 0.8rem; }}
.photo {{ background: {LINE}; display: flex; align-items: center; justify-content: center; }}
.large figure {{ width: 14rem; }}
.line {{ height: 2.2rem; border-bottom: 1px solid {INK}; }}
small {{ display: block; margin-top: 2rem; }}
@media print {{
  body {{ background: #fff; margin: 0; padding: 0; font-size: 11pt; max-width: none; }}
  .bar, .bar i, .photo {{ print-color-adjust: exact; }} }}
"""


class Html(str):
    """Markup that is ready; any other text is escaped."""

    __slots__ = ()


def element(tag: str, *content: object, **attributes: object) -> Html:
    """An element around texts and other elements; `class_` is the attribute of that name."""
    given = "".join(
        f' {name.rstrip("_")}="{escape(str(value))}"' for name, value in attributes.items()
    )
    return Html(f"<{tag}{given}>{joined(content)}</{tag}>")


def joined(content: Iterable[object]) -> Html:
    """Texts and elements one after the other."""
    return Html("".join(c if isinstance(c, Html) else escape(str(c)) for c in content))


def picture(address: str, alt: str) -> Html:
    """A picture out of an address that carries it."""
    return Html(f'<img alt="{escape(alt)}" src="{escape(address)}">')


def bullets(texts: Iterable[object]) -> Html:
    """A list."""
    return element("ul", *(element("li", text) for text in texts))


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> Html:
    """A table with a line of titles, which a narrow screen moves sideways."""
    lines = [element("tr", *(element("th", title) for title in head))]
    lines += [element("tr", *(element("td", cell) for cell in row)) for row in rows]
    return element("div", element("table", *lines), class_="wide")


def bar(part: int, whole: int) -> Html:
    """A share as a bar."""
    share = 100 * part / whole if whole else 0
    return element("div", element("i", style=f"width:{share:.0f}%"), class_="bar")


def page(title: str, *content: object) -> str:
    """The whole page, in the reader's language."""
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "img-src data:; style-src 'unsafe-inline'\">"
        + element("title", title)
        + f"<style>{_STYLE}</style></head>"
        + element("body", element("h1", title), *content)
        + "</html>"
    )
