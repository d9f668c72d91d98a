"""Every game as a visitor meets it, without a browser; the real deck and a stage's quick fakes."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from game.common.vocabulary import Design, Kind, Mode
from game.rounds import addresses
from game.rounds.game import Game
from game.rounds.game_modes import game_mode
from game.rounds.modes import ordinary
from game.rounds.plan import Photo, Shown
from game.store.tables import Player
from game.ui.play import cards
from game.ui.resources import game, picture_addresses
from tests.rounds.playing import STAGE, faces
from tests.ui.visiting import answer, forget_everybody, go_on, join, new_tab, pair_data, press


@pytest.fixture
def app(opened: Game) -> AppTest:
    """A visit by somebody new, to a store without people."""
    forget_everybody()
    return new_tab()


def asked(app: AppTest, **address: str) -> AppTest:
    """A newcomer who has followed this address."""
    for key, value in address.items():
        app.query_params[key] = value
    return join(app)


def only_player() -> int:
    with game().store.read() as session:
        return session.query(Player).filter_by(kind=Kind.HUMAN).one().id


def play_on(player: int, right: bool) -> None:
    """The rest of the round, behind the pages."""
    while turn := game().turn(player):
        pair = faces(game(), turn.trial_id)
        real = [place for place, face in enumerate(pair) if isinstance(face, Photo)]
        target = (real or [1])[0]
        game().answer(player, turn.trial_id, target if right else 1 - min(target, 1))
        if game_mode(turn.plan.mode).asks_confidence:
            game().close_trial(player, turn.trial_id, 2)
        game().advance(player, turn.trial_id)


@pytest.mark.parametrize(
    ("design", "pictures", "words"),
    [
        ("YES_NO", 1, ("Next face", "guessing makes 50\u00a0%")),
        ("ODD_ONE_OUT", 4, ("Next set", "guessing makes 25\u00a0%")),
    ],
)
def test_a_design_is_asked_answered_and_scored(
    app: AppTest, design: str, pictures: int, words: tuple[str, str]
) -> None:
    after, chance = words
    asked(app, design=design, against=STAGE, seconds="0.5")
    assert not app.query_params
    data = pair_data(app)
    assert (len(data["pictures"]), data["display_seconds"], data["clock"]) == (pictures, 0.5, None)
    assert len({len(picture) for picture in data["pictures"]}) == 1
    assert "truth" not in data
    told = answer(app, 1, confidence=3)
    assert (len(told["truth"]), told["onward"]) == (pictures, after)
    go_on(app)
    play_on(only_player(), right=True)
    app.run()
    assert not app.exception
    assert re.fullmatch(r"\d+ of 10 right", app.title[0].value)
    assert any(chance in text.value for text in app.markdown)
    assert any("(hits)" in text.value for text in app.markdown) == (design == "YES_NO")
    assert "0.5 s in sight: not for the leaderboard" in app.caption[0].value
    assert not app.expander  # no team


def test_nothing_sent_with_a_single_face_depends_on_the_truth(
    app: AppTest, opened: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = opened.plan(design=Design.YES_NO, generator=STAGE)
    recipe = opened.dealer.make(1, plan, 1).recipes[0]
    worlds: list[Shown] = [Photo(opened.dealer.deck.play[0], recipe.size), recipe]
    sent = []
    for face in worlds:

        def trials(*_: object, face: Shown = face) -> list[tuple[Shown, ...]]:
            return [(face,)]

        monkeypatch.setattr(opened.dealer, "trials", trials)
        forget_everybody()
        world = asked(new_tab(), design="YES_NO", against=STAGE)
        data = pair_data(world)
        (address,) = data.pop("pictures")
        picture = picture_addresses().picture(address.split("/")[-1])
        sent.append((data | {"trial": 0}, len(picture or b""), [b.label for b in world.button]))
    assert sent[0] == sent[1]


def test_an_attack_has_a_clock_shows_lives_and_ends_with_the_score(app: AppTest) -> None:
    asked(app, mode="attack", against=STAGE)
    data = pair_data(app)
    assert (data["title"], data["clock"]) == ("Pair 1: 3 of 3 lives left", 10)
    assert "A wrong answer costs a life" in data["note"]
    assert not data["may_know"]
    told = answer(app)
    assert "truth" in told
    assert told["next"] is None  # its clock would run
    go_on(app)
    play_on(only_player(), right=False)
    app.run()
    assert app.title[0].value in ("0 right in a time attack", "1 right in a time attack")
    press(app, "Once more")
    assert pair_data(app)["title"] == "Pair 1: 3 of 3 lives left"


def test_today_s_challenge_is_refused_a_second_time_with_the_result(app: AppTest) -> None:
    asked(app, mode="daily")
    assert pair_data(app)["title"] == "Pair 1 of 10: today's challenge"
    play_on(only_player(), right=True)
    app.run()
    assert list(app.dataframe[0].value["Who"]) == ["Ada (you)"]
    app.query_params["mode"] = "daily"
    app.run()
    assert "10 of 10 right" in app.info[0].value
    app.switch_page("game/ui/pages/leaderboard.py").run()
    app.selectbox[0].set_value("Today's challenge").run()
    assert list(app.dataframe[0].value["Right"]) == [10]
    app.switch_page("game/ui/pages/daily.py").run()
    assert app.subheader[0].value == "1 day in a row."
    assert "Play today's ten pairs" not in [button.label for button in app.button]


def test_a_friend_follows_the_address_of_a_round_and_both_scores_are_shown(app: AppTest) -> None:
    asked(app, against=STAGE)
    play_on(only_player(), right=True)
    press(app.run(), "Let a friend play the same")
    (address,) = [code.value for code in app.code]
    code = address.split("?same=")[1]
    friend = new_tab()
    friend.query_params["same"] = code
    join(friend, "Bo")
    assert friend.title[0].value == "Ada invites you"
    assert "**10 of 10 right**" in friend.markdown[0].value
    press(friend, "Play the same pairs")
    assert "same" not in friend.query_params
    assert pair_data(friend)["position"] == 1
    with game().store.read() as session:
        bo = session.query(Player).filter_by(nickname="Bo").one().id
    play_on(bo, right=False)
    friend.run()
    assert friend.subheader[0].value == "Ada is ahead of you"
    both = [text.value for text in friend.markdown if " · " in text.value]
    assert both == ["**0** · you", "**10** · Ada"]
    assert list(friend.dataframe[0].value["Who"]) == ["Ada", "Bo (you)"]
    press(friend, "Rematch")
    turn = game().turn(bo)
    assert turn is not None
    assert turn.plan.code not in (None, code)
    stranger = new_tab()
    stranger.query_params["same"] = "nothing"
    join(stranger, "Cy")
    assert "No round has this code" in stranger.info[0].value


def a_round_to_share() -> str:
    """The code of a round that somebody else has played."""
    owner, _ = game().join("Owner")
    game().start(owner, game().plan(generator=STAGE))
    play_on(owner, right=True)
    return ordinary.share(game(), owner, game().reveals(owner)[0].round_id)


def id_of(nickname: str) -> int:
    with game().store.read() as session:
        return session.query(Player).filter_by(nickname=nickname).one().id


def test_a_friend_s_round_is_kept_while_another_is_open_and_offered_after_it(app: AppTest) -> None:
    code = a_round_to_share()
    asked(app, against=STAGE)
    here = pair_data(app)["trial"]
    app.query_params["same"] = code
    app.run()
    assert pair_data(app)["trial"] == here
    press(app, "Go on with this round")
    assert "End this round and play theirs" not in [button.label for button in app.button]
    assert pair_data(app)["trial"] == here
    play_on(id_of("Ada"), right=True)
    app.run()
    assert app.title[0].value == "10 of 10 right"
    press(app, "Play theirs")
    assert pair_data(app)["position"] == 1
    turn = game().turn(id_of("Ada"))
    assert turn is not None
    assert turn.plan.code == code
    assert "same" not in app.query_params


def test_a_round_is_ended_for_a_friend_s_or_for_any_game_of_an_address(app: AppTest) -> None:
    code = a_round_to_share()
    asked(app, against=STAGE)
    app.query_params["same"] = code
    press(app.run(), "End this round and play theirs")
    turn = game().turn(id_of("Ada"))
    assert turn is not None
    assert turn.plan.code == code
    app.query_params["design"] = "YES_NO"
    app.query_params["against"] = STAGE
    press(app.run(), "End this round and play that")
    assert pair_data(app)["title"].startswith("Face 1 of 10")
    app.query_params["design"] = "YES_NO"
    app.query_params["against"] = STAGE
    app.run()  # what lies on the table already is nothing to choose
    assert "Go on with this round" not in [button.label for button in app.button]


def test_a_game_of_an_address_is_offered_to_who_sits_at_a_test_of_the_course(app: AppTest) -> None:
    asked(app, against=STAGE)
    game().abandon(id_of("Ada"))
    game().start(id_of("Ada"), game().plan(mode=Mode.TEST, generator=STAGE), 2)
    app.query_params["mode"] = "attack"
    app.run()
    assert not app.get("bidi_component") or "pictures" not in pair_data(app)
    press(app, "Go on with this round")
    assert pair_data(app)["length"] == 2
    assert not app.exception


def test_a_kept_game_that_nobody_wants_is_forgotten(app: AppTest) -> None:
    asked(app, against=STAGE)
    app.query_params["mode"] = "attack"
    app.run()
    play_on(id_of("Ada"), right=True)
    app.run()
    press(app, "No, thanks")
    assert app.title[0].value == "10 of 10 right"
    assert not app.query_params


def test_an_address_that_names_nothing_ends_no_round(app: AppTest) -> None:
    asked(app, against=STAGE)
    for key, value, said in (
        ("same", "nothing", "No round has this code"),
        ("design", "TWO", "There is no design"),
        ("against", "nobody", "There is no generator"),
    ):
        app.query_params[key] = value
        app.run()
        assert said in app.info[0].value
        assert not app.query_params
        assert "Go on with this round" not in [button.label for button in app.button]


def test_a_newcomer_at_their_level_is_told_how_many_pairs_are_left_and_plays_them(
    app: AppTest,
) -> None:
    asked(app, mode="level")
    assert "You have played 0, so 30 are left." in app.info[0].value
    press(app, "Play an ordinary round")
    assert pair_data(app)["title"] == "Pair 1 of 10"
    assert not app.query_params


def test_a_wrong_address_says_what_is_wrong_and_leaves_the_choice(app: AppTest) -> None:
    asked(app, design="YES_NO", seconds="never")
    assert "must be a number" in app.info[0].value
    app.query_params.clear()
    app.switch_page("game/ui/pages/games.py").run()
    app.selectbox(key="game").set_value("Single faces").run()
    app.selectbox(key="opponent").set_value("dcgan-64, 15k images").run()
    app.selectbox(key="sight").set_value(2.0).run()
    press(app, "Deal this game")
    assert not app.query_params
    data = pair_data(app)
    assert (len(data["pictures"]), data["display_seconds"]) == (1, 2.0)
    assert data["title"] == "Face 1 of 10: dcgan-64, 15k images"


def test_every_game_has_a_card_and_a_newcomer_plays_at_one_press(app: AppTest) -> None:
    assert set(cards.CARDS) == set(addresses.GAMES)
    app.switch_page("game/ui/pages/games.py").run()
    assert not app.exception
    assert any("You have played 0, so 30 are left." in text.value for text in app.caption)
    (attack,) = [number for number, name in enumerate(cards.CARDS) if name == "Time attack"]
    app.button(key=f"card-{attack}").click().run()
    assert pair_data(app)["title"] == "Pair 1: 3 of 3 lives left"


@pytest.mark.parametrize("name", addresses.GAMES)
def test_every_game_has_a_board_that_says_what_chance_is(app: AppTest, name: str) -> None:
    app.switch_page("game/ui/pages/leaderboard.py").run()
    app.selectbox[0].set_value(name).run()
    assert not app.exception
    assert "Guessing" in app.markdown[0].value
    assert app.info
