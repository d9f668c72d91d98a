"""The command line: every command explains itself and says what is wrong."""

import io
import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from game.__main__ import app, bench, data, deck, main
from game.classroom import rooms
from game.common.settings import Settings
from game.common.vocabulary import Mode
from game.rounds.game import Game
from game.rounds.plan import Photo, Plan
from game.store.engine import Store
from game.store.tables import Room, now
from tests.fixtures.people import fake

COMMANDS = [
    *(
        [command.name or command.callback.__name__]  # type: ignore[union-attr]
        for command in (*app.registered_commands, *data.registered_commands)
    ),
    *(["bench", str(command.name)] for command in bench.registered_commands),
    *(["deck", str(command.name)] for command in deck.registered_commands),
]


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'game.db'}")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: list[str]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_the_doctor_finds_everything_in_its_place() -> None:
    result = CliRunner().invoke(app, ["doctor", "--json"])
    report = json.loads(result.output)
    assert result.exit_code == 0
    assert report["ok"]
    assert {"python", "torch", "deck", "generator", "judges", "detector", "database"} <= set(report)


def test_the_doctor_says_what_is_missing_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAME_HOME", str(tmp_path / "empty"))
    result = CliRunner().invoke(app, ["doctor", "--json"])
    report = json.loads(result.output)
    assert result.exit_code == 1
    assert not report["ok"]
    missing = [problem.split(":")[0] for problem in report["problems"]]
    assert missing == ["deck", "generator", "detector"]
    assert all("python -m game setup" in problem for problem in report["problems"])


def test_a_pair_can_be_drawn_again_from_the_store(tmp_path: Path) -> None:
    game = Game.open(Settings.from_environment())
    player_id, _ = game.join("Ada")
    game.start(player_id)
    turn = game.turn(player_id)
    assert turn is not None
    shown = [Image.open(io.BytesIO(p)) for p in game.pictures(player_id, turn.trial_id)]
    game.close()
    out = tmp_path / "pair.png"
    result = CliRunner().invoke(app, ["show", str(turn.trial_id), "--out", str(out)])
    assert result.exit_code == 0
    assert np.array_equal(np.asarray(Image.open(out)), np.hstack([np.asarray(s) for s in shown]))


def test_what_is_refused_is_one_sentence_and_exit_code_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["game", "show", "999", "--out", str(tmp_path / "x.png")])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert capsys.readouterr().err.strip() == "game: There is no trial 999 in the store."
    assert not (tmp_path / "x.png").exists()


def test_a_face_and_a_dataset_are_made_by_command(tmp_path: Path) -> None:
    options = ["--size", "128", "--psi", "0.5"]
    face, folder = tmp_path / "face.png", tmp_path / "set"
    assert (
        not CliRunner().invoke(app, ["face", "--seed", "7", "--out", str(face), *options]).exit_code
    )
    asked = ["dataset", "--n", "2", "--first-seed", "7", "--out", str(folder), *options]
    result = CliRunner().invoke(app, asked)
    assert "2 faces, 2 of them made now" in result.output
    assert "2 faces, 0 of them made now" in CliRunner().invoke(app, asked).output
    assert (folder / "0000000007.png").read_bytes() == face.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--seed", "-1"], "A seed lies between 0 and 4294967295, not -1."),
        (["--seed", "1", "--psi", "nan"], "ψ lies between 0 and 2, not nan."),
        (["--seed", "1", "--size", "300"], "makes faces of 128, 256, 512 or 1024 pixels, not 300."),
        (["--seed", "1", "--generator", "x"], "There is no generator 'x' in the zoo"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_face_that_cannot_be_made_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    reason: str,
) -> None:
    monkeypatch.setattr("sys.argv", ["game", "face", "--out", str(tmp_path / "x.png"), *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert reason in capsys.readouterr().err
    assert not list(tmp_path.glob("*.png"))


def test_a_deck_is_not_added_without_consent_or_photos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "text.jpg").write_text("no picture")
    command = ["game", "deck", "add", str(photos), "--name", "never-added", "--licence", "ours"]
    for options, reason in (
        ([], "Confirm first that everybody in these photos, or their parents, agreed"),
        (["--consent"], "A deck needs 24 photos, and 0 of these 1 pictures can be used"),
    ):
        monkeypatch.setattr("sys.argv", [*command, *options])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert stopped.value.code == 1
        assert reason in capsys.readouterr().err
    listed = json.loads(CliRunner().invoke(app, ["deck", "list", "--json"]).output)
    assert "never-added" not in [row["name"] for row in listed]
    refused = CliRunner().invoke(app, ["deck", "delete", "never-added"])
    assert "no deck 'never-added'" in str(refused.exception)


def test_old_classes_are_purged_by_command() -> None:
    store = Store(Settings.from_environment().database_url)
    for age in (1, 40):
        with store.write() as session:
            room, _ = rooms.open_room(
                session, "10b", Plan("deck", mode=Mode.ROOM), 1, [(Photo("a.jpg"), fake(1))] * 5
            )
            room.opened_at = now() - timedelta(days=age)
    result = CliRunner().invoke(app, ["purge", "--older-than", "30d"])
    assert result.output.strip() == "Classes deleted: 1"
    with store.read() as session:
        assert session.query(Room).count() == 1
    store.close()
    for wrong in ("30", "d", "-1d", "³d", "999999d"):
        assert CliRunner().invoke(app, ["purge", "--older-than", wrong]).exit_code == 1
