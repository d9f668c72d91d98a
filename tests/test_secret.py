"""The host's secret: who knows it is admitted, and guessing takes ever longer."""

from pathlib import Path

import pytest

from game import secret
from game.secret import LONGEST_DELAY, admits
from game.settings import Settings

HOST = Settings(Path(), "", admin_secret="ein Schlüssel")


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting."""
    seconds: list[float] = []
    monkeypatch.setattr(secret.time, "sleep", seconds.append)
    monkeypatch.setattr(secret, "_wrong", 0)
    return seconds


def test_only_the_secret_is_admitted(waited: list[float]) -> None:
    assert admits(HOST, "ein Schlüssel")
    assert not waited
    for wrong in ("", "ein Schlussel", "ein Schlüssel ", "x" * 10_000, "\0"):
        assert not admits(HOST, wrong)


def test_without_a_secret_nobody_is_admitted(waited: list[float]) -> None:
    assert not admits(Settings(Path(), ""), "")


def test_wrong_guesses_wait_longer_until_somebody_is_right(waited: list[float]) -> None:
    for _ in range(2000):
        assert not admits(HOST, "a guess")
    assert waited[:5] == [1, 2, 4, 8, LONGEST_DELAY]
    assert waited[-1] == LONGEST_DELAY
    assert admits(HOST, "ein Schlüssel")
    assert not admits(HOST, "a guess")
    assert waited[-1] == 1


def test_the_secret_comes_from_the_environment_and_is_not_printed() -> None:
    settings = Settings.from_environment({"GAME_ADMIN_SECRET": "hidden"})
    assert settings.admin_secret == "hidden"
    assert "hidden" not in repr(settings)
    assert Settings.from_environment({}).admin_secret == ""
