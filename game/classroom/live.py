"""A room's channel: whoever follows a room hears of every change at once.

One task a room looks at it when somebody has changed it, by this server or another one, and once a
second besides, since a notice may be lost. It tells each follower what is new to them; of several
messages that a slow one has not taken yet only the last is kept, for each says all.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import TypeVar

from game.classroom.broadcast import Broadcast, Countdown, Follower
from game.classroom.classroom import Classroom
from game.common.errors import Refused
from game.common.language import say
from game.store.notices import Notices

T = TypeVar("T")
THREADS = 4  # that look at rooms
LOOK_EVERY = 1.0  # seconds
TOGETHER = 0.1  # seconds: the answers of that time are told as one change
MOST = 2000  # sockets of this server
MOST_EACH = 8  # of one player or host: as many tabs

log = logging.getLogger(__name__)


class Full(Refused):
    """As many follow as there can be."""


class Seat:
    """One follower's end of a channel: the last message they have not heard, or that it is over."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower
        self.over = False
        self._last: str | None = None
        self._news = asyncio.Event()

    def tell(self, text: str | None) -> None:
        """Say this next, unless it was the last thing said; None ends it."""
        if text is None:
            self.over = True
        elif text == self._last:
            return
        self._last = text
        self._news.set()

    async def hear(self, patience: float) -> str | None:
        """What is new; None after so many seconds without anything, and when it is over."""
        try:
            await asyncio.wait_for(self._news.wait(), patience)
        except TimeoutError:
            return None
        self._news.clear()
        return None if self.over else self._last


class Channel:
    """One room's, for as long as anybody follows it."""

    def __init__(self, code: str, live: "Live") -> None:
        self.code = code
        self.seats: set[Seat] = set()
        self._live = live
        self._changed = asyncio.Event()
        self._changed_at = 0.0
        self._countdown = Countdown()
        self._drawn_after: int | None = 0  # the trial whose next one has been drawn; ids begin at 1

    def wake(self) -> None:
        """Look at the room now."""
        if not self._changed.is_set():
            self._changed_at = time.perf_counter()
            self._changed.set()

    async def run(self) -> None:
        """Tell every change until nobody follows."""
        stamp: tuple[object, ...] = ()
        while self.seats:
            try:
                stamp = await self._look(stamp)
            except Exception:  # a database that is away comes back
                log.exception("The room %s could not be looked at", self.code)
                await asyncio.sleep(LOOK_EVERY)

    async def _look(self, last: tuple[object, ...]) -> tuple[object, ...]:
        left = self._countdown.left
        try:
            await asyncio.wait_for(self._changed.wait(), min(LOOK_EVERY, left or LOOK_EVERY))
        except TimeoutError:
            self._changed_at = time.perf_counter()
        changed = self._changed.is_set()
        self._changed.clear()
        found = await self._live.do(self._live.broadcast.stamp, self.code)
        if changed or found != last:
            await self._tell()
        elif self._countdown.left == 0:
            await self._live.do(self._live.classroom.go_on, self.code)
        return found

    async def _tell(self) -> None:
        seats = list(self.seats)
        followers = list({seat.follower for seat in seats})
        told = await self._live.do(self._live.broadcast.told, self.code, followers, self._countdown)
        for seat in seats:
            seat.tell(told.texts[seat.follower])
        self._live.told(time.perf_counter() - self._changed_at)
        if told.all_have_answered:
            await self._live.do(self._live.classroom.go_on, self.code)
        elif told.snapshot is not None and told.snapshot.trial_id != self._drawn_after:
            self._drawn_after = told.snapshot.trial_id
            await self._live.do(self._live.broadcast.draw_ahead, told.snapshot)


class Live:
    """The channels of a server. All but `changed` is called in its event loop.

    `told` hears how many seconds it took from a change until it was on its way.
    """

    def __init__(
        self, classroom: Classroom, broadcast: Broadcast, told: Callable[[float], object]
    ) -> None:
        self.classroom = classroom
        self.broadcast = broadcast
        self.told = told
        self._loop = asyncio.get_running_loop()
        self._looking = ThreadPoolExecutor(THREADS, "rooms")
        # SQLite lets one write at a time, and has those who wait sleep for longer than it takes.
        self._writing = ThreadPoolExecutor(1, "answers")
        self._channels: dict[str, Channel] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._answered: dict[str, asyncio.TimerHandle] = {}
        self._notices = Notices(classroom.store, self._told_by_another)
        classroom.listeners.append(self.changed)

    async def do(self, act: Callable[..., T], *detail: object) -> T:
        """Look at a room in a thread: nobody else waits for it."""
        return await self._loop.run_in_executor(self._looking, partial(act, *detail))

    async def write(self, act: Callable[..., T], *detail: object) -> T:
        """Store an answer, one after the other."""
        return await self._loop.run_in_executor(self._writing, partial(act, *detail))

    def write_now(self, act: Callable[..., T], *detail: object) -> T:
        """The same from another thread, which waits until it is stored."""
        return self._writing.submit(partial(act, *detail)).result()

    def changed(self, code: str) -> None:
        """Have this room looked at, here and by other servers; called from any thread."""
        self._loop.call_soon_threadsafe(self._wake, code)
        self._notices.tell(code)

    def _told_by_another(self, code: str) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._wake, code)

    def _wake(self, code: str) -> None:
        if channel := self._channels.get(code):
            channel.wake()

    def answered(self, code: str) -> None:
        """The same after a moment, in which others may answer, too."""
        if code not in self._answered:
            self._answered[code] = self._loop.call_later(TOGETHER, self._answers_in, code)

    def _answers_in(self, code: str) -> None:
        del self._answered[code]
        self._wake(code)
        self._looking.submit(self._notices.tell, code)

    @contextmanager
    def follow(self, code: str, follower: Follower) -> Iterator[Seat]:
        """A seat in the room's channel, for one who may follow it; a first message comes at once.

        Raises Full if there are too many.
        """
        channel = self._channels.get(code) or self._open(code)
        own = [seat for seat in channel.seats if seat.follower == follower]
        if len(own) >= MOST_EACH or self.seats >= MOST:
            raise Full(say("This server is full; try again in a moment."))
        seat = Seat(follower)
        channel.seats.add(seat)
        channel.wake()
        try:
            yield seat
        finally:
            channel.seats.discard(seat)

    @property
    def seats(self) -> int:
        """How many there are."""
        return sum(len(channel.seats) for channel in self._channels.values())

    def _open(self, code: str) -> Channel:
        channel = self._channels[code] = Channel(code, self)
        task = self._loop.create_task(self._run(channel))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return channel

    async def _run(self, channel: Channel) -> None:
        try:
            await channel.run()
        finally:
            if self._channels.get(channel.code) is channel:
                del self._channels[channel.code]

    def close(self) -> None:
        """End all channels and their threads."""
        self.classroom.listeners.remove(self.changed)
        self._notices.close()
        for task in self._tasks:
            task.cancel()
        for soon in self._answered.values():
            soon.cancel()
        self._looking.shutdown(wait=False, cancel_futures=True)
        self._writing.shutdown()
