"""A chapter of the course: a tell with its examples, or a note."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from game.common.errors import Unavailable
from game.common.language import say
from game.common.recipe import GENERATOR
from game.rounds.tells import Example, Note, Tell
from game.ui.learn import tells, travel
from game.ui.plain import plain


def draw_tell(tell: Tell, controls: DeltaGenerator) -> None:
    """A tell: an example, chosen among the `controls`, beside what there is to say."""
    examples = {str(n): example for n, example in enumerate(tell.examples, start=1)}
    if tell.without:
        examples[say("without it")] = tell.without
    with controls:
        chosen = st.segmented_control(
            say("Example"), list(examples), default="1", key=f"example-{tell.key}", required=True
        )
        asked = st.toggle(say("Show where"), key=f"where-{tell.key}-{chosen}")
    left, right = st.columns(2, gap="large")
    with left:
        try:
            _draw_example(examples[chosen], asked)
        except Unavailable as error:
            st.error(plain(error))
            asked = False
    with right:
        st.subheader(say(tell.title))
        if asked:
            _draw_details(examples[chosen])
        st.markdown(say("**What to look for.** {look}", look=say(tell.look)))
        st.markdown(say("**Why it happens.** {why}", why=say(tell.why)))
        st.markdown(say("**Where it holds.** {holds}", holds=say(tell.holds)))
        st.markdown(say("**What it does not tell.** {limits}", limits=say(tell.limits)))


def draw_note(chapter: Note) -> None:
    """A note, beside the mean of many fakes if it is about them."""
    with st.container(width=760):
        st.subheader(say(chapter.title))
        if chapter.averaged:
            mean = tells.mean_face(chapter.averaged)
            st.image(
                mean,
                width=360,
                alt=say("The mean of {n} generated faces", n=chapter.averaged),
            )
        st.markdown(say(chapter.text))
    if chapter.judged:
        travel.draw_verdicts()
        travel.draw_forgetting()


def _draw_example(example: Example, marked: bool) -> None:
    """The face, with frames around the places to look at."""
    face = tells.face(example)
    if marked:
        face = tells.marked(face, example.boxes)
        alt = say("Generated face, framed: {sees}", sees=say(example.sees))
    else:
        alt = say("A generated face")
    with st.container(width=640):
        st.image(face, width="stretch", output_format="JPEG", alt=alt)


def _draw_details(example: Example) -> None:
    """What is to be seen, each place enlarged, and how much of it the game's size leaves."""
    st.markdown(f"**{say(example.sees)}**")
    face = tells.face(example)
    captions = (
        [say("Enlarged")] if len(example.boxes) == 1 else [say("On the left"), say("On the right")]
    )
    longer = 340 // max(1, len(example.boxes))  # two fit beside each other on a phone
    with st.container(horizontal=True):
        for box, caption in zip(example.boxes, captions, strict=False):
            detail = tells.detail(face, box, longer)
            st.image(
                detail,
                caption,
                width=detail.shape[1],
                alt=say("{number}: {what}", number=caption, what=say(example.sees)),
            )
        if example.generator == GENERATOR:
            small = tells.as_dealt(example)
            st.image(
                small,
                say("At the game's size"),
                width=small.shape[1],
                alt=say("The face, 160 pixels wide"),
            )
