"""Streamlit's scripts and styles, packed once: a newcomer's first page is a third as heavy.

Streamlit sends them as they are, since packing them for every visitor would keep the server busy.
Their names change with what is in them, so they are packed once a server, and kept by browsers.
"""

import gzip
import re
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = Path(st.__file__).parent / "static"  # Streamlit's own page, and what it loads
_FILES = {
    f"/{file.relative_to(STATIC)}": file
    for kind in ("js", "css")
    for file in (STATIC / "static" / kind).glob(f"*.{kind}")
}
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_HEADERS = {
    "content-encoding": "gzip",
    "cache-control": "public, immutable, max-age=31536000",
    "vary": "accept-encoding",
}


class Packed:
    """Answers for those files in Streamlit's place, to browsers that can unpack."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._app
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in _FILES:
            takes = Headers(scope=scope).get("accept-encoding", "")
            if re.search(r"\bgzip\b", takes):
                file = _FILES[scope["path"]]
                body = await run_in_threadpool(_packed, file)
                answer = Response(body, headers=_HEADERS, media_type=_TYPES[file.suffix])
        await answer(scope, receive, send)


@cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
