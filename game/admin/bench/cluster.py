"""What a second replica and a second worker are worth: to a class, to who plays alone, in faces.

All of it on this machine, behind Debian's nginx, on one PostgreSQL.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from game.admin.bench.alone import Clicks, play
from game.admin.bench.classroom import (
    SETTLING,
    OpenRoom,
    answer,
    arrived,
    lead,
    percentile,
    told,
)
from game.admin.bench.phone import Phone, Requests
from game.admin.bench.serving import Server, free_port
from game.admin.cluster.cluster import worker
from game.admin.cluster.nginx import nginx
from game.admin.cluster.postgres import Postgres
from game.common.settings import ROOT, Settings
from game.rounds import players, starting
from game.rounds.dealing.fakes import ROUND_LENGTH
from game.rounds.game import Game
from game.store.made import Made

ROOMS = 4
PRESSES = 5
ALONE = (8, 32, 64, 128)  # at each replica; no more once a press takes too long
PAIRS = 6  # that each of them plays
MADE = 13  # rounds that workers make; the clock starts when each has made about one
SLOW = 1000  # milliseconds


def bench_cluster(phones: int, solo: Sequence[int] = ALONE) -> list[dict[str, Any]]:
    """Rows for one replica and for two, in milliseconds from a press.

    {measured: "class", replicas, rooms, phones, presses, p50_ms, p95_ms} until a phone has decoded
    the new pair; of two replicas also `other_p50_ms` and `other_p95_ms` of those phones that are at
    another one than their host. {measured: "alone", replicas, players, presses_per_s, p50_ms,
    p95_ms, reveal_p50_ms, reveal_p95_ms} until a press is stored and until a truth is told, for
    more and more who play alone: up to the first number of them of whose presses one in twenty
    takes more than a second. They play the same pairs and look at them for half a second, so a
    press of theirs costs what a replica has to do for it, and no new face.
    {measured: "faces", workers, faces_per_s}: made ahead, while nobody plays.
    """
    rows: list[dict[str, Any]] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(closing(Postgres(folder))).url
        settings = replace(Settings.from_environment(), database_url=url)
        game = stack.enter_context(closing(Game.open(settings)))
        rows += [_faces(game, url, folder, workers) for workers in (1, 2)]
        alone = Alone(game)
        for replicas in (1, 2):
            rooms = [OpenRoom(game, phones // ROOMS, 0, PRESSES + 1) for _ in range(ROOMS)]
            with _entries(folder, url, replicas) as ports:
                rows.append({"measured": "class", "replicas": replicas} | _class(ports, rooms))
                for number in solo:
                    rows.append(
                        {"measured": "alone", "replicas": replicas} | alone.at(ports, number)
                    )
                    if rows[-1]["p95_ms"] > SLOW:
                        break
    return rows


def _faces(game: Game, url: str, folder: Path, workers: int) -> dict[str, Any]:
    """Faces a second, from the first round in the stock to the last that is waited for."""
    own = os.environ | {"DATABASE_URL": url}
    made, made_from = Made(game.store), game.dealer.made_from
    with ExitStack() as stack:
        while made.take_round(made_from):
            pass
        for number in range(workers):
            process = worker(number, own, folder)
            stack.callback(process.end)
            process.start()

        def until(rounds: int) -> float:
            while (there := made.rounds(made_from)) < rounds:
                time.sleep(0.05)
            counted.append(there)
            return time.perf_counter()

        counted: list[int] = []
        began, ended = until(workers), until(MADE)
    faces = (counted[1] - counted[0]) * ROUND_LENGTH
    return {
        "measured": "faces",
        "workers": workers,
        "faces_per_s": round(faces / (ended - began), 2),
    }


@contextmanager
def _entries(folder: Path, url: str, replicas: int) -> Iterator[list[int]]:
    """Where replicas are reached, each by an nginx of its own: so it is known who is at which."""
    with ExitStack() as stack:
        ports = []
        for number in range(replicas):
            server = Server(ROOT / "streamlit_app.py", DATABASE_URL=url)
            stack.callback(server.end)
            server.start()
            own = folder / f"nginx-{replicas}-{number}"
            own.mkdir()
            ports.append(free_port())
            proxy = nginx(own, ports[-1], [server.port])
            stack.callback(proxy.end)
            proxy.start()
        time.sleep(SETTLING)
        yield ports


def _class(ports: Sequence[int], rooms: Sequence[OpenRoom]) -> dict[str, Any]:
    """A lesson in all rooms at once: each room's players at all replicas, its host at one."""

    async def lessons() -> list[list[tuple[bool, float]]]:
        hosts = [ports[number % len(ports)] for number in range(len(rooms))]
        return await asyncio.gather(
            *(_lesson(room, host, ports) for room, host in zip(rooms, hosts, strict=True))
        )

    times = [one for lesson in asyncio.run(lessons()) for one in lesson]
    figures = {
        "rooms": len(rooms),
        "phones": sum(len(room.tokens) for room in rooms),
        "presses": PRESSES * len(rooms),
        **_percentiles("", [seconds for _, seconds in times]),
    }
    if len(ports) > 1:
        figures |= _percentiles("other_", [seconds for other, seconds in times if other])
    return figures


async def _lesson(room: OpenRoom, host_at: int, ports: Sequence[int]) -> list[tuple[bool, float]]:
    """Seconds of each phone and press, and whether the phone is at another replica than the host.

    Classes press at moments of their own.
    """
    host = Requests(host_at, f"host-{room.code}={room.secret}")
    where = [ports[number % len(ports)] for number in range(len(room.tokens))]
    phones = [Phone(port, room.code, token) for port, token in zip(where, room.tokens, strict=True)]
    for phone in phones:
        await phone.open()
        await phone.until(lambda phone=phone: bool(phone.room), "the lobby")  # type: ignore[misc]
    await lead(host, room, act="begin")
    times: list[tuple[bool, float]] = []
    pressed_at = 0.0
    for position in range(1, PRESSES + 2):
        await asyncio.gather(*(arrived(phone, position) for phone in phones))
        trial = phones[0].room["trial"]
        if position > 1:  # the first follows "Begin"
            times += [
                (port != host_at, phone.decoded[trial] - pressed_at)
                for port, phone in zip(where, phones, strict=True)
            ]
        await asyncio.gather(*(answer(phone, trial) for phone in phones))
        await lead(host, room, act="reveal", position=position)
        await asyncio.gather(*(told(phone, trial) for phone in phones))
        await asyncio.sleep(random.uniform(0.5, 1.5))
        if position <= PRESSES:
            pressed_at = time.perf_counter()
            await lead(host, room, act="next", position=position)
    await asyncio.gather(*(phone.close() for phone in phones))
    host.close()
    return times


class Alone:
    """Who plays alone, all of them the same pairs, which are dealt once."""

    def __init__(self, game: Game) -> None:
        self._store = game.store
        self._plan = game.plan()
        fakes = game.dealer.fakes(self._plan, PAIRS)
        self._trials = game.dealer.trials(fakes, self._plan, ())

    def at(self, ports: Sequence[int], each: int) -> dict[str, Any]:
        """So many at each replica, all at once."""
        with self._store.write() as session:
            joined = [players.join(session, f"Alone {n}") for n in range(each * len(ports))]
            for player, _ in joined:
                starting.start(session, player.id, self._plan, 1, self._trials)
        tokens = [token for _, token in joined]

        async def all_of_them() -> list[Clicks]:
            return await asyncio.gather(
                *(play(ports[number % len(ports)], token) for number, token in enumerate(tokens))
            )

        began = time.perf_counter()
        clicks = asyncio.run(all_of_them())
        took = time.perf_counter() - began
        stored = [seconds for one in clicks for seconds in one.stored]
        revealed = [seconds for one in clicks for seconds in one.revealed]
        return {
            "players": len(tokens),
            "presses_per_s": round((len(stored) + len(revealed)) / took, 1),
            **_percentiles("", stored),
            **_percentiles("reveal_", revealed),
        }


def _percentiles(of: str, seconds: list[float]) -> dict[str, int]:
    return {f"{of}p{share}_ms": percentile(seconds, share) for share in (50, 95)}
