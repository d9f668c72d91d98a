"""What a page looks at, and the board that comes of it."""

import time

import numpy as np
import pytest

from game.common.recipe import STYLED_PSI
from game.common.vocabulary import Design, Kind, Mode
from game.review.guesses.cache import GuessCache
from game.review.guesses.table import GuessTable
from game.review.leaderboard import board
from game.review.view import View, chosen, network, ranked, scored_guesses
from game.rounds import answering, players, starting
from game.rounds.plan import Photo, Plan
from game.store.engine import Store
from game.store.tables import Player, Trial, now
from tests.fixtures.people import fake


def plays(
    store: Store, name: str, right: int, n: int, *, plan: Plan | None = None, at: int = 0
) -> int:
    """Somebody new answers a round of n, the first so many of them rightly."""
    with store.write() as session:
        player = players.join(session, name)[0].id
        pairs = [(Photo(f"{name}{i}.jpg"), fake(1000 * at + i)) for i in range(n)]
        round_ = starting.start(session, player, plan or Plan("deck"), at, pairs)
        session.flush()
        trials = [trial.id for trial in round_.trials]
    for i, trial in enumerate(trials):
        with store.write() as session:
            answering.answer(session, player, trial, 0 if i < right else 1, confidence=2)
            answering.advance(session, player, trial)
    return player


@pytest.fixture
def three(store: Store, network: int) -> tuple[int, int, int]:
    """Ada 9 of 12, Bo 12 of 12, Cy 4 of 4; the network judged Ada's, all rightly."""
    ada = plays(store, "Ada", 9, 12)
    with store.write() as session:
        for trial in session.query(Trial).all():
            answering.judge(session, trial.id, {network: [0.1, 0.9]})
    return ada, plays(store, "Bo", 12, 12, at=1), plays(store, "Cy", 4, 4, at=2)


def names(store: Store, table: GuessTable, view: View, **more: object) -> list[str]:
    with store.read() as session:
        return [line.nickname for line in board(session, table, view, **more).lines]  # type: ignore[arg-type]


def test_people_and_networks_stand_on_one_board_by_what_they_surely_can(
    store: Store, three: tuple[int, int, int]
) -> None:
    ada, bo, cy = three
    table = GuessCache(store).fresh()
    with store.read() as session:
        found = board(session, table, ranked("deck", None), also=[ada, cy])
    assert [(line.nickname, line.correct, line.trials) for line in found.lines] == [
        ("A network", 12, 12),
        ("Bo", 12, 12),
        ("Ada", 9, 12),
    ]  # Cy has too few to be ranked
    assert found.lines[0].kind is Kind.MODEL
    assert (found.places, found.total) == ({ada: 3}, 3)
    assert found.lines[1].player_id == bo
    assert (now() - found.lines[1].last_played).total_seconds() < 100  # type: ignore[operator]


def test_a_long_board_ends_with_whoever_looks_at_it(
    store: Store, three: tuple[int, int, int]
) -> None:
    table = GuessCache(store).fresh()
    assert names(store, table, ranked("deck", None), shown=1) == ["A network"]
    assert names(store, table, ranked("deck", None), shown=1, also=[three[0]]) == [
        "A network",
        "Ada",
    ]


def test_nothing_is_mixed(store: Store, three: tuple[int, int, int]) -> None:
    plays(store, "Attacker", 12, 12, plan=Plan("deck", truncation_psi=1.0), at=3)
    plays(store, "Quick", 12, 12, plan=Plan("deck", display_seconds=0.5), at=4)
    table = GuessCache(store).fresh()
    assert "Attacker" not in names(store, table, ranked("deck", None))
    assert "Quick" not in names(store, table, ranked("deck", None))
    assert names(store, table, View("deck", truncation_psi=1.0)) == ["Attacker"]
    assert names(store, table, View("deck", timed=True)) == ["Quick"]
    assert names(store, table, View("deck", mode=Mode.CLIMB)) == []
    assert names(store, table, ranked("elsewhere", None)) == []
    assert names(store, table, ranked("deck", None, Design.YES_NO)) == []


def test_a_style_has_a_board_of_its_own(store: Store, three: tuple[int, int, int]) -> None:
    style = "deck-0123456789ab"
    plays(store, "Dee", 12, 12, plan=Plan("deck", truncation_psi=STYLED_PSI, style=style), at=3)
    table = GuessCache(store).fresh()
    assert names(store, table, ranked("deck", style)) == ["Dee"]
    assert "Dee" not in names(store, table, ranked("deck", None))
    assert names(store, table, ranked("deck", "deck-ba9876543210")) == []
    assert "Dee" in names(store, table, View("deck"))


def test_an_exclusion_and_a_time_can_be_asked_for(
    store: Store, three: tuple[int, int, int]
) -> None:
    with store.write() as session:
        session.get_one(Player, three[1]).excluded_at = now()
    table = GuessCache(store).fresh()
    assert names(store, table, ranked("deck", None)) == ["A network", "Ada"]
    assert "Bo" in names(store, table, View("deck", excluded_too=True))
    assert not chosen(table, View("deck", since=time.time() + 60)).any()
    assert chosen(table, View("deck", since=time.time() - 60)).sum() == 16
    assert chosen(table, View("deck", confidence=2)).sum() == 16
    assert not chosen(table, View("deck", confidence=1)).any()
    assert not chosen(table, View("deck", trained=True)).any()


def test_the_measures_get_players_from_nought_and_the_network_by_trial(
    store: Store, three: tuple[int, int, int]
) -> None:
    table = GuessCache(store).fresh()
    people = scored_guesses(table, chosen(table, View("deck")))
    assert np.bincount(people.player).tolist() == [12, 12, 4]
    assert people.right.sum() == 25
    assert (network(table, 0).right[people.trial] >= 0).sum() == 12
