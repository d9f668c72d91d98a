"""From the host's press to the new pair on every phone, beside a plain Streamlit page."""

import asyncio
import random
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from game.admin.bench.alone import EMPTY, Clicks, play, press_empty
from game.admin.bench.phone import Phone, Requests
from game.admin.bench.plain import press_all
from game.admin.bench.serving import served
from game.classroom.classroom import Classroom
from game.classroom.rules import RULES
from game.common.settings import ROOT, Settings
from game.common.vocabulary import Mode
from game.rounds.game import Game
from game.store.engine import Store
from game.store.room_queries import answers_of_people

LENGTH = 10  # the form's default
SETTLING = 15.0  # seconds in which a new server makes rounds ahead, before any class has come in
THINKING = 0.3  # seconds until an answer, at most: a class answers nearly at once
PLAIN = Path(__file__).parent / "plain_page.py"


def bench_classroom(players: int, solo: int) -> dict[str, Any]:
    """Latency from a press of "Next" until every phone has decoded the new pair's pictures.

    The real server on a database of its own; clients that follow the room, fetch and decode its
    pictures, answer and wait. Meanwhile `solo` others play by themselves, see `alone`, and as many
    press a button on an empty page of a server of its own. The baseline of the class is a plain
    page with the same pictures, on which as many clients press their own button all at once. Times
    in milliseconds over all clients and presses.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'game.db'}"
        settings = replace(Settings.from_environment(), database_url=url)
        with closing(Game.open(settings)) as game:
            room = OpenRoom(game, players, solo)
        with served(ROOT / "streamlit_app.py", DATABASE_URL=url) as port, served(EMPTY) as empty:
            ours, alone, presses, sent = asyncio.run(_class(port, empty, room, folder))
        store = Store(url)
        with store.read() as session:
            stored = session.scalars(answers_of_people()).one()
        store.close()
        with served(PLAIN, str(folder)) as port:
            plain = asyncio.run(press_all(port, players))
    figures = {
        "players": players,
        "presses": LENGTH - 1,
        "p50_ms": percentile(ours, 50),
        "p95_ms": percentile(ours, 95),
        "baseline_p50_ms": percentile(plain, 50),
        "baseline_p95_ms": percentile(plain, 95),
        "guesses": stored,
        "lost_guesses": sent - stored,
    }
    if solo:
        figures |= {
            "solo": solo,
            **_percentiles("solo", [s for clicks in alone for s in clicks.decoded]),
            **_percentiles("solo_stored", [s for clicks in alone for s in clicks.stored]),
            **_percentiles("solo_reveal", [s for clicks in alone for s in clicks.revealed]),
            **_percentiles("solo_judged", [s for clicks in alone for s in clicks.judged]),
            **_percentiles("empty_page", presses),
            "solo_bytes_a_pair": round(
                sum(clicks.received for clicks in alone) / sum(clicks.pairs for clicks in alone)
            ),
        }
    return figures


class OpenRoom:
    """A room with its players, and others with a round of their own, all before the server starts.

    Their keys are what their browsers would have as cookies.
    """

    def __init__(self, game: Game, players: int, solo: int, length: int = LENGTH) -> None:
        rooms = Classroom(game)
        plan = game.plan(mode=Mode.ROOM)
        self.code, self.secret = rooms.open("Bench", plan, length, RULES)
        self.tokens = [rooms.join(self.code, f"Player {i}")[1] for i in range(players)]
        self.alone: list[str] = []
        for i in range(solo):
            player_id, token = game.join(f"Alone {i}")
            game.start(player_id, length=LENGTH)
            self.alone.append(token)


async def _class(
    port: int, empty: int, room: OpenRoom, folder: Path
) -> tuple[list[float], list[Clicks], list[float], int]:
    """A whole class: its latencies in seconds, and how many answers were sent.

    Besides the clicks of who plays alone and the presses on an empty page, at port `empty`,
    meanwhile. The pairs' pictures are kept in the folder for the baseline.
    """
    await asyncio.sleep(SETTLING)
    host = Requests(port, f"host-{room.code}={room.secret}")
    phones = [Phone(port, room.code, token) for token in room.tokens]
    for phone in phones:
        await phone.open()
        await phone.until(lambda phone=phone: bool(phone.room), "the lobby")  # type: ignore[misc]
    over = asyncio.Event()
    alone = [asyncio.create_task(play(port, token)) for token in room.alone]
    pressing = [asyncio.create_task(press_empty(empty, over)) for _ in room.alone]
    latencies: list[float] = []
    sent = 0
    await lead(host, room, act="begin")
    pressed_at = time.perf_counter()
    for position in range(1, LENGTH + 1):
        await asyncio.gather(*(arrived(phone, position) for phone in phones))
        trial = phones[0].room["trial"]
        if position > 1:  # the first follows "Begin"
            latencies += [phone.decoded[trial] - pressed_at for phone in phones]
        for side, address in zip(("left", "right"), phones[0].room["pictures"], strict=True):
            picture = await phones[0].requests.get(address)
            (folder / f"{position - 1}-{side}.png").write_bytes(picture)
        await asyncio.gather(*(answer(phone, trial) for phone in phones))
        sent += len(phones)
        await lead(host, room, act="reveal", position=position)
        await asyncio.gather(*(told(phone, trial) for phone in phones))
        await asyncio.sleep(random.uniform(0.5, 1.2))
        if position < LENGTH:
            pressed_at = time.perf_counter()
            await lead(host, room, act="next", position=position)
    over.set()
    presses = [seconds for times in await asyncio.gather(*pressing) for seconds in times]
    played = await asyncio.gather(*alone)
    await asyncio.gather(*(phone.close() for phone in phones))
    host.close()
    return latencies, played, presses, sent


async def lead(host: Requests, room: OpenRoom, **told: Any) -> None:
    """Have the host do something."""
    await host.post(f"/rooms/{room.code}/lead", told)


async def arrived(phone: Phone, position: int) -> None:
    """Wait until this trial is on the phone with its pictures."""

    def arrived() -> bool:
        at = phone.room
        return (at["phase"], at["position"]) == ("ask", position) and at["trial"] in phone.decoded

    await phone.until(arrived, "the next pair")


async def answer(phone: Phone, trial: int) -> None:
    """Answer this trial, nearly at once."""
    await asyncio.sleep(random.uniform(0, THINKING))
    await phone.answer(trial, random.randrange(2))


async def told(phone: Phone, trial: int) -> None:
    """Wait until the truth of this trial is on the phone."""

    def told() -> bool:
        return phone.room["phase"] == "reveal" and phone.room["trial"] == trial

    await phone.until(told, "the reveal")


def percentile(seconds: list[float], share: int) -> int:
    """In whole milliseconds."""
    return round(1000 * float(np.percentile(seconds, share)))


def _percentiles(of: str, seconds: list[float]) -> dict[str, int]:
    return {f"{of}_p{share}_ms": percentile(seconds, share) for share in (50, 95)}
