"""What is counted while the server runs, in Prometheus' format."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.rounds.game import Game
from game.store import admin_queries

REGISTRY = CollectorRegistry()
_FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds

REQUESTS = Counter("game_requests", "Requests by HTTP.", ["part", "status"], registry=REGISTRY)
SOCKETS = Gauge("game_sockets", "Open sockets, by who follows.", ["kind"], registry=REGISTRY)
PUSH = Histogram(
    "game_push_seconds",
    "From a change of a room until it is on its way to all who follow.",
    buckets=_FAST,
    registry=REGISTRY,
)
ANSWER = Histogram(
    "game_answer_seconds",
    "From a phone's answer until it is stored and acknowledged.",
    buckets=_FAST,
    registry=REGISTRY,
)
ERRORS = Counter("game_errors", "Unexpected errors, by where.", ["part"], registry=REGISTRY)
_READY = Gauge("game_rounds_ready", "Rounds whose fakes are made ahead.", registry=REGISTRY)
_TRIALS = Gauge("game_trials", "Trials in the store.", registry=REGISTRY)
_GUESSES = Gauge("game_guesses", "Guesses in the store, of people and networks.", registry=REGISTRY)
_PARTS = re.compile(
    r"/(rooms|round|pictures|cookie|healthz|readyz|metrics|_stcore|static|media|component)\b"
)


@contextmanager
def open_socket(kind: str) -> Iterator[None]:
    """A socket that is open meanwhile."""
    gauge = SOCKETS.labels(kind)
    gauge.inc()
    try:
        yield
    finally:
        gauge.dec()


def exposed(game: Game | None) -> Response:
    """All of it; what the store holds is counted now."""
    if game is not None:
        _READY.set(len(game.dealer.ahead))
        with game.store.read() as session:
            trials, guesses = session.execute(admin_queries.counts()).one()
        _TRIALS.set(trials)
        _GUESSES.set(guesses)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


class Counted:
    """Counts every request, and the sockets of Streamlit's pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"].endswith("/_stcore/stream"):
            with open_socket("page"):
                await self._app(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                REQUESTS.labels(_part(scope["path"]), str(message["status"])).inc()
                if message["status"] >= 500:
                    ERRORS.labels(_part(scope["path"])).inc()
            await send(message)

        await self._app(scope, receive, counted if scope["type"] == "http" else send)


def script_error(_error: Exception) -> None:
    """A page has met an error that nobody expected."""
    ERRORS.labels("page").inc()


def _part(path: str) -> str:
    """The part of the server that answers: of addresses there are too many to be counted each."""
    found = _PARTS.match(path)
    return found[1] if found else "page"
