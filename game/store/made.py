"""What workers have made: a stock of rounds, each for one taker, and faces and verdicts by key.

On PostgreSQL only, see `queue`. It is a cache that all servers and workers share: bounded, and
whatever has expired is made again.
"""

from datetime import timedelta

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from game.store.engine import Store
from game.store.queue import SCHEMA
from game.store.tables import now

CHANNEL = "made"  # of `notices`: on it the keys of what was made are told
KEPT = timedelta(days=1)
MOST = 5000  # faces and verdicts; a face of the default deck takes 55 kB
_metadata = MetaData(schema=SCHEMA)
_STOCK = Table(
    "stock",
    _metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("made_from", String(16)),
    Column("seed", BigInteger),
    Column("content", LargeBinary),
    Column("made_at", DateTime(timezone=True)),
)
_MADE = Table(
    "made",
    _metadata,
    Column("key", String(64), primary_key=True),
    Column("content", LargeBinary),
    Column("problem", Text),
    Column("made_at", DateTime(timezone=True)),
)


class Made:
    """That of a store; every call is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, key: str) -> tuple[bytes | None, str | None] | None:
        """What was made, or in its place why it could not be; None if there is neither.

        Why not is told once: who asks again has it tried again.
        """
        with self._store.read() as session:
            row = session.execute(
                select(_MADE.c.content, _MADE.c.problem).where(_MADE.c.key == key)
            ).first()
        if row is not None and row.problem is not None:
            with self._store.write() as session:
                session.execute(delete(_MADE).where(_MADE.c.key == key, _MADE.c.content.is_(None)))
        return row and (row.content, row.problem)

    def keep(self, key: str, content: bytes | None, problem: str | None = None) -> None:
        """Put what was made in its place, or why it could not be, and wake who waits for it."""
        row = {"key": key, "content": content, "problem": problem, "made_at": now()}
        with self._store.write() as session:
            put = insert(_MADE).values(row)
            session.execute(put.on_conflict_do_update(index_elements=["key"], set_=row))
            session.execute(select(func.pg_notify(CHANNEL, f"worker {key}")))

    def add_round(self, made_from: str, seed: int, content: bytes) -> None:
        """Put a round into the stock of those that are made from the same."""
        row = {"made_from": made_from, "seed": seed, "content": content, "made_at": now()}
        with self._store.write() as session:
            session.execute(insert(_STOCK).values(row))

    def take_round(self, made_from: str) -> tuple[int, bytes] | None:
        """Seed and content of a round that nobody else gets; None if there is none."""
        oldest = (
            select(_STOCK.c.id)
            .where(_STOCK.c.made_from == made_from)
            .order_by(_STOCK.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        taken = (
            delete(_STOCK)
            .where(_STOCK.c.id == oldest.scalar_subquery())
            .returning(_STOCK.c.seed, _STOCK.c.content)
        )
        with self._store.write() as session:
            row = session.execute(taken).first()
        return row and (row.seed, row.content)

    def rounds(self, made_from: str) -> int:
        """How many are in the stock."""
        counted = select(func.count()).where(_STOCK.c.made_from == made_from)
        with self._store.read() as session:
            return session.scalars(counted).one()

    def forget(self) -> None:
        """Delete what is a day old, and the oldest of more than are kept."""
        newest = select(_MADE.c.made_at).order_by(_MADE.c.made_at.desc()).offset(MOST).limit(1)
        with self._store.write() as session:
            for table in (_STOCK, _MADE):
                session.execute(delete(table).where(table.c.made_at < now() - KEPT))
            session.execute(delete(_MADE).where(_MADE.c.made_at <= newest.scalar_subquery()))
