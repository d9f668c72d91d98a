"""The server's own routes and middleware, what it starts and ends with, and does once an hour.

Rooms are served once the game is open, which a new server sees to at once; where set-up has not
run, the first page does it, and rooms are refused for a moment.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from game.classroom.broadcast import Broadcast
from game.classroom.classroom import Classroom
from game.classroom.live import Live
from game.common.language import say
from game.rounds.picture_addresses import PATH, PictureAddresses
from game.rounds.visitors import Visitors
from game.server import alone, channel, metrics, preview
from game.server.alone import Alone
from game.server.asking import UNKEPT
from game.server.bounded import Bounded
from game.server.headers import Guarded
from game.server.packed import Packed
from game.store.bulk import schema
from game.store.engine import NEWER, Rejected, Store
from game.ui import cookies, resources

CLEAN_EVERY = 3600.0  # seconds
AWAY = 1013  # why a socket is closed: try again later
Endpoint = Callable[[Request], Awaitable[Response]]

log = logging.getLogger(__name__)


class Server:
    """What all requests to this server share; `rooms` gives None while there is no game yet."""

    def __init__(
        self,
        rooms: Callable[[], Classroom | None],
        addresses: Callable[[], PictureAddresses],
        visitors: Callable[[], Visitors],
    ) -> None:
        self._rooms = rooms
        self._addresses = addresses
        self._visitors = visitors
        self._live: Live | None = None
        self._alone: Alone | None = None
        self._cleaning: asyncio.Task[None] | None = None
        self._opening: asyncio.Task[Live | None] | None = None

    @property
    def routes(self) -> list[BaseRoute]:
        """Those beside Streamlit's."""
        room = "/rooms/{code}"
        return [
            WebSocketRoute(f"{room}/live", self._follow),
            Route(f"{room}/state", self._in_room(channel.state), methods=["GET"]),
            Route(f"{room}/answers", self._in_room(channel.answer), methods=["POST"]),
            Route(f"{room}/advance", self._in_room(channel.advance), methods=["POST"]),
            Route(f"{room}/lead", self._in_room(channel.led), methods=["POST"]),
            Route(f"{alone.PATH}/state", self._playing(alone.look), methods=["GET"]),
            Route(f"{alone.PATH}/first", self._playing(alone.first), methods=["POST"]),
            Route(alone.PATH + "/{act}", self._playing(alone.act), methods=["POST"]),
            Route(PATH + "/{token}", self._picture, methods=["GET"]),
            Route(cookies.PATH, cookies.set_offered, methods=["POST"]),
            Route("/healthz", _alive, methods=["GET"]),
            Route("/readyz", self._ready, methods=["GET"]),
            Route("/metrics", self._metrics, methods=["GET"]),
            *preview.routes(lambda: self._live.classroom.game if self._live else None),
        ]

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """Open the game at once, so that nobody waits for it; end the rooms' threads at the end.

        Those of the game itself end with the process, whatever started it.
        """
        self._begin()
        try:
            yield
        finally:
            if self._cleaning is not None:
                self._cleaning.cancel()
            if self._alone is not None:
                self._alone.close()
            if self._live is not None:
                self._live.close()

    def _begin(self) -> asyncio.Task[Live | None]:
        if self._opening is None or (self._opening.done() and self._live is None):
            self._opening = asyncio.create_task(self._open())
        return self._opening

    async def _open(self) -> Live | None:
        try:
            rooms = await run_in_threadpool(self._rooms)
        except Rejected:
            log.warning("The database does not answer; whoever asks next has it tried again")
            return None
        if rooms is not None:
            broadcast = Broadcast(rooms, self._addresses())
            live = Live(rooms, broadcast, metrics.PUSH.observe)
            visitors = await run_in_threadpool(self._visitors)
            self._alone = Alone(rooms.game, visitors, self._addresses(), live.write_now)
            self._cleaning = asyncio.create_task(_clean(visitors))
            self._live = live
        return self._live

    async def live(self) -> Live | None:
        """The rooms' channels; None while there is no game."""
        return self._live or await asyncio.shield(self._begin())

    async def _follow(self, socket: WebSocket) -> None:
        live = await self.live()
        if live is None:
            await socket.close(AWAY)
            return
        await channel.follow(live, socket)

    def _in_room(self, act: Callable[[Live, Request], Awaitable[Response]]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            live = await self.live()
            if live is None:
                raise HTTPException(503)
            return await act(live, request)

        return endpoint

    def _playing(self, act: Callable[[Alone, Request], Awaitable[Response]]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            await self.live()
            if self._alone is None:
                raise HTTPException(503)
            return await act(self._alone, request)

        return endpoint

    async def _ready(self, _request: Request) -> Response:
        """Whether the game can be played: deck and generator are open, the store answers.

        Asked before, it has the game opened: at the start the store may have been away.
        """
        problem = "The game is not open yet: it opens, or is to be set up."
        if self._live is not None:
            problem = await run_in_threadpool(_problem, self._live.classroom.store)
        else:
            self._begin()
        return JSONResponse({"ready": not problem, "problem": problem}, 503 if problem else 200)

    async def _picture(self, request: Request) -> Response:
        """One face, for whoever was given its address, for a while."""
        picture = self._addresses().picture(request.path_params["token"])
        if picture is None:
            return Response(status_code=410)
        return Response(picture, media_type="image/png", headers=UNKEPT)

    async def _metrics(self, _request: Request) -> Response:
        game = self._live.classroom.game if self._live else None
        return await run_in_threadpool(metrics.exposed, game)


async def _clean(visitors: Visitors) -> None:
    """Forget, now and once an hour, those who have given no name for a day."""
    while True:
        with suppress(Rejected):  # a database that is away comes back
            await run_in_threadpool(visitors.forget)
        await asyncio.sleep(CLEAN_EVERY)


def _problem(store: Store) -> str:
    try:
        with store.read() as session:
            newer = schema(session) != store.revision
    except Rejected:
        return "The database does not answer."
    return say(NEWER) if newer else ""


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("ok")


SERVER = Server(resources.opened_classroom, resources.picture_addresses, resources.visitors)
ROUTES = SERVER.routes
MIDDLEWARE = [Middleware(one) for one in (metrics.Counted, Guarded, Bounded, Packed)]
