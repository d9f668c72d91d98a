"""Who plays alone while a class plays, beside who presses a button on an empty Streamlit page."""

import asyncio
import io
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from game.admin.bench.client import Client
from game.admin.bench.phone import Requests

EMPTY = Path(__file__).parent / "empty_page.py"
LOOKING = (0.2, 0.8)  # seconds until a press, from and to


@dataclass
class Clicks:
    """Seconds of presses: until a reveal was told, and what the networks said; until the next pair
    was decoded, and stored.

    `received` are the bytes of all answers and pictures, of so many pairs.
    """

    revealed: list[float] = field(default_factory=list)
    judged: list[float] = field(default_factory=list)
    decoded: list[float] = field(default_factory=list)
    stored: list[float] = field(default_factory=list)
    received: int = 0
    pairs: int = 0


async def play(port: int, token: str) -> Clicks:
    """Play the round of the player with this token as a browser does: to its last pair."""
    requests, beside = (Requests(port, f"player={token}") for _ in range(2))
    clicks = Clicks()
    state = await requests.ask("/round/state")
    await _decode(requests, state)
    while True:
        await asyncio.sleep(random.uniform(*LOOKING))
        pressed_at = time.perf_counter()
        told = {"trial": state["trial"], "place": random.randrange(2), "seconds": 1.0}
        told |= {"shown_seconds": None, "confidence": None}
        state = await requests.ask("/round/answer", told)
        clicks.revealed.append(time.perf_counter() - pressed_at)
        clicks.pairs += 1
        if state["awaited"]:  # the next pair's pictures, or what the networks said
            state = await requests.ask("/round/state")
        last = state["next"] is None
        coming = None if last else asyncio.create_task(_decode(requests, state["next"]))
        while state["awaited"]:
            state = await beside.ask("/round/judged")
        clicks.judged.append(time.perf_counter() - pressed_at)
        if coming is None:
            break
        await asyncio.sleep(random.uniform(*LOOKING))
        pressed_at = time.perf_counter()
        clicks.decoded.append(max(0.0, await coming - pressed_at))
        state = await requests.ask("/round/advance", {"trial": state["trial"]})
        clicks.stored.append(time.perf_counter() - pressed_at)
    clicks.received = requests.received + beside.received
    requests.close()
    beside.close()
    return clicks


async def press_empty(port: int, until: asyncio.Event) -> list[float]:
    """Seconds of each press on an empty page until it is drawn, at the pace of who plays."""
    client = Client(port, "")
    await client.open()
    times: list[float] = []
    while not until.is_set():
        await asyncio.sleep(random.uniform(*LOOKING))
        began, before = time.perf_counter(), client.drawn
        await client.press("Next")
        await client.until(lambda: client.drawn > before, "the page")  # noqa: B023
        times.append(time.perf_counter() - began)
    await client.close()
    return times


async def _decode(requests: Requests, state: dict[str, Any]) -> float:
    """Fetch and decode a trial's pictures; when the last one was there."""
    for address in state["pictures"]:
        Image.open(io.BytesIO(await requests.get(address))).load()
    return time.perf_counter()
