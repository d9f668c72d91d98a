"""Streamlit's scripts that every page needs but asks for late: named in the HTML, they come early.

Streamlit keeps what draws a kind of element in a file of its own and asks for it when the first
such element arrives, one kind after the other, behind the socket. What the header and a round are
drawn with is known beforehand, so the browser can fetch it while Streamlit itself still starts.
"""

import re
from functools import cache

from game.server.packed import STATIC

ELEMENTS = ("PageLink", "MenuButton", "Html", "BidiComponent")
_SCRIPTS = STATIC / "static" / "js"


@cache
def links() -> str:
    """A `modulepreload` for each of those scripts that Streamlit's own page does not name."""
    named = set(re.findall(r"static/js/([^\"]+)", (STATIC / "index.html").read_text()))
    found: dict[str, None] = {}
    waiting = [file.name for element in ELEMENTS for file in _SCRIPTS.glob(f"{element}.*.js")]
    while waiting:
        name = waiting.pop(0)
        if name in named or name in found:
            continue
        found[name] = None
        waiting += re.findall(r'(?:from|import)"\./([^"]+)"', (_SCRIPTS / name).read_text())
    return "\n    ".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in found
    )
