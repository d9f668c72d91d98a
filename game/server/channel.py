"""The routes of a room: its socket, its answers, and what its host does.

Whoever asks is known by a cookie that no script can read. A page of another site is refused: its
browser sends the cookie of a socket along, and says of itself whose page it is.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from game.classroom import lead
from game.classroom.broadcast import Countdown, Follower, Role
from game.classroom.live import Full, Live, Seat
from game.common.errors import Refused
from game.common.language import say
from game.common.words import as_code
from game.rounds import browser_input
from game.server import metrics
from game.server.asking import UNKEPT, acted, is_ours, refusal
from game.ui.classroom.hosting import cookie as hosts_cookie
from game.ui.classroom.seat import cookie as seats_cookie

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
    allowed = is_ours(socket.headers) and follower is not None
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
        return refusal(403, None, request)
    told = await live.do(live.broadcast.told, code, [follower], Countdown())
    text = told.texts[follower]
    if text is None:
        return refusal(403, None, request)
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
        acknowledged = await acted(live.write, request, _key(follower), act)
    if acknowledged.status_code == 200:
        acknowledged.background = BackgroundTask(tell)
    return acknowledged


async def advance(live: Live, request: Request) -> Response:
    """Lead a player who goes alone to their next trial."""
    code, follower = _who(request, Role.PLAYER)

    def act(told: Any, key: str) -> dict[str, Any]:
        live.classroom.advance(code, key, browser_input.trial_left(told))
        return {}

    acknowledged = await acted(live.write, request, _key(follower), act)
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
    return await acted(live.do, request, _key(follower), act)


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


def _key(follower: Follower | None) -> str | None:
    return follower.key if follower else None
