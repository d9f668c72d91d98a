"""Entry of the app: how it is served, and the page settings and navigation.

`streamlit run` finds `app` here, imports it, and serves it; `app` in turn runs this file as the
script of every visit, under the name `__main__`.
"""

import streamlit as st

from game.common.language import listen, settle
from game.server.app import MIDDLEWARE, ROUTES, SERVER
from game.server.metrics import script_error
from game.ui import header, navigation, number_format

listen(header.reader_language)
number_format.use_in_charts()
if __name__ == "__main__":
    settle()
    page = st.navigation(navigation.pages(), position="hidden")
    st.set_page_config(navigation.title(page), "assets/icon.svg", layout="wide")
    header.draw_header(page)
    body, foot = st.container(), st.container()
    with foot:  # first: a page may stop before its end
        navigation.draw_footer()
    with body:
        page.run()
else:
    app = st.App(
        __file__,
        routes=ROUTES,
        middleware=MIDDLEWARE,
        lifespan=SERVER.lifespan,
        on_script_error=script_error,
    )
