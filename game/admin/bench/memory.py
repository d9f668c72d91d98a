"""Whether a server's memory comes back to where it was after very many pages and rooms."""

import asyncio
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from game.admin.bench.client import Client
from game.admin.bench.cluster import PAIRS, SETTLING
from game.admin.bench.phone import PATIENCE, room_socket
from game.admin.bench.serving import Server
from game.classroom import rooms
from game.common.settings import ROOT, Settings
from game.common.vocabulary import Mode
from game.rounds.game import Game
from game.rounds.modes.mode import Trials
from game.rounds.plan import Plan
from game.store.engine import Store

AT_ONCE = 25  # pages, or rooms, that are open
PAGES = ("you", "data", "join", "about")  # one after the other; none that has faces made
FIRST = 40  # pages after which all that is loaded once is loaded
FORGOTTEN = 150.0  # seconds after which Streamlit has forgotten a page that was closed


def bench_memory(sessions: int, many_rooms: int) -> dict[str, Any]:
    """{sessions, rooms, start_mb, most_mb, end_mb, grown}: of the server's process and its workers.

    `start_mb` is taken once the game is open and some pages were seen. Then pages are opened and
    closed, so many at once, and so are rooms, each with its projector's socket; `end_mb` is taken
    when Streamlit has forgotten the last of them, and `grown` is by which share that is more.
    """
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'game.db'}"
        settings = Settings.from_environment()
        with closing(Game.open(Settings(settings.home, url))) as game:
            plan = game.plan(mode=Mode.ROOM)
            trials = game.dealer.trials(game.dealer.fakes(plan, PAIRS), plan, ())
        server = Server(ROOT / "streamlit_app.py", DATABASE_URL=url)
        try:
            server.start()
            time.sleep(SETTLING)
            asyncio.run(_visit(server.port, FIRST))
            time.sleep(FORGOTTEN)
            start = _memory(server.pid)
            asyncio.run(_visit(server.port, sessions))
            most = _memory(server.pid)
            with closing(Store(url)) as store:
                asyncio.run(_follow(server.port, store, plan, trials, many_rooms))
            most = max(most, _memory(server.pid))
            time.sleep(FORGOTTEN)
            end = _memory(server.pid)
        finally:
            server.end()
    return {
        "sessions": sessions,
        "rooms": many_rooms,
        "start_mb": start,
        "most_mb": most,
        "end_mb": end,
        "grown": round(end / start - 1, 3),
    }


async def _visit(port: int, sessions: int) -> None:
    """Open so many pages, and close them once they are drawn."""

    async def visit(number: int) -> None:
        async with few:
            client = Client(port, PAGES[number % len(PAGES)])
            await client.open()
            await client.close()

    few = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(visit(number) for number in range(sessions)))


async def _follow(port: int, store: Store, plan: Plan, trials: Trials, many: int) -> None:
    """Open so many rooms, and follow each until it has said something."""

    def opened() -> tuple[str, str]:
        with store.write() as session:
            room, secret = rooms.open_room(session, "Bench", plan, 1, trials)
            return room.code, secret

    async def follow() -> None:
        async with few:
            code, secret = await asyncio.to_thread(opened)
            async with room_socket(
                port, code, "projector", f"host-{code}={secret}", PATIENCE
            ) as socket:
                await socket.recv()

    few = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(follow() for _ in range(many)))


def _memory(pid: int) -> int:
    """Megabytes that a process and those that it has started hold for themselves."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
    return round(own / 1024) + sum(_memory(int(child)) for child in children)
