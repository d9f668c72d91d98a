"""Pages as a visitor meets them, without a browser."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from game.common.settings import ROOT
from game.common.vocabulary import PEOPLE
from game.store.tables import Player
from game.ui.resources import game


def new_tab() -> AppTest:
    """A tab that has asked for nothing yet."""
    return AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


def join(app: AppTest, nickname: str = "Ada") -> AppTest:
    """A visit by a new player, who is dealt what the address names."""
    _, app.session_state["token"] = game().join(nickname)
    app.run()
    assert not app.exception
    return app


def pair_data(app: AppTest) -> dict[str, Any]:
    """What the page's first component was told."""
    found: dict[str, Any] = json.loads(app.get("bidi_component")[0].proto.json)
    return found.get("state", found)


def player_of(app: AppTest) -> int:
    return game().recognise(app.session_state["token"])[0]


def answer(app: AppTest, place: int = 0, confidence: int | None = None) -> dict[str, Any]:
    """Answer as a browser does, past the page, drawn anew then: what it is told at last."""
    player, trial = player_of(app), pair_data(app)["trial"]
    game().answer(player, trial, place, confidence=confidence)
    game().let_networks_follow(player, trial).result()
    turn = game().turn(player)
    if turn is not None and (after := game().following(player, turn)):
        game().pictures(player, after.trial_id)
    return pair_data(app.run())


def go_on(app: AppTest) -> AppTest:
    """Leave the trial whose truth is told."""
    game().advance(player_of(app), pair_data(app)["trial"])
    return app.run()


def forget_everybody() -> None:
    with game().store.read() as session:
        ids = [player.id for player in session.query(Player).filter(Player.kind.in_(PEOPLE))]
    for player_id in ids:
        game().forget(player_id)


def lab_page(name: str, **address: str) -> AppTest:
    """A page of the Lab at this address, in a tab of its own."""
    app = new_tab()
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(f"game/ui/pages/lab/{name}.py").run()
    assert not app.exception
    return app
