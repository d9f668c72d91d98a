"""People who answer all the time and never give up: alone, and in a room with its host.

They do what the game's own pages do: what is not acknowledged is sent again, later each time, and
whoever has lost the room's socket comes back to it. Now and then one sends an answer twice.
"""

import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import WebSocketException

from game.admin.bench.phone import Requests, room_socket
from game.store import review_queries
from game.store.engine import Store

SLOWEST = 5.0  # seconds, as asking.js has them
STRANGER = 6  # refusals in a row after which a page believes that the player is gone
LOOKING = (0.3, 1.2)  # seconds until a press, from and to
TWICE = 0.2  # of all answers are sent a second time, with the other face
Place = int


class Turned(Exception):
    """The server said no to what it should have taken."""


@dataclass
class Ledger:
    """What was sent, and what of it the server has said that it has: by player and trial."""

    sent: set[tuple[int, int]] = field(default_factory=set)
    acknowledged: dict[tuple[int, int], Place] = field(default_factory=dict)
    skipped: int = 0  # trials that one press led past

    def compared(self, store: Store) -> dict[str, int]:
        """How many answers were sent, acknowledged, lost and doubled, by what the store holds.

        Lost: acknowledged, and not there or another one. Doubled: there twice or never sent, or a
        trial that was led past since a press counted twice.
        """
        with store.read() as session:
            rows = session.execute(review_queries.closed_by_people(None)).all()
        own = {player_id for player_id, _ in self.sent}
        rows = [row for row in rows if row[1] in own]
        stored = {(row[1], row[2]): row[4] for row in rows}
        lost = sum(stored.get(of) != place for of, place in self.acknowledged.items())
        twice = len(rows) - len(stored) + len(stored.keys() - self.sent) + self.skipped
        return {
            "answers_sent": len(self.sent),
            "acknowledged": len(self.acknowledged),
            "lost": lost,
            "doubled": twice,
        }


class Person:
    """Somebody with a browser at this port, who was heard last at `heard_at`."""

    def __init__(self, port: int, cookie: str, player_id: int, ledger: Ledger) -> None:
        self.heard_at = 0.0  # on the clock of `time.monotonic`
        self.player_id = player_id
        self._ledger = ledger
        self._requests = Requests(port, cookie)

    async def ask(self, path: str, told: Mapping[str, Any] | None = None) -> Any:
        """Tell or ask until it is heard. Raises Turned where the server says no for good."""
        tries = strangers = 0
        method, body = ("GET", b"") if told is None else ("POST", json.dumps(told).encode())
        while True:
            status, answer = 0, b""
            with suppress(OSError, EOFError, TimeoutError):
                async with asyncio.timeout(2 * SLOWEST):
                    status, answer = await self._requests.exchange(method, path, body)
            if status == 200:
                self.heard_at = time.monotonic()
                return json.loads(answer)
            strangers = strangers + 1 if status == 403 else 0
            if strangers > STRANGER or (400 <= status < 500 and status not in (403, 408, 429)):
                raise Turned(f"{path}: {status} {answer[:200]!r}")
            await asyncio.sleep(_back_off(tries))
            tries += 1

    async def answer(self, path: str, trial: int, told: Mapping[str, Any]) -> Any:
        """Answer a trial, perhaps twice, and note what was acknowledged."""
        place = random.randrange(2)
        of = self.player_id, trial
        self._ledger.sent.add(of)
        heard = await self.ask(path, {"trial": trial, "place": place, **told})
        self._ledger.acknowledged[of] = place
        if random.random() < TWICE:
            await self.ask(path, {"trial": trial, "place": 1 - place, **told})
        return heard

    def close(self) -> None:
        """Hang up."""
        self._requests.close()


class Alone(Person):
    """Who plays one round after the other."""

    async def play(self, again: Callable[[], Any]) -> None:
        """Play for ever; `again` deals the next round."""
        state = await self.ask("/round/state")
        while True:
            if state["phase"] == "over":
                await again()
                state = await self.ask("/round/state")
            elif state["phase"] == "ask":
                await asyncio.sleep(random.uniform(*LOOKING))
                own = {"seconds": 1.0, "shown_seconds": None, "confidence": None}
                state = await self.answer("/round/answer", state["trial"], own)
            else:
                position = state["position"]
                state = await self.ask("/round/advance", {"trial": state["trial"]})
                if state["phase"] != "over":
                    self._ledger.skipped += state["position"] - position - 1


class InRoom(Person):
    """Who follows a room: a phone, or the host, who is no player."""

    def __init__(
        self, port: int, code: str, key: str, ledger: Ledger, player_id: int | None = None
    ) -> None:
        role, kind = ("host", "host") if player_id is None else ("player", "room")
        cookie = f"{kind}-{code}={key}"
        super().__init__(port, cookie, player_id or 0, ledger)
        self._room_as = port, code, role, cookie
        self._path = f"/rooms/{code}"
        self._room: dict[str, Any] = {}
        self._changed = asyncio.Event()
        self._following = asyncio.create_task(self._follow())

    async def at(self, position: int) -> int:
        """Wait until this trial is asked; its id."""
        while (self._room.get("phase"), self._room.get("position")) != ("ask", position):
            self._changed.clear()
            await self._changed.wait()
        return int(self._room["trial"])

    async def answer_at(self, position: int) -> None:
        """Answer this trial once it is asked."""
        trial = await self.at(position)
        await asyncio.sleep(random.uniform(*LOOKING))
        await self.answer(f"{self._path}/answers", trial, {"seconds": 1.0})

    async def lead(self, **told: Any) -> None:
        """Have the host do something."""
        await self.ask(f"{self._path}/lead", told)

    def close(self) -> None:
        self._following.cancel()
        super().close()

    async def _follow(self) -> None:
        tries = 0
        while True:
            with suppress(OSError, WebSocketException, TimeoutError):
                async with room_socket(*self._room_as, SLOWEST) as socket:
                    async for text in socket:
                        tries = 0
                        message = json.loads(text)
                        if message["kind"] == "state":
                            self.heard_at = time.monotonic()
                            self._room = message
                            self._changed.set()
            await asyncio.sleep(_back_off(tries))
            tries += 1


def _back_off(tries: int) -> float:
    return min(SLOWEST, 0.3 * 2.0**tries) * (0.7 + 0.6 * random.random())
