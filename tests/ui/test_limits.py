"""What one visitor tries too often is refused to that visitor, without a browser."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from game.classroom import lead
from game.classroom.rules import Rules
from game.common.errors import Refused
from game.common.limiter import Limiter, Origin
from game.common.vocabulary import Mode
from game.rounds.game import Game
from game.store.tables import Room
from game.ui import limits
from game.ui.resources import classroom
from tests.ui.visiting import new_tab, pair_data

OTHER = Origin("another connection", "127.0.0.1")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Nobody has tried anything yet."""
    yield
    for limited in (limits.wrong_codes, limits.wrong_secrets, limits.pictures, limits.rooms):
        limited.clear()


def visit(page: str, **address: str) -> AppTest:
    app = new_tab()
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(f"game/ui/pages/{page}.py").run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    button.click().run()
    assert not app.exception
    return app


def timeless(connection: int) -> Limiter:
    """One with which no try is regained, however slow the machine is."""
    return Limiter("Wait.", connection=connection, address=300, alarm=300, clock=float)


def try_67_codes() -> None:
    from contextlib import suppress

    from game.common.errors import Refused
    from game.ui.classroom import seat

    for n in range(67):
        with suppress(Refused):
            seat.join(f"no-such-{n}", "Bo")


def test_67_wrong_codes_from_one_connection_keep_no_other_out(
    opened: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = timeless(limits.WRONG_CODES)
    monkeypatch.setattr("game.ui.classroom.seat.wrong_codes", lambda: wrong)
    code, _ = classroom().open("10b", opened.plan(mode=Mode.ROOM), 5, Rules())
    assert not AppTest.from_function(try_67_codes).run().exception
    guesser = press(visit("join", room=code), "Join")
    assert guesser.warning[0].value == "Wait."
    with monkeypatch.context() as patch:
        patch.setattr("game.ui.classroom.seat.origin", lambda: OTHER)
        pupil = press(visit("join", room=code), "Join")
        assert pair_data(pupil)["code"] == code
    guesser.session_state[f"room-{code}"] = pupil.session_state[f"room-{code}"]
    assert not guesser.run().warning  # whoever is in is not asked again


def test_a_wrong_secret_is_refused_to_who_guesses_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GAME_ADMIN_SECRET", "right")
    guesser = visit("admin/decks")
    for _ in range(limits.WRONG_SECRETS):
        guesser.text_input[0].input("a guess")
        assert "not the secret" in press(guesser, "Open").error[0].value
    guesser.text_input[0].input("right")
    assert "Too many wrong secrets" in press(guesser, "Open").error[0].value
    monkeypatch.setattr("game.ui.admin.access.origin", lambda: OTHER)
    host = visit("admin/decks")
    host.text_input[0].input("right")
    assert press(host, "Open").file_uploader


def test_who_sends_many_pictures_is_told_to_try_again(
    opened: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = timeless(limits.PICTURES)
    monkeypatch.setattr("game.ui.limits.pictures", lambda: sent)
    app = visit("ask")
    app.file_uploader[0].set_value(("face.jpg", b"no picture", "image/jpeg"))
    for _ in range(limits.PICTURES):
        assert "not a picture" in app.run().error[0].value
    assert app.run().error[0].value == "Wait."
    monkeypatch.setattr("game.ui.limits.origin", lambda: OTHER)
    assert "not a picture" in app.run().error[0].value


def test_who_opens_many_rooms_is_told_to_try_again(
    opened: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> tuple[str, str]:
        raise Refused("No room is left.")

    monkeypatch.setattr("game.classroom.classroom.Classroom.open", full)
    app = visit("host")
    assert "Type a title first" in press(app, "Open the room").warning[0].value  # is no try
    app.text_input(key="room-title").input("10b")
    for _ in range(limits.ROOMS):
        assert "No room is left" in press(app, "Open the room").warning[0].value
    assert "try again in ten minutes" in press(app, "Open the room").warning[0].value
    monkeypatch.setattr("game.ui.limits.origin", lambda: OTHER)
    assert "No room is left" in press(app, "Open the room").warning[0].value


def test_there_are_so_many_rooms_a_day_and_no_more(
    opened: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.rooms.MOST_A_DAY", 2)
    plan = opened.plan(mode=Mode.ROOM)
    with opened.store.read() as session:
        there = session.query(Room).count()
    secrets = [classroom().open("10b", plan, 5, Rules()) for _ in range(2 - there)]
    with pytest.raises(Refused, match="2 rooms were opened here within a day"):
        classroom().open("10b", plan, 5, Rules())
    classroom().lead(*secrets[0], lead.delete)
    assert classroom().open("10b", plan, 5, Rules())
