"""A process of its own, which is waited for, may be killed, and may be started again."""

import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from signal import SIGTERM, Signals

from game.common.errors import Unavailable
from game.common.settings import ROOT

STARTING = 300.0  # seconds; a busy machine is slow, not broken
ENDING = 20.0  # seconds that it has to end by itself


class Process:
    """`name` is what a person knows it by; its words go to `log`, or to a file without a name."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        answers: "Callable[[Process], bool]",
        log: Path | None = None,
    ) -> None:
        self.name = name
        self.log_file = log
        self.environment = environment
        self._command = command
        self._answers = answers
        # The process appends to it for as long as this is used.
        self._log = log.open("a+") if log else tempfile.TemporaryFile("a+")  # noqa: SIM115
        self._began = 0  # where in it what is said now begins
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers. Raises Unavailable with its last words if not."""
        self._began = self._log.seek(0, os.SEEK_END)
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self.environment,
            stdout=self._log,
            stderr=self._log,
        )
        deadline = time.monotonic() + STARTING
        while self.runs and time.monotonic() < deadline:
            if self._answers(self):
                return
            time.sleep(0.05)
        raise Unavailable(f"{self.name} did not start: {self.log[-500:].strip()}")

    @property
    def pid(self) -> int:
        """Its number; 0 before it was started."""
        return self._process.pid if self._process else 0

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """What it has said since it was started last."""
        self._log.seek(self._began)
        return self._log.read()

    def tell(self, what: Signals) -> None:
        """Send it a signal."""
        if self._process is not None:
            self._process.send_signal(what)

    def end(self, how: Signals = SIGTERM) -> None:
        """End it, by SIGKILL as a power cut would; also if it does not listen."""
        self.tell(how)
        if self._process is not None:
            try:
                self._process.wait(ENDING)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def answers_at(url: str) -> Callable[[Process], bool]:
    """Whether a server says at this address that all is well."""

    def answers(_: Process) -> bool:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            return False
        return True

    return answers


def says(text: str) -> Callable[[Process], bool]:
    """Whether it has said this."""
    return lambda process: text in process.log
