"""What one visitor tries too often is refused to that visitor, without a browser."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from game.limiter import Limiter, Origin
from game.play import Game
from game.settings import ROOT
from game.store.tables import Mode, Pace
from game.ui import limits
from game.ui.resources import classroom

OTHER = Origin("another connection", "127.0.0.1")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Nobody has tried anything yet."""
    yield
    for limited in (limits.wrong_codes, limits.wrong_secrets):
        limited.clear()


def visit(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(f"game/pages/{page}.py").run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    button.click().run()
    assert not app.exception
    return app


def try_67_codes() -> None:
    from game.ui import room_seat

    for n in range(67):
        room_seat.join(f"no-such-{n}", "Bo")


def test_67_wrong_codes_from_one_connection_keep_no_other_out(
    opened: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Limiter("Wait.", connection=limits.WRONG_CODES, address=300, alarm=300, clock=float)
    monkeypatch.setattr("game.ui.room_seat.wrong_codes", lambda: wrong)  # no try is regained
    code, _ = classroom().open("10b", opened.plan(mode=Mode.ROOM), 5, pace=Pace.HOST)
    assert not AppTest.from_function(try_67_codes).run().exception
    guesser = press(visit("join", room=code), "Join")
    assert guesser.warning[0].value == "Wait."
    with monkeypatch.context() as patch:
        patch.setattr("game.ui.room_seat.origin", lambda: OTHER)
        pupil = press(visit("join", room=code), "Join")
        assert any("You are in." in html.proto.body for html in pupil.get("html"))
    guesser.session_state[f"room-{code}"] = pupil.session_state[f"room-{code}"]
    assert not guesser.run().warning  # whoever is in is not asked again


def test_a_wrong_secret_is_refused_to_who_guesses_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GAME_ADMIN_SECRET", "right")
    guesser = visit("decks")
    for _ in range(limits.WRONG_SECRETS):
        guesser.text_input[0].input("a guess")
        assert "not the secret" in press(guesser, "Open").error[0].value
    guesser.text_input[0].input("right")
    assert "Too many wrong secrets" in press(guesser, "Open").error[0].value
    monkeypatch.setattr("game.ui.host.origin", lambda: OTHER)
    host = visit("decks")
    host.text_input[0].input("right")
    assert press(host, "Open").file_uploader
