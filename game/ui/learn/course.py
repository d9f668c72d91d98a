"""What the pages under "Learn" share: who sits there, the trial to answer, what to look for."""

import streamlit as st

from game.common.language import say, to_say
from game.rounds.game_modes import game_mode
from game.rounds.plan import Turn
from game.ui.buttons import button
from game.ui.play import trial
from game.ui.player import draw_nickname_field, join
from game.ui.resources import game

_LOOK = to_say("""
- **Background**: shapes that melt into one another or could not stand anywhere.
- **Edges**: half a second person, a hand or a hat that belongs to nobody.
- **Hair**: strands that end in nothing, or turn into paint or background.
- **Ears and glasses**: a left side that is not the right one's; a frame that fades out.
- **Teeth**: one in the middle of the face, or no border between two of them.
- **Eyes**: a pupil that is not round, a light that is reflected in one eye only.
- **Skin**: as smooth on the forehead as on the cheeks, without pores or with a pattern.

None of these is proof: photos have odd backgrounds, too, and a fake may show nothing at all.
Readable writing, or somebody else who is quite in order, speaks for a photo.
""")


def may_begin(me: tuple[int, str] | None, turn: Turn | None) -> bool:
    """Whether this visitor can be dealt to here; if not, what to do first is said."""
    if me is None:
        with st.form("sit-down", border=False, enter_to_submit=True):
            draw_nickname_field()
            st.form_submit_button(say("Sit down"), type="primary", on_click=_join)
        return False
    if turn is not None:
        st.info(say("First end the round that you have begun."), icon=":material/info:")
        st.page_link("game/ui/pages/play.py", label=say("Back to it"), icon=":material/compare:")
        return False
    return True


def draw_block(player_id: int, turn: Turn, name: str, leave: str) -> None:
    """The block on the table, called `name`; `leave` says what leaving it does."""
    st.caption(name, text_alignment="center")
    trial.draw_trial(player_id, turn)
    with st.container(horizontal_alignment="center"):
        if turn.plan.feedback and game_mode(turn.plan.mode).teaches:
            draw_checklist()
        button(say("Leave"), game().abandon, player_id, type="tertiary", help=leave)


def draw_checklist(*, opened: bool = False) -> None:
    """The tells in a few words, and the way to the course that shows them."""
    with st.expander(say("What to look for"), expanded=opened, width=760):
        st.markdown(say(_LOOK))
        st.markdown(
            say("The [course](tells) shows each of them on faces by the game's own generator.")
        )


def _join() -> None:
    join()
