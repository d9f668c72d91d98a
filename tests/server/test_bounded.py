"""Pages and files above a server's bounds are refused, and taken again once there is room."""

import http.client
from collections.abc import Iterator, Mapping
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from game.server import bounded
from game.server.bounded import FILES, FULL, PAGE, Bounded
from tests.server.serving import PATIENCE, running

HTML = {"accept": "text/html,*/*", "accept-language": "de-DE,de;q=0.9"}
TOLD = "Dieser Server ist voll; versuch es gleich noch einmal."
HERE = 200, "here"
Told = tuple[int, str]


async def page(socket: WebSocket) -> None:
    await socket.accept()
    await socket.receive_text()


async def anything(_: Request) -> Response:
    return PlainTextResponse("here")


@pytest.fixture
def port() -> Iterator[int]:
    routes = [
        WebSocketRoute(PAGE, page),
        Route("/you", anything),
        Route(FILES + "{rest:path}", anything, methods=["PUT"]),
    ]
    with running(Bounded(Starlette(routes=routes))) as port:
        yield port


def ask(port: int, path: str, headers: Mapping[str, str] = {}, method: str = "GET") -> Told:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, path, headers=dict(headers))
    answer = connection.getresponse()
    told = answer.status, answer.read().decode()
    connection.close()
    return told


def put(port: int, name: str) -> int:
    return ask(port, f"{FILES}page/{name}", method="PUT")[0]


def test_a_page_too_many_is_told_so(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_PAGES", 1)
    socket = f"ws://127.0.0.1:{port}{PAGE}"
    with connect(socket) as open_page:
        assert ask(port, "/you", HTML) == (FULL, TOLD)
        assert ask(port, "/you") == HERE  # what the open page asks for
        with pytest.raises(InvalidStatus) as refused:
            connect(socket)
        assert refused.value.response.status_code == FULL
        open_page.send("I go")
        with pytest.raises(ConnectionClosed):
            open_page.recv(PATIENCE)
    assert ask(port, "/you", HTML) == HERE
    with connect(socket):
        pass


def test_files_are_taken_while_there_is_room(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    held = MemoryUploadedFileManager("")
    runtime = SimpleNamespace(instance=lambda: SimpleNamespace(uploaded_file_mgr=held))
    monkeypatch.setattr(bounded, "Runtime", runtime)
    monkeypatch.setattr(bounded, "exists", lambda: True)
    monkeypatch.setattr(bounded, "MOST_HELD", 10)
    for size in (4, 6):
        assert put(port, f"{size}") == 200
        held.add_file("page", UploadedFileRec(f"{size}", "a.jpg", "image/jpeg", bytes(size)))
    assert put(port, "more") == FULL
    held.remove_session_files("page")
    assert put(port, "more") == 200
