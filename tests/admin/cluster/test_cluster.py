"""The cluster starts all, starts again what ends, and stops all; its parts stand in for the game's.

nginx is Debian's. The database is named, so that none is started.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.admin.bench.serving import free_port
from game.common.settings import ROOT
from tests.admin.cluster.test_nginx import ask

PART = """
import sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer
class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
if sys.argv[1] == "serve":
    HTTPServer(("127.0.0.1", int(sys.argv[3])), Ready).serve_forever()
print("The worker is at work", flush=True)
time.sleep(600)
"""
START = """
import sys
from pathlib import Path
from game.admin.cluster import cluster
from game.common.settings import Settings
cluster.GAME, cluster.LOOK_EVERY = (sys.executable, sys.argv[1]), 0.05
try:
    cluster.run_cluster(Settings(Path(sys.argv[2]), "postgresql://there"), int(sys.argv[3]))
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def running(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "part.py").write_text(PART)
    command = [sys.executable, "-u", "-c", START, str(tmp_path / "part.py"), str(tmp_path)]
    process = subprocess.Popen(
        [*command, str(port)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    yield process
    process.send_signal(signal.SIGINT)
    process.wait(60)


def heard(process: subprocess.Popen[str], last: str) -> dict[str, int]:
    """What is said up to a line that begins so: processes by name."""
    assert process.stdout is not None
    found = {}
    for line in process.stdout:
        if said := re.match(r"(\S.*?) +process (\d+)", line):
            found[said[1]] = int(said[2])
        if line.startswith(last):
            return found
    raise AssertionError(f"{last!r} was not said; {found}")


def there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_all_start_one_is_started_again_and_all_stop(
    running: subprocess.Popen[str], port: int
) -> None:
    parts = heard(running, "Play at")
    assert list(parts) == ["replica 1", "replica 2", "worker 1", "worker 2", "nginx"]
    assert ask(port)[0] == ""  # through nginx
    os.kill(parts["replica 1"], signal.SIGKILL)
    heard(running, "replica 1 has ended; it is started again.")
    parts |= heard(running, "replica 1")
    running.send_signal(signal.SIGINT)
    heard(running, "stopped")
    assert running.wait(60) == 0
    assert [name for name, pid in parts.items() if there(pid)] == []


def test_a_part_that_cannot_start_is_named_and_the_others_stop(
    running: subprocess.Popen[str], tmp_path: Path
) -> None:
    (tmp_path / "part.py").write_text(PART.replace("print(", "sys.exit('no weights') #"))
    parts = heard(running, "replica 2")
    assert running.stdout is not None
    assert "worker 1 did not start: no weights" in running.stdout.read()
    assert running.wait(60) == 1
    assert [name for name, pid in parts.items() if there(pid)] == []
