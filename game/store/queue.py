"""The queue of jobs: procrastinate's, in a schema of PostgreSQL beside the tables of the game.

All that is in it can be made again, so no back-up holds it. Who asks defers a job by its name and
need not know what is done then.
"""

import logging
from datetime import timedelta
from typing import Any

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from game.store.engine import Store

SCHEMA = "queue"
ASKED, AHEAD = "asked", "ahead"  # the queues: somebody waits, or nobody does yet
SILENT = timedelta(seconds=10)  # after which a worker of which nothing is heard counts as dead

log = logging.getLogger(__name__)


def create_queue(connection: Connection) -> None:
    """Procrastinate's tables, as the version of it that is installed wants them."""
    connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
    # Many statements at once, which the driver takes only without parameters.
    driver: Any = connection.connection.driver_connection
    driver.execute(SchemaManager.get_schema())
    connection.execute(text("SET LOCAL search_path TO DEFAULT"))


def queue_of_workers(store: Store) -> App:
    """For a worker: to be opened on its loop."""
    return App(connector=PsycopgConnector(**_connection(store)))


class Queue:
    """For a server: jobs are put into it. Safe between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._app = App(connector=SyncPsycopgConnector(**_connection(store), timeout=5.0))
        self._app.open()

    def put(
        self,
        name: str,
        queue: str,
        once: str,
        *,
        alone: bool = False,
        priority: int = 0,
        **told: Any,
    ) -> None:
        """Add a job, unless one that is called so waits already.

        With `alone` only one that is called so is done at a time. If the queue is away, nothing is
        added: whoever waits for it asks again.
        """
        job = self._app.configure_task(
            name,
            queue=queue,
            queueing_lock=once,
            lock=once if alone else None,
            priority=priority,
        )
        try:
            job.defer(**told)
        except AlreadyEnqueued:
            pass
        except ConnectorException:
            log.warning("The queue is away; the job %s is not in it", name)

    def attended(self) -> bool:
        """Whether a worker is at work."""
        return attended(self._store)

    def close(self) -> None:
        """Give the connections back."""
        self._app.close()


def attended(store: Store) -> bool:
    """Whether a worker is at work on this store's queue."""
    heard = f"SELECT 1 FROM {SCHEMA}.procrastinate_workers WHERE last_heartbeat > now() - :silent"
    with store.read() as session:
        return session.execute(text(f"{heard} LIMIT 1"), {"silent": SILENT}).first() is not None


def _connection(store: Store) -> dict[str, Any]:
    url = store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    options = {"options": f"-c search_path={SCHEMA}"}
    return {"conninfo": url, "kwargs": options, "min_size": 1, "max_size": 8}
