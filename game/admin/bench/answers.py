"""What it costs that an answer outlives a power cut: SQLite's two ways to commit, by turns."""

import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from game.common.recipe import FACE_SIZE, GENERATOR, TRUNCATION_PSI, Recipe
from game.common.settings import Settings
from game.rounds import answering, players, starting
from game.rounds.plan import Photo, Plan
from game.store.engine import Store

WAYS = ("NORMAL", "FULL")  # of PRAGMA synchronous: a power cut costs the last answers, or none
TURNS = 10
EACH = 10  # trials a turn


def bench_answers(settings: Settings, turns: int = TURNS) -> list[dict[str, Any]]:
    """Rows {synchronous, answers, p50_ms, p95_ms}, in milliseconds from an answer to its commit.

    In a store of its own beside the game's, so on the same disk. Each trial is answered, closed and
    left in a commit each, as it is when it is played.
    """
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    settings.home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.home) as folder:
        store = Store(f"sqlite:///{Path(folder) / 'game.db'}")
        with store.write() as session:
            player = players.join(session, "Ada")[0].id
        for turn in range(turns):
            for way in WAYS if turn % 2 else reversed(WAYS):
                times[way] += _answered(store, player, way)
        store.close()
    return [
        {
            "synchronous": way,
            "answers": len(times[way]),
            "p50_ms": round(1000 * float(np.percentile(times[way], 50)), 2),
            "p95_ms": round(1000 * float(np.percentile(times[way], 95)), 2),
        }
        for way in WAYS
    ]


def _answered(store: Store, player: int, way: str) -> list[float]:
    """Seconds of each commit of a round."""
    pairs = [
        (Photo(f"{n}.jpg"), Recipe(GENERATOR, "0" * 64, n, TRUNCATION_PSI, FACE_SIZE))
        for n in range(EACH)
    ]
    with store.write() as session:
        trials = [trial.id for trial in starting.start(session, player, Plan("d"), 1, pairs).trials]
    # One thread at a time: it is handed the same connection again.
    connection = store.engine.raw_connection()
    connection.cursor().execute(f"PRAGMA synchronous={way}")
    connection.close()
    times = []
    for trial in trials:
        for step, detail in (
            (answering.answer, (0,)),
            (answering.close, (2,)),
            (answering.advance, ()),
        ):
            began = time.perf_counter()
            with store.write() as session:
                step(session, player, trial, *detail)
            times.append(time.perf_counter() - began)
    return times
