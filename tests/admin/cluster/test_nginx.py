"""Debian's nginx before two servers: a browser's requests reach one of them while it lives."""

import base64
import http.client
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from game.admin.bench.serving import free_port
from game.admin.cluster import processes
from game.admin.cluster.nginx import CONFIG, nginx, site
from game.common.errors import Unavailable
from game.common.settings import ROOT

BROWSERS = 40


class SaysItsPort(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        said = str(self.server.server_address[1]).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def upstream() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), SaysItsPort)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(port: int, cookie: str = "", method: str = "GET") -> tuple[str, str]:
    """The port of the server that answers, and the cookie that comes with it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, "/", headers={"cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    said, given = answer.read().decode(), answer.getheader("set-cookie", "")
    connection.close()
    return said, given


def browser() -> str:
    return f"browser={base64.b64encode(secrets.token_bytes(16)).decode()}"


def test_a_browser_stays_with_its_server_while_that_lives(tmp_path: Path) -> None:
    with upstream() as one, upstream() as other:
        servers = {str(server.server_address[1]): server for server in (one, other)}
        port = free_port()
        proxy = nginx(tmp_path, port, [int(server) for server in servers])
        proxy.start()
        try:
            first, given = ask(port)
            cookie = given.split(";")[0]
            assert "httponly" in given.lower()
            assert {ask(port, cookie)[0] for _ in range(5)} == {first}
            assert ask(port, cookie)[1] == ""  # it has one
            browsers = [browser() for _ in range(BROWSERS)]
            at = {cookie: ask(port, cookie)[0] for cookie in browsers}
            assert set(at.values()) == set(servers)  # all of one address
            servers[first].shutdown()
            servers[first].server_close()
            (left,) = servers.keys() - {first}
            assert {ask(port, cookie, "POST")[0] for cookie in [*browsers, cookie]} == {left}
        finally:
            proxy.end()


def test_nginx_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STARTING", 10.0)
    with upstream() as taken:
        port = taken.server_address[1]
        taken.RequestHandlerClass = None  # type: ignore[assignment]  # it answers nobody
        with pytest.raises(Unavailable, match=r"nginx did not start: .*Address already in use"):
            nginx(tmp_path, port, [port]).start()


def test_the_document_shows_the_file() -> None:
    text = CONFIG.read_text()
    assert f"```nginx\n{text}```" in (ROOT / "docs" / "deployment.md").read_text()
    assert site(8501, [8502, 8503]) == text
    assert site(1, [2]).count("server 127.0.0.1:") == 1
