"""The host's page of decks, without a browser: the secret, adding, looking through, deleting."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from game.common.settings import Settings
from game.faces.decks.deck import load_deck
from game.ui.limits import wrong_secrets
from tests.ui.visiting import new_tab

SECRET = "the host's own"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home with the detector and no decks, a secret, and four photos as a deck."""
    for module in (
        "faces.decks.deck",
        "faces.decks.candidates",
        "faces.decks.making",
        "ui.admin.decks",
    ):
        monkeypatch.setattr(f"game.{module}.LEAST_PHOTOS", 4)
    wrong_secrets.clear()
    detector = Settings.from_environment().detector
    monkeypatch.setenv("GAME_HOME", str(tmp_path))
    monkeypatch.setenv("GAME_ADMIN_SECRET", SECRET)
    (tmp_path / "detector").symlink_to(detector)
    return Settings.from_environment()


def visit() -> AppTest:
    app = new_tab()
    return app.switch_page("game/ui/pages/admin/decks.py").run()


def press(app: AppTest, label: str) -> AppTest:
    button = next(button for button in app.button if button.label == label)
    button.click().run()
    assert not app.exception
    return app


def admitted() -> AppTest:
    app = visit()
    app.text_input[0].input(SECRET)
    return press(app, "Open")


def send(app: AppTest, files: list[tuple[str, bytes, str]], *, consent: bool = True) -> AppTest:
    app.file_uploader[0].set_value(files)
    name, title, licence = app.text_input
    name.input("class9")
    title.input("Class 9")
    licence.input("ours")
    app.checkbox[0].set_value(consent)
    return press(app, "Add")


@pytest.fixture
def files(portraits: Sequence[Image.Image]) -> list[tuple[str, bytes, str]]:
    """Five photos and a file that is none."""
    sent = [("notes.png", b"no picture", "image/png")]
    for n, portrait in enumerate(portraits[:5]):
        file = io.BytesIO()
        portrait.save(file, "JPEG", quality=95)
        sent.append((f"{n}.jpg", file.getvalue(), "image/jpeg"))
    return sent


def test_without_a_secret_the_page_says_how_to_set_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GAME_ADMIN_SECRET")
    app = visit()
    assert "GAME_ADMIN_SECRET" in app.info[0].value
    assert not app.text_input
    assert not app.file_uploader


def test_a_wrong_secret_opens_nothing(settings: Settings) -> None:
    app = visit()
    assert not app.file_uploader
    app.text_input[0].input("a guess")
    press(app, "Open")
    assert "not the secret" in app.error[0].value
    assert not app.file_uploader


def test_a_deck_is_added_looked_through_thinned_out_and_deleted(
    settings: Settings, files: list[tuple[str, bytes, str]]
) -> None:
    app = send(admitted(), files)
    assert app.success[0].value == "class9: 5 photos of 160 pixels."
    _, left_out = app.dataframe
    assert left_out.value.to_numpy().tolist() == [
        ["notes.png", "The file is not a picture of type JPEG, PNG, WebP, GIF, BMP or TIFF."]
    ]
    assert len(load_deck("class9", settings).play) == 5
    assert len(app.get("image")) == 5
    first = load_deck("class9", settings).play[0]
    press(app, "Remove from deck")
    assert first not in load_deck("class9", settings).play
    assert len(app.get("image")) == 4
    press(app, "Remove from deck")
    assert "no, fewer than 4" in app.dataframe[0].value["To play"].tolist()
    press(app, "Delete")
    assert not app.get("image")
    assert list(settings.decks.iterdir()) == []


def test_what_is_refused_is_said_and_what_was_typed_stays(
    settings: Settings, files: list[tuple[str, bytes, str]]
) -> None:
    app = send(admitted(), files, consent=False)
    assert "Confirm first that everybody in these photos" in app.error[0].value
    assert app.text_input[0].value == "class9"
    send(app, files[:2])
    assert "A deck needs 4 photos, and 1 of these 2 pictures" in app.error[0].value
    assert len(app.dataframe[-1].value) == 1
    assert not settings.decks.exists() or list(settings.decks.iterdir()) == []
