"""From the host's press until real browsers show the new pair, beside clients in the same room."""

import asyncio
import shutil
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Page, async_playwright

from game.admin.bench.classroom import (
    LENGTH,
    SETTLING,
    OpenRoom,
    arrived,
    lead,
    percentile,
)
from game.admin.bench.phone import Phone, Requests
from game.admin.bench.serving import served
from game.common.errors import Unavailable
from game.common.settings import ROOT, Settings
from game.rounds.game import Game

# When the page shows trial `n` with all its pictures decoded, by its own clock.
_SHOWN = """
  (n) => new Promise((done) => {
    const look = () => {
      const roots = [...document.querySelectorAll("*")].map((node) => node.shadowRoot);
      const phone = roots.map((root) => root?.querySelector(".phone")).find(Boolean);
      const faces = [...(phone?.querySelectorAll("img") ?? [])];
      const there = faces.length === 2 && faces.every((face) => face.complete);
      const asked = phone?.querySelector("h1").textContent.startsWith(`${n} `);
      if (there && asked) done(Date.now());
      else requestAnimationFrame(look);
    };
    look();
  })
"""


def bench_browsers(pages: int) -> dict[str, Any]:
    """Latency of as many Chromium pages and as many clients in one room, in milliseconds.

    A page's ends when it has painted the new pair, a client's when it has decoded it.
    """
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        raise Unavailable("Chromium is not installed; `make test` does that.")
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'game.db'}"
        settings = replace(Settings.from_environment(), database_url=url)
        with closing(Game.open(settings)) as game:
            room = OpenRoom(game, 2 * pages, 0)
        with served(ROOT / "streamlit_app.py", DATABASE_URL=url) as port:
            shown, decoded = asyncio.run(_class(port, room, chromium))
    return {
        "pages": pages,
        "presses": LENGTH - 1,
        "pages_p50_ms": percentile(shown, 50),
        "pages_p95_ms": percentile(shown, 95),
        "clients_p50_ms": percentile(decoded, 50),
        "clients_p95_ms": percentile(decoded, 95),
    }


async def _class(port: int, room: OpenRoom, chromium: str) -> tuple[list[float], list[float]]:
    await asyncio.sleep(SETTLING)
    host = Requests(port, f"host-{room.code}={room.secret}")
    half = len(room.tokens) // 2
    phones = [Phone(port, room.code, token) for token in room.tokens[:half]]
    for phone in phones:
        await phone.open()
    shown: list[float] = []
    decoded: list[float] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        contexts = [await browser.new_context(**playwright.devices["Pixel 7"]) for _ in phones]
        pages = [
            await _page(context, port, room, token)
            for context, token in zip(contexts, room.tokens[half:], strict=True)
        ]
        await lead(host, room, act="begin")
        for position in range(1, LENGTH + 1):
            if position > 1:
                await asyncio.sleep(1)  # whoever is told something has drawn it
                await lead(host, room, act="reveal", position=position - 1)
                await asyncio.sleep(1)
            waiting = [asyncio.create_task(page.evaluate(_SHOWN, position)) for page in pages]
            await asyncio.sleep(0.2)
            pressed, pressed_at = time.time(), time.perf_counter()
            if position > 1:
                await lead(host, room, act="next", position=position - 1)
            seen = await asyncio.gather(*waiting)
            await asyncio.gather(*(arrived(phone, position) for phone in phones))
            if position > 1:
                shown += [at / 1000 - pressed for at in seen]
                trial = phones[0].room["trial"]
                decoded += [phone.decoded[trial] - pressed_at for phone in phones]
        await browser.close()
    await asyncio.gather(*(phone.close() for phone in phones))
    host.close()
    return shown, decoded


async def _page(context: BrowserContext, port: int, room: OpenRoom, token: str) -> Page:
    """A page of a player who has a seat."""
    url = f"http://127.0.0.1:{port}"
    await context.add_cookies([{"name": f"room-{room.code}", "value": token, "url": url}])
    page = await context.new_page()
    await page.goto(f"{url}/join?room={room.code}")
    await page.locator(".phone").wait_for()
    return page
