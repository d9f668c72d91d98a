"""The list of pages, as the navigation shows it."""

from copy import copy
from urllib.parse import unquote, urlsplit

import streamlit as st

from game.common.language import language, say, to_say

PAGES = {
    "": [
        ("play", to_say("Play"), ":material/compare:"),
        ("leaderboard", to_say("Leaderboard"), ":material/leaderboard:"),
        ("you", to_say("You"), ":material/person:"),
        ("about", to_say("About"), ":material/help:"),
    ],
    to_say("Classroom"): [
        ("host", to_say("Host a class"), ":material/co_present:"),
        ("join", to_say("Join a class"), ":material/login:"),
    ],
    to_say("Duel"): [
        ("theatre", to_say("Theatre"), ":material/theaters:"),
    ],
    to_say("Learn"): [
        ("tells", to_say("Course"), ":material/school:"),
        ("training", to_say("Training"), ":material/fitness_center:"),
        ("experiment", to_say("The published experiment"), ":material/science:"),
    ],
    to_say("Judges"): [
        ("ask", to_say("Ask the judges"), ":material/add_a_photo:"),
        ("judges", to_say("How good they are"), ":material/monitoring:"),
        ("versus", to_say("People or networks"), ":material/compare_arrows:"),
        ("scale", to_say("Hardest faces"), ":material/trending_up:"),
    ],
    to_say("Lab"): [
        ("lab/face", to_say("New face"), ":material/person_add:"),
        ("lab/truncation", to_say("Truncation"), ":material/linear_scale:"),
        ("lab/walk", to_say("z against w"), ":material/timeline:"),
        ("lab/mixing", to_say("Style mixing"), ":material/grid_view:"),
        ("lab/directions", to_say("Directions"), ":material/tune:"),
        ("lab/noise", to_say("Noise"), ":material/grain:"),
        ("lab/diversity", to_say("Diversity"), ":material/groups:"),
        ("lab/find", to_say("Find this face"), ":material/person_search:"),
        ("lab/fill", to_say("Fill in"), ":material/format_paint:"),
        ("lab/enlarge", to_say("Enlarge"), ":material/zoom_in:"),
        ("lab/sketch", to_say("From a sketch"), ":material/draw:"),
        ("lab/between", to_say("Between two people"), ":material/animation:"),
    ],
    to_say("Host"): [
        ("decks", to_say("Decks"), ":material/folder_shared:"),
        ("admin", to_say("Admin"), ":material/admin_panel_settings:"),
    ],
}


@st.cache_resource(show_spinner=False)
def _named_in(reads: str) -> dict[str, list[st.Page]]:
    """The pages in the language of who reads: made once, since each looks for its file then."""
    return {
        say(section) if section else "": [
            st.Page(f"game/ui/pages/{path}.py", title=say(title), icon=icon, default=path == "play")
            for path, title, icon in pages
        ]
        for section, pages in PAGES.items()
    }


def requested() -> str:
    """The page that the address names."""
    return unquote(urlsplit(st.context.url or "").path).strip("/").split("/")[-1]


def pages() -> dict[str, list[st.Page]]:
    """The pages by section, for one visitor: Streamlit notes on each whether it may be run.

    An address that names none of them has a page of its own, which stands in no menu: Streamlit
    would show the first page, and a word over it.
    """
    sections = {
        section: [copy(page) for page in there] for section, there in _named_in(language()).items()
    }
    if requested() not in {page.url_path for there in sections.values() for page in there}:
        title = say("There is no such page")
        sections[""].append(
            st.Page(
                "game/ui/pages/missing.py", title=title, url_path=requested(), visibility="hidden"
            )
        )
    return sections
