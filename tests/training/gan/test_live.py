"""The live run: one at a time, stopped when asked, and its mishaps told."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from game.common.errors import Refused, Unavailable
from game.common.files import sha256_of
from game.common.settings import Settings
from game.generators import live_runs
from game.training.gan import live
from game.training.gan.live import Live
from tests.training.gan.tiny import CONFIG

PHOTOS = Settings.from_environment().decks
KEY = "the starter's"
ENDLESS = CONFIG.replace("images = 8", "images = 1_000_000_000")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A home of its own with the deck's photos, and a training that never ends by itself."""
    monkeypatch.setattr(live, "LEAST_APART", 0.0)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "decks").symlink_to(PHOTOS)
    (tmp_path / "assets" / "training").mkdir(parents=True)
    own = replace(Settings.from_environment(), home=tmp_path / "home", assets=tmp_path / "assets")
    write(own, ENDLESS)
    yield own
    live.stop(own)


def write(settings: Settings, config: str) -> None:
    (settings.assets / "training" / "live-64.toml").write_text(config)


def wait(settings: Settings, until: Callable[[Live], object]) -> Live:
    """The status once it is as expected."""
    for _ in range(1200):
        run = live.status(settings)
        if run and until(run):
            return run
        time.sleep(0.05)
    raise AssertionError(f"never so: {run}")


def holder(settings: Settings) -> str:
    return (settings.home / "training" / "live" / "lock").read_text()


def pretend(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the process run this instead of a training, with the run's folder as its last word."""
    popen = live.subprocess.Popen

    def other(command: list[str], **options: object) -> object:
        return popen([sys.executable, "-c", code, command[-1]], **options)

    monkeypatch.setattr(live.subprocess, "Popen", other)


def test_a_run_is_alone_until_it_is_stopped_and_stays_until_the_next_has_begun(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert live.status(settings) is None
    assert live_runs.trained(settings) is None
    live.start(settings, KEY)
    with pytest.raises(Refused, match="under way"):
        live.start(settings, KEY)
    first = wait(settings, lambda run: run.sheet and run.log)
    assert first.running
    assert first.problem is None
    assert first.images == 1_000_000_000
    assert os.getpriority(os.PRIO_PROCESS, int(holder(settings))) == 15

    live.stop(settings)
    stopped = live.status(settings)
    assert stopped is not None
    assert not stopped.running
    assert stopped.problem is None
    assert (first.folder / "stage-00.safetensors").exists()

    pretend(monkeypatch, "import time; time.sleep(60)")
    live.start(settings, KEY)
    second = live.status(settings)
    assert second is not None
    assert second.folder != first.folder
    assert live_runs.trained(settings) == first.folder  # the second has no faces yet
    (second.folder / "stage-00.png").touch()
    assert live_runs.trained(settings) == second.folder
    live.stop(settings)
    live.start(settings, KEY)
    assert not first.folder.exists()
    assert live_runs.trained(settings) == second.folder


def test_a_finished_run_is_no_problem(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = "import pathlib, sys; pathlib.Path(sys.argv[1], 'stage-01.png').touch()"
    pretend(monkeypatch, finish + "; print('a warning', file=sys.stderr)")
    live.start(settings, KEY)
    done = wait(settings, lambda run: not run.running)
    assert done.problem is None
    assert done.sheet == done.folder / "stage-01.png"


def test_a_run_without_photos_says_so(settings: Settings) -> None:
    (settings.home / "decks").unlink()
    live.start(settings, KEY)
    failed = wait(settings, lambda run: not run.running)
    assert failed.problem is not None
    assert "python -m game setup" in failed.problem


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import sys; sys.exit('a warning\\ngame: The loss is nan\\n')", "game: The loss is nan"),
        ("import os; os.kill(os.getpid(), 9)", "it was killed"),
    ],
)
def test_a_crash_is_reported_with_its_last_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, code: str, problem: str
) -> None:
    pretend(monkeypatch, code)
    live.start(settings, KEY)
    assert wait(settings, lambda run: not run.running).problem == problem


def test_a_process_id_of_a_run_that_has_ended_is_nobody(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = settings.home / "training" / "live"
    (home / "0007").mkdir(parents=True)
    (home / "lock").write_text(str(os.getpid()))  # taken over by another process: this one
    run = live.status(settings)
    assert run is not None
    assert not run.running
    live.stop(settings)  # and we go on
    pretend(monkeypatch, "import time; time.sleep(60)")
    live.start(settings, KEY)
    assert wait(settings, lambda run: run.running).folder == home / "0008"
    assert holder(settings) != str(os.getpid())


def test_a_run_that_will_not_end_is_killed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 0.2)
    deaf = (
        "import pathlib, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "pathlib.Path(sys.argv[1], 'deaf').touch(); time.sleep(60)"
    )
    pretend(monkeypatch, deaf)
    live.start(settings, KEY)
    wait(settings, lambda run: (run.folder / "deaf").exists())
    live.stop(settings)
    run = live.status(settings)
    assert run is not None
    assert not run.running
    assert run.problem is None


def test_the_server_may_end_and_the_run_goes_on(settings: Settings) -> None:
    """Started by one process, which is then killed, and stopped by another."""
    begin = (
        "import sys; from pathlib import Path; from game.common.settings import Settings;"
        "from game.training.gan import live;"
        "live.start(Settings(Path(sys.argv[1]), '', assets=Path(sys.argv[2])), 'a key');"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    server = live.subprocess.run(
        [sys.executable, "-c", begin, str(settings.home), str(settings.assets)], check=False
    )
    assert server.returncode == -signal.SIGKILL
    assert wait(settings, lambda run: True).running
    live.stop(settings)
    assert not wait(settings, lambda run: True).running


def test_a_run_is_its_starters(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not live.is_starter(settings, KEY)
    pretend(monkeypatch, "import time; time.sleep(60)")
    live.start(settings, KEY)
    assert live.is_starter(settings, KEY)
    assert not live.is_starter(settings, "")
    assert not live.is_starter(settings, "another's")
    kept = [file.read_text() for file in wait(settings, lambda run: True).folder.iterdir()]
    assert KEY not in kept
    live.stop(settings)
    live.start(settings, "another's")
    assert not live.is_starter(settings, KEY)


def test_starts_are_a_minute_apart(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LEAST_APART", 60.0)
    pretend(monkeypatch, "pass")
    live.start(settings, KEY)
    first = wait(settings, lambda run: not run.running)
    with pytest.raises(Refused, match="less than a minute ago"):
        live.start(settings, "another's")
    started = (first.folder / live.STARTER).stat().st_mtime
    os.utime(first.folder / live.STARTER, (started - 61, started - 61))
    live.start(settings, "another's")


def test_runs_in_play_are_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    home = settings.home / "training" / "live"
    played = []
    for number in (1, 2, 3):
        run = home / f"{number:04d}"
        run.mkdir(parents=True)
        for stage in ("stage-00", "stage-01"):
            (run / f"{stage}.safetensors").write_text(f"{number} {stage}")
            (run / f"{stage}.png").touch()
        played.append(sha256_of(run / "stage-00.safetensors"))
    pretend(monkeypatch, "import time; time.sleep(60)")
    live.start(settings, KEY, {played[0]})
    assert sorted(run.name for run in home.glob("0*")) == ["0001", "0003", "0004"]


def test_a_system_without_locks_is_told_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(Unavailable, match="Windows"):
        live.start(settings, KEY)
    monkeypatch.undo()
