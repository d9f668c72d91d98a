"""What servers that share a PostgreSQL tell each other: that something is worth reading again.

A notice may be lost, and nothing with it: what is true stands in the store, and whoever listens
looks there now and then without being told.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from contextlib import closing, suppress

import psycopg
from sqlalchemy import func, select

from game.store.engine import Rejected, Store

ROOMS = "room"  # the channel on which a room's code is told
LOOK_EVERY = 1.0  # seconds after which one who listens sees that it shall end
AGAIN = 1.0  # seconds until a lost connection is made anew

log = logging.getLogger(__name__)


class Notices:
    """Of one server: `heard` is called with what others tell, in a thread of its own.

    On SQLite, whose server has nobody to tell, it does nothing.
    """

    def __init__(self, store: Store, heard: Callable[[str], object], channel: str = ROOMS) -> None:
        self._channel = channel
        self._engine = store.engine
        self._own = secrets.token_hex(8)
        self._heard = heard
        self._closing = threading.Event()
        self._shared = store.shared
        if self._shared:
            threading.Thread(target=self._listen, name="notices", daemon=True).start()

    def tell(self, what: str) -> None:
        """Tell all others; nobody if the database is away."""
        if not self._shared:
            return
        with suppress(Rejected), self._engine.begin() as connection:
            connection.execute(select(func.pg_notify(self._channel, f"{self._own} {what}")))

    def close(self) -> None:
        """Hear no more."""
        self._closing.set()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                self._hear()
            except (Rejected, psycopg.Error):
                log.warning("Other servers are not heard for a moment")
                self._closing.wait(AGAIN)

    def _hear(self) -> None:
        with closing(self._engine.raw_connection()) as connection:
            listening = connection.driver_connection
            connection.detach()  # it listens for ever, so it is not lent to anybody else
            assert isinstance(listening, psycopg.Connection)
            listening.autocommit = True
            listening.execute(f"LISTEN {self._channel}")
            while not self._closing.is_set():
                for notice in listening.notifies(timeout=LOOK_EVERY):
                    server, what = notice.payload.split(" ", 1)
                    if server != self._own and not self._closing.is_set():
                        self._heard(what)
