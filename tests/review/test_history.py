"""What a player is told of their own rounds, and what not."""

import pytest

from game.common.recipe import GENERATOR, Recipe
from game.common.vocabulary import Design, Mode
from game.review import history
from game.review.guesses.cache import GuessCache
from game.review.guesses.table import GuessTable
from game.rounds import answering, players, starting
from game.rounds.game_modes import game_mode
from game.rounds.plan import Photo, Plan, Shown
from game.scoring.intervals import wilson
from game.scoring.signal_detection import d_prime_2afc, d_prime_yes_no
from game.store.engine import Store
from game.store.tables import Player, now


def made(seed: int) -> Recipe:
    return Recipe(GENERATOR, "f" * 64, seed, 0.7, 256)


def person(store: Store, name: str) -> int:
    with store.write() as session:
        return players.join(session, name)[0].id


def pairs(first: int, n: int = 10) -> list[list[Shown]]:
    return [[Photo(f"{first + at}.jpg"), made(first + at)] for at in range(n)]


def play(
    store: Store, player: int, plan: Plan, trials: list[list[Shown]], right: int, *, sure: int = 2
) -> None:
    """The first so many right: place 0 is real in pairs; of single faces, what it is."""
    with store.write() as session:
        for trial in starting.start(session, player, plan, 1, trials).trials:
            real = trial.faces[0].photo is not None
            hit = trial.position <= right
            mode = game_mode(plan.mode)
            told = sure if mode.asks_confidence or not mode.held_back else None
            answering.answer(session, player, trial.id, 0 if hit == real else 1, confidence=told)
            answering.advance(session, player, trial.id)


def fresh(store: Store) -> GuessTable:
    return GuessCache(store).fresh()


def test_rounds_and_totals_are_the_players_own_with_interval_and_d_prime(store: Store) -> None:
    ada, bo = person(store, "Ada"), person(store, "Bo")
    play(store, ada, Plan("deck"), pairs(0), 8)
    play(store, ada, Plan("deck"), pairs(10), 6)
    play(store, bo, Plan("deck"), pairs(0), 1)
    faces: list[list[Shown]] = [[Photo(f"{n}.jpg")] if n % 2 else [made(n)] for n in range(40, 50)]
    play(store, ada, Plan("deck", design=Design.YES_NO), faces, 7)
    table = fresh(store)
    latest, second, first = history.rounds(table, ada)
    assert [(score.right, score.n) for score in (first, second, latest)] == [
        (8, 10),
        (6, 10),
        (7, 10),
    ]
    assert first.d_prime == pytest.approx(d_prime_2afc(8, 10))
    # Fakes stand at the even places: 4 of 5 hit, 2 of 5 false alarms.
    assert latest.d_prime == pytest.approx(d_prime_yes_no(4, 5, 2, 5))
    total, _ = history.totals(table, ada)
    assert (total.right, total.n) == (14, 20)
    assert (total.low, total.high) == pytest.approx(wilson(14, 20))
    assert history.rounds(table, person(store, "Cy")) == []


def test_games_that_follow_the_player_or_the_clock_have_no_d_prime(store: Store) -> None:
    ada = person(store, "Ada")
    for at, mode in enumerate((Mode.LEVEL, Mode.ATTACK, Mode.DAILY)):
        play(store, ada, Plan("deck", mode=mode), pairs(10 * at), 7)
    found = {score.plan.mode: score.d_prime for score in history.totals(fresh(store), ada)}
    assert found[Mode.LEVEL] is found[Mode.ATTACK] is None
    assert found[Mode.DAILY] is not None


def test_what_a_test_holds_back_is_not_told_here(store: Store) -> None:
    ada = person(store, "Ada")
    play(store, ada, Plan("deck", mode=Mode.TEST, feedback=False), pairs(0), 8)
    table = fresh(store)
    assert history.rounds(table, ada) == history.totals(table, ada) == []
    assert history.calibration(table, "deck", ada) == {}


def test_learning_goes_by_what_came_before_and_calibration_by_how_sure(store: Store) -> None:
    ada = person(store, "Ada")
    play(store, ada, Plan("deck"), pairs(0), 4, sure=1)
    play(store, ada, Plan("deck"), pairs(10), 9, sure=3)
    table = fresh(store)
    early, late = history.learning(table, "deck", None, ada)
    assert (early.first, early.last, late.first, late.last) == (0, 10, 10, 20)
    assert (early.share.value, late.share.value) == pytest.approx((0.4, 0.9))
    degrees = history.calibration(table, "deck", ada)
    shares = {sure: found.value for sure, found in degrees.items()}
    assert shares == pytest.approx({1: 0.4, 3: 0.9})


def test_a_rank_is_among_people_who_are_on_the_leaderboard(store: Store) -> None:
    people = [person(store, f"P{n}") for n in range(4)]
    for n, player in enumerate(people[:3]):
        play(store, player, Plan("deck"), pairs(10 * n), 9 - 2 * n)
    play(store, people[3], Plan("deck", mode=Mode.LEVEL), pairs(50), 10)
    table = fresh(store)
    found = [history.rank(table, "deck", None, player) for player in people]
    assert [rank and (rank.place, rank.people, rank.better_than) for rank in found] == [
        (1, 3, 1.0),
        (2, 3, 0.5),
        (3, 3, 0.0),
        None,
    ]
    with store.write() as session:
        session.get_one(Player, people[0]).excluded_at = now()
    assert history.rank(fresh(store), "deck", None, people[0]) is None
