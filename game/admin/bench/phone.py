"""A phone of a class without a browser: a room's channel, its pictures fetched and decoded."""

import asyncio
import io
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 120.0  # seconds until a benchmark gives up; a busy machine is slow, not broken


class Requests:
    """One connection by HTTP that is kept, as a browser keeps it; one request at a time."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._headers = {
            "host": f"127.0.0.1:{port}",
            "origin": f"http://127.0.0.1:{port}",
            "cookie": cookie,
            "content-type": "application/json",
        }
        self.received = 0  # bytes
        self._lock = asyncio.Lock()
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> bytes:
        """What is found there."""
        return await self._ask("GET", path, b"")

    async def post(self, path: str, told: Mapping[str, Any]) -> Any:
        """What is answered to this."""
        return json.loads(await self._ask("POST", path, json.dumps(told).encode()))

    async def ask(self, path: str, told: Mapping[str, Any] | None = None) -> Any:
        """What is answered to this, or found there where nothing is told."""
        return json.loads(await self.get(path)) if told is None else await self.post(path, told)

    async def exchange(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        """Status and body of the answer. A connection that is found cut is made once more."""
        async with self._lock:
            try:
                try:
                    return await self._exchanged(method, path, body)
                except (EOFError, ConnectionError):
                    self.close()  # the server hangs up on who has asked nothing for some seconds
                    return await self._exchanged(method, path, body)
            except BaseException:
                self.close()  # what is answered later is no answer to the next question
                raise

    async def _ask(self, method: str, path: str, body: bytes) -> bytes:
        status, found = await self.exchange(method, path, body)
        if status // 100 != 2:
            raise ConnectionError(f"{method} {path}: {status} {found[:200]!r}")
        return found

    async def _exchanged(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in self._headers.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:] if line)
        length = int(headers.get("content-length", 0))
        self.received += length
        return int(head[0].split()[1]), await reader.readexactly(length)

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def room_socket(port: int, code: str, role: str, cookie: str, patience: float) -> connect:
    """The socket on which whoever has the cookie is told of a room; `patience` in seconds."""
    origin = f"127.0.0.1:{port}"
    return connect(
        f"ws://{origin}/rooms/{code}/live?as={role}",
        additional_headers={"cookie": cookie},
        origin=f"http://{origin}",  # type: ignore[arg-type]  # a NewType
        compression=None,
        ping_interval=None,
        open_timeout=patience,
    )


class Phone:
    """A player in a room: what the room is at, and when the pictures of a trial were there."""

    def __init__(self, port: int, code: str, token: str) -> None:
        self._port, self._code = port, code
        self._cookie = f"room-{code}={token}"
        self.requests = Requests(port, self._cookie)
        self.room: dict[str, Any] = {}
        self.decoded: dict[int, float] = {}  # by trial: when its last picture was
        self._changed = asyncio.Event()

    async def open(self) -> None:
        """Follow the room."""
        self._socket: ClientConnection = await room_socket(
            self._port, self._code, "player", self._cookie, PATIENCE
        )
        self._listener = asyncio.create_task(self._listen())

    async def close(self) -> None:
        """Hang up."""
        self._listener.cancel()
        self.requests.close()
        await self._socket.close()

    async def answer(self, trial: int, place: int) -> None:
        """Answer, until it is acknowledged."""
        told = {"trial": trial, "place": place, "seconds": 1.0}
        await self.requests.post(f"/rooms/{self._code}/answers", told)

    async def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait for messages until something is true. Raises TimeoutError that names it."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not true():
                    if self._listener.done():
                        raise ConnectionError("the server hung up")
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise TimeoutError(f"waited in vain for {what}") from None

    async def _listen(self) -> None:
        async for text in self._socket:
            message = json.loads(text)
            if message["kind"] == "state":
                self.room = message
                if message["phase"] == "ask" and message["trial"] not in self.decoded:
                    for address in message["pictures"]:
                        picture = await self.requests.get(address)
                        Image.open(io.BytesIO(picture)).load()
                    self.decoded[message["trial"]] = time.perf_counter()
            self._changed.set()
