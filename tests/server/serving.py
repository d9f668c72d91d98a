"""The server's routes on a port of their own, without Streamlit, and a browser's side of them."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp
from websockets.sync.client import ClientConnection, connect

from game.classroom.classroom import Classroom
from game.rounds.picture_addresses import PictureAddresses
from game.rounds.visitors import Visitors
from game.server.app import MIDDLEWARE, Server

PATIENCE = 60.0  # seconds


class Served:
    """The routes of a room's server, while they are served."""

    def __init__(
        self, rooms: Classroom | None, port: int, visitors: Visitors | None = None
    ) -> None:
        self.port = port
        if visitors is not None:
            self.visitors = visitors
        if rooms is not None:
            self.rooms = rooms
        self.origin = f"http://127.0.0.1:{port}"

    def socket(
        self, code: str, cookie: str, role: str = "player", origin: str | None = None
    ) -> ClientConnection:
        """Follow a room. Raises InvalidStatus if the server does not let one."""
        return connect(
            f"ws://127.0.0.1:{self.port}/rooms/{code}/live?as={role}",
            origin=origin or self.origin,  # type: ignore[arg-type]  # a NewType of str
            additional_headers={"cookie": cookie},
            compression=None,
        )

    def ask(
        self,
        method: str,
        path: str,
        told: Any = None,
        *,
        cookie: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers of an answer by HTTP; a text is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        own = {"cookie": cookie, "origin": self.origin, "content-type": "application/json"}
        body = told if isinstance(told, str | None) else json.dumps(told)
        connection.request(method, path, body, own | dict(headers or {}))
        answer = connection.getresponse()
        found = answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()}
        connection.close()
        return found


@contextmanager
def served(
    rooms: Callable[[], Classroom | None], visitors: Visitors | None = None
) -> Iterator[Served]:
    """The routes, as a server of their own in a thread, which asks for its rooms itself.

    Unless visitors are given, the rooms are asked for theirs before.
    """
    addresses = PictureAddresses()
    there = rooms() if visitors is None else None
    visitors = Visitors(there.game) if there else visitors
    routes = Server(rooms, lambda: addresses, lambda: visitors)
    app = Starlette(routes=routes.routes, middleware=MIDDLEWARE, lifespan=routes.lifespan)
    with running(app) as port:
        yield Served(there, port, visitors)


@contextmanager
def running(app: ASGIApp) -> Iterator[int]:
    """The port of a server of this app, in a thread."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_level="warning", ws="websockets-sansio", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE)
    assert not thread.is_alive(), "the server does not end"


def hear(follower: ClientConnection) -> dict[str, Any]:
    """The next state of the room."""
    return until(follower)


def until(follower: ClientConnection, **expected: Any) -> dict[str, Any]:
    """The first state of the room in which these have these values."""
    deadline = time.monotonic() + PATIENCE
    while True:
        message = json.loads(follower.recv(max(0.0, deadline - time.monotonic())))
        if message["kind"] == "state" and expected.items() <= message.items():
            return dict(message)
