"""One round for several: today's challenge and a friend's pairs, on both databases."""

from collections.abc import Callable, Iterator
from datetime import date
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest

from game.admin import people
from game.common.errors import Refused
from game.common.recipe import Recipe
from game.common.vocabulary import Design, Mode
from game.faces.decks.deck import Deck
from game.rounds import players
from game.rounds.game import Game
from game.rounds.modes import daily, ordinary, sharing
from game.rounds.modes.ladder import Step
from game.rounds.plan import Photo
from game.store.engine import Store
from game.store.tables import Guess, Round, Seat
from tests.fixtures.boards import leaderboard
from tests.fixtures.games import dealer_without_networks
from tests.rounds.playing import Maker, faces


@pytest.fixture
def game(store: Store, deck: Deck) -> Iterator[Game]:
    """A table with a generator of grey faces and without networks."""
    dealer = dealer_without_networks(deck, Maker())
    yield Game(store, dealer, [Step("grey", "g")], lambda: (deck.name,), lambda _: deck)
    dealer.close()


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "today", lambda: date(2026, 11, 22))


def join(game: Game, nickname: str) -> int:
    with game.store.write() as session:
        return players.join(session, nickname)[0].id


def play(game: Game, player: int, right: int = 10, seconds: float | None = 1.0) -> list[int]:
    """Answer the open round, so many of its pairs rightly; the trials."""
    played = []
    while turn := game.turn(player):
        pair = faces(game, turn.trial_id)
        real = next(place for place, face in enumerate(pair) if isinstance(face, Photo))
        place = real if turn.position <= right else 1 - real
        game.answer(player, turn.trial_id, place, seconds, confidence=2)
        game.advance(player, turn.trial_id)
        played.append(turn.trial_id)
    return played


def at_once(*acts: Callable[[], object]) -> None:
    barrier = Barrier(len(acts))

    def act(do: Callable[[], object]) -> None:
        barrier.wait()
        do()

    threads = [Thread(target=act, args=(do,)) for do in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_who_come_at_once_get_one_challenge(game: Game) -> None:
    ada, bo = join(game, "Ada"), join(game, "Bo")
    at_once(*(lambda player=player: daily.play_daily(game, player) for player in (ada, bo)))
    with game.store.read() as session:
        (round_,) = session.query(Round)
        assert (round_.code, round_.mode) == ("daily-2026-11-22", Mode.DAILY)
        assert {seat.player_id for seat in session.query(Seat)} == {ada, bo}
    assert play(game, ada) == play(game, bo)


def test_the_challenge_is_played_once_and_its_board_is_by_right_answers_then_time(
    game: Game,
) -> None:
    who = {name: join(game, name) for name in ("Ada", "Bo", "Cy", "Di")}
    for name, right, seconds in (("Ada", 8, 2.0), ("Bo", 8, 1.0), ("Cy", 9, 3.0), ("Di", 8, None)):
        daily.play_daily(game, who[name])
        play(game, who[name], right, seconds)
    board = daily.scores(game, None)
    assert [(line.nickname, line.correct, line.seconds) for line in board] == [
        ("Cy", 9, 30.0),
        ("Bo", 8, 10.0),
        ("Ada", 8, 20.0),
        ("Di", 8, None),
    ]
    with pytest.raises(Refused, match="8 of 10 right"):
        daily.play_daily(game, who["Ada"])
    assert game.turn(who["Ada"]) is None
    assert leaderboard(game) == ()


def test_who_is_left_out_of_rankings_is_on_no_board_and_plays_the_challenge_once(
    game: Game,
) -> None:
    ada = join(game, "Ada")
    daily.play_daily(game, ada)
    play(game, ada, right=8)
    with game.store.write() as session:
        people.exclude(session, ada, "always left")
    assert daily.scores(game, ada) == []
    with pytest.raises(Refused, match="8 of 10 right"):
        daily.play_daily(game, ada)


def test_a_streak_counts_the_days_up_to_yesterday_and_breaks(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join(game, "Ada")
    for day in (18, 20, 21):
        monkeypatch.setattr(daily, "today", lambda day=day: date(2026, 11, day))
        daily.play_daily(game, ada)
        assert daily.streak(game, ada) == {18: 0, 20: 0, 21: 1}[day]  # an open round is none
        play(game, ada)
    monkeypatch.setattr(daily, "today", lambda: date(2026, 11, 22))
    assert daily.streak(game, ada) == 2
    daily.play_daily(game, ada)
    play(game, ada)
    assert daily.streak(game, ada) == 3
    monkeypatch.setattr(daily, "today", lambda: date(2026, 11, 24))
    assert daily.streak(game, ada) == 0


def test_a_new_day_has_a_new_challenge(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = join(game, "Ada")
    daily.play_daily(game, ada)
    first = play(game, ada)
    monkeypatch.setattr(daily, "today", lambda: date(2026, 11, 23))
    daily.play_daily(game, ada)
    assert not set(play(game, ada)) & set(first)


def test_a_photo_from_before_is_not_scored_in_the_challenge(game: Game) -> None:
    ada, bo = join(game, "Ada"), join(game, "Bo")
    daily.play_daily(game, ada)
    game.start(bo, length=3)
    play(game, bo)
    had = {face for reveal in game.reveals(bo) for face in reveal.faces if isinstance(face, Photo)}
    daily.play_daily(game, bo)
    play(game, bo)
    # The grey faces of both rounds have the same photos near them, so some come twice.
    twice = [not had.isdisjoint(reveal.faces) for reveal in game.reveals(bo)]
    assert [reveal.correct for reveal in game.reveals(bo)] == [None if t else True for t in twice]
    assert 0 < sum(twice) <= 3


def test_a_friend_plays_the_same_once_and_sees_the_scores_afterwards_only(game: Game) -> None:
    ada, bo = join(game, "Ada"), join(game, "Bo")
    game.start(ada)
    trials = play(game, ada, right=6)
    round_id = game.reveals(ada)[0].round_id
    code = ordinary.share(game, ada, round_id)
    assert ordinary.share(game, ada, round_id) == code
    assert ordinary.accept(game, bo, code) == []
    turn = game.turn(bo)
    assert turn is not None
    assert sharing.scores(game, bo, code) == []
    assert sharing.scores(game, None, code) == []
    with pytest.raises(Refused, match="not yours to see yet"):
        game.reveal(bo, turn.trial_id)
    assert play(game, bo, right=7) == trials
    board = sharing.scores(game, bo, code)
    assert [(line.nickname, line.correct) for line in board] == [("Bo", 7), ("Ada", 6)]
    assert len(ordinary.accept(game, bo, code)) == 10  # a second time shows what it was
    assert game.turn(bo) is None
    # The first to play ranks; the friend might have been told the answers.
    assert [line.nickname for line in leaderboard(game)] == ["Ada"]


def test_a_wrong_code_and_another_ones_round_are_refused(game: Game) -> None:
    ada, bo = join(game, "Ada"), join(game, "Bo")
    daily.play_daily(game, ada)
    play(game, ada)
    for code in ("nothing", "", "daily-2026-11-22"):
        with pytest.raises(Refused, match="No round has this code"):
            ordinary.accept(game, bo, code)
    game.start(bo)
    play(game, bo)
    with pytest.raises(Refused, match="of your own"):
        ordinary.share(game, ada, game.reveals(bo)[0].round_id)
    with pytest.raises(Refused, match="of your own"):
        ordinary.share(game, ada, game.reveals(ada)[0].round_id)


def test_an_open_round_goes_on_instead_of_a_friends(game: Game) -> None:
    ada, bo = join(game, "Ada"), join(game, "Bo")
    game.start(ada)
    play(game, ada)
    code = ordinary.share(game, ada, game.reveals(ada)[0].round_id)
    game.start(bo)
    before = game.turn(bo)
    assert ordinary.accept(game, bo, code) == []
    assert game.turn(bo) == before


def test_single_faces_are_ranked_by_themselves_with_their_bias(game: Game) -> None:
    ada = join(game, "Ada")
    game.start(ada, game.plan(design=Design.YES_NO))
    while turn := game.turn(ada):
        game.answer(ada, turn.trial_id, 1, confidence=1)  # "generated", whatever it is
        game.advance(ada, turn.trial_id)
    fakes = sum(isinstance(reveal.faces[0], Recipe) for reveal in game.reveals(ada))
    (line,) = leaderboard(game, Design.YES_NO)
    assert (line.trials, line.correct) == (10, fakes)
    assert line.bias is None or line.bias < 0  # None if all ten were of one kind
    assert leaderboard(game) == leaderboard(game, Design.ODD_ONE_OUT) == ()


def test_each_deck_has_a_dealer_of_its_own_made_once(game: Game, deck: Deck) -> None:
    other = SimpleNamespace(name="other", frame=deck.frame, style=None)
    game._dealers._deck = lambda _: other  # type: ignore[assignment,return-value]
    dealer = game.dealer_of("other")
    assert dealer is not game.dealer
    assert dealer.generator is game.dealer.generator
    assert game.dealer_of("other") is dealer
    assert game.dealer_of(deck.name) is game.dealer
    dealer.close()


def test_shown_seconds_are_kept(game: Game) -> None:
    ada = join(game, "Ada")
    game.start(ada, game.plan(display_seconds=0.5))
    turn = game.turn(ada)
    assert turn is not None
    game.answer(ada, turn.trial_id, 0, 1.5, 0.48)
    with game.store.read() as session:
        (guess,) = session.query(Guess)
        assert (guess.seconds, guess.shown_seconds) == (1.5, 0.48)
