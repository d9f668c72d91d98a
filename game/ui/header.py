"""At the top of every page, beside the navigation: the language, and on phones the way to help.

Besides, unseen for as long as the server answers, what is read while it does not.

The address says which language (`?lang=fr`), else what was chosen in this visit, else the browser.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from game.common.language import FIRST, LANGUAGES, language, say

_KEY = "lang"
_LOOK = """
<style>
  div:has(> .st-key-top) {
    position: fixed; top: 0.75rem; right: 1rem; z-index: 999990; width: auto;
  }
  .st-key-top > :has(style) { position: absolute; }
  [data-testid="stTopNav"] { max-width: calc(100% - 12rem); margin-right: auto; }
  @media (min-width: 768px) {  /* the navigation shows the same page, and is not folded away */
    .st-key-top [data-testid="stElementContainer"]:has(a) { display: none; }
  }
  /* While the server is away, our words in the place of Streamlit's, which are for developers. */
  .away { display: none; }
  body:has(AWAY) :is([data-testid="stDialog"], [data-testid="stStatusWidget"]) { display: none; }
  body:has(AWAY) .away {
    display: block; position: fixed; inset: auto 0 0; z-index: 999999; padding: 1rem;
    background: #4b3fa7; color: #fff; text-align: center;
    animation: 0s linear 1.5s backwards appear;  /* a moment without it is not worth a word */
  }
  @keyframes appear { from { visibility: hidden; } }
  /* Streamlit says these in English only: hidden, and said in the reader's language instead. A
     text field's hint stands before its length, which stands alone where Enter does nothing. */
  kbd[aria-label="Shortcut Enter"],
  [data-testid="InputInstructions"] > span:first-child:not(:only-child),
  [data-testid="stNumberInput"] [data-testid="InputInstructions"] > span {
    font-size: 0;
  }
  kbd[aria-label="Shortcut Enter"]::after { content: "KEY"; font-size: 0.875rem; }
  [data-testid="InputInstructions"] > span:first-child:not(:only-child)::after,
  [data-testid="stNumberInput"] [data-testid="InputInstructions"] > span::after {
    content: "HINT"; font-size: 0.75rem;
  }
</style>
""".replace("AWAY", '[data-test-connection-state]:not([data-test-connection-state="CONNECTED"])')


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


def draw_header() -> None:
    """The way to help and the choice of language; page and address say what is read."""
    reads = language()
    if reads != _browsers() and st.query_params.get(_KEY) != reads:
        st.query_params[_KEY] = reads  # for a reload, and for whom the address is sent to
    st.session_state["reads"] = reads
    with st.container(key="top", horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link("game/ui/pages/about.py", label=say("Help"), icon=":material/help:")
        st.segmented_control(
            say("Language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key="reads",
            on_change=_choose,
            required=True,
            label_visibility="collapsed",
        )
        away = say("The game does not answer. This page goes on by itself once it does.")
        st.html(
            f'{_look()}<div class="away" role="status">{away}</div>'
            f"<script>{language_script(reads)}</script>",
            unsafe_allow_javascript=True,
        )


def _look() -> str:
    return _LOOK.replace("KEY", say("Enter")).replace("HINT", say("Enter: confirm"))


def _choose() -> None:
    st.session_state[_KEY] = st.query_params[_KEY] = st.session_state["reads"]


def _browsers() -> str:
    code = (st.context.locale or "").split("-")[0].lower()
    return code if code in LANGUAGES else FIRST
