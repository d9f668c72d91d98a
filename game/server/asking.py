"""What every request is checked by before it is believed, and how it is refused."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from game.classroom.rooms import Stranger
from game.common.errors import Refused, Unavailable
from game.common.language import FIRST, LANGUAGES, say, speaking
from game.ui.resources import settings

LARGEST = 2048  # bytes of a request
UNKEPT = {"cache-control": "private, no-store"}


def is_ours(headers: Headers) -> bool:
    """Whether a page of this server asks, which browsers say truthfully."""
    asking = urlsplit(headers.get("origin", "")).netloc
    own = {headers.get("host", ""), urlsplit(settings().url).netloc}
    return bool(asking) and asking in own


async def acted(
    do: Callable[..., Awaitable[Any]],
    request: Request,
    key: str | None,
    act: Callable[[Any, str], Any],
) -> Response:
    """What came of it: done, refused with the reason in the reader's language, or not theirs.

    `act` is handed what was sent and the key of who sent it, their cookie; it raises Stranger if
    that opens nothing here.
    """
    if not is_ours(request.headers) or key is None:
        return refusal(403, None, request)
    try:
        told = await _body(request)
    except ValueError:
        return refusal(400, None, request)

    def done() -> Any:
        with speaking(language_of(request)):
            try:
                return act(told, key)
            except Stranger:
                raise
            except (Refused, Unavailable) as reason:
                return refusal(409, str(reason), request)

    try:
        result = await do(done)
    except Stranger:
        return refusal(403, None, request)
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


def refusal(status: int, why: str | None, request: Request) -> Response:
    """No, with the reason, in the reader's language."""
    with speaking(language_of(request)):
        why = why or say("The page sent something that is no answer; reload it and press again.")
    return JSONResponse({"why": why}, status, UNKEPT)


def language_of(request: Request) -> str:
    """The language that the page says it is in."""
    reads = request.headers.get("x-language", FIRST)
    return reads if reads in LANGUAGES else FIRST
