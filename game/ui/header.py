"""At the top of every page: the six places; in the corner you, help and the language.

Besides, unseen for as long as the server answers, what is read while it does not.

The address says which language (`?lang=fr`), else what was chosen in this visit, else the browser.
"""

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from game.common.language import FIRST, LANGUAGES, language, say
from game.ui import navigation
from game.ui.places import ABOUT, YOU

_KEY, _MENU = "lang", "languages"
_AWAY = '[data-test-connection-state]:not([data-test-connection-state="CONNECTED"])'
_COLOURS = {
    "GROUND": "backgroundColor",
    "LINE": "borderColor",
    "ACCENT": "primaryColor",
    "LINK": "linkColor",
}
_LOOK = (Path(__file__).parent / "header.css").read_text().replace("AWAY", _AWAY)


def language_script(reads: str) -> str:
    """Has the page say its language; known beforehand, since the server allows no other script."""
    return f"document.documentElement.lang = '{reads}'"


def reader_language() -> str:
    """The language of the visit that is served; the first one for a thread that serves none."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return FIRST
    asked = st.query_params.get(_KEY)
    if asked in LANGUAGES:
        st.session_state[_KEY] = asked
    return str(st.session_state.get(_KEY) or _browsers())


def draw_header(page: st.Page) -> None:
    """The places, the corner and the tabs of this page; page and address say what is read."""
    reads = language()
    if reads != _browsers() and st.query_params.get(_KEY) != reads:
        st.query_params[_KEY] = reads  # for a reload, and for whom the address is sent to
    with st.container(key="top", horizontal=True, vertical_alignment="center", gap="small"):
        navigation.draw_places(page)
        with st.container(
            key="corner", width="content", horizontal=True, vertical_alignment="center", wrap=False
        ):
            st.page_link(navigation.file(YOU), label=say(YOU.title), icon=":material/person:")
            st.page_link(navigation.file(ABOUT), label=say("Help"), icon=":material/help:")
            st.menu_button(
                LANGUAGES[reads],
                list(LANGUAGES),
                format_func=LANGUAGES.__getitem__,
                key=_MENU,
                on_click=_choose,
                icon=":material/language:",
                help=say("Language"),
                type="tertiary",
            )
        away = say("The game does not answer. This page goes on by itself once it does.")
        st.html(
            f'<style>{_look()}</style><div class="away" role="status">{away}</div>'
            f"<script>{language_script(reads)}</script>",
            unsafe_allow_javascript=True,
        )
    navigation.draw_tabs(page)


def _look() -> str:
    look = _LOOK.replace("KEY", say("Enter")).replace("HINT", say("Enter: confirm"))
    for word, colour in _COLOURS.items():
        of = (str(st.get_option(f"theme.{theme}.{colour}")) for theme in ("light", "dark"))
        look = look.replace(word, f"light-dark({', '.join(of)})")
    return look


def _choose() -> None:
    if chosen := st.session_state[_MENU]:
        st.session_state[_KEY] = st.query_params[_KEY] = chosen


def _browsers() -> str:
    code = (st.context.locale or "").split("-")[0].lower()
    return code if code in LANGUAGES else FIRST
