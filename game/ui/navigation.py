"""The pages of `places.py` as Streamlit knows them, and the rows in which they are drawn."""

from copy import copy
from urllib.parse import unquote, urlsplit

import streamlit as st

from game.common.language import language, say
from game.ui.place import Entry, Place, entries, trail
from game.ui.places import ABOUT, ADMIN, BESIDE, DATA, DECKS, PLACES

ENTRIES = {entry.address: entry for entry in entries((*PLACES, *BESIDE))}


def file(entry: Entry) -> str:
    """The file of a page, as `st.page_link` and `st.switch_page` want it."""
    return f"game/ui/pages/{entry.path}.py"


@st.cache_resource(show_spinner=False)
def _named_in(reads: str) -> list[st.Page]:
    """The pages in the language of who reads: made once, since each looks for its file then."""
    return [
        st.Page(file(entry), title=say(entry.title), default=not entry.address)
        for entry in ENTRIES.values()
    ]


def requested() -> str:
    """The page that the address names."""
    return unquote(urlsplit(st.context.url or "").path).strip("/").split("/")[-1]


def pages() -> list[st.Page]:
    """The pages for one visitor: Streamlit notes on each whether it may be run.

    An address that names none of them has a page of its own: Streamlit would show the first page,
    and a word over it.
    """
    found = [copy(page) for page in _named_in(language())]
    if requested() not in {page.url_path for page in found}:
        title = say("There is no such page")
        found.append(st.Page("game/ui/pages/missing.py", title=title, url_path=requested()))
    return found


def title(page: st.Page) -> str:
    """What the browser's window, and a link to the page, are called."""
    game = say("Play the discriminator")
    return game if not page.url_path else f"{page.title} · {game}"


def draw_places(page: st.Page) -> None:
    """The six places in a row; the one that this page belongs to stands out."""
    here = _trail(page)
    with st.container(key="places", horizontal=True, gap="xxsmall", wrap=False):
        for place in PLACES:
            _draw_link(place, here=place in here, icon=place.icon)


def draw_tabs(page: st.Page) -> None:
    """What else is in the place, and in the part of it, that this page belongs to."""
    here = _trail(page)
    rows = [one for one in here if isinstance(one, Place) and len(one.pages) > 1]
    if not rows or "room" in st.query_params:  # a class looks at nothing else
        return
    with st.container(key="tabs", gap="xxsmall"):
        for row in rows:
            with st.container(key=f"tabs-{row.first.address}", horizontal=True, gap="xxsmall"):
                for one in row.pages:
                    _draw_link(one, here=one in here)


def draw_footer() -> None:
    """What is seldom looked for, under every page."""
    with st.container(key="foot", horizontal=True, horizontal_alignment="center"):
        for entry in (ABOUT, DATA, DECKS, ADMIN):
            st.page_link(file(entry), label=say(entry.title))


def _draw_link(to: Entry | Place, *, here: bool, icon: str | None = None) -> None:
    entry = to.first if isinstance(to, Place) else to
    name = say(to.name if isinstance(to, Place) else to.title)
    key = f"{'here' if here else 'to'}-{type(to).__name__}-{entry.address}"
    with st.container(key=key, width="content"):
        st.page_link(file(entry), label=f"**{name}**" if here else name, icon=icon)


def _trail(page: st.Page) -> tuple[Entry | Place, ...]:
    entry = ENTRIES.get(page.url_path)
    return trail(entry, PLACES) if entry else ()
