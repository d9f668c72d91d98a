"""Two opinions added up."""

import numpy as np

from game.scoring.team import team_choice, trust


def test_trust_begins_at_a_coin_and_follows_the_counts() -> None:
    assert trust({1: (0, 0), 2: (98, 98), 3: (50, 100)}) == {1: 0.5, 2: 0.99, 3: 0.5}


def test_the_surer_of_two_decides() -> None:
    sees_left_real = [0.2, 0.8]  # log odds 2.77 for the left
    assert team_choice(1, 0.6, sees_left_real) == 0
    assert team_choice(1, 0.97, sees_left_real) == 1
    assert team_choice(0, 0.97, sees_left_real) == 0


def test_a_word_without_weight_leaves_it_to_the_judge_and_a_coin_to_the_person() -> None:
    assert team_choice(1, 0.5, [0.4, 0.6]) == 0
    assert team_choice(1, 0.5, [0.5, 0.5]) == 1
    assert team_choice(1, 0.9, [0.0, 1.0]) == 0  # certainty is bounded, and finite


def test_a_team_of_two_independent_players_beats_either() -> None:
    rng = np.random.default_rng(0)
    real = rng.integers(0, 2, 4000)
    person = np.where(rng.random(4000) < 0.8, real, 1 - real)
    # The judge's log odds are calibrated: it is right as often as they say.
    sure = rng.choice([0.6, 0.8, 0.95], 4000)
    judge = np.where(rng.random(4000) < sure, real, 1 - real)
    away = 1 / (1 + np.exp(np.log(sure / (1 - sure)) / 2))  # p(fake) of the face it calls real
    together = [
        team_choice(int(p), 0.8, [a, 1 - a] if j == 0 else [1 - a, a])
        for p, j, a in zip(person, judge, away, strict=True)
    ]
    alone = max((person == real).mean(), (judge == real).mean())
    assert (np.array(together) == real).mean() > alone + 0.03
