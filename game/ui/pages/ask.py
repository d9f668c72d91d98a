"""Ask the judges: a visitor's own picture, looked at once and not kept."""

import streamlit as st

from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.discriminators.jury import WARNING
from game.ui import limits
from game.ui.judges.asked_face import draw_face
from game.ui.plain import plain
from game.ui.preparation import prepared
from game.ui.resources import jury, settings

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
        asked = prepared(jury, settings()).look(file.getvalue())
except (Refused, Unavailable) as error:
    st.error(plain(error))
    st.stop()
for note in asked.notes:
    st.info(plain(note))
for number, face in enumerate(asked.faces, start=1):
    draw_face(face, say("Face {n} of {m}", n=number, m=len(asked.faces)))
