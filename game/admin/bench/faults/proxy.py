"""A proxy between browsers and servers, which cuts and delays what goes through it."""

import asyncio
import random
from collections import deque
from contextlib import suppress

CHUNK = 65536  # bytes


class Proxy:
    """Hands on to ports of this machine what comes to its own, `port`: to one after the other.

    A port that takes nothing is passed over: no browser is told that a server is gone.
    While `delay` is set, every second connection is that many seconds late, both ways.
    """

    def __init__(self, *to: int) -> None:
        self.delay = 0.0  # seconds
        self._to = deque(to)
        self._shut = False
        self._open: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Hang up, and listen no more."""
        self.cut()
        self._server.close()
        await self._server.wait_closed()

    def cut(self) -> None:
        """Break every connection, whatever is on its way."""
        for writer in self._open:
            writer.transport.abort()

    def shut(self, shut: bool) -> None:
        """Refuse every connection, or take them again."""
        self._shut = shut
        if shut:
            self.cut()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if not self._shut:
                with suppress(OSError):
                    await self._between(reader, writer)
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _between(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        late = random.random() < 0.5
        from_server, to_server = await self._reached()
        ways = [
            asyncio.ensure_future(self._hand_on(reader, to_server, late)),
            asyncio.ensure_future(self._hand_on(from_server, writer, late)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            to_server.transport.abort()

    async def _reached(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the next port that takes one. Raises OSError if none does."""
        for _ in self._to:
            self._to.rotate()
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", self._to[0])
        raise ConnectionRefusedError

    async def _hand_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, late: bool
    ) -> None:
        with suppress(OSError):
            while part := await reader.read(CHUNK):
                if late and self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(part)
                await writer.drain()
