"""The simulated play as they are said to, and apart from everybody else."""

from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import norm
from typer.testing import CliRunner

from game.__main__ import app
from game.common.errors import Refused
from game.common.vocabulary import Design, Kind
from game.review.guesses.cache import GuessCache
from game.rounds import players
from game.store.bulk import TABLES, plain_rows
from game.store.engine import Store
from game.store.simulated.population import make_population
from game.store.simulated.simulator import DECK, photo_name, simulate
from game.store.tables import Player


def test_the_same_numbers_make_the_same_world() -> None:
    one, same, other = (make_population(30, 1000, seed) for seed in (1, 1, 2))
    for name, values in vars(one).items():
        assert np.array_equal(values, getattr(same, name), equal_nan=True)
    assert not np.array_equal(one.choice, other.choice)


def test_pairs_are_answered_by_the_stated_odds() -> None:
    population = make_population(400, 200_000, 0)
    pairs = population.kind[population.trial // 10] == 0
    pairs &= population.correct >= 0
    trial = population.trial[pairs]
    fake_at = np.argmax(population.fake[trial, :2], axis=1)
    rows = np.arange(len(trial))
    odds = (
        population.ability[population.player[pairs]]
        - population.fake_difficulty[population.item[trial][rows, fake_at]]
        - population.photo_difficulty[population.item[trial][rows, 1 - fake_at]]
    )
    right = population.correct[pairs] == 1
    for low, high in ((-5, 0), (0, 1), (1, 5)):
        among = (odds > low) & (odds <= high)
        error = 4 * np.sqrt(0.25 / among.sum())
        assert right[among].mean() == pytest.approx(expit(odds[among]).mean(), abs=error)
    sure = [right[population.confidence[pairs] == level].mean() for level in (1, 2, 3)]
    assert sure == sorted(sure)


def test_single_faces_are_judged_with_the_known_d_prime_and_criterion() -> None:
    population = make_population(10, 100_000, 0)
    single = (population.kind[population.trial // 10] == 1) & (population.correct >= 0)
    fake = population.fake[population.trial, 0]
    for player in range(10):
        mine = single & (population.player == player)
        called = population.choice == 1
        hits, false_alarms = called[mine & fake].mean(), called[mine & ~fake].mean()
        d_prime = norm.ppf(hits) - norm.ppf(false_alarms)
        criterion = -(norm.ppf(hits) + norm.ppf(false_alarms)) / 2
        spread = 4 * np.sqrt(4 / mine.sum() * 1.6)
        assert d_prime == pytest.approx(population.d_prime[player], abs=2 * spread)
        assert criterion == pytest.approx(population.criterion[player], abs=spread)


def test_the_store_holds_the_world(store: Store) -> None:
    population = simulate(store, players=30, guesses=3000, seed=5)
    table = GuessCache(store).fresh()
    assert len(table) == 3000
    assert np.array_equal(np.bincount(table.player - 1), np.bincount(population.player))
    assert (table.correct == 1).sum() == (population.correct == 1).sum()
    assert {plan.deck for plan in table.plans} == {DECK}
    assert {plan.design for plan in table.plans} == set(Design)
    assert table.photos[0][1] in {photo_name(n) for n in range(2000)}
    assert [name[:9] for name in table.network_names] == ["simulated"] * 3
    best = (table.network_right == 1).sum(axis=1)
    assert best.tolist() == sorted(best.tolist())


def test_the_simulated_are_never_mixed_with_others(store: Store, ada: int) -> None:
    with pytest.raises(Refused, match="name an empty store"):
        simulate(store, players=5, guesses=50, seed=0)
    with store.write() as session:
        players.forget(session, ada)
    simulate(store, players=5, guesses=50, seed=0)
    with pytest.raises(Refused, match="another DATABASE_URL"), store.write() as session:
        players.join(session, "Bo")
    with store.read() as session:
        assert {player.kind for player in session.query(Player)} == {Kind.SIMULATED, Kind.MODEL}


def test_the_truth_is_kept_beside_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, truth = f"sqlite:///{tmp_path / 'game.db'}", tmp_path / "truth.npz"
    monkeypatch.setenv("DATABASE_URL", url)
    command = ["simulate", "--players", "12", "--guesses", "205", "--truth", str(truth)]
    result = CliRunner().invoke(app, command)
    assert result.output.strip() == "12 simulated players, 200 answers"
    with np.load(truth) as kept:
        assert len(kept["ability"]) == len(kept["d_prime"]) == len(kept["criterion"]) == 12
        assert len(kept["photo_difficulty"]) == 2000
    store = Store(url)
    with store.read() as session:
        assert len(list(plain_rows(session, "guess"))) > 200
        assert not any(True for _ in plain_rows(session, "room"))
        assert set(TABLES) == {"room", "player", "round", "seat", "trial", "face", "guess"}
    store.close()
