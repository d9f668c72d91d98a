"""Course: one tell at a time, what to look for and where it can be seen."""

import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say
from game.common.recipe import GENERATOR
from game.rounds.tells import Example, Note, Tell, course
from game.ui.learn import tells
from game.ui.plain import plain

chapters = course().chapters
keys = list(chapters)


def go(to: str) -> None:
    """Open this chapter."""
    st.session_state["tell"] = to


def show(example: Example, marked: bool) -> None:
    """The face, with frames around the places to look at."""
    with st.container(width=640):
        if marked:
            st.image(
                tells.marked(tells.face(example), example.boxes),
                width="stretch",
                output_format="JPEG",
                alt=say("Generated face, framed: {sees}", sees=say(example.sees)),
            )
        else:
            st.image(
                tells.face(example),
                width="stretch",
                output_format="JPEG",
                alt=say("A generated face"),
            )


def explain(example: Example) -> None:
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


def teach(tell: Tell) -> None:
    """A tell: an example beside what there is to say."""
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
            show(examples[chosen], asked)
        except Unavailable as error:
            st.error(plain(error))
            asked = False
    with right:
        st.subheader(say(tell.title))
        if asked:
            explain(examples[chosen])
        st.markdown(say("**What to look for.** {look}", look=say(tell.look)))
        st.markdown(say("**Why it happens.** {why}", why=say(tell.why)))
        st.markdown(say("**Where it holds.** {holds}", holds=say(tell.holds)))
        st.markdown(say("**What it does not tell.** {limits}", limits=say(tell.limits)))


def note(chapter: Note) -> None:
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


st.title(say("Learning to see"))
st.markdown(
    say(
        "What gives a generated face away, one thing at a time. Every face here is made by this "
        "game's generators. Look first, then press *Show where*."
    )
)
if "tell" not in st.session_state:
    asked = st.query_params.get("tell")
    st.session_state["tell"] = asked if asked in chapters else keys[0]
controls = st.container(horizontal=True, vertical_alignment="bottom")
with controls:
    key = st.selectbox(
        say("Tell"), keys, key="tell", format_func=lambda key: say(chapters[key].name), width=330
    )
    at = keys.index(key)
    before, after = keys[max(at - 1, 0)], keys[min(at + 1, len(keys) - 1)]
    st.button(say("Previous"), on_click=go, args=(before,), disabled=key == before)
    st.button(say("Next"), type="primary", on_click=go, args=(after,), disabled=key == after)
st.query_params["tell"] = key  # not bound to the box: that would put the name there, not the key
chapter = chapters[key]
if isinstance(chapter, Tell):
    teach(chapter)
else:
    note(chapter)
if chapter.sources:
    st.caption(say("After {sources}.", sources="; ".join(chapter.sources)))
