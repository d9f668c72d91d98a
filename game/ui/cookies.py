"""Cookies that no script can read.

A page cannot set one itself, and Streamlit's socket cannot either. So a session gets a nonce over
its socket, and the browser posts that once to a route of the server, which answers with the cookie.
The nonce goes in a header of its own, which no page of another site may send.
"""

import secrets
import threading
import time
from dataclasses import dataclass, field

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response

PATH = "/cookie"
SECONDS = 60.0  # that a nonce holds
_HEADER = "x-nonce"

_fetch = st.components.v2.component(
    "discriminator.cookie",
    js=f"""
    export default function ({{ data }}) {{
      fetch("{PATH}", {{ method: "POST", headers: {{ "{_HEADER}": data.nonce }} }});
    }}
    """,
)


@dataclass
class Offer:
    """A cookie that waits to be fetched; an empty token stands for one to be deleted."""

    name: str
    token: str
    seconds: int
    nonce: str = field(default_factory=secrets.token_urlsafe)
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    taken: bool = False

    @property
    def open(self) -> bool:
        """Whether it can still be fetched."""
        return not self.taken and time.monotonic() < self.until


class Offers:
    """Those of this server that wait, by nonce."""

    def __init__(self) -> None:
        self._waiting: dict[str, Offer] = {}
        self._lock = threading.Lock()

    def add(self, offer: Offer) -> Offer:
        """Wait for its nonce; those that nobody has fetched in time are forgotten."""
        with self._lock:
            self._waiting = {nonce: old for nonce, old in self._waiting.items() if old.open}
            self._waiting[offer.nonce] = offer
        return offer

    def take(self, nonce: str) -> Offer | None:
        """The offer of this nonce, once, if it can still be fetched."""
        with self._lock:
            offer = self._waiting.pop(nonce, None)
        if offer is None or not offer.open:
            return None
        offer.taken = True
        return offer


@st.cache_resource(show_spinner=False)
def offers() -> Offers:
    """The server's."""
    return Offers()


def set_cookie(name: str, token: str, seconds: int) -> None:
    """Have the browser keep a token for so long, or forget it if it is empty; once a visit.

    Called again by every run of the page, since a run that is cut short may not reach the browser.
    """
    key = f"offer-{name}"  # not the component's, whose state goes with it
    offer = st.session_state.get(key)
    if not (token or offer or name in st.context.cookies):
        return
    if offer is None or offer.token != token or not (offer.taken or offer.open):
        offer = st.session_state[key] = offers().add(Offer(name, token, seconds if token else 0))
    if offer.open:
        _fetch(key=f"cookie-{name}", data={"nonce": offer.nonce})


async def set_offered(request: Request) -> Response:
    """Answer a nonce with its cookie, once."""
    offer = offers().take(request.headers.get(_HEADER, ""))
    if offer is None:
        return Response(status_code=404)
    answer = Response(status_code=204, headers={"cache-control": "no-store"})
    give(answer, request, offer.name, offer.token, offer.seconds)
    return answer


def give(answer: Response, request: Request, name: str, token: str, seconds: int) -> None:
    """Have the browser that is answered keep a token for so long."""
    # What the browser itself says of the page, since a proxy may speak plain HTTP to this server.
    secure = request.headers.get("origin", "").startswith("https://")
    answer.set_cookie(name, token, seconds, httponly=True, samesite="lax", secure=secure)
