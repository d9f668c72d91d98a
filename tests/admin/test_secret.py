"""The host's secret: who knows it is admitted at once, whatever others guess meanwhile."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from game.admin.secret import admits
from game.common.errors import Refused
from game.common.limiter import Limiter, Origin
from game.common.settings import Settings

HOST = Settings(Path(), "", admin_secret="ein Schlüssel")
HERE = Origin("a connection", "192.0.2.1")


def limiter(connection: int = 100) -> Limiter:
    return Limiter("Wait.", connection=connection, address=100, alarm=100)


def test_only_the_secret_is_admitted() -> None:
    for wrong in ("", "ein Schlussel", "ein Schlüssel ", "x" * 10_000, "\0"):
        assert not admits(HOST, wrong, limiter(), HERE)
    assert admits(HOST, "ein Schlüssel", limiter(), HERE)


def test_without_a_secret_nobody_is_admitted() -> None:
    assert not admits(Settings(Path(), ""), "", limiter(), HERE)


def test_twelve_wrong_secrets_at_once_do_not_keep_the_right_one_waiting() -> None:
    wrong = limiter(connection=5)

    def guess(n: int) -> bool:
        return admits(HOST, "a guess", wrong, Origin(f"{n}", HERE.address))

    with ThreadPoolExecutor(12) as guessers:
        guesses = [guessers.submit(guess, n) for n in range(12)]
        began = time.monotonic()
        assert admits(HOST, "ein Schlüssel", wrong, HERE)
        assert time.monotonic() - began < 30  # with a pause a guess it was 94 seconds
        assert not any(guess.result(timeout=60) for guess in guesses)


def test_a_guesser_is_refused_whether_right_or_wrong_and_nobody_else_is() -> None:
    wrong = limiter(connection=5)
    for _ in range(5):
        assert not admits(HOST, "a guess", wrong, HERE)
    for typed in ("a guess", "ein Schlüssel"):
        with pytest.raises(Refused):
            admits(HOST, typed, wrong, HERE)
    assert admits(HOST, "ein Schlüssel", wrong, Origin("another", HERE.address))


def test_the_secret_comes_from_the_environment_and_is_not_printed() -> None:
    settings = Settings.from_environment({"GAME_ADMIN_SECRET": "hidden"})
    assert settings.admin_secret == "hidden"
    assert "hidden" not in repr(settings)
    assert Settings.from_environment({}).admin_secret == ""
