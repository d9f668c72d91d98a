"""A server without workers of its own: what it wants is made by those of the queue, on any machine.

What it waits for lies in the store, see `game/store/made.py`; a notice wakes it.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property, partial
from typing import Any

import numpy as np

from game.common.errors import Unavailable
from game.common.language import language, say, to_say
from game.common.recipe import Recipe
from game.discriminators.judge import Judge
from game.faces.decks.deck import Deck
from game.generators.opponent import Opponent
from game.rounds.dealing.made_ahead import Ahead
from game.rounds.dealing.pictures import Pictures
from game.rounds.dealing.wanted import (
    ANSWER,
    Arrays,
    key_of,
    refill,
    told_dealt,
    told_face,
    unpacked,
)
from game.rounds.plan import Dealt, Photo, Shown
from game.store.engine import Store
from game.store.made import CHANNEL, Made
from game.store.notices import Notices
from game.store.queue import ASKED, Queue

LOOK = 1.0  # seconds after which one who waits looks for what no notice has told
AGAIN = 10.0  # seconds until a job that may be lost is put into the queue once more
PATIENCE = 60.0  # seconds until who waits is told that there is no worker
LONGEST = 300.0  # seconds until who waits is told that there are too few
PEOPLE_FIRST = 1  # the priority of what is shown to people; the judges come after
NOBODY = to_say("No worker is at work; start one by `python -m game worker`.")


class QueueWorkers:
    """The workers of the queue, as a server asks them. Safe between threads."""

    def __init__(self, store: Store) -> None:
        self.made = Made(store)
        self._queue = Queue(store)
        self._waiting: dict[str, set[threading.Event]] = {}
        self._lock = threading.Lock()
        self._notices = Notices(store, self._heard, CHANNEL)

    def ask(self, what: str, deck: Deck, *, priority: int = 0, **told: Any) -> Arrays:
        """What a worker makes of this, see `Desk`; at once if it was made before.

        Raises Unavailable with what a worker says, after a minute without any, or after five.
        """
        key = key_of(what, deck, told)
        if (found := self._found(key)) is not None:
            return found
        began = time.monotonic()
        with self._expected(key) as woken:
            while True:
                self._put(key, what, deck, priority, told)
                again = time.monotonic() + AGAIN
                while time.monotonic() < again:
                    woken.wait(LOOK)
                    woken.clear()
                    if (found := self._found(key)) is not None:
                        return found
                waited = time.monotonic() - began
                if waited > PATIENCE and not self.attended():
                    raise Unavailable(say(NOBODY))
                if waited > LONGEST:
                    raise Unavailable(say("The workers have too much to do; try again later."))

    def _put(self, key: str, what: str, deck: Deck, priority: int, told: Mapping[str, Any]) -> None:
        asked = {"key": key, "what": what, "deck": deck.name, "told": told, "reads": language()}
        self._queue.put(ANSWER, ASKED, key, alone=True, priority=priority, **asked)

    def refill(self, deck: Deck, made_from: str) -> None:
        """Have the stock of such rounds filled."""
        refill(self._queue, deck, made_from)

    def attended(self) -> bool:
        """Whether one is at work."""
        return self._queue.attended()

    def close(self) -> None:
        """Ask and hear no more."""
        self._notices.close()
        self._queue.close()

    def _found(self, key: str) -> Arrays | None:
        found = self.made.find(key)
        if found is None:
            return None
        content, problem = found
        if content is None:
            raise Unavailable(problem or "")
        return unpacked(content)

    @contextmanager
    def _expected(self, key: str) -> Iterator[threading.Event]:
        """Woken when this key is told."""
        woken = threading.Event()
        with self._lock:
            self._waiting.setdefault(key, set()).add(woken)
        try:
            yield woken
        finally:
            with self._lock:
                self._waiting[key].discard(woken)
                if not self._waiting[key]:
                    del self._waiting[key]

    def _heard(self, key: str) -> None:
        with self._lock:
            for woken in self._waiting.get(key, ()):
                woken.set()


class QueuedPictures(Pictures):
    """Pictures whose fakes are made, and whose faces are measured and judged, by the queue's."""

    def __init__(self, deck: Deck, judges: Sequence[Judge], workers: QueueWorkers) -> None:
        # The generators and the face detector are the workers'.
        super().__init__(deck, judges, None, None, None)  # type: ignore[arg-type]
        self._queue = workers

    def _frame(self, face: Shown) -> np.ndarray:
        if isinstance(face, Photo):
            return super()._frame(face)
        return self._asked("framed", PEOPLE_FIRST, face=told_face(face))["framed"]

    def content(self, face: Shown) -> np.ndarray:
        """See `Pictures`."""
        return self._asked("content", PEOPLE_FIRST, face=told_face(face))["content"]

    def contents(
        self, faces: Sequence[Shown], progress: Callable[[float], object]
    ) -> list[np.ndarray]:
        """See `Pictures`; all are asked for at once, for as many workers as there are."""
        with ThreadPoolExecutor(len(faces), "contents") as threads:
            asked = [threads.submit(self.content, face) for face in faces]
            for done, _ in enumerate(as_completed(asked), start=1):
                progress(done / len(faces))
            return [content.result() for content in asked]

    @cached_property
    def content_of_photos(self) -> np.ndarray:
        """See `Pictures`."""
        return self._asked("content_of_photos", PEOPLE_FIRST)["content"]

    def _judge(self, dealt: Dealt) -> list[list[float]]:
        sha256s = [judge.checkpoint_sha256 for judge in self._judges]
        told = self._asked("verdicts", dealt=told_dealt(dealt), sha256s=sha256s)
        verdicts: list[list[float]] = told["verdicts"].tolist()
        return verdicts

    def looked_at(self, dealt: Dealt) -> dict[str, list[np.ndarray]]:
        """See `Pictures`."""
        seen = self._asked("looked_at", PEOPLE_FIRST, dealt=told_dealt(dealt))
        return {name: list(pictures) for name, pictures in seen.items()}

    def heat(self, dealt: Dealt, place: int) -> tuple[np.ndarray, tuple[tuple[float, float], ...]]:
        """See `Pictures`."""
        told = self._asked("heat", PEOPLE_FIRST, dealt=told_dealt(dealt), place=place)
        return told["heat"], tuple((float(x), float(y)) for x, y in told["points"])

    def _asked(self, what: str, priority: int = 0, **told: Any) -> Arrays:
        return self._queue.ask(what, self._deck, priority=priority, **told)


class QueuedOpponent(Opponent):
    """A generator that workers have."""

    def __init__(self, workers: QueueWorkers, deck: Deck, name: str, sha256: str) -> None:
        self.name, self.checkpoint_sha256 = name, sha256
        self._ask = partial(workers.ask, deck=deck, priority=PEOPLE_FIRST)

    @cached_property
    def _described(self) -> Arrays:
        return self._ask("opponent", name=self.name, sha256=self.checkpoint_sha256)

    @property
    def sizes(self) -> tuple[int, ...]:
        """See `Opponent`."""
        return tuple(self._described["sizes"].tolist())

    @property
    def layer_resolutions(self) -> tuple[int, ...]:
        """See `Opponent`."""
        return tuple(self._described["layer_resolutions"].tolist())

    def face(self, recipe: Recipe) -> np.ndarray:
        """See `Opponent`."""
        return self._ask("face", face=told_face(recipe))["face"]


class Stock:
    """The usual rounds of a deck that workers have made ahead, for all servers together."""

    def __init__(self, deck: Deck, made_from: str, workers: QueueWorkers) -> None:
        self.running = False
        self._deck = deck
        self._made_from = made_from
        self._workers = workers

    def start(self) -> None:
        """Have it filled from now on."""
        self.running = True
        self._workers.refill(self._deck, self._made_from)

    def take(self) -> Ahead | None:
        """A round that nobody else gets, at once; None if there is none."""
        taken = self._workers.made.take_round(self._made_from)
        self._workers.refill(self._deck, self._made_from)
        if taken is None:
            return None
        seed, content = taken
        return Ahead(seed, unpacked(content)["content"])

    def __len__(self) -> int:
        """How many there are."""
        return self._workers.made.rounds(self._made_from)

    def waited_for(self) -> AbstractContextManager[None]:
        """The workers themselves see to it that nobody waits for what is made ahead."""
        return nullcontext()

    def close(self) -> None:
        """Workers go on."""
