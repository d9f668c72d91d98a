"""Single flight: what several threads ask for at the same time is made once."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, ParamSpec, TypeVar

Key = ParamSpec("Key")
Value = TypeVar("Value")


class SingleFlight(Generic[Key, Value]):
    """A cache of the `maxsize` values of `make` that were asked for last, by their arguments.

    While a value is being made, whoever else asks for it waits for that one, where an `lru_cache`
    would make it again for each. What `make` raises, all of them get, and nothing is kept.
    """

    def __init__(self, make: Callable[Key, Value], maxsize: int) -> None:
        self._make = make
        self._maxsize = maxsize
        self._lock = threading.Lock()
        self._values: OrderedDict[tuple[object, ...], Future[Value]] = OrderedDict()

    def __call__(self, *key: Key.args, **named: Key.kwargs) -> Value:
        """The value, made now unless it is kept or under way; `named` is part of the key."""
        name = (key, *named.items())
        with self._lock:
            known = self._values.get(name)
            value = known or Future()
            self._values[name] = value
            self._values.move_to_end(name)
            if len(self._values) > self._maxsize:
                self._values.popitem(last=False)
        if known is None:
            try:
                value.set_result(self._make(*key, **named))
            except BaseException as error:
                with self._lock:
                    if self._values.get(name) is value:
                        del self._values[name]
                value.set_exception(error)
        return value.result()

    def kept(self, *key: Key.args, **named: Key.kwargs) -> Value | None:
        """The value if it is made already; None while it is not."""
        with self._lock:
            known = self._values.get((key, *named.items()))
        return known.result() if known is not None and known.done() else None

    def clear(self) -> None:
        """Forget every value; what is under way still reaches those who wait for it."""
        with self._lock:
            self._values.clear()
