"""The jury: pictures of one's own, by command, and what it says to files that are none."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from game.__main__ import app
from game.common.errors import Refused
from game.common.settings import Settings
from game.discriminators.jury import Jury, judge_files
from game.faces.decks.deck import Deck
from tests.fixtures.judges import PLAYING


@pytest.fixture(scope="module")
def folder(deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo twice as large, two photos side by side, a wall, and a text that says it is one."""
    folder = tmp_path_factory.mktemp("pictures")
    one, two = (Image.open(deck.folder / name) for name in deck.train[:2])
    one.resize((356, 436)).save(folder / "a-one.png")
    both = Image.new("RGB", (372, 218), "grey")
    both.paste(one, (0, 0))
    both.paste(two, (194, 0))
    both.save(folder / "b-two.jpg", quality=95)
    Image.new("RGB", (300, 300), "white").save(folder / "c-wall.png")
    (folder / "d-text.jpg").write_text("not a picture")
    (folder / "e-empty.png").touch()
    return folder


def test_every_face_gets_every_verdict_and_every_other_file_a_reason(folder: Path) -> None:
    rows = judge_files(folder, Settings.from_environment())
    names = [Path(row["file"]).stem for row in rows]
    assert names == ["a-one", "b-two", "b-two", "c-wall", "d-text", "e-empty"]
    for row in rows[:3]:
        assert list(row["p_fake"]) == [kind.name for kind in PLAYING.values()]
        assert row["jury"] is None  # without the CLIP probe there is none
        assert all(0 <= p <= 1 for p in row["p_fake"].values())
    assert [row["face"] for row in rows[:3]] == [1, 1, 2]
    assert rows[1]["box"][0] < rows[2]["box"][0]
    assert "No face" in rows[3]["problem"]
    assert "not a picture" in rows[4]["problem"]
    assert "empty" in rows[5]["problem"]


def test_the_command_prints_json_and_fails_if_nothing_could_be_judged(folder: Path) -> None:
    result = CliRunner().invoke(app, ["judge", str(folder / "a-one.png"), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["face"] == 1
    result = CliRunner().invoke(app, ["judge", str(folder / "c-wall.png"), "--json"])
    assert result.exit_code == 1
    assert "No face" in json.loads(result.stdout)[0]["problem"]


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    for what in (tmp_path / "nothing.png", tmp_path):
        with pytest.raises(Refused):
            judge_files(what, Settings.from_environment())


def test_what_the_networks_looked_at_is_a_picture_each(folder: Path) -> None:
    jury = Jury.summon(Settings.from_environment())
    (face,) = jury.look((folder / "a-one.png").read_bytes()).faces
    looked_at = jury.looked_at(face)
    assert list(looked_at) == ["Critic", "Small CNN", "Patch detector", "Neighbour residuals"]
    assert all(picture.shape == face.framed.shape for picture in looked_at.values())
    assert all(not np.array_equal(picture, face.framed) for picture in looked_at.values())
