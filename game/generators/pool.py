"""A pool: things that take a while are made ahead, each is handed out once."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
PATIENCE = 60.0  # seconds until a worker whose work has failed tries again

log = logging.getLogger(__name__)


class Ready(Protocol[T]):
    """Where things wait to be taken: a queue.Queue, or what behaves like one."""

    def put(self, thing: T, *, timeout: float) -> None: ...
    def get_nowait(self) -> T: ...
    def qsize(self) -> int: ...


class Pool(Generic[T]):
    """Things of `make`, made by one thread in the background once it was started.

    They wait in `ready` until that is full. One worker, since a face keeps every core busy; safe to
    take from in any number of threads.
    """

    def __init__(self, name: str, make: Callable[[], T], ready: Ready[T]) -> None:
        self._name = name
        self._make = make
        self._ready = ready
        self._closing = threading.Event()
        self._worker: threading.Thread | None = None
        self._starting = threading.Lock()

    @property
    def running(self) -> bool:
        """Whether things are made ahead."""
        return self._worker is not None and self._worker.is_alive()

    def start(self) -> None:
        """Begin to make things, if the worker does not do so already."""
        with self._starting:
            if not self._closing.is_set() and not self.running:
                self._worker = threading.Thread(target=self._refill, name=self._name, daemon=True)
                self._worker.start()

    def take(self) -> T | None:
        """A thing that nobody else gets, at once; None if the pool is dry."""
        try:
            return self._ready.get_nowait()
        except queue.Empty:
            return None

    def __len__(self) -> int:
        """How many are ready."""
        return self._ready.qsize()

    def close(self) -> None:
        """Stop; what is under way is finished first, for at most ten seconds."""
        with self._starting:
            self._closing.set()
        if self._worker and self._worker.is_alive():
            self._worker.join(timeout=10)

    def _refill(self) -> None:
        made: T | None = None
        while not self._closing.is_set():
            try:
                # Made before there is room for it: the one that waits is not worth a condition.
                made = self._make() if made is None else made
                self._ready.put(made, timeout=0.5)
                made = None
            except queue.Full:
                continue  # look again whether the server is closing
            except Exception:
                # Whoever finds the pool dry makes the thing and is told what is wrong; here it is
                # logged, and tried again, for a full disk or memory may be free by then.
                log.exception("%s: could not be made ahead; trying again in a minute", self._name)
                self._closing.wait(PATIENCE)
