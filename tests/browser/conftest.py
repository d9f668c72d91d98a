"""A server of the tests' own and a Chromium to visit it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from game.common.settings import ROOT
from game.store.engine import Store

expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong


class Server:
    """The app in a process of its own, which can be killed and started again on the same store."""

    script = "streamlit_app.py"

    def __init__(self, folder: Path, **environment: str) -> None:
        self.database_url = f"sqlite:///{folder / 'game.db'}"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environment = os.environ | environment | {"DATABASE_URL": self.database_url}
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "streamlit", "run", self.script),
                    *("--server.port", str(self.port), "--server.address", "127.0.0.1"),
                ],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start: {self.log.read_text()}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def store(self) -> Store:
        """The server's store, opened by the test too."""
        return Store(self.database_url)


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, which as root runs without its sandbox only."""
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
    )


def rightmost(page: Page) -> float:
    """How far to the right anything on the page reaches, in pixels."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1500)  # plots are drawn after the script
    return float(
        page.evaluate(
            "() => Math.max(...[...document.querySelectorAll("
            "'img, h1, h2, p, figure, canvas, svg.marks')]"
            ".map((element) => element.getBoundingClientRect().right))"
        )
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("server"))
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile: its cookies last as long as it does."""
    profile = browser.new_context(viewport={"width": 1366, "height": 768})
    profile.set_default_timeout(60_000)
    yield profile
    profile.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Page:
    """A first visit."""
    opened = context.new_page()
    opened.goto(server.url)
    return opened
