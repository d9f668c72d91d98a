"""`make play` where it cannot play."""

import socket
import subprocess
import sys

from game.common.settings import ROOT


def test_a_taken_port_is_said_before_anything_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = ["make", "--no-print-directory", "play", f"PORT={port}"]
        run = subprocess.run(
            [*command, f"PYTHON={sys.executable}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert run.returncode != 0
    assert run.stdout == ""
    assert run.stderr.startswith(f"Port {port} is taken; take another: PORT=8600 make play\n")
