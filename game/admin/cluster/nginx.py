"""Debian's nginx before several servers, as `assets/nginx.conf` says."""

import getpass
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from game.admin.cluster.processes import Process, answers_at
from game.common.errors import Unavailable
from game.common.settings import ROOT

CONFIG = ROOT / "assets" / "nginx.conf"
_AROUND = """\
daemon off;
pid nginx.pid;
error_log stderr;
user {user};
worker_processes auto;
events {{ worker_connections 8192; }}
http {{
access_log off;
client_body_temp_path body;
proxy_temp_path proxied;
fastcgi_temp_path fastcgi;
uwsgi_temp_path uwsgi;
scgi_temp_path scgi;
{sites}
}}
"""


def nginx(folder: Path, port: int, to: Sequence[int]) -> Process:
    """One that listens at `port` and hands on to these ports of this machine, not started yet.

    Raises Unavailable if it is not installed.
    """
    command = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if command is None:
        raise Unavailable("nginx is missing: apt-get install nginx")
    config = folder / "nginx.conf"
    config.write_text(_AROUND.format(user=getpass.getuser(), sites=site(port, to)))
    return Process(
        "nginx",
        [command, "-p", str(folder), "-c", str(config), "-e", "stderr"],
        os.environ,
        answers_at(f"http://127.0.0.1:{port}/healthz"),
        folder / "nginx.log",
    )


def site(port: int, to: Sequence[int]) -> str:
    """What `assets/nginx.conf` says, for other ports."""
    text = CONFIG.read_text()
    listen, server = r"(listen )\d+", r"( +server 127\.0\.0\.1:)\d+(.*\n)"
    first, *others = re.finditer(server, text)
    servers = "".join(f"{first[1]}{one}{first[2]}" for one in to)
    text = text[: first.start()] + servers + text[others[-1].end() :]
    return re.sub(listen, rf"\g<1>{port}", text)
