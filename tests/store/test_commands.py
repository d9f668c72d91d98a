"""The commands about data, from a shell."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from game.__main__ import app
from game.store.engine import Store
from game.store.simulated.simulator import simulate
from game.store.transfer.dictionary import COLUMNS

MEASURED = """
import sys
from game.__main__ import app
try:
    app(sys.argv[1:])
finally:
    most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(int(most.split()[1]) // 1024, file=sys.stderr)
"""


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A simulated store of the commands' own."""
    url = f"sqlite:///{tmp_path / 'game.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    store = Store(url)
    simulate(store, players=25, guesses=1000, seed=0)
    store.close()
    return url


def megabytes(*command: str, url: str) -> int:
    """The most memory that a command of its own process has held."""
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, *command],
        env={"DATABASE_URL": url, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(told.stderr.split()[-1])


def test_an_export_and_a_backup_go_out_and_come_back(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = CliRunner().invoke
    out, copy = tmp_path / "all.parquet", tmp_path / "all.backup"
    assert "rows" in run(app, ["export", "--format", "parquet", str(out)]).output
    assert "rows" in run(app, ["backup", str(copy)]).output
    shown = run(app, ["export", "--format", "jsonl"]).stdout.splitlines()
    assert {line["player_kind"] for line in map(json.loads, shown)} == {"simulated", "model"}
    for command in (["import", str(out)], ["restore", str(copy)]):
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / command[0]}.db")
        assert run(app, command).exit_code == 0
        assert run(app, ["export", "--format", "jsonl"]).stdout.splitlines() == shown


def test_the_dictionary_tells_every_column(url: str) -> None:
    told = CliRunner().invoke(app, ["export", "--dictionary"]).output
    assert all(f"{name} ({column.kind}): " in told for name, column in COLUMNS.items())


def test_a_refused_export_leaves_no_file(url: str, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    assert CliRunner().invoke(app, ["export", str(out), "--room", "no-1"]).exit_code == 1
    assert not out.exists()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_four_times_the_answers_take_hardly_more_memory_out_or_in(
    url: str, tmp_path: Path, form: str
) -> None:
    larger = f"sqlite:///{tmp_path / 'larger.db'}"
    store = Store(larger)
    simulate(store, players=25, guesses=4000, seed=0)
    store.close()
    needed = []
    for source in (url, larger):
        file = tmp_path / f"all.{form}"
        empty = f"sqlite:///{tmp_path / str(len(needed))}.db"
        out = megabytes("export", "--format", form, str(file), url=source)
        needed.append((out, megabytes("import", str(file), url=empty)))
    for small, large in zip(*needed, strict=True):
        assert large < small + 25  # how much of the libraries counts differs by file system
