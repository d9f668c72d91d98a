"""The pages as a user's story, without a browser; the real deck, generator and judges."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from game.common.errors import Refused, Unavailable
from game.common.vocabulary import Kind
from game.rounds.dealing import in_colour
from game.rounds.game import Game
from game.rounds.openings import Opening
from game.rounds.plan import Photo, Shown
from game.rounds.visitors import STUDIO
from game.scoring.staircase import MOST_TRIALS
from game.store.tables import Guess, Player, Trial
from game.ui import player
from game.ui.resources import game, picture_addresses, visitors
from tests.fixtures.boards import leaderboard
from tests.fixtures.judges import PLAYING
from tests.ui.visiting import (
    answer,
    forget_everybody,
    go_on,
    join,
    new_tab,
    pair_data,
    player_of,
    press,
)


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
        assert not {"truth", "verdict", "judges", "next"} & data.keys()
        told = answer(app, position % 2, confidence=1 + position % 3)
        assert sorted(told["truth"]) == ["fake", "real"]
        assert len(told["judges"]) == len(PLAYING)
        assert told["onward"] == ("Next pair" if position < 10 else "See how you did")
        assert (told["next"] or {}).get("position") == (position + 1 if position < 10 else None)
        go_on(app)
    assert not app.exception
    assert "right" in app.title[0].value
    assert [expander.label for expander in app.expander] == ["With a network at your side"]

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


def test_a_climb_begins_with_faces_follows_the_answers_and_ends_on_a_step(
    app: AppTest,
) -> None:
    app.query_params["mode"] = "climb"
    join(app)
    assert pair_data(app)["title"] == "Pair 1: 6k images"
    for _ in range(MOST_TRIALS):
        assert answer(app)["next"] is None  # it follows from the answer
        go_on(app)
        assert not app.exception
        if app.title:
            break
    assert re.fullmatch(r"You held out to step \d+\.\d of \d+", app.title[0].value)
    assert not app.expander  # no team
    app.switch_page("game/ui/pages/leaderboard.py").run()
    assert not app.dataframe  # and so is the leaderboard
    app.switch_page("game/ui/pages/play.py").run()
    press(app, "Climb from noise to faces")
    assert pair_data(app)["title"] == "Pair 1: 6k images"


def test_what_the_networks_looked_at_is_shown_after_the_answer_only(app: AppTest) -> None:
    join(app)
    trial = pair_data(app)["trial"]
    app.session_state["closer"] = trial
    assert not app.run().toggle
    with pytest.raises(Refused):
        in_colour.for_networks(game(), player_of(app), trial)
    answer(app)
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert len(app.get("image")) == len(in_colour.for_networks(game(), player_of(app), trial))
    go_on(app)
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
    join(app)
    game().know_face(player_of(app), pair_data(app)["trial"])
    told = pair_data(app.run())
    assert "You knew this face" in told["question"]
    assert (told["verdict"], told["scores"][0]["score"]) == ("Not counted", "0/0")


def test_the_first_page_is_a_pair_dealt_to_nobody_and_the_result_asks_for_a_name(
    app: AppTest,
) -> None:
    first = pair_data(app.run())
    assert (first["phase"], len(first["pictures"])) == ("ask", 2)
    assert first["pictures"] == pair_data(app.run())["pictures"]
    with game().store.read() as session:
        assert session.query(Player).filter(Player.kind != Kind.MODEL).count() == 0
        assert session.query(Trial).count() == 0
    token = visitors().answer(first["opening"], 0, 1.5)
    player_id, made_up = game().recognise(token)
    told = pair_data(app.run())
    assert (told["phase"], told["position"]) == ("reveal", 1)
    game().abandon(player_id)
    app.run()
    assert app.text_input[0].value == made_up
    app.text_input[0].input("<b>")
    press(app, "Keep it")
    assert "letters" in app.warning[0].value
    assert visitors().is_one(player_id)
    app.text_input[0].input("Ada")
    press(app, "Keep it")
    assert not app.text_input
    assert game().recognise(token) == (player_id, "Ada")


def test_an_unknown_token_is_explained_and_one_can_start_again(app: AppTest) -> None:
    app.session_state["token"] = "nobody's"
    app.run()
    assert "no longer in the store" in app.warning[0].value
    assert pair_data(app)["opening"]


def test_deleting_oneself_leaves_nothing(app: AppTest) -> None:
    answer(join(app))
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


def test_what_a_press_could_not_do_is_told_on_the_page(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Unavailable("The weights are gone; run set-up again.")

    def told(app: AppTest) -> bool:
        return not app.exception and [w.value for w in app.warning] == [str(failure.value)]

    with pytest.raises(Unavailable) as failure:
        fail()
    answer(join(app))
    game().abandon(player_of(app))
    app.run()
    monkeypatch.setattr(game().dealer, "step", fail)
    assert told(press(app, "Climb from noise to faces"))  # under a result


def test_nothing_sent_before_the_guess_depends_on_the_truth(
    app: AppTest, opened: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two worlds with the same faces, sides swapped: all that is sent is equal but the addresses,
    which are random; behind them the two pictures, of equal length, have changed places."""
    fakes = opened.dealer.make(1, opened.plan())
    monkeypatch.setattr(game().dealer, "fakes", lambda *_, **__: fakes)  # one seed, and one shift
    real = game().dealer.deck.play[0]
    sent = []
    for photo_left in (True, False):

        def trials(*_: object, photo_left: bool = photo_left) -> list[tuple[Shown, ...]]:
            pair = Photo(real), fakes.recipes[0]
            return [pair if photo_left else pair[::-1]] * 2

        monkeypatch.setattr(game().dealer, "trials", trials)
        forget_everybody()
        for world in (join(new_tab()), new_tab().run()):
            data = pair_data(world)
            left, right = data.pop("pictures")
            shown = [picture_addresses().picture(at.split("/")[-1]) for at in (left, right)]
            others = [node.type for node in world.main if getattr(node, "type", "")]
            secret = {"trial": 0, "opening": ""}
            sent.append((data | secret, len(left) - len(right), others, shown))
        visitors().__init__(game())  # type: ignore[misc]  # the opening is of the other world
    for first, second in (sent[0::2], sent[1::2]):
        assert first[:3] == second[:3]
        assert first[3] == second[3][::-1]
        assert first[3][0] != first[3][1]
        assert len(first[3][0]) == len(first[3][1])


def _only_player() -> int:
    with game().store.read() as session:
        return session.query(Player).filter_by(kind=Kind.HUMAN).one().id


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


def test_the_deck_of_the_first_page_is_changed_and_changed_back_to_the_same_pair(
    app: AppTest,
) -> None:
    plan = game().plan(deck=STUDIO)
    photos = game().dealer_of(STUDIO).deck.play
    pairs = [(Photo(photos[n]), Photo(photos[n + 2])) for n in (0, 4)]  # quick to draw
    studio = visitors()._open.keep(Opening(plan, 1, pairs))
    app.session_state[player.OPENING] = studio
    assert pair_data(app.run())["opening"] == studio.token
    press(app, "Photos of celebrities instead")
    assert app.session_state[player.OPENING].plan == game().plan()
    assert pair_data(app)["opening"] != studio.token
    press(app, "Studio photos instead")
    assert pair_data(app)["opening"] == studio.token
    assert not app.exception
