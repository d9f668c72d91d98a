"""Crowds, and a person together with a network."""

import numpy as np
import pytest

from game.scoring.crowd import crossed_trust, crowd, crowd_and_network, team, with_voters
from game.scoring.scored_guesses import Network, ScoredGuesses
from game.scoring.team import odds, team_choice, team_choices, trust

COIN = np.full((10, 4), 0.5)


def asked(right: list[list[bool]], confidence: int = 1) -> ScoredGuesses:
    """Each row a person, each column a trial with the fake first."""
    table = np.array(right)
    player, trial = (grid.ravel() for grid in np.indices(table.shape))
    return ScoredGuesses(
        player,
        trial,
        table.ravel(),
        np.full(table.size, confidence),
        np.ones(table.size, bool),
    )


def test_the_majority_decides_and_a_tie_is_half_right() -> None:
    three = crowd(asked([[True, True, False], [True, False, False], [True, True, True]]), COIN)
    assert three.majority.value == pytest.approx(2 / 3)
    assert three.voters == 3
    assert three.majority.n == 3
    assert three.members.value == pytest.approx(6 / 9)
    tie = crowd(asked([[True, True], [False, True]]), COIN)
    assert tie.majority.value == pytest.approx((0.5 + 1) / 2)


def test_a_member_is_compared_with_the_others_only() -> None:
    # On the only trial the others of each right one are split, those of the wrong one are right.
    found = crowd(asked([[True], [True], [False]]), COIN)
    assert found.gain.value == pytest.approx(((0.5 - 1) + (0.5 - 1) + (1 - 0)) / 3)
    assert found.beaten == pytest.approx(1 / 3)


def test_one_sure_head_outweighs_two_unsure_ones() -> None:
    guesses = asked([[True] * 20, [False] * 20, [False] * 20])
    guesses.confidence[guesses.player == 0] = 3
    trusted = np.tile([0.5, 0.55, 0.6, 0.9], (10, 1))
    found = crowd(guesses, trusted)
    assert (found.majority.value, found.weighted.value) == (0, 1)


def test_only_trials_with_enough_voters_count() -> None:
    guesses = asked([[True] * 4, [True] * 4, [False] * 4])
    fewer = guesses.only(~((guesses.trial == 2) & (guesses.player == 0)))
    assert set(with_voters(fewer, 3).trial) == {0, 1, 3}


def test_trust_in_a_trial_is_learned_from_trials_with_other_last_digits() -> None:
    guesses = asked([[True] * 5 + [False] * 5, [True] * 10], confidence=2)
    table = crossed_trust(guesses)
    assert table.shape == (10, 4)
    assert table[0, 2] == trust({2: (13, 18)})[2]  # without trial 0, where both were right
    assert table[9, 2] == trust({2: (14, 18)})[2]  # without trial 9, where one was
    assert table[0, 3] == 0.5


def test_the_crowd_is_set_beside_a_network_trial_by_trial() -> None:
    guesses = asked([[True, True, False, False]] * 3)
    network = Network(np.array([1, 0, 0, 0]), np.full((4, 2), 0.5))
    found = crowd_and_network(guesses, network)
    assert found.value == pytest.approx(0.25)
    assert (found.n, found.over) == (4, "trials")


def test_many_choices_are_one_after_another() -> None:
    rng = np.random.default_rng(0)
    choice, trusted, p = rng.integers(0, 2, 50), rng.uniform(0.3, 0.95, 50), rng.random((50, 2))
    one_by_one = [team_choice(int(c), t, q) for c, t, q in zip(choice, trusted, p, strict=True)]
    says_real = -Network(np.ones(50), p).log_odds
    assert team_choices(choice, odds(trusted), says_real).tolist() == one_by_one
    # A single face that the network calls real with 0.8, and a person who thinks it a fake.
    says_real = -Network(np.ones(1), np.array([[0.2, np.nan]])).log_odds
    assert team_choices(np.array([1]), odds(np.array([0.7])), says_real).tolist() == [0]
    assert team_choices(np.array([1]), odds(np.array([0.9])), says_real).tolist() == [1]


def test_a_team_is_compared_with_each_of_both() -> None:
    # The network is sure and right on the first of two trials, and has no idea of the second.
    guesses = asked([[False, True], [False, False]])
    network = Network(np.array([1, 0]), np.array([[0.99, 0.01], [0.5, 0.5]]))
    found = team(guesses, network, np.full((10, 4), 0.7))
    assert found.together.value == pytest.approx(3 / 4)
    assert found.over_person.value == pytest.approx(3 / 4 - 1 / 4)
    assert found.over_network.value == pytest.approx(3 / 4 - 1 / 2)
