"""The pages that measure what is learnt, as a visitor's story, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from game.common.vocabulary import Mode
from game.review import experiment
from game.rounds.dealing import in_colour
from game.rounds.game import Game
from game.rounds.modes import before_after
from game.rounds.modes import experiment as experiment_mode
from game.rounds.plan import Phase
from game.store.tables import Player
from game.ui.resources import game
from tests.fixtures.boards import leaderboard
from tests.ui.visiting import answer, forget_everybody, go_on, new_tab, pair_data, press

SHORT = 2


@pytest.fixture
def app(opened: Game, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A visit by somebody new, to a store without people; rounds are short."""
    monkeypatch.setattr(before_after, "LENGTH", SHORT)
    for module in (experiment_mode, experiment):
        monkeypatch.setattr(module, "LENGTH", 2 * SHORT)
    forget_everybody()
    return new_tab()


def open_page(app: AppTest, name: str) -> AppTest:
    app.switch_page(f"game/ui/pages/{name}.py").run()
    assert not app.exception
    return app


def sit_down(app: AppTest, name: str) -> AppTest:
    open_page(app, name)
    app.text_input[0].input("Ada")
    return press(app, "Sit down")


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def ada() -> int:
    with game().store.read() as session:
        return session.query(Player).filter_by(nickname="Ada").one().id


def answer_pairs(app: AppTest, *, feedback: bool) -> None:
    for position in range(1, SHORT + 1):
        data = pair_data(app)
        assert (data["phase"], data["position"]) == ("ask", position)
        assert bool(data["scores"]) == feedback
        assert answer(app)["phase"] == "sure"  # by itself, in a study
        game().close_trial(ada(), data["trial"], 3)
        app.run()
        assert not app.exception
        if feedback:
            assert "truth" in pair_data(app)
            go_on(app)


def test_a_cycle_of_three_blocks_ends_in_the_gain_and_can_be_repeated(app: AppTest) -> None:
    sit_down(app, "training")
    press(app, "Begin")
    assert "before" in app.caption[0].value
    answer_pairs(app, feedback=False)
    app = open_page(visit_as(app), "training")  # a reload goes on
    press(app, "Go on")
    assert "Practice" in app.caption[0].value
    assert [expander.label for expander in app.expander] == ["What to look for"]
    answer_pairs(app, feedback=True)
    press(app, "Go on")
    assert "after" in app.caption[0].value
    answer_pairs(app, feedback=False)
    assert any("Newcombe" in text.value for text in app.markdown)
    assert "Another cycle" in labels(app)
    assert not leaderboard(game())


def visit_as(app: AppTest) -> AppTest:
    """The same browser, after a reload."""
    again = new_tab()
    again.session_state["token"] = app.session_state["token"]
    return again


def test_a_block_that_is_left_is_dealt_anew(app: AppTest) -> None:
    sit_down(app, "training")
    press(app, "Begin")
    press(app, "Leave")
    assert "Begin" in labels(app)
    (left,) = game().blocks(ada(), Mode.TEST)
    assert left.closed < left.trials
    assert before_after.progress([left], left.began_at).stage is before_after.Stage.BEFORE


def test_the_play_page_leads_back_to_an_open_block_and_never_shows_its_truth(app: AppTest) -> None:
    sit_down(app, "training")
    press(app, "Begin")
    open_page(app, "play")
    assert "Block 1 of 3" in app.caption[0].value
    answer_pairs(app, feedback=False)
    assert game().reveals(ada()) == []


def test_another_open_round_is_to_be_ended_first(app: AppTest) -> None:
    sit_down(app, "training")
    game().start(ada(), length=SHORT)
    for name in ("training", "experiment"):
        assert "First end the round" in open_page(app, name).info[0].value
        assert "Begin" not in labels(app)


def test_what_gave_a_fake_away_is_marked_and_then_shown_beside_the_networks(app: AppTest) -> None:
    sit_down(app, "training")
    game().start(ada(), game().plan(mode=Mode.TEST, feedback=True), length=SHORT)
    app.run()
    trial = pair_data(app)["trial"]
    told = answer(app, confidence=3)
    assert told["closer"] == "open"  # practice opens it
    place = told["truth"].index("fake")
    app.session_state["closer"] = trial
    app.run()
    assert [toggle.label for toggle in app.toggle] == [
        "Show what the networks looked at",
        "Mark what gave it away",
    ]
    assert "spots" in [part.key for part in app.get("bidi_component")]
    app.toggle[0].set_value(True).run()
    alone = len(app.get("image"))
    game().keep_spots(ada(), trial, [[place, 0.3, 0.4, "hair"]])
    app.run()
    assert not app.exception
    assert len(app.get("image")) == alone + 1
    people, faces = in_colour.for_people(game(), ada(), trial)
    assert people == 1
    assert [face.shape for face in faces] == [(160, 160, 3)] * 2


@pytest.mark.parametrize("feedback", [False, True])
def test_the_experiment_is_gone_through_and_set_beside_the_published_one(
    app: AppTest, feedback: bool
) -> None:
    sit_down(app, "experiment")
    if feedback:
        app.radio[0].set_value("with training and feedback").run()
        assert [expander.label for expander in app.expander] == ["What to look for"]
    press(app, "Begin")
    for position in range(1, 2 * SHORT + 1):
        turn = game().turn(ada())
        assert turn is not None
        assert (turn.position, turn.faces, turn.phase) == (position, 1, Phase.ASK)
        data = pair_data(app)
        assert data["title"] == f"Face {position} of {2 * SHORT}"
        assert len(data["pictures"]) == 1
        assert "truth" not in data
        assert bool(data["scores"]) == feedback
        game().answer(ada(), data["trial"], position % 2)
        app.run()
        if feedback:
            answered = pair_data(app)
            assert "truth" in answered
            assert answered["judges"] == []
            assert [line["name"] for line in answered["scores"]] == ["you"]
            go_on(app)
        assert not app.exception
    assert f"of {2 * SHORT} right" in app.header[0].value
    assert any("Nightingale" in caption.value for caption in app.caption)
    assert "Begin" in labels(app)


def test_the_experiment_may_be_left_and_goes_on_after_a_reload(app: AppTest) -> None:
    sit_down(app, "experiment")
    press(app, "Begin")
    answer(app)
    app = open_page(visit_as(app), "experiment")
    assert pair_data(app)["position"] == 2
    press(app, "Leave")
    assert any("Too few answers" in text.value for text in app.markdown)
