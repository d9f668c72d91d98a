"""Faults one after the other under a crowd that answers all the time, and what they cost."""

import asyncio
import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import psycopg

from game.admin.bench.faults.breaking import FAULTS, ONE_OF_TWO, WORKER_KILLED, Machine
from game.admin.bench.faults.crowd import Crowd
from game.admin.bench.faults.disk import Disk, small_disk
from game.admin.bench.faults.proxy import Proxy
from game.admin.bench.phone import PATIENCE
from game.admin.bench.serving import Server
from game.admin.cluster.cluster import worker
from game.admin.cluster.postgres import Postgres
from game.admin.cluster.processes import Process
from game.common.errors import Unavailable
from game.common.settings import ROOT, Settings
from game.rounds.game import Game
from game.rounds.modes.mode import Trials
from game.rounds.plan import Plan
from game.store.engine import Store

BETWEEN = (1.0, 4.0)  # seconds of peace before a fault, from and to
LENGTH = 10
JUDGES = "symmetry"  # the quickest: what the networks say is not what is measured


def bench_faults(times: int, phones: int, alone: int) -> list[dict[str, Any]]:
    """Rows {fault, database, times, answers_sent, acknowledged, lost, doubled, recovered_p95_s}.

    A class of so many phones and so many who play alone, all through a proxy. A fault comes at a
    random moment; once it is over, and the process that was gone answers again, `recovered_p95_s`
    is how long it took until each of them was heard by the server, all of them and all times
    together. See `Ledger` for what counts as lost and doubled.
    """
    dealt = _dealt()
    rows = []
    for database, there in (("sqlite", _on_sqlite), ("postgresql", _on_postgresql)):
        with there() as (url, postgres, disk), _serving(url) as server, _open(url) as store:
            for fault in FAULTS:
                with ExitStack() as stack:
                    first, ports, at_work = server, [server.port], None
                    if fault == ONE_OF_TWO and postgres:
                        ports.append(stack.enter_context(_serving(url)).port)
                    if fault == WORKER_KILLED and postgres:
                        at_work = stack.enter_context(_working(url))
                        first = stack.enter_context(_serving(url, GAME_WORKERS="queue"))
                        ports = [first.port]
                    machine = Machine(first, Proxy(*ports), postgres, disk, at_work)
                    if machine.bears(fault):
                        crowd = Crowd(store, machine.proxy, dealt, phones=phones, alone=alone)
                        figures = asyncio.run(under([fault] * times, machine, crowd))
                        rows.append({"fault": fault, "database": database, **figures})
    return rows


async def under(faults: Sequence[str], machine: Machine, crowd: Crowd) -> dict[str, Any]:
    """A crowd's figures under these faults, one after the other."""
    await machine.proxy.start()
    playing = asyncio.create_task(crowd.play())
    seconds: list[float] = []
    try:
        seconds += await crowd.back(0.0, PATIENCE)  # once everybody plays
        seconds.clear()
        for fault in faults:
            await asyncio.sleep(random.uniform(*BETWEEN))
            await FAULTS[fault](machine)
            seconds += await crowd.back(time.monotonic(), PATIENCE)
        await asyncio.sleep(BETWEEN[1])
        if playing.done():
            await playing  # somebody was turned away
    finally:
        playing.cancel()
        with suppress(asyncio.CancelledError):
            await playing
        await machine.proxy.close()
    compared = await asyncio.to_thread(crowd.compared)
    p95 = round(float(np.percentile(seconds, 95)), 2)
    return {"times": len(faults), **compared, "recovered_p95_s": p95}


def _dealt() -> tuple[Plan, Trials]:
    """A round's trials, with fakes of the real generator, for everybody to play."""
    with TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'game.db'}"
        game = Game.open(replace(Settings.from_environment(), database_url=url))
        plan = game.plan()
        fakes = game.dealer.fakes(plan, LENGTH)
        trials = game.dealer.trials(fakes, plan, ())
        game.close()
    return plan, trials


@contextmanager
def _serving(url: str, **environment: str) -> Iterator[Server]:
    own = {"DATABASE_URL": url, "GAME_JUDGES": JUDGES} | environment
    server = Server(ROOT / "streamlit_app.py", **own)
    try:
        server.start()
        yield server
    finally:
        server.end()


@contextmanager
def _working(url: str) -> Iterator[Process]:
    with TemporaryDirectory() as name:
        own = os.environ | {"DATABASE_URL": url, "GAME_JUDGES": JUDGES}
        process = worker(1, own, Path(name))
        try:
            process.start()
            yield process
        finally:
            process.end()


@contextmanager
def _open(url: str) -> Iterator[Store]:
    store = Store(url)
    yield store
    store.close()


@contextmanager
def _on_sqlite() -> Iterator[tuple[str, None, Disk | None]]:
    with _disk() as (folder, disk):
        yield f"sqlite:///{folder / 'game.db'}", None, disk


@contextmanager
def _on_postgresql() -> Iterator[tuple[str, Postgres, Disk | None]]:
    with _disk() as (folder, disk):
        postgres = Postgres(folder)
        with psycopg.connect(postgres.url, autocommit=True) as connection:
            connection.execute(
                "ALTER SYSTEM SET max_wal_size = '64MB'"
            )  # or its log fills the disk
            connection.execute("SELECT pg_reload_conf()")
        try:
            yield postgres.url, postgres, disk
        finally:
            postgres.close()


@contextmanager
def _disk() -> Iterator[tuple[Path, Disk | None]]:
    """Where a database lies: on a disk that can be filled, or else without one."""
    with ExitStack() as stack:
        disk = None
        with suppress(Unavailable):  # then everything but that
            disk = stack.enter_context(small_disk())
        yield disk.folder if disk else Path(stack.enter_context(TemporaryDirectory())), disk
