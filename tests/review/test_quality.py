"""Rules mark what they say, and nothing else."""

import numpy as np
import pytest
from scipy.stats import binom

from game.review.guesses.cache import GuessCache
from game.review.guesses.table import GuessTable
from game.review.quality import ENOUGH, LONG_RUN, RULES, changed_verdicts, flagged_players
from game.rounds import answering, players, starting
from game.rounds.plan import Photo, Plan, Shown
from game.store.engine import Store
from game.store.simulated.simulator import simulate
from tests.fixtures.people import fake

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FLAGS = {rule.name: rule.flags for rule in RULES}


def played(store: Store, name: str, places: list[int], seconds: float = 2.0) -> int:
    """A player who picked these places in one round."""
    with store.write() as session:
        player = players.join(session, name)[0].id
        pairs: list[tuple[Shown, Shown]] = [
            (Photo(f"{n}.jpg"), fake(n)) for n in range(len(places))
        ]
        trials = [t.id for t in starting.start(session, player, Plan("deck"), 1, pairs).trials]
    for trial, place in zip(trials, places, strict=True):
        with store.write() as session:
            answering.answer(session, player, trial, place, seconds=seconds, confidence=1)
            answering.advance(session, player, trial)
    return player


def marked(table: GuessTable, rule: str) -> list[int]:
    return flagged_players(table, FLAGS[rule](table)).tolist()


@SQLITE
def test_whoever_always_goes_left_is_one_sided_and_an_honest_player_is_not(store: Store) -> None:
    lazy = played(store, "Lazy", [0] * 19 + [1])
    played(store, "Brief", [0] * 19)
    played(store, "Honest", [0, 1, 1, 0, 1] * 5)
    table = GuessCache(store).fresh()
    assert marked(table, "one-sided") == [lazy]
    assert FLAGS["one-sided"](table).sum() == 20
    assert marked(table, "long-run") == []


@SQLITE
def test_a_long_run_marks_the_answers_in_it(store: Store) -> None:
    tired = played(store, "Tired", [0, 1] * 10 + [1] * 20 + [0] * 5)
    played(store, "Next", [1] * 10)
    flags = FLAGS["long-run"](table := GuessCache(store).fresh())
    assert np.flatnonzero(flags).tolist() == list(range(19, 40))
    assert flagged_players(table, flags).tolist() == [tired]


@SQLITE
def test_times_known_faces_and_faces_that_came_before_are_marked(store: Store) -> None:
    quick = played(store, "Quick", [0, 1], seconds=0.1)
    table = GuessCache(store).fresh()
    assert marked(table, "impossible-time") == [quick]
    assert not FLAGS["judged-before"](table).any()
    with store.write() as session:
        pairs = [(Photo("new.jpg"), fake(1)), (Photo("1.jpg"), fake(99))]
        trials = starting.start(session, quick, Plan("deck"), 1, pairs).trials
        ids = [trial.id for trial in trials]
    for trial in ids:
        with store.write() as session:
            answering.know(session, quick, trial)
            answering.advance(session, quick, trial)
    table = GuessCache(store).fresh()
    assert FLAGS["judged-before"](table).tolist() == [False, False, True, True]
    assert FLAGS["knows-face"](table).tolist() == [False, False, True, True]
    assert FLAGS["impossible-time"](table).tolist() == [True, True, False, False]


@SQLITE
def test_a_network_that_says_something_else_of_the_same_fake_is_marked(
    store: Store, network: int
) -> None:
    for name in ("Ada", "Bo", "Cy"):
        played(store, name, [0])
    trials = GuessCache(store).fresh().trial_ids.tolist()
    for trial, p in zip(trials, (0.9, 0.9, 0.8), strict=True):
        with store.write() as session:
            answering.judge(session, trial, {network: [0.1, p]})
    table = GuessCache(store).fresh()
    assert changed_verdicts(table).tolist() == [[False, False, True]]


def test_the_chances_that_the_rules_state() -> None:
    at_least = int(np.ceil(0.95 * ENOUGH))
    assert 2 * binom.sf(at_least - 1, ENOUGH, 0.5) == pytest.approx(1 / 25_000, rel=0.01)
    assert (1 + (100 - LONG_RUN) / 2) * 2.0 ** (1 - LONG_RUN) < 1 / 10_000


@SQLITE
def test_few_honest_players_are_marked_and_no_rule_fails_without_answers(store: Store) -> None:
    empty = GuessCache(store).fresh()
    assert not any(rule.flags(empty).any() for rule in RULES)
    assert changed_verdicts(empty).shape == (0, 0)
    simulate(store, players=200, guesses=20_000, seed=2)
    table = GuessCache(store).fresh()
    assert not changed_verdicts(table).any()
    assert len(marked(table, "one-sided")) + len(marked(table, "long-run")) <= 2
    known = FLAGS["knows-face"](table).mean()
    assert known == pytest.approx(0.01, abs=0.003)
