"""Headers on every answer of the server.

The content security policy is as strict as Streamlit allows: its styles are inline, components are
loaded from `blob:` addresses, diagrams are drawn by WebAssembly, and the few inline scripts are
allowed by their hashes.
"""

import base64
import hashlib
import ipaddress
import re

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.common.language import LANGUAGES
from game.server.packed import STATIC
from game.ui.header import language_script

METRICS = ("/_stcore/metrics", "/metrics")


def _inline_scripts() -> str:
    """The hashes of the inline scripts: those of Streamlit's own page, and the game's one."""
    page = (STATIC / "index.html").read_text()
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    scripts += map(language_script, LANGUAGES)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {_inline_scripts()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}


class Guarded:
    """Puts HEADERS on every answer, and shows metrics to this machine alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        hidden = scope["type"] == "http" and _is_metrics(scope["path"]) and not _asked_here(scope)
        answer = Response(status_code=404) if hidden else self._app
        await answer(scope, receive, send_guarded)


def _is_metrics(path: str) -> bool:
    return path.rstrip("/").endswith(METRICS)


def _asked_here(scope: Scope) -> bool:
    """Whether a process of this machine asks, and not for somebody else as a proxy does."""
    names = {name for name, _ in scope["headers"]}
    if scope["client"] is None or names & {b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"}:
        return False
    address = scope["client"][0].removeprefix("::ffff:")  # IPv4, asked through an IPv6 socket
    return ipaddress.ip_address(address).is_loopback
