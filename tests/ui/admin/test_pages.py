"""The admin's page without a browser: nothing of it without the secret, and all that it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from game.classroom.rules import Rules
from game.common.vocabulary import Design, Kind, Mode, Pace
from game.rounds.game import Game
from game.store.tables import Base, Player, Room
from game.store.transfer.backup import back_up
from game.ui.limits import wrong_secrets
from game.ui.resources import classroom
from tests.ui.visiting import new_tab

SECRET = "the host's own"
PARTS = ("Health", "Rooms", "Names", "Quality", "Data")
ODD = "<b>B</b> **x** [y](z)"


@pytest.fixture
def game(opened: Game, monkeypatch: pytest.MonkeyPatch) -> Iterator[Game]:
    """A game with a secret, a room with one player, and two people outside."""
    monkeypatch.setenv("GAME_ADMIN_SECRET", SECRET)
    wrong_secrets.clear()
    plan = opened.plan(mode=Mode.ROOM, design=Design.YES_NO)
    code, _ = classroom().open("10b", plan, 5, Rules(Pace.SELF))
    classroom().join(code, "Bo")
    opened.join("Ada")
    opened.join("Cy")
    yield opened
    with opened.store.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
    opened.networks.enlist()


def visit() -> AppTest:
    app = new_tab()
    return app.switch_page("game/ui/pages/admin/admin.py").run()


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    button.click().run()
    assert not app.exception
    return app


def admitted(part: str = "Health") -> AppTest:
    app = visit()
    app.text_input[0].input(SECRET)
    press(app, "Open")
    return turn(app, part)


def turn(app: AppTest, part: str) -> AppTest:
    app.segmented_control(key="admin-part").set_value(part).run()
    assert not app.exception
    return app


def labels(app: AppTest) -> set[str]:
    """Everything that can be pressed, typed, sent or taken away."""
    kinds = ("button", "text_input", "selectbox", "number_input", "checkbox", "toggle")
    found = {element.label for kind in kinds for element in app.get(kind)}
    return (
        found
        | {element.label for element in app.file_uploader}
        | {element.proto.label for element in app.get("download_button")}
    )


def people(game: Game) -> dict[str, Player]:
    with game.store.read() as session:
        return {p.nickname: p for p in session.query(Player).filter(Player.kind != Kind.MODEL)}


ACTIONS = {
    "Rooms": {"Delete", "Delete all of them"},
    "Names": {"Give this name", "Leave out", "Delete this player"},
    "Quality": {"Look at"},
    "Data": {"csv", "jsonl", "parquet", "Back-up", "Restore"},
}


@pytest.mark.parametrize("part", ACTIONS)
def test_nothing_can_be_done_or_seen_without_the_secret(game: Game, part: str) -> None:
    assert ACTIONS[part] <= labels(admitted(part))
    app = visit()
    for typed in (None, "", "a guess"):
        if typed is not None:
            app.text_input[0].input(typed)
            press(app, "Open")
        app.session_state["admin-part"] = part
        app.run()
        assert labels(app) == {"The host's secret", "Open"}
        assert not app.dataframe
        assert not app.metric


def test_without_a_secret_in_the_environment_nobody_gets_in(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GAME_ADMIN_SECRET")
    app = visit()
    assert labels(app) == set()
    assert "GAME_ADMIN_SECRET" in app.info[0].value


def test_health_is_looked_at_first(game: Game) -> None:
    app = admitted()
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Rooms open"] == "1"
    assert figures["People"] == "3"
    assert any("tables of revision" in line.value for line in app.markdown)
    assert len(app.success) + len(app.error) >= 1


def test_a_room_is_deleted(game: Game) -> None:
    app = admitted("Rooms")
    assert app.dataframe[0].value["Title"].tolist() == ["10b"]
    press(app, "Delete")
    assert "There are no rooms." in [line.value for line in app.markdown]
    assert people(game).keys() == {"Ada", "Cy"}


def test_old_rooms_are_deleted_and_counted(game: Game) -> None:
    app = admitted("Rooms")
    press(app, "Delete all of them")
    assert app.warning[0].value == "Rooms deleted: 0."
    with game.store.write() as session:
        room = session.query(Room).one()
        room.opened_at = room.opened_at.replace(year=2020)
    press(app, "Delete all of them")
    assert app.warning[0].value == "Rooms deleted: 1."
    assert people(game).keys() == {"Ada", "Cy"}


def find(app: AppTest, wanted: str) -> AppTest:
    app.text_input[0].set_value(wanted).run()
    return app


def test_a_person_is_found_renamed_left_out_ranked_again_and_deleted(game: Game) -> None:
    app = find(admitted("Names"), "ada")
    assert app.dataframe[0].value["Nickname"].tolist() == ["Ada"]
    app.text_input[1].set_value("<b>")
    press(app, "Give this name")
    assert "A nickname can have letters" in app.warning[0].value
    app.text_input[1].set_value("Adaline")
    press(app, "Give this name")
    press(app, "Leave out")
    assert "Type first why" in app.warning[0].value
    app.text_input[2].set_value("always left")
    press(app, "Leave out")
    assert app.dataframe[0].value["Because"].tolist() == ["always left"]
    assert people(game)["Adaline"].excluded_because == "always left"
    press(app, "Rank again")
    assert people(game)["Adaline"].excluded_at is None
    press(app, "Delete this player")
    assert people(game).keys() == {"Bo", "Cy"}
    assert "Nobody was found." in [line.value for line in app.markdown]


def test_a_name_is_shown_as_text_whatever_it_holds(game: Game) -> None:
    with game.store.write() as session:
        session.get_one(Player, people(game)["Ada"].id).nickname = ODD
    app = find(admitted("Names"), "**")
    assert app.dataframe[0].value["Nickname"].tolist() == [ODD]
    assert not any(ODD in element.value for element in [*app.markdown, *app.caption])


def test_who_is_marked_by_a_rule_can_be_looked_at(game: Game) -> None:
    ada = people(game)["Ada"].id
    game.start(ada)
    turn_ = game.turn(ada)
    assert turn_ is not None
    game.know_face(ada, turn_.trial_id)
    app = admitted("Quality")
    assert app.dataframe[0].value["Answers marked"].sum() == 1
    assert "Nobody." in [line.value for line in app.markdown]
    app.selectbox[0].set_value("knows-face").run()
    assert app.text[-1].value == f"Ada (#{ada}): 1 of 1 answers"
    press(app, "Open")
    assert app.segmented_control(key="admin-part").value == "Names"
    assert app.dataframe[0].value["Nickname"].tolist() == ["Ada"]


def test_a_large_store_is_exported_by_command_only(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.admin.data_files.MOST_ANSWERS", -1)
    app = admitted("Data")
    assert "python -m game export FILE" in app.info[0].value
    assert labels(app) == {
        "A back-up of this game, made here or elsewhere",
        "Replace all that is stored now",
        "Restore",
    }


def test_a_backup_is_put_back_only_on_a_tick_and_only_whole(game: Game, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    back_up(game.store, file)
    game.join("Late")
    app = admitted("Data")

    def send(data: bytes | None, sure: bool) -> AppTest:
        if data is not None:
            app.file_uploader[0].set_value([("backup.jsonl.gz", data, "application/gzip")])
        app.checkbox[0].set_value(sure)
        return press(app, "Restore")

    assert "Choose a back-up first" in send(None, True).error[0].value
    assert "Tick first" in send(file.read_bytes(), False).error[0].value
    assert "nothing was changed" in send(file.read_bytes()[:-20], True).error[0].value
    assert "The file is no whole backup" in send(b"a photo", True).error[0].value
    assert "Late" in people(game)
    send(file.read_bytes(), True)
    assert app.warning[0].value.startswith("Restored: ")
    assert people(game).keys() == {"Ada", "Bo", "Cy"}
