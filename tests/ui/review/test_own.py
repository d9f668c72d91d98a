"""The pages "You" and "Hardest faces" as a visitor meets them, without a browser."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from game.common.errors import Refused
from game.common.recipe import PLAY_SEEDS
from game.common.vocabulary import Mode
from game.rounds import answering, players, starting
from game.rounds.dealing.fakes import fake
from game.rounds.game import Game
from game.rounds.plan import Photo
from game.ui.resources import game, scales
from game.ui.review import share
from tests.ui.visiting import forget_everybody, new_tab


@pytest.fixture(autouse=True)
def empty(opened: Game) -> None:
    """A store without people, and no scale of earlier ones."""
    forget_everybody()
    scales.clear()


def visit(name: str, token: str = "") -> AppTest:
    app = new_tab()
    if token:
        app.session_state["token"] = token
    app.switch_page(f"game/ui/pages/{name}.py").run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    shown = (*app.markdown, *app.caption, *app.info, *app.title, *app.subheader, *app.text)
    return "\n".join(text.value for text in shown)


def person(name: str, rounds_: int = 0, mode: Mode = Mode.ROUND) -> tuple[int, str]:
    """Somebody with so many rounds behind them, of the deck's first photos; id and token."""
    generator, deck = game().dealer.generator, game().dealer.deck
    rng, plan = np.random.default_rng(len(name)), game().plan(mode=mode)
    with game().store.write() as session:
        player, token = players.join(session, name)
        for n in range(rounds_):
            pairs = [
                (
                    Photo(photo),
                    fake(generator, int(rng.integers(PLAY_SEEDS.start, PLAY_SEEDS.stop))),
                )
                for photo in deck.play[10 * n : 10 * n + 10]
            ]
            round_ = starting.start(session, player.id, plan, 1, pairs)
            for trial in round_.trials:
                answering.answer(
                    session, player.id, trial.id, int(rng.random() < 0.3), confidence=2
                )
                answering.advance(session, player.id, trial.id)
        return player.id, token


def test_a_newcomer_is_sent_to_play() -> None:
    app = visit("you")
    assert "once you have played" in app.markdown[0].value
    assert not app.dataframe


def test_you_see_your_rounds_and_figures_and_nobody_elses() -> None:
    _, token = person("Ada", 3)
    person("Bo", 2)
    app = visit("you", token)
    total, measures, history = (frame.value for frame in app.dataframe)
    assert list(measures) == ["Game", "d′"]  # folded away
    assert list(total["Game"]) == ["Pairs"]
    assert total["Right"][0].endswith("of 30")
    assert len(history) == 3
    assert app.metric[0].value in ("1 of 2", "2 of 2")
    assert app.metric[1].value.endswith("%")
    assert "Bo" not in texts(app)
    assert "removes all of it" in app.caption[-1].value


def test_below_thirty_pairs_there_is_no_ability_and_below_ten_no_card() -> None:
    _, token = person("Ada", 2)
    assert visit("you", token).metric[1].value == "–"
    _, token = person("Bo", 1, Mode.LEVEL)
    app = visit("you", token)
    assert app.metric[0].value == "–"
    assert not [button for button in app.button if button.label == "Make a card"]


def test_a_card_is_made_on_a_press_and_says_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = person("Ada", 1)
    monkeypatch.setattr(share.share_card, "face", lambda _: np.zeros((512, 512, 3), np.uint8))
    app = visit("you", token)
    assert not app.get("image")
    (button,) = [button for button in app.button if button.label == "Make a card"]
    button.click().run()
    assert not app.exception
    assert len(app.get("image")) == 1
    assert len(app.get("download_button")) == 1


def test_the_scale_asks_for_answers_first() -> None:
    assert "needs 30 answers" in visit("scale").info[0].value


def test_the_scale_shows_photos_to_those_only_who_have_judged_them() -> None:
    tokens = [person("A" * n, 1)[1] for n in range(1, 5)]
    stranger = visit("scale")
    assert stranger.get("vega_lite_chart") or stranger.get("arrow_vega_lite_chart")
    assert not any("a photo" in caption.value for caption in stranger.caption)
    judge = visit("scale", tokens[0])
    shown = [caption.value for caption in judge.caption if "4 people" in caption.value]
    assert len(shown) > 4
    assert all("a photo" in caption for caption in shown)


def test_no_face_is_among_the_hardest_and_the_easiest() -> None:
    token = [person("A" * n, 1)[1] for n in range(1, 5)].pop()
    pictures = [image.proto.imgs[0].url for image in visit("scale", token).get("image")]
    assert pictures
    assert len(set(pictures)) == len(pictures)


def test_at_your_level_is_offered_and_says_when_it_is_there() -> None:
    _, token = person("Ada", 1)
    app = new_tab()
    app.session_state["token"] = token
    app.query_params["mode"] = "level"
    app.run()
    assert not app.exception
    assert "after 30 pairs" in app.info[0].value


def test_a_round_at_your_level_is_played_and_shown_as_not_ranked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    player_id, token = person("Ada", 1, Mode.LEVEL)
    app = new_tab()
    app.session_state["token"] = token
    app.run()
    assert "At your level: not for the leaderboard" in app.caption[0].value
    (button,) = [button for button in app.button if button.label == "Once more"]

    def refused(*_: object) -> None:
        raise Refused("As in the other test.")

    monkeypatch.setattr("game.ui.play.welcome.suited_photos", refused)
    button.click().run()
    assert "As in the other test." in app.info[0].value
    assert game().turn(player_id) is None
