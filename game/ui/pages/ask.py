"""Ask the judges: a visitor's own picture, looked at once and not kept."""

import streamlit as st

from game.common.errors import Refused, Unavailable
from game.common.language import Later, say
from game.common.settings import Settings
from game.discriminators.asked import AskedFace
from game.discriminators.jury import WARNING, Jury
from game.ui import limits
from game.ui.plain import plain
from game.ui.preparation import prepared


@st.cache_resource(show_spinner=Later("Calling the judges together …"))
def jury() -> Jury:
    """One for the whole server."""
    return Jury.summon(Settings.from_environment())


def show(face: AskedFace, label: str) -> None:
    """A face with every judge's verdict, and what the networks looked at."""
    left, right = st.columns([1, 2])
    left.image(
        face.framed, label, width=220, output_format="PNG", alt=say("The face as judges see it")
    )
    if face.note:
        left.warning(plain(face.note))
    with right:
        for name, p in jury().verdicts(face).items():
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


st.title(say("Ask the judges"))
st.markdown(
    say(
        "Drop a picture with a face. It is found, turned upright, cropped and compressed like the "
        "game's own pictures, and every judge says how likely it is a fake. The picture is neither "
        "stored nor passed on."
    )
)
st.warning(say(WARNING), icon=":material/warning:")
file = st.file_uploader(say("A picture: JPEG, PNG, WebP, GIF, BMP or TIFF, at most 20 MB"))
if file is None:
    st.stop()
try:
    limits.pictures().take(limits.origin())
    with st.spinner(say("Looking for faces …")):
        asked = prepared(jury).look(file.getvalue())
except (Refused, Unavailable) as error:
    st.error(plain(error))
    st.stop()
for note in asked.notes:
    st.info(plain(note))
for number, face in enumerate(asked.faces, start=1):
    show(face, say("Face {n} of {m}", n=number, m=len(asked.faces)))
