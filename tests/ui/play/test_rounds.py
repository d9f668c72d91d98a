"""The pages as a user's story, without a browser; the real deck, generator and judges."""

import math
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from game.common.errors import Refused, Unavailable
from game.common.vocabulary import Kind
from game.rounds.dealing import in_colour
from game.rounds.game import Game
from game.rounds.plan import Photo, Shown
from game.scoring.staircase import MOST_TRIALS
from game.store.tables import Guess, Player, Trial
from game.ui import buttons as pressing
from game.ui.resources import game
from tests.fixtures.boards import leaderboard
from tests.fixtures.judges import PLAYING
from tests.ui.visiting import forget_everybody, join, new_tab, pair_data, press


@pytest.fixture
def app(opened: Game) -> AppTest:
    """A visit by somebody new, to a store without people."""
    forget_everybody()
    return new_tab()


def test_a_whole_round_is_played_scored_and_ranked(app: AppTest) -> None:
    join(app)
    for position in range(1, 11):
        data = pair_data(app)
        assert (data["phase"], data["position"], data["length"]) == ("ask", position, 10)
        assert "truth" not in data
        press(app, "Left is real" if position % 2 else "Right is real")
        assert "truth" not in pair_data(app)
        press(app, ("A guess", "Fairly sure", "Certain")[position % 3])
        assert sorted(pair_data(app)["truth"]) == ["fake", "real"]
        assert len(pair_data(app)["verdicts"]) == len(PLAYING)
        press(app, "Next pair" if position < 10 else "See how you did")
    assert not app.exception
    assert "right" in app.title[0].value
    assert [expander.label for expander in app.expander] == [
        "Another game",
        "With a network at your side",
    ]

    with game().store.read() as session:
        guesses = session.query(Guess).all()
        assert len(guesses) == 10 * (1 + len(PLAYING))
        assert all(guess.correct is not None for guess in guesses)
        assert all((guess.p_fake is None) == (guess.confidence is not None) for guess in guesses)
    assert {line.kind for line in leaderboard(game())} == {Kind.HUMAN, Kind.MODEL}

    app.switch_page("game/ui/pages/leaderboard.py").run()
    board = app.dataframe[0].value
    assert len(board) == 1 + len(PLAYING)
    assert any("Ada (you)" in who for who in board["Who"])
    app.switch_page("game/ui/pages/play.py").run()
    press(app, "Once more")
    assert pair_data(app)["position"] == 1


def test_a_climb_begins_with_noise_follows_the_answers_and_ends_on_a_step(app: AppTest) -> None:
    app.run()
    app.text_input[0].input("Ada")
    press(app, "Climb from noise to faces")
    assert pair_data(app)["title"] == "Pair 1: untrained"
    for _ in range(MOST_TRIALS):
        press(app, "Left is real")
        assert "truth" not in pair_data(app)
        press(app, "Certain")
        press(app, "Next pair")
        assert not app.exception
        if not any(button.label == "Left is real" for button in app.button):
            break
    assert re.fullmatch(r"You held out to step \d+\.\d of \d+", app.title[0].value)
    assert [expander.label for expander in app.expander] == ["Another game"]  # and no team
    app.switch_page("game/ui/pages/leaderboard.py").run()
    assert not app.dataframe  # and so is the leaderboard
    app.switch_page("game/ui/pages/play.py").run()
    press(app, "Climb from noise to faces")
    assert pair_data(app)["title"] == "Pair 1: untrained"


def test_what_the_networks_looked_at_is_shown_after_the_answer_only(app: AppTest) -> None:
    join(app)
    assert not app.toggle
    with pytest.raises(Refused):
        in_colour.for_networks(game(), _only_player(), pair_data(app)["trial"])
    press(app, "Left is real")
    press(app, "Certain")
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert len(app.get("image")) == 3
    press(app, "Next pair")
    assert not app.get("image")
    assert "truth" not in pair_data(app)


def test_no_photo_comes_twice(app: AppTest) -> None:
    join(app)
    player_id = _only_player()
    for _ in range(2):
        for _ in range(10):
            turn = game().turn(player_id)
            assert turn is not None
            game().know_face(player_id, turn.trial_id)
            game().advance(player_id, turn.trial_id)
        game().start(player_id)
    with game().store.read() as session:
        photos = [
            face.photo for trial in session.query(Trial) for face in trial.faces if face.photo
        ]
    assert len(photos) == len(set(photos)) == 30


def test_i_know_this_face_is_kept_and_not_counted(app: AppTest) -> None:
    press(join(app), "I know this face")
    assert "You knew this face" in app.markdown[0].value
    assert pair_data(app)["scores"][0]["score"] == "0/0"


@pytest.mark.parametrize("nickname", ["", "x" * 10_000, "<script>alert(1)</script>", "**Ada**"])
def test_a_nickname_that_cannot_be_is_explained(app: AppTest, nickname: str) -> None:
    join(app, nickname)
    assert "nickname" in app.warning[0].value.lower()
    with game().store.read() as session:
        assert session.query(Player).filter_by(kind=Kind.HUMAN).count() == 0


def test_an_unknown_token_is_explained_and_one_can_start_again(app: AppTest) -> None:
    app.session_state["token"] = "nobody's"
    app.run()
    assert "no longer in the store" in app.warning[0].value
    join(app)
    assert pair_data(app)["position"] == 1


def test_deleting_oneself_leaves_nothing(app: AppTest) -> None:
    press(join(app), "Left is real")
    app.switch_page("game/ui/pages/data.py").run()
    press(app, "Delete")
    assert "deleted" in app.warning[0].value
    with game().store.read() as session:
        assert session.query(Guess).count() == session.query(Trial).count() == 0
        assert session.query(Player).filter_by(kind=Kind.HUMAN).count() == 0


def test_a_round_whose_fakes_cannot_be_made_again_is_ended(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(app)
    dealer = game().dealer
    dealer.pictures._framed.clear()
    dealer.pictures._encoded.clear()
    monkeypatch.setattr(dealer.generator, "checkpoint_sha256", "0" * 64)
    app.run()
    assert "weights" in app.error[0].value
    monkeypatch.undo()
    ended = game().turn(_only_player())
    press(app, "End this round")
    started = game().turn(_only_player())
    assert ended is not None
    assert started is not None
    assert started.trial_id > ended.trial_id


NO_ANSWERS: tuple[Any, ...] = (None, "left", [1, 2], {}, {"trial": 1, "place": 0})
NO_VALUES = (
    *({"place": place} for place in (0.5, True, 1e308, "0", None, [0], 7)),
    *({"seconds": seconds} for seconds in (-1, 86_401, math.nan, math.inf, "1", True)),
    *({"shown_seconds": seconds} for seconds in (-1, 86_401, math.nan, "1", {})),
    *({"trial": trial} for trial in (0, 0.5, True, 10**400, "1", None)),
)


def test_whatever_a_browser_sends_for_an_answer_is_refused_in_words(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Any] = []
    monkeypatch.setattr(
        "game.ui.play.trial.draw_turn", lambda *_, on_answer, **__: answers.append(on_answer)
    )
    join(app)
    turn = game().turn(_only_player())
    assert turn is not None
    right = {"trial": turn.trial_id, "place": 0, "seconds": 1, "shown_seconds": None}
    notices: list[object] = []
    monkeypatch.setattr(pressing, "notify", notices.append)
    for count, told in enumerate((*NO_ANSWERS, *(right | wrong for wrong in NO_VALUES)), start=1):
        answers[-1](told)
        assert len(notices) == count, told
        assert str(notices[-1]).endswith(".")
    assert game().turn(_only_player()) == turn
    answers[-1](right)
    assert len(notices) == count
    with game().store.read() as session:
        assert session.query(Guess.choice, Guess.seconds).all() == [(0, 1.0)]


def test_what_a_press_could_not_do_is_told_on_the_page(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Unavailable("The weights are gone; run set-up again.")

    def told(app: AppTest) -> bool:
        return not app.exception and [w.value for w in app.warning] == [str(failure.value)]

    with pytest.raises(Unavailable) as failure:
        fail()
    monkeypatch.setattr(game().dealer, "step", fail)
    app.run()
    app.text_input[0].input("Ada")
    assert told(press(app, "Climb from noise to faces"))  # beside the nickname
    player_id = _only_player()
    if game().turn(player_id) is None:
        game().start(player_id)
    for _ in range(10):
        turn = game().turn(player_id)
        assert turn is not None
        game().know_face(player_id, turn.trial_id)
        game().advance(player_id, turn.trial_id)
    app.run()
    assert told(press(app, "Climb from noise to faces"))  # under a result
    monkeypatch.undo()
    press(app, "Climb from noise to faces")
    press(app, "Left is real")
    press(app, "Certain")
    monkeypatch.setattr(game().dealer, "step", fail)
    assert told(press(app, "Next pair"))  # at the table


@pytest.mark.parametrize("phase", ["ask", "sure"])
def test_nothing_sent_before_the_guess_depends_on_the_truth(
    app: AppTest, opened: Game, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    """Two worlds with the same faces, sides swapped: all that is sent is equal, but that the two
    pictures, which have the same number of bytes, have changed places."""
    fakes = opened.dealer.make(1, opened.plan())
    monkeypatch.setattr(game().dealer, "fakes", lambda *_: fakes)  # one seed, and so one shift
    real = game().dealer.deck.play[0]
    sent = []
    for photo_left in (True, False):

        def trials(*_: object, photo_left: bool = photo_left) -> list[tuple[Shown, ...]]:
            return [
                (Photo(real), fakes.recipes[0]) if photo_left else (fakes.recipes[0], Photo(real))
            ]

        monkeypatch.setattr(game().dealer, "trials", trials)
        forget_everybody()
        world = join(new_tab())
        if phase == "sure":
            press(world, "Left is real")
        data = pair_data(world)
        left, right = data.pop("pictures")
        others = [
            str(node.proto) for node in world.main if getattr(node, "type", "") != "bidi_component"
        ]
        sent.append((data | {"trial": 0}, {left, right}, left, len(others), _anonymous(others)))
        assert len(left) == len(right)
    first, second = sent
    assert first[0] == second[0]
    assert first[1] == second[1]
    assert first[2] != second[2]
    assert first[3:] == second[3:]


def _only_player() -> int:
    with game().store.read() as session:
        return session.query(Player).filter_by(kind=Kind.HUMAN).one().id


def _anonymous(protos: list[str]) -> list[str]:
    """Element descriptions without the identities that differ from trial to trial."""
    return ["\n".join(line for line in p.splitlines() if "id:" not in line) for p in protos]


def test_an_address_names_whom_to_play_against(app: AppTest) -> None:
    app.query_params["against"] = "dcgan-64-03"
    join(app)
    assert pair_data(app)["title"] == "Pair 1 of 10: dcgan-64, 15k images"
    assert "against" not in app.query_params
    app.query_params["against"] = "dcgan-64-04"
    app.run()
    assert "Go on with this round" in [button.label for button in app.button]


def test_an_address_that_names_nobody_says_so(app: AppTest) -> None:
    app.query_params["against"] = "nobody"
    join(app)
    assert "There is no generator 'nobody'" in app.info[0].value
