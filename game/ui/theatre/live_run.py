"""The theatre's live run: buttons that start and stop it, and what it is doing meanwhile.

Who may start one is a setting. It is stopped by whoever started it, by the host of a class and by
the admin.
"""

import secrets
from datetime import timedelta

import pandas as pd
import streamlit as st
from PIL import Image

from game.common.errors import Refused, Unavailable
from game.common.language import say, to_say
from game.generators import live_runs
from game.store import face_queries
from game.store.tables import now
from game.training.gan import live
from game.training.gan.live import Live
from game.training.gan.log import Row
from game.ui import player
from game.ui.admin.access import is_admin, is_class_host
from game.ui.plain import plain
from game.ui.resources import game, settings
from game.ui.theatre import course

PLAYED = timedelta(days=1)  # how long a round that nobody ends is taken for one in play
SHEET = 1024  # pixels: the width of the picture of faces
EVERY = 2  # seconds between looks at a run that is live
OTHERS = to_say("Whoever started this run, the host of a class or the admin can stop it.")


def draw_live_run() -> None:
    """The whole section; it looks again by itself for as long as a run is live."""
    run = live.status(settings())
    running = run is not None and run.running
    reserved = _reserved()
    mine = _may_stop()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("Train"),
            type="primary",
            disabled=running or reserved is not None,
            on_click=_start,
        )
        st.button(say("Stop"), disabled=not (running and mine), on_click=_stop)
    if running and not mine:
        st.caption(say(OTHERS))
    elif reserved is not None:
        st.caption(reserved)
    if live_runs.trained(settings()) is not None:
        st.page_link(
            "game/ui/pages/play.py",
            label=say("Play ten pairs against what it has learnt"),
            icon=":material/compare:",
            query_params={"against": live_runs.LIVE},
        )
    if refusal := st.session_state.pop("live-refusal", None):
        st.error(refusal)
    if run is not None:
        st.fragment(_draw_progress, run_every=EVERY if running else None)(running)


def _start() -> None:
    try:
        if reserved := _reserved():
            raise Refused(reserved)
        live.start(settings(), _key(), _in_play())
    except (Refused, Unavailable) as error:
        st.session_state["live-refusal"] = plain(error)


def _stop() -> None:
    if _may_stop():  # another run may have begun since the button was drawn
        live.stop(settings())
    else:
        st.session_state["live-refusal"] = say(OTHERS)


def _may_stop() -> bool:
    return is_admin() or is_class_host() or live.is_starter(settings(), _key())


def _reserved() -> str | None:
    """Why this visitor may not start a run; None if they may."""
    match settings().live_training:
        case "everybody":
            return None
        case "hosts":
            may = is_admin() or is_class_host()
            return None if may else say("Here the host of a class starts a run.")
        case "admin":
            return None if is_admin() else say("Here only the admin starts a run.")
        case other:
            return say(
                "GAME_LIVE_TRAINING is {other}; set it to everybody, hosts or admin.",
                other=repr(other),
            )


def _key() -> str:
    """What only this visitor knows: their player's token, or a secret of this visit."""
    key: str = st.session_state.setdefault("live-key", player.token() or secrets.token_urlsafe(24))
    return key


def _in_play() -> set[str]:
    """The weights of live runs against which somebody is playing."""
    with game().store.read() as session:
        return set(session.scalars(face_queries.weights_in_play(live_runs.LIVE, now() - PLAYED)))


def _draw_progress(was_running: bool) -> None:
    """How the run stands; the page is drawn anew once it has ended."""
    run = live.status(settings())
    if run is None or run.running != was_running:
        st.rerun()
    if run.problem:
        st.error(say("The run ended early: {problem}", problem=plain(run.problem)))
    seen = int(run.log[-1]["images"]) if run.log else 0
    if run.running:
        begun = (
            say("{seen:,} of {images:,} images", seen=seen, images=run.images)
            if run.sheet
            else say("The networks are waking …")
        )
        st.progress(min(1.0, seen / run.images), begun)
    faces, figures = st.columns(2, gap="large")
    if run.sheet:
        with faces:
            _draw_sheet(run)
    if run.log:
        with figures:
            _draw_figures(run.log[-1])
            course.draw_course(pd.DataFrame(run.log))


def _draw_sheet(run: Live) -> None:
    """The newest faces, enlarged smoothly."""
    assert run.sheet is not None
    with Image.open(run.sheet) as sheet:
        size = (SHEET, SHEET * sheet.height // sheet.width)
        large = sheet.resize(size, Image.Resampling.BICUBIC)
    st.image(large, width="stretch", output_format="JPEG", alt=say("Faces of the run in class"))


def _draw_figures(now: Row) -> None:
    """The newest line of the log."""
    with st.container(horizontal=True):
        st.metric(say("Images a second"), f"{now['images_per_second']:.0f}", width="content")
        st.metric(say("Critic on photos"), say("{p:.0%}", p=now["critic_real"]), width="content")
        st.metric(say("Critic on fakes"), say("{p:.0%}", p=now["critic_fake"]), width="content")
