"""A class and people who play alone, all at once: what they are dealt, and who of them is back."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from game.admin.bench.faults.people import Alone, InRoom, Ledger, Person
from game.admin.bench.faults.proxy import Proxy
from game.classroom import rooms
from game.common.vocabulary import Mode
from game.rounds import players, starting
from game.rounds.modes.mode import Trials
from game.rounds.plan import Plan
from game.store.engine import Rejected, Session, Store

AGAIN = 0.5  # seconds until a store that was away is told once more
T = TypeVar("T")


class Crowd:
    """A class of so many phones with its host, one class after the other, and others alone.

    They play these trials again and again; what they shall be dealt anew, the store is told.
    """

    def __init__(
        self,
        store: Store,
        proxy: Proxy,
        dealt: tuple[Plan, Trials],
        *,
        phones: int,
        alone: int,
    ) -> None:
        self.ledger = Ledger()
        self._store, self._proxy = store, proxy
        self._plan, self._trials = dealt
        self._phones, self._number = phones, alone
        self._alone: list[Alone] = []
        self._class: list[InRoom] = []

    @property
    def people(self) -> list[Person]:
        """Who is there now."""
        return [*self._alone, *self._class]

    def compared(self) -> dict[str, int]:
        """What was sent and acknowledged, beside what the store holds."""
        return self.ledger.compared(self._store)

    async def play(self) -> None:
        """Play until cancelled. Raises Turned if any of them was."""
        joined = [await self._write(self._joined, f"Alone {n}") for n in range(self._number)]
        self._alone = [
            Alone(self._proxy.port, f"player={token}", player_id, self.ledger)
            for player_id, token in joined
        ]
        try:
            async with asyncio.TaskGroup() as group:
                for person in self._alone:
                    group.create_task(person.play(partial(self._deal, person)))
                group.create_task(self._teach())
        finally:
            for one in self.people:
                one.close()

    async def back(self, since: float, patience: float) -> list[float]:
        """Seconds from then until each of those who were there has been heard."""
        waited = self.people
        deadline = time.monotonic() + patience
        while any(person.heard_at < since for person in waited):
            if time.monotonic() > deadline:
                left = sum(person.heard_at < since for person in waited)
                raise TimeoutError(f"{left} of {len(waited)} did not come back")
            await asyncio.sleep(0.02)
        return [person.heard_at - since for person in waited]

    async def _teach(self) -> None:
        while True:
            code, secret, joined = await self._write(self._opened)
            host = InRoom(self._proxy.port, code, secret, self.ledger)
            there = [
                InRoom(self._proxy.port, code, token, self.ledger, player_id)
                for player_id, token in joined
            ]
            self._class = [host, *there]
            await host.lead(act="begin")
            for position in range(1, len(self._trials) + 1):
                await asyncio.gather(*(phone.answer_at(position) for phone in there))
                await host.lead(act="reveal", position=position)
                await host.lead(act="next", position=position)
            left, self._class = self._class, []
            for person in left:
                person.close()

    async def _deal(self, person: Alone) -> None:
        await self._write(self._dealt, person.player_id)

    async def _write(self, act: Callable[..., T], *detail: object) -> T:
        """Do it in the store, which may be away for a while."""

        def done() -> T:
            with self._store.write() as session:
                return act(session, *detail)

        while True:
            with suppress(Rejected):
                return await asyncio.to_thread(done)
            await asyncio.sleep(AGAIN)

    def _joined(self, session: Session, nickname: str) -> tuple[int, str]:
        player, token = players.join(session, nickname)
        self._dealt(session, player.id)
        return player.id, token

    def _dealt(self, session: Session, player_id: int) -> None:
        starting.start(session, player_id, self._plan, 1, self._trials)

    def _opened(self, session: Session) -> tuple[str, str, list[tuple[int, str]]]:
        plan = Plan(**vars(self._plan) | {"mode": Mode.ROOM})
        room, secret = rooms.open_room(session, "Bench", plan, 1, self._trials)
        joined = [rooms.join(session, room.code, f"Phone {n}") for n in range(self._phones)]
        return room.code, secret, [(player.id, token) for player, token in joined]
