"""What a chat shows of a link: a page's title, one sentence of it, a picture of nobody.

Chats read the HTML that the server sends and run no script, so these stand in Streamlit's own page.
"""

import re
from collections.abc import Awaitable, Callable
from functools import cache
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from game.common.language import FIRST, LANGUAGES, say, speaking
from game.review import share_card
from game.rounds.game import Game
from game.rounds.modes import sharing
from game.server import preload
from game.server.packed import STATIC
from game.ui import resources
from game.ui.navigation import ENTRIES
from game.ui.place import Entry

PICTURE = "/preview.jpg"
_KEPT = {"cache-control": "public, max-age=86400"}
_PAGE = (STATIC / "index.html").read_text()
_TITLE = "<title>Streamlit</title>"
assert _TITLE in _PAGE


def routes(game: Callable[[], Game | None]) -> list[BaseRoute]:
    """Every page's address, and that of the picture; `game` is None until it is open."""

    def of(entry: Entry) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(_page, entry, request, game())

        return endpoint

    async def picture(request: Request) -> Response:
        if game() is None:
            return Response(status_code=503)
        made = await run_in_threadpool(_poster, _language(request))
        return Response(made, media_type="image/jpeg", headers=_KEPT)

    return [
        Route(PICTURE, picture, methods=["GET"]),
        *(Route(f"/{entry.address}", of(entry), methods=["GET"]) for entry in ENTRIES.values()),
    ]


def _page(entry: Entry, request: Request, game: Game | None) -> Response:
    reads = _language(request)
    with speaking(reads):
        title, about = said(entry, request.query_params.get("same"), game)
    base = resources.settings().url or f"{request.url.scheme}://{request.url.netloc}"
    picture = f"{base}{PICTURE}?lang={reads}"
    wide, high = share_card.SIZE
    head = [f"<title>{escape(title)}</title>"]
    for name, content in {"description": about, "twitter:card": "summary_large_image"}.items():
        head.append(f'<meta name="{name}" content="{escape(content)}">')
    for name, content in {
        "og:type": "website",
        "og:site_name": "Play the discriminator",
        "og:title": title,
        "og:description": about,
        "og:url": f"{base}{request.url.path}",
        "og:image": picture,
        "og:image:width": str(wide),
        "og:image:height": str(high),
    }.items():
        head.append(f'<meta property="{name}" content="{escape(content)}">')
    head.append(preload.links())
    page = _PAGE.replace(_TITLE, "\n    ".join(head), 1)
    page = page.replace('<html lang="en">', f'<html lang="{reads}">', 1)
    return HTMLResponse(page, headers={"cache-control": "no-cache"})


def said(entry: Entry, code: str | None, game: Game | None) -> tuple[str, str]:
    """Title and description of a page; of an invitation, who invites and what they made of it."""
    name = say("Play the discriminator")
    title = f"{say(entry.title)} · {name}" if entry.address else name
    invites = sharing.invitation(game, code) if game and code and not entry.address else None
    if invites is None:
        return title, say(entry.about)
    title = say(
        "{name}: {correct} of {trials} right. And you?",
        name=invites.nickname,
        correct=invites.correct,
        trials=invites.trials,
    )
    return title, say("The same pairs wait for you: a photo and a made-up face. Which one is real?")


@cache
def _poster(reads: str) -> bytes:
    with speaking(reads):
        return share_card.poster(resources.face_of_nobody(), say("Is this face real?"))


def _language(request: Request) -> str:
    """That of the address, else the first that the reader takes and the game has."""
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else first_taken(request.headers)


def first_taken(headers: Headers) -> str:
    """The first language that the reader's browser takes and the game has."""
    takes = re.findall(r"(?:^|[, ])([a-z]{2,3})", headers.get("accept-language", "").lower())
    return next((code for code in takes if code in LANGUAGES), FIRST)
