"""A log gets what a command says and no progress bar."""

import subprocess
import sys
from pathlib import Path

import pytest

from game.common.terminal import progress_bar


def test_a_command_whose_output_is_no_terminal_draws_no_bar(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "game", "dataset", "--n", "2", "--size", "128", "--out"]
    run = subprocess.run(
        [*command, str(tmp_path / "faces")], capture_output=True, text=True, check=True
    )
    assert "2 of them made now" in run.stdout
    assert "faces:" not in run.stderr
    assert "\r" not in run.stderr


def test_at_a_terminal_there_is_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(progress_bar(range(2), "faces")) == [0, 1]
    assert "faces: 100%" in capsys.readouterr().err
