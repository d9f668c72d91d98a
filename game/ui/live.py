"""The theatre's live run: buttons that start and stop it, and what it is doing meanwhile."""

import pandas as pd
import streamlit as st
from PIL import Image

from game.language import say
from game.refusal import Refused, Unavailable
from game.settings import Settings
from game.training.gan import live
from game.training.gan.live import Live
from game.training.gan.log import Row
from game.ui import theatre
from game.ui.plain import plain

EVERY = 2  # seconds between looks at a run that is live


def stage() -> None:
    """The whole section; it looks again by itself for as long as a run is live."""
    settings = Settings.from_environment()
    run = live.status(settings)
    running = run is not None and run.running
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(say("Train"), type="primary", disabled=running, on_click=_start, args=(settings,))
        st.button(say("Stop"), disabled=not running, on_click=live.stop, args=(settings,))
    if live.trained(settings) is not None:
        st.page_link(
            "game/pages/play.py",
            label=say("Play ten pairs against what it has learnt"),
            icon=":material/compare:",
            query_params={"against": live.LIVE},
        )
    if refusal := st.session_state.pop("live-refusal", None):
        st.error(refusal)
    if run is not None:
        st.fragment(_watch, run_every=EVERY if running else None)(running)


def _start(settings: Settings) -> None:
    try:
        live.start(settings)
    except (Refused, Unavailable) as error:
        st.session_state["live-refusal"] = plain(error)


def _watch(was_running: bool) -> None:
    """How the run stands; the page is drawn anew once it has ended."""
    run = live.status(Settings.from_environment())
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
    faces, course = st.columns(2, gap="large")
    if run.sheet:
        with faces:
            _sheet(run)
    if run.log:
        with course:
            _figures(run.log[-1])
            theatre.course(pd.DataFrame(run.log))


def _sheet(run: Live) -> None:
    """The newest faces, enlarged smoothly."""
    assert run.sheet is not None
    with Image.open(run.sheet) as sheet:
        large = sheet.resize((sheet.width * 4, sheet.height * 4), Image.Resampling.BICUBIC)
    st.image(large, width="stretch", output_format="JPEG", alt=say("Faces of the run in class"))


def _figures(now: Row) -> None:
    """The newest line of the log."""
    with st.container(horizontal=True):
        st.metric(say("Images a second"), f"{now['images_per_second']:.0f}", width="content")
        st.metric(say("Critic on photos"), say("{p:.0%}", p=now["critic_real"]), width="content")
        st.metric(say("Critic on fakes"), say("{p:.0%}", p=now["critic_fake"]), width="content")
