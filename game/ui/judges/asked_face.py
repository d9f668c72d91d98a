"""A face of a visitor's own picture, as the judges see it."""

import streamlit as st

from game.common.language import say
from game.discriminators.asked import AskedFace
from game.discriminators.jury import Verdict
from game.ui.judges.measured import CAMERAS, like
from game.ui.plain import plain
from game.ui.resources import jury


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
                n=len(found),
                low=found["auc"].min(),
                high=found["auc"].max(),
                wrong=1 - found["accuracy_real"].iloc[0],
            )
        )
