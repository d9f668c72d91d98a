"""How many pages a server has open at once, and how much of what visitors have sent it holds.

Whoever is refused is told so before they wait: the page itself, not only its socket.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from streamlit.runtime import Runtime, exists
from streamlit.runtime.stats import CacheStat

from game.common.language import say, speaking
from game.server import preview

MOST_PAGES = 2000  # sockets of Streamlit's; a page is one
MOST_HELD = 400 * 2**20  # bytes of files that visitors have chosen, until their page is closed
PAGE, FILES = "/_stcore/stream", "/_stcore/upload_file/"
# Not 503, which a proxy hands on to a server that knows nothing of this page.
FULL = 429


class Bounded:
    """Refuses pages and files above that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] == PAGE:
            await self._page(scope, receive, send)
        elif scope["type"] == "http" and self._refused(scope):
            await _full(Headers(scope=scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._pages >= MOST_PAGES:
            socket = WebSocket(scope, receive, send)
            await socket.send_denial_response(_full(socket.headers))
            return
        self._pages += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._pages -= 1

    def _refused(self, scope: Scope) -> bool:
        if scope["method"] == "PUT" and scope["path"].startswith(FILES):
            return _held() >= MOST_HELD
        opens = "text/html" in Headers(scope=scope).get("accept", "")
        return opens and self._pages >= MOST_PAGES


def _held() -> int:
    """Bytes of the files that Streamlit keeps for all pages."""
    if not exists():
        return 0
    families = Runtime.instance().uploaded_file_mgr.get_stats()
    found = (stat for stats in families.values() for stat in stats)
    return sum(stat.byte_length for stat in found if isinstance(stat, CacheStat))


def _full(headers: Headers) -> Response:
    with speaking(preview.first_taken(headers)):
        told = say("This server is full; try again in a moment.")
    return PlainTextResponse(told, FULL, {"retry-after": "30"})
