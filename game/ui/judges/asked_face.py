"""A face of a visitor's own picture, as the judges see it."""

import streamlit as st

from game.common.language import say
from game.discriminators.asked import AskedFace
from game.discriminators.jury import Verdict
from game.ui.judges.measured import CAMERAS, changed_like, like
from game.ui.plain import plain
from game.ui.resources import jury

ENOUGH = 2.0  # pixels of the file to one that is judged: the reduction takes most of JPEG's traces


def draw_face(face: AskedFace, label: str) -> None:
    """The face with every judge's verdict, and what the networks looked at."""
    left, right = st.columns([1, 2])
    left.image(
        face.framed, label, width=220, output_format="PNG", alt=say("The face as judges see it")
    )
    if face.note:
        left.warning(plain(face.note))
    verdicts, together = jury().verdicts(face)
    with right:
        _draw_together(together)
        _draw_changed(face)
        for name, p in verdicts.items():
            st.progress(p, say("{name}: {p:.0%} fake", name=say(name), p=p))
    with st.spinner(say("What did they look at?")):
        looked_at = jury().looked_at(face)
    for column, (name, picture) in zip(st.columns(len(looked_at)), looked_at.items(), strict=True):
        column.image(
            picture,
            say("What {name} looked at", name=say(name)),
            width=220,
            output_format="PNG",
            alt=say(name),
        )


def _draw_together(said: Verdict | None) -> None:
    """What those judges that travel say together, and how good that is for pictures like this."""
    if said is None:
        st.caption(say("The jury gives its verdict once the CLIP probe has joined the judges."))
        return
    if said.p_fake is None:
        st.info(say("**The jury does not know.** This face is unlike all that it was measured on."))
    else:
        st.metric(say("The jury"), say("{p:.0%} fake", p=said.p_fake))
    if (found := like(said.camera)) is not None:
        st.caption(
            say(
                "How good that is: of the cameras that were measured, this picture is nearest to "
                "{camera}. Of pairs of such a photo and a fake, by {n} generators, the jury gets "
                "{low:.0%} to {high:.0%} right (50 % is a guess), and it calls {wrong:.0%} of the "
                "photos fake.",
                camera=say(CAMERAS[said.camera]),
                n=found["generator"].nunique(),
                low=found["auc"].min(),
                high=found["auc"].max(),
                wrong=1 - found["accuracy_real"].iloc[0],
            )
        )


def _draw_changed(face: AskedFace) -> None:
    """What smallness and compression like this face's did to verdicts on the game's own pairs."""
    told = []
    small = changed_like("resize", min(face.scale, 1.0), usual=1.0)
    if small is not None:
        told.append(
            say(
                "This face is small. Of the game's own pairs, reduced to {share:.0%} of their "
                "width, the CLIP probe got {right:.0%} right.",
                share=small["strength"],
                right=small["auc"],
            )
        )
    if face.quality is not None and face.scale < ENOUGH:
        pressed = changed_like("jpeg", face.quality, usual=95)
        if pressed is not None:
            told.append(
                say(
                    "This picture is compressed strongly. Of the game's own pairs, saved as JPEG "
                    "at quality {quality:.0f}, the CLIP probe got {right:.0%} right.",
                    quality=pressed["strength"],
                    right=pressed["auc"],
                )
            )
    if told:
        st.caption(" ".join(told))
