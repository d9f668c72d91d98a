"""Who plays without a name: what they look at, what they get, and what is left of them."""

import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select

from game.common.errors import Refused
from game.common.vocabulary import Kind
from game.faces.decks.deck import Deck, load_deck
from game.review.guesses.cache import GuessCache
from game.rounds import openings as module
from game.rounds import starting
from game.rounds.game import Game
from game.rounds.openings import Opening
from game.rounds.plan import Phase
from game.rounds.visitors import STUDIO, Visitors
from game.store.engine import Store
from game.store.tables import Face, Guess, Player, Round, Trial, now
from tests.fixtures.boards import leaderboard
from tests.fixtures.decks import USUAL
from tests.fixtures.games import dealer_without_networks
from tests.fixtures.stores import new_sqlite
from tests.rounds.playing import Maker


@pytest.fixture
def visitors(game: Game) -> Visitors:
    return Visitors(game)


def opened(visitors: Visitors) -> Opening:
    return visitors.open(lambda _: None)


def play_on(game: Game, player: int) -> None:
    """To the end of the round, once the networks have answered, too."""
    while turn := game.turn(player):
        game.answer(player, turn.trial_id, 0)
        following = game.let_networks_follow(player, turn.trial_id)
        game.advance(player, turn.trial_id)
    following.result()


def test_an_opening_is_nobody_s_until_it_is_answered_and_then_somebody_s_once(
    game: Game, visitors: Visitors
) -> None:
    opening = opened(visitors)
    token = visitors.answer(opening.token, 1, 2.0)
    assert visitors.answer(opening.token, 0, 3.0) == token == visitors.token_of(opening.token)
    player, _ = game.recognise(token)
    assert visitors.is_one(player)
    turn = game.turn(player)
    assert turn is not None
    assert (turn.phase, turn.choice, turn.length) == (Phase.REVEAL, 1, len(opening.trials))
    assert game.pictures(player, turn.trial_id) == visitors.pictures(opening)
    with pytest.raises(Refused, match="gone"):
        visitors.answer("made up", 0, 1.0)
    with pytest.raises(Refused):
        visitors.answer(opened(visitors).token, 7, 1.0)


def test_an_opening_that_was_left_is_shown_again_under_another_token(
    visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = opened(visitors)
    assert opened(visitors).seed != left.seed
    monkeypatch.setattr(module, "SECONDS", -1.0)
    again = opened(visitors)
    assert again.seed == left.seed
    assert again.token != left.token
    assert not visitors.knows(left)
    with pytest.raises(Refused):
        visitors.answer(left.token, 0, 1.0)


def test_an_opening_that_was_shown_before_the_server_ended_is_taken_by_the_next_one(
    game: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none").touch()
    opened(Visitors(game, tmp_path / "none"))  # where no folder can be, it is in memory alone
    (tmp_path / "none").unlink()
    shown = opened(Visitors(game, tmp_path))
    (tmp_path / "half.json").write_text("{")
    after = Visitors(game, tmp_path)
    assert after.knows(shown)
    player, _ = game.recognise(after.answer(shown.token, 1, 2.0))
    turn = game.turn(player)
    assert turn is not None
    assert game.pictures(player, turn.trial_id) == after.pictures(shown)
    monkeypatch.setattr(module, "RESENT", -1.0)
    after.forget()
    assert list(tmp_path.iterdir()) == []  # it is in the store, and nobody sends it again
    other = opened(after)
    monkeypatch.setattr(game, "plan", lambda deck: replace(other.plan, truncation_psi=0.5))
    assert not Visitors(game, tmp_path).knows(other)  # such rounds are not dealt any more


def test_an_answer_whose_acknowledgement_a_crash_took_is_the_same_player_s_when_sent_again(
    game: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Visitors(game, tmp_path)
    shown = opened(before)
    lost = before.answer(shown.token, 1, 2.0)  # stored, and the browser never heard so
    player, _ = game.recognise(lost)
    after = Visitors(game, tmp_path)
    assert not after.knows(shown)
    monkeypatch.setattr(module, "SECONDS", -1.0)
    assert opened(after).seed != shown.seed  # nor is it shown to anybody else
    token = after.answer(shown.token, 0, 3.0)
    assert after.answer(shown.token, 0, 3.0) == token
    assert game.recognise(token)[0] == player
    with pytest.raises(Refused):
        game.recognise(lost)
    with game.store.read() as session:
        (guess,) = session.scalars(select(Guess).filter_by(player_id=player)).all()
    assert guess.choice == 1
    visitors = Visitors(game, tmp_path)
    visitors.name(player, "Ada")  # who has a name has heard of it
    with pytest.raises(Refused, match="gone"):
        visitors.answer(shown.token, 1, 2.0)


def test_the_studio_opens_the_game_once_a_pair_of_it_is_drawn_and_nobody_comes_twice(
    tmp_path: Path, deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.rounds.dealing.made_ahead.ROUNDS", 1)
    usual, studio = deck.name, STUDIO
    store = Store(new_sqlite(tmp_path))
    dealer = dealer_without_networks(deck, Maker())
    game = Game(store, dealer, (), lambda: [usual, studio], partial(load_deck, settings=USUAL))
    photos = game.dealer_of(studio).pictures
    photos.content_of_photos = np.random.default_rng(1).normal(
        size=(len(game.dealer_of(studio).deck.play), dealer.pictures.content_of_photos.shape[1])
    )
    visitors = Visitors(game)
    assert visitors.decks == (studio, usual)
    assert opened(visitors).plan.deck == usual  # nothing is drawn yet
    dealer.ahead.start()
    game.dealer_of(studio).ahead.start()
    visitors.start()
    ends = time.monotonic() + 60
    while (opening := visitors.ready()) is None or opening.plan.deck != studio:
        assert time.monotonic() < ends
        time.sleep(0.05)
    assert visitors.open(lambda _: None, usual).plan.deck == usual
    visitors.close()
    player, _ = game.recognise(visitors.answer(opening.token, 1, 2.0))
    play_on(game, player)
    game.start(player, game.plan(deck=studio), 5)
    with store.read() as session:
        seen = starting.photos_seen(session, player, studio)
    people = {game.dealer_of(studio).deck.person(name) for name in seen}
    assert len(people) == len(seen) == 15
    game.close()


def test_an_opening_is_drawn_ahead_once_a_round_was_made_ahead(game: Game) -> None:
    visitors = Visitors(game)
    assert visitors.ready() is None
    game.dealer.ahead.start()
    visitors.start()
    ends = time.monotonic() + 60
    while (opening := visitors.ready()) is None and time.monotonic() < ends:
        time.sleep(0.05)
    visitors.close()
    assert opening is not None
    assert visitors.knows(opening)


def test_a_visitor_is_on_no_board_before_they_have_a_name(game: Game, visitors: Visitors) -> None:
    token = visitors.answer(opened(visitors).token, 0, 1.0)
    player, _ = game.recognise(token)
    play_on(game, player)
    cache = GuessCache(game.store)

    def ranked() -> bool:
        table = cache.fresh()
        on_board = player in {line.player_id for line in leaderboard(game)}
        assert on_board == bool((~table.excluded[table.player == player]).any())
        return on_board

    assert not ranked()
    with pytest.raises(Refused):
        visitors.name(player, "<b>")
    visitors.name(player, "Ada")
    assert game.recognise(token) == (player, "Ada")
    assert ranked()
    visitors.name(player, "Bo")  # a name is given once
    assert game.recognise(token) == (player, "Ada")


def test_a_visitor_without_a_name_leaves_nothing_behind_after_a_day(
    game: Game, visitors: Visitors
) -> None:
    def rows() -> list[int | None]:
        with game.store.read() as session:
            tables = (Player, Round, Trial, Face, Guess)
            return [session.scalar(select(func.count()).select_from(table)) for table in tables]

    before = rows()
    old, _ = game.recognise(visitors.answer(opened(visitors).token, 0, 1.0))
    play_on(game, old)
    named, _ = game.join("Ada")
    with game.store.write() as session:
        for player in session.scalars(select(Player).where(Player.id.in_((old, named)))):
            player.joined_at = now() - timedelta(days=1, minutes=1)
    young, _ = visitors.join()
    assert rows() > before
    assert visitors.forget() == 1
    with game.store.read() as session:
        assert {session.get_one(Player, who).kind for who in (named, young)} == {
            Kind.HUMAN,
            Kind.VISITOR,
        }
    game.forget(named)
    game.forget(young)
    assert rows() == before
