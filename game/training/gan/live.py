"""The theatre's live run: one at a time for the whole server, in a process of its own.

What runs keep is read in `generators.live_runs`. The process holds a lock on the file `lock` beside
them for as long as it lives, however it ends and whether or not the server lives on, so nobody has
to guess whether the process id in that file is still that of a run. It is nice and has one thread:
whoever plays a round meanwhile comes first.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from game.common.errors import Refused, Unavailable
from game.common.files import sha256_of
from game.common.language import say
from game.common.settings import ROOT, Settings
from game.generators.live_runs import home, runs, trained
from game.training.gan.config import read_config
from game.training.gan.log import Row, read_log

NICENESS = 15
PATIENCE = 5.0  # seconds for a run to end once it was asked to
LEAST_APART = 60.0  # seconds from one start to the next, whoever starts
STARTER = "starter"  # in the run's folder: the hash of its starter's key, written as it starts
COMPLAINTS = "stderr.txt"  # in the run's folder; taken away if it was stopped on purpose


@dataclass(frozen=True)
class Live:
    """A live run as it stands; `images` are those it will have seen at its end.

    `sheet` is the newest picture of its faces; `problem` says why it ended before it should.
    """

    folder: Path
    running: bool
    images: int
    log: list[Row]
    sheet: Path | None
    problem: str | None


def start(settings: Settings, key: str, in_play: Collection[str] = ()) -> None:
    """Begin a new run, which belongs to whoever has this key.

    Of the older ones the last that has faces stays, and all whose weights (by sha256) are in play.
    Raises Refused if a run is live or was started a moment ago, Unavailable if its folder cannot be
    written.
    """
    folder = home(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("a+") as lock:
            _claim(lock)
            kept = trained(settings)
            earlier = runs(settings)
            if earlier and _age(earlier[-1]) < LEAST_APART:
                raise Refused(say("A live run was started less than a minute ago; wait a moment."))
            number = max((int(run.name) for run in earlier), default=0) + 1
            for run in earlier:
                if run != kept and not _is_in_play(run, in_play):
                    shutil.rmtree(run)
            _spawn(settings, folder / f"{number:04d}", key, lock)
    except OSError as error:
        raise Unavailable(
            say("{home} cannot be written ({why}).", home=folder, why=error.strerror)
        ) from error


def is_starter(settings: Settings, key: str) -> bool:
    """Whether the newest run belongs to whoever has this key."""
    started = runs(settings)
    return bool(started) and _starter(started[-1]) == _hash(key)


def stop(settings: Settings) -> None:
    """End the run that is live, if one is; what it has kept stays."""
    if _holder(settings) is None:
        return
    deadline = time.monotonic() + PATIENCE
    while (holder := _holder(settings)) is not None:
        if holder:
            late = time.monotonic() > deadline
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.killpg(int(holder), signal.SIGKILL if late else signal.SIGTERM)
        time.sleep(0.05)
    (runs(settings)[-1] / COMPLAINTS).unlink(missing_ok=True)


def status(settings: Settings) -> Live | None:
    """How the newest run stands; None if there never was one."""
    begun = runs(settings)
    if not begun:
        return None
    # Asked first: a run that ends meanwhile would else look as if it had ended too early.
    running = _holder(settings) is not None
    folder = begun[-1]
    config = read_config(_config_file(settings))
    last = folder / f"stage-{len(config.stages) - 1:02d}.png"
    complaints = folder / COMPLAINTS
    problem = None
    if not running and not last.exists() and complaints.exists():
        lines = complaints.read_text(errors="replace").split("\n")
        problem = next((line for line in reversed(lines) if line.strip()), say("it was killed"))
    sheets = sorted(folder.glob("stage-*.png"))
    return Live(
        folder=folder,
        running=running,
        images=config.images,
        log=read_log(folder),
        sheet=sheets[-1] if sheets else None,
        problem=problem,
    )


def _spawn(settings: Settings, folder: Path, key: str, lock: IO[str]) -> None:
    """Begin a process that inherits the lock and writes to `folder`."""
    folder.mkdir()
    (folder / STARTER).write_text(_hash(key))
    command = ["nice", "-n", str(NICENESS), sys.executable, "-m", "game", "train"]
    command += [str(_config_file(settings)), "--out", str(folder)]
    environment = {
        "GAME_HOME": str(settings.home),
        "OMP_NUM_THREADS": "1",
        "TQDM_DISABLE": "1",  # a bar is no complaint
    }
    with (folder / COMPLAINTS).open("w") as complaints:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            pass_fds=[lock.fileno()],
            start_new_session=True,  # a signal to the server is none to the run
        )
    lock.write(str(process.pid))
    lock.flush()
    # Somebody has to take note of its end, or it would stay in the system's table as a zombie.
    threading.Thread(target=process.wait, daemon=True).start()


def _starter(run: Path) -> str:
    with suppress(FileNotFoundError):
        return (run / STARTER).read_text()
    return ""


def _age(run: Path) -> float:
    """Seconds since the run was started."""
    with suppress(FileNotFoundError):
        return time.time() - (run / STARTER).stat().st_mtime
    return float("inf")


def _is_in_play(run: Path, in_play: Collection[str]) -> bool:
    return bool(in_play) and any(
        sha256_of(weights) in in_play for weights in run.glob("stage-*.safetensors")
    )


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def _claim(lock: IO[str]) -> None:
    """Take the lock and forget whose it was. Raises Refused if a run has it."""
    for _ in range(5):  # who only looks has it for an instant
        if _free(lock, alone=True):
            lock.truncate(0)
            return
        time.sleep(0.02)
    raise Refused(say("A live run is under way; wait for its end, or stop it."))


def _holder(settings: Settings) -> str | None:
    """The process id of the run that is live, empty while it begins; None without a live run."""
    try:
        with (home(settings) / "lock").open() as lock:
            return None if _free(lock, alone=False) else lock.read()
    except FileNotFoundError:
        return None


def _free(lock: IO[str], *, alone: bool) -> bool:
    """Whether nobody has the lock; it is then ours until the file is closed.

    Raises Unavailable on a system without such locks.
    """
    try:
        import fcntl
    except ImportError as error:
        raise Unavailable(say("Windows cannot train live; Linux and macOS can.")) from error
    try:
        fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _config_file(settings: Settings) -> Path:
    return settings.assets / "training" / "live-64.toml"
