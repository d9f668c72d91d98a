"""How often one visitor may try what costs or tells something, counted for this server."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from game.common.forwarded import THIS_MACHINE, address
from game.common.language import to_say
from game.common.limiter import Limiter, Origin
from game.ui.resources import settings

# By connection.
WRONG_CODES = 20  # a minute
WRONG_SECRETS = 5  # in ten minutes
PICTURES = 10  # a minute
ROOMS = 10  # an hour
SEARCHES = 10  # in ten minutes


def origin() -> Origin:
    """The connection of the visit that is served, and the address it comes from."""
    context = get_script_run_ctx()
    forwarded = st.context.headers.get_all("X-Forwarded-For")
    return Origin(
        context.session_id if context else "",
        address(st.context.ip_address or THIS_MACHINE, forwarded, settings().trusted_proxies),
    )


@st.cache_resource(show_spinner=False)
def wrong_codes() -> Limiter:
    """Codes that no room has. There are 1.7 million codes, and a host sees who comes in."""
    return Limiter(
        to_say("Too many wrong codes were tried from here just now; wait a minute."),
        connection=WRONG_CODES,
        address=300,
        alarm=300,
    )


@st.cache_resource(show_spinner=False)
def wrong_secrets() -> Limiter:
    """Guesses at the secret of whoever runs this server."""
    return Limiter(
        to_say("Too many wrong secrets were tried from here just now; wait two minutes."),
        connection=WRONG_SECRETS,
        address=100,
        alarm=50,
        seconds=600.0,
    )


@st.cache_resource(show_spinner=False)
def pictures() -> Limiter:
    """Pictures sent to be looked at: each starts a process and asks every network."""
    return Limiter(
        to_say("Too many pictures were sent from here just now; try again in a minute."),
        connection=PICTURES,
        address=100,
        alarm=200,
    )


@st.cache_resource(show_spinner=False)
def rooms() -> Limiter:
    """Rooms opened: for each up to thirty trials are dealt, and kept until somebody deletes it."""
    return Limiter(
        to_say("Too many rooms were opened from here; try again in ten minutes."),
        connection=ROOMS,
        address=60,
        alarm=100,
        seconds=3600.0,
    )


@st.cache_resource(show_spinner=False)
def searches() -> Limiter:
    """Faces searched for: each keeps the processors busy for up to two minutes."""
    return Limiter(
        to_say("Too many faces were searched for from here just now; try again in a few minutes."),
        connection=SEARCHES,
        address=60,
        alarm=60,
        seconds=600.0,
    )
