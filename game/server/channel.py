"""The routes of a room: its socket, its answers, and what its host does.

Whoever asks is known by a cookie that no script can read. A page of another site is refused: its
browser sends the cookie of a socket along, and says of itself whose page it is.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from starlette.background import BackgroundTask
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from game.classroom import lead
from game.classroom.broadcast import Countdown, Follower, Role
from game.classroom.live import Full, Live, Seat
from game.classroom.rooms import Stranger
from game.common.errors import Refused, Unavailable
from game.common.language import FIRST, LANGUAGES, say, speaking
from game.common.words import as_code
from game.rounds import browser_input
from game.server import metrics
from game.ui.classroom.hosting import cookie as hosts_cookie
from game.ui.classroom.seat import cookie as seats_cookie
from game.ui.resources import settings

LARGEST = 2048  # bytes of a request
LONGEST = 1024  # characters of a socket's message
PING_EVERY = 10.0  # seconds
PATIENCE = 5.0  # seconds for a message to be on its way; a slower browser comes back by itself
GONE, BROKEN, TOO_LONG, FULL = 4404, 1008, 1009, 1013  # why a socket is closed

_ACTS: Mapping[str, Callable[..., None]] = {
    "begin": lead.begin,
    "reveal": lead.reveal,
    "next": lead.next_trial,
    "back": lead.back,
    "end": lead.end,
    "pause": lambda session, room: lead.pause(session, room, True),
    "resume": lambda session, room: lead.pause(session, room, False),
    "lock": lambda session, room: lead.lock(session, room, True),
    "unlock": lambda session, room: lead.lock(session, room, False),
    "reveal_after": lead.reveal_after,
}
_DETAIL = {"reveal": "position", "next": "position", "back": "position", "reveal_after": "seconds"}


async def follow(live: Live, socket: WebSocket) -> None:
    """A room's socket: what is new is told until the browser or the room is gone."""
    code, follower = _who(socket)
    allowed = _is_ours(socket.headers) and follower is not None
    if not allowed or not await live.do(live.broadcast.may_follow, code, follower):
        await socket.close(BROKEN)  # before it was accepted: HTTP 403
        return
    assert follower is not None
    await socket.accept()
    with metrics.open_socket(follower.role):
        try:
            with live.follow(code, follower) as seat:
                reason = await _talk(socket, seat)
        except Full:
            reason = FULL
        if reason is not None:
            with suppress(RuntimeError, TimeoutError):  # the browser was first, or does not answer
                async with asyncio.timeout(PATIENCE):
                    await socket.close(reason)


async def _talk(socket: WebSocket, seat: Seat) -> int | None:
    """Until one of both has no more to say: why the socket is to be closed, None if it is."""
    both = [asyncio.ensure_future(_tell(socket, seat)), asyncio.ensure_future(_listen(socket))]
    try:
        done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in both:
            task.cancel()
    with suppress(WebSocketDisconnect, TimeoutError):
        return done.pop().result()
    return None


async def _tell(socket: WebSocket, seat: Seat) -> int:
    while True:
        text = await seat.hear(PING_EVERY)
        if seat.over:
            return GONE
        async with asyncio.timeout(PATIENCE):
            await socket.send_text(text or '{"kind":"ping"}')


async def _listen(socket: WebSocket) -> int:
    """Answer pings, and say why nothing else is heard."""
    while True:
        try:
            text = await socket.receive_text()
        except KeyError:  # bytes
            return BROKEN
        if len(text) > LONGEST:
            return TOO_LONG
        if text != '{"kind":"ping"}':
            return BROKEN
        async with asyncio.timeout(PATIENCE):
            await socket.send_text('{"kind":"pong"}')


async def state(live: Live, request: Request) -> Response:
    """The same once, for a browser that no socket gets through to."""
    code, follower = _who(request)
    if follower is None or not await live.do(live.broadcast.may_follow, code, follower):
        return _refusal(403, None, request)
    told = await live.do(live.broadcast.told, code, [follower], Countdown())
    text = told.texts[follower]
    if text is None:
        return _refusal(403, None, request)
    return Response(text, media_type="application/json", headers=UNKEPT)


async def answer(live: Live, request: Request) -> Response:
    """A player's answer, acknowledged once it is stored: with the one that counts, the first."""
    code, follower = _who(request, Role.PLAYER)

    def act(told: Any, key: str) -> dict[str, Any]:
        pressed = browser_input.in_room(told)
        place = live.classroom.answer(code, key, pressed.trial, pressed.place, pressed.seconds)
        return {"trial": pressed.trial, "place": place}

    async def tell() -> None:
        assert follower is not None
        await live.do(live.classroom.let_networks_follow, code, follower.key)
        live.answered(code)

    with metrics.ANSWER.time():
        acknowledged = await _acted(live.write, request, follower, act)
    if acknowledged.status_code == 200:
        acknowledged.background = BackgroundTask(tell)
    return acknowledged


async def advance(live: Live, request: Request) -> Response:
    """Lead a player who goes alone to their next trial."""
    code, follower = _who(request, Role.PLAYER)

    def act(told: Any, key: str) -> dict[str, Any]:
        live.classroom.advance(code, key, browser_input.trial_left(told))
        return {}

    acknowledged = await _acted(live.write, request, follower, act)
    if acknowledged.status_code == 200:
        live.answered(code)
    return acknowledged


async def led(live: Live, request: Request) -> Response:
    """What the room's host does."""
    code, follower = _who(request, Role.HOST)

    def act(told: Any, key: str) -> dict[str, Any]:
        name, detail = browser_input.act(told, _DETAIL)
        if name not in _ACTS:
            raise Refused(say("A host cannot do this."))
        live.classroom.lead(code, key, _ACTS[name], *detail)
        return {}

    # Not behind the answers that wait to be stored.
    return await _acted(live.do, request, follower, act)


UNKEPT = {"cache-control": "private, no-store"}


def _who(connection: HTTPConnection, role: Role | None = None) -> tuple[str, Follower | None]:
    """The room's code, and who asks by their cookie; None without one."""
    code = as_code(connection.path_params["code"])
    try:
        role = role or Role(connection.query_params.get("as", Role.PLAYER))
    except ValueError:
        return code, None
    cookie = seats_cookie if role is Role.PLAYER else hosts_cookie
    key = connection.cookies.get(cookie(code), "")
    return code, Follower(role, key) if key else None


def _is_ours(headers: Headers) -> bool:
    """Whether a page of this server asks, which browsers say truthfully."""
    asking = urlsplit(headers.get("origin", "")).netloc
    own = {headers.get("host", ""), urlsplit(settings().url).netloc}
    return bool(asking) and asking in own


async def _acted(
    do: Callable[..., Awaitable[Any]],
    request: Request,
    follower: Follower | None,
    act: Callable[[Any, str], Any],
) -> Response:
    """What came of it: done, refused with the reason in the reader's language, or not theirs."""
    if not _is_ours(request.headers) or follower is None:
        return _refusal(403, None, request)
    try:
        told = await _body(request)
    except ValueError:
        return _refusal(400, None, request)

    def done() -> Any:
        with speaking(_language(request)):
            try:
                return act(told, follower.key)
            except Stranger:
                raise
            except (Refused, Unavailable) as refusal:
                return _refusal(409, str(refusal), request)

    try:
        result = await do(done)
    except Stranger:
        return _refusal(403, None, request)
    return result if isinstance(result, Response) else JSONResponse(result, headers=UNKEPT)


async def _body(request: Request) -> Any:
    """The JSON that was sent. Raises ValueError for anything else, and for too much of it."""
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise ValueError("no JSON")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise ValueError("too large")
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None


def _refusal(status: int, why: str | None, request: Request) -> Response:
    with speaking(_language(request)):
        why = why or say("The page sent something that is no answer; reload it and press again.")
    return JSONResponse({"why": why}, status, UNKEPT)


def _language(request: Request) -> str:
    reads = request.headers.get("x-language", FIRST)
    return reads if reads in LANGUAGES else FIRST
