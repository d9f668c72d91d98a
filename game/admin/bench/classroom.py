"""From the host's press to the new pair in thirty browsers, beside a plain Streamlit page."""

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import numpy as np

from game.admin.bench.client import PATIENCE, Client
from game.common.errors import Unavailable
from game.common.settings import ROOT
from game.store.engine import Store
from game.store.room_queries import answers_of_people

LENGTH = 10  # the form's default
SETTLING = 15.0  # seconds in which a new server makes rounds ahead, before any class has come in
THINKING = 0.3  # seconds until an answer, at most: a class answers nearly at once
IMPATIENCE = 5.0  # seconds until somebody whose press did nothing presses again
PLAIN = Path(__file__).parent / "plain_page.py"


def bench_classroom(players: int) -> dict[str, Any]:
    """Latency from a press of "Next" until every player's browser has the new pair's data.

    The real server on a database of its own; clients that speak Streamlit's protocol, join, answer
    and wait. The baseline is a plain page with the same pictures, on which as many clients press
    their own button all at once. Times in milliseconds over all clients and presses.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'game.db'}"
        with served(ROOT / "streamlit_app.py", DATABASE_URL=url) as port:
            ours, sent = asyncio.run(_class(port, players, folder))
        store = Store(url)
        with store.read() as session:
            stored = session.scalars(answers_of_people()).one()
        store.close()
        with served(PLAIN, str(folder)) as port:
            plain = asyncio.run(_plain(port, players))
    return {
        "players": players,
        "presses": LENGTH - 1,
        "p50_ms": _percentile(ours, 50),
        "p95_ms": _percentile(ours, 95),
        "baseline_p50_ms": _percentile(plain, 50),
        "baseline_p95_ms": _percentile(plain, 95),
        "guesses": stored,
        "lost_guesses": sent - stored,
    }


@contextmanager
def served(script: Path, *arguments: str, **environment: str) -> Iterator[int]:
    """A Streamlit server in a process of its own, and its port; it is gone afterwards.

    Raises Unavailable with its last words if it does not start.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", str(script)),
                *("--server.port", str(port), "--server.address", "127.0.0.1", "--"),
                *arguments,
            ],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
        try:
            for _ in range(int(PATIENCE * 5)):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                log.seek(0)
                raise Unavailable(f"The server did not start: {log.read()[-500:]}")
            yield port
        finally:
            process.terminate()
            process.wait()


async def _class(port: int, players: int, folder: Path) -> tuple[list[float], int]:
    """A whole class; the latencies in seconds, and how many answers were sent.

    The pairs' pictures are kept in the folder for the baseline.
    """
    host = Client(port, "host")
    await host.open()
    await host.press("Open the room", {"Title": "Bench"})
    await host.until(lambda: "key=" in host.query, "the room")
    await asyncio.sleep(SETTLING)
    (code,) = parse_qs(host.query)["room"]
    clients = [Client(port, "join", f"room={code}") for _ in range(players)]
    for i, client in enumerate(clients):  # people do not come all at once
        await client.open()
        await client.press("Join", {"Code": code, "Nickname": f"Player {i}"})
        await _seated(client)
    latencies: list[float] = []
    pressed_at, sent, trial = time.perf_counter(), 0, 0
    await host.press("Begin")
    for turn in range(LENGTH):
        arrived = [await _new_trial(client, trial) for client in clients]
        if turn:  # the first follows "Begin"
            latencies += [at - pressed_at for _, at in arrived]
        trial = arrived[0][0]
        _keep_pictures(clients[0], folder, turn)
        await asyncio.gather(*(_answer(client, trial) for client in clients))
        sent += players
        await host.press("Reveal")
        await asyncio.gather(*(_told(client, trial) for client in clients))
        await asyncio.sleep(random.uniform(0.5, 1.2))  # presses fall anywhere between two ticks
        if turn < LENGTH - 1:
            pressed_at = time.perf_counter()
            await host.press("Next")
    await asyncio.gather(*(client.close() for client in (host, *clients)))
    return latencies, sent


async def _seated(client: Client) -> None:
    await client.until(lambda: bool(client.version), "the lobby")


async def _new_trial(client: Client, last: int) -> tuple[int, float]:
    """The trial after the last one and when it came."""

    def newer() -> list[tuple[int, float]]:
        return [(n, at) for (n, phase), at in client.trials.items() if phase == "ask" and n > last]

    await client.until(lambda: bool(newer()), "the next pair")
    return newer()[0]


async def _answer(client: Client, trial: int) -> None:
    """Think, press, and press again if nothing happens, as people do."""
    await asyncio.sleep(random.uniform(0, THINKING))
    label = random.choice(("Left is real", "Right is real"))
    while (trial, "sure") not in client.trials:
        await client.press(label, key=f"{label}-{trial}")
        with suppress(TimeoutError):
            await client.until(lambda: (trial, "sure") in client.trials, "the answer", IMPATIENCE)


async def _told(client: Client, trial: int) -> None:
    await client.until(lambda: (trial, "reveal") in client.trials, "the reveal")


def _keep_pictures(client: Client, folder: Path, turn: int) -> None:
    data = json.loads(client.pair_json)
    for side, picture in zip(("left", "right"), data["pictures"], strict=True):
        (folder / f"{turn}-{side}.png").write_bytes(b64decode(picture.split(",", 1)[1]))


async def _plain(port: int, players: int) -> list[float]:
    """The baseline: everybody presses at once; until both pictures are fetched."""
    clients = [Client(port, "") for _ in range(players)]
    for client in clients:
        await client.open()
    latencies: list[float] = []
    for _ in range(LENGTH - 1):
        latencies += await asyncio.gather(*(_plain_press(client, port) for client in clients))
        await asyncio.sleep(1)
    await asyncio.gather(*(client.close() for client in clients))
    return latencies


async def _plain_press(client: Client, port: int) -> float:
    began, before = time.perf_counter(), client.drawn
    await client.press("Next")
    await client.until(lambda: client.drawn > before, "the next page")
    await asyncio.gather(*(_fetch(port, address) for address in client.images))
    return time.perf_counter() - began


async def _fetch(port: int, address: str) -> None:
    """One picture by HTTP, without a cache, as a browser that has not seen it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if b" 200 " not in head.split(b"\r\n")[0] or not body:
        raise RuntimeError(f"The baseline's picture {address} was not served.")


def _percentile(seconds: list[float], share: int) -> int:
    return round(1000 * float(np.percentile(seconds, share)))
