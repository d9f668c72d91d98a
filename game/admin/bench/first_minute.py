"""How long somebody new waits in a real browser: for a first pair, and then for its truth."""

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, Playwright, Response, sync_playwright

from game.admin.bench.classroom import SETTLING
from game.admin.bench.serving import served
from game.common.errors import Unavailable
from game.common.settings import ROOT, Settings
from game.faces.decks.deck import load_deck
from game.rounds.visitors import STUDIO

VIEWS = {"phone": (390, 844), "laptop": (1366, 768)}
VISITS = 5
PAIRS = 3  # whose bytes are counted
PATIENCE = 120_000  # milliseconds
LATEST = 300.0  # seconds after which a server counts as settled, whichever deck opens it


def bench_first_minute() -> list[dict[str, Any]]:
    """Rows by view and server: milliseconds, bytes and requests of somebody's first pairs.

    `pair_ms` is from the address until both faces can be pressed, `reveal_ms` from the press until
    the verdict stands there, `first_reveal_ms` both: medians over visits, each by somebody new with
    an empty cache. `cold` is the first visit ever to a server that has just started, `warm` those
    after it, once the studio deck opens the game; `pixels` is how wide the faces are, so which deck
    did. Bytes and requests of the page's own routes are a pair's, over a few pairs.
    """
    rows = []
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for view, (width, height) in VIEWS.items():
            with tempfile.TemporaryDirectory() as name:
                url = f"sqlite:///{Path(name) / 'game.db'}"
                with served(ROOT / "streamlit_app.py", DATABASE_URL=url) as port:
                    address, size = f"http://127.0.0.1:{port}", {"width": width, "height": height}
                    cold = [_visit(browser, address, size)]
                    _until_settled(browser, address, size)
                    warm = [_visit(browser, address, size) for _ in range(VISITS)]
            rows += [_row(view, "cold", cold), _row(view, "warm", warm)]
        browser.close()
    return rows


def chromium(playwright: Playwright) -> Browser:
    """Debian's, without a window. Raises Unavailable if it is not installed."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        raise Unavailable("Chromium is not installed; `make test` does that.")
    return playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])


def _row(view: str, server: str, visits: list[dict[str, float]]) -> dict[str, Any]:
    medians = {key: round(float(np.median([one[key] for one in visits]))) for key in visits[0]}
    return {"view": view, "server": server, "visits": len(visits)} | medians


def _until_settled(browser: Browser, address: str, size: Any) -> None:
    """Wait until the server has made faces ahead, the studio's, too; not for ever."""
    width, _ = load_deck(STUDIO, Settings.from_environment()).frame.size
    ends = time.monotonic() + LATEST
    while _visit(browser, address, size)["pixels"] < width and time.monotonic() < ends:
        time.sleep(SETTLING)
    time.sleep(SETTLING)


def _visit(browser: Browser, address: str, size: Any) -> dict[str, float]:
    """One visit by somebody new, of a few pairs."""
    context = browser.new_context(viewport=size)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))  # noqa: PLW0108  (no built-in one)
    began = time.perf_counter()
    page.goto(address)
    page.locator(".face:enabled").nth(1).wait_for()
    pair = time.perf_counter() - began
    pressed = time.perf_counter()
    page.locator(".face").first.click()
    page.locator(".stamp").wait_for()
    reveal = time.perf_counter() - pressed
    pixels = page.locator(".face img").first.evaluate("(img) => img.naturalWidth")
    _play_on(page)
    own = [one for one in answers if "/round/" in one.url or "/pictures/" in one.url]
    received = sum(int(one.headers.get("content-length", 0)) for one in own)
    context.close()
    return {
        "pair_ms": 1000 * pair,
        "reveal_ms": 1000 * reveal,
        "first_reveal_ms": 1000 * (pair + reveal),
        "pixels": pixels,
        "bytes_a_pair": received / (PAIRS + 1),  # the pictures of one more are there already
        "requests_a_pair": len(own) / (PAIRS + 1),
    }


def _play_on(page: Page) -> None:
    """The next pairs, to the truth of the last one, when the pictures after it are there."""
    for _ in range(PAIRS - 1):
        page.keyboard.press("Enter")
        page.locator(".face:enabled").nth(1).wait_for()
        page.keyboard.press("ArrowLeft")
        page.locator(".stamp").wait_for()
    page.wait_for_load_state("networkidle")
