"""Texts of others on a page: what is drawn as Markdown shows them sign by sign.

Others are whoever types a name or a title, writes an address, or brings a deck, weights or an
export. A refusal is another's text too: it quotes what was asked for.
"""

import re

_MARKUP = re.compile(r"[\\`*_~\[\]<>#|$&]")
_LIST = re.compile(r"^(\d*)([-+.)])")
# Streamlit looks for icons, colours, links and addresses once escapes are gone, so they are broken
# by a sign without width.
_FOUND_LATER = re.compile(r"(:(?=\S)|@|www(?=\.))", re.IGNORECASE)


def plain(text: object) -> str:
    """The Markdown that shows this text as it is, in one line."""
    line = " ".join(str(text).split())
    escaped = _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", line))
    return _FOUND_LATER.sub("\\1\N{WORD JOINER}", escaped)
