"""The Rasch model against closed forms, other libraries and known parameters."""

import numpy as np
import pytest
from scipy.special import expit, logit

from game.scoring.rasch import at_level, expected, fit, place
from game.scoring.rasch_solver import Trials, solve

NONE = 1e4  # a spread so wide that the prior says nothing


def simulated(seed: int) -> tuple[Trials, np.ndarray, np.ndarray, np.ndarray]:
    """150 players, of whom each answers 60 of 240 pairs of 80 photos and 240 fakes."""
    rng = np.random.default_rng(seed)
    ability, photo, fake = (
        rng.normal(0.6, 0.7, 150),
        rng.normal(0, 0.5, 80),
        rng.normal(0, 0.4, 240),
    )
    player = np.repeat(np.arange(150), 60)
    trial = np.concatenate([rng.permutation(240)[:60] for _ in range(150)])
    ahead = ability[player] - photo[trial % 80] - fake[trial]
    right = rng.random(len(player)) < expit(ahead)
    return Trials(player, trial % 80, trial, right), ability, photo, fake


def test_a_single_player_without_faces_is_the_logit_of_their_share() -> None:
    nobody = np.full(10, -1)
    facets = solve(Trials(np.zeros(10, int), nobody, nobody, np.arange(10) < 7), (1, 1, 1))
    assert facets.mean + facets.ability[0] == pytest.approx(logit(0.7), abs=1e-3)
    assert facets.ability[0] == pytest.approx(0, abs=1e-3)
    assert len(facets.photo) == len(facets.fake) == 0


def test_two_players_and_two_photos_without_priors_are_the_logits_of_a_balanced_table() -> None:
    # Shares of 0.8 and 0.5 on one photo; the other is as much harder for both as logits can say.
    shares = expit(logit([[0.8, 0.5], [0.8, 0.5]]) - np.array([[0.0], [1.0]]))
    player, photo, right = [], [], []
    for p in range(2):
        for face in range(2):
            hits = round(10_000 * shares[face, p])
            player += [p] * 10_000
            photo += [face] * 10_000
            right += [True] * hits + [False] * (10_000 - hits)
    unknown = np.full(len(player), -1)
    facets = solve(
        Trials(np.array(player), np.array(photo), unknown, np.array(right)), (NONE, NONE, 1)
    )
    assert np.diff(facets.ability) == pytest.approx(logit(0.5) - logit(0.8), abs=2e-3)
    assert np.diff(facets.photo) == pytest.approx(1, abs=2e-3)


def test_without_priors_it_is_a_logistic_regression_of_statsmodels() -> None:
    from statsmodels.genmod import families, generalized_linear_model  # slow to load

    trials, *_ = simulated(0)
    keep = trials.player < 40
    player, photo = trials.player[keep], trials.photo[keep] % 10
    unknown = np.full(len(player), -1)
    facets = solve(Trials(player, photo, unknown, trials.right[keep]), (NONE, NONE, 1))
    table = np.c_[np.eye(40)[player], -np.eye(10)[photo][:, 1:]]
    glm = generalized_linear_model.GLM(trials.right[keep], table, family=families.Binomial())
    found = glm.fit().params
    assert facets.mean + facets.ability - facets.photo[0] == pytest.approx(found[:40], abs=0.01)
    assert facets.photo[1:] - facets.photo[0] == pytest.approx(found[40:], abs=0.01)


def test_with_priors_it_is_a_ridge_regression_of_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression  # slow to load

    trials, *_ = simulated(1)
    facets = solve(trials, (0.7, 0.7, 0.7))
    table = np.c_[np.eye(150)[trials.player], -np.eye(80)[trials.photo], -np.eye(240)[trials.fake]]
    ridge = LogisticRegression(C=0.49, max_iter=1000, tol=1e-8).fit(table, trials.right)
    fitted = np.concatenate([facets.ability, facets.photo, facets.fake])
    assert fitted == pytest.approx(ridge.coef_[0], abs=3e-3)
    assert facets.mean == pytest.approx(ridge.intercept_[0], abs=3e-3)
    assert facets.photo.mean() == pytest.approx(0, abs=1e-4)


def test_known_abilities_and_difficulties_are_recovered_within_their_errors() -> None:
    held = []
    for seed in range(5):
        trials, ability, photo, fake = simulated(seed)
        found = fit(trials)
        truths = (ability - photo.mean() - fake.mean(), photo - photo.mean(), fake - fake.mean())
        errors = (found.ability_se, found.photo_se, found.fake_se)
        values = (found.ability, found.photo_difficulty, found.fake_difficulty)
        assert np.corrcoef(found.ability, ability)[0, 1] > 0.85
        assert np.corrcoef(found.photo_difficulty, photo)[0, 1] > 0.75
        held.append(
            [
                (np.abs(value - truth) < 1.96 * error).mean()
                for value, truth, error in zip(values, truths, errors, strict=True)
            ]
        )
    for share in np.mean(held, axis=0):
        assert 0.92 <= share <= 0.98


def test_a_photo_that_only_ever_stood_beside_one_fake_is_no_surer_than_that_allows() -> None:
    rng = np.random.default_rng(0)
    player, trial = (grid.ravel() for grid in np.indices((400, 5)))
    right = rng.random(2000) < 0.7
    together = fit(Trials(player, trial, trial, right))
    alone = fit(Trials(player, trial, np.full(2000, -1), right))
    assert (together.photo_se > 2 * alone.photo_se).all()


def test_facets_may_be_swapped_and_unknown_faces_say_nothing() -> None:
    trials, *_ = simulated(2)
    found = fit(trials)
    swapped = fit(Trials(trials.player, trials.fake, trials.photo, trials.right))
    assert swapped.photo_se == pytest.approx(found.fake_se, rel=0.02)
    assert swapped.ability == pytest.approx(found.ability, abs=0.02)
    assert found.photo_answers.sum() == found.answers.sum() == len(trials.right)
    half = np.where(trials.fake % 2 == 0, trials.fake, -1)
    partly = fit(Trials(trials.player, trials.photo, half, trials.right))
    assert (partly.fake_difficulty[1::2] == pytest.approx(0, abs=1e-6)) or (
        partly.fake_answers[1::2].sum() == 0
    )
    with pytest.raises(ValueError, match="no answers"):
        fit(Trials(*(np.empty(0, int) for _ in range(4))))


def test_a_round_at_your_level_has_the_faces_of_which_you_get_seven_in_ten_right() -> None:
    difficulties = np.array([-2.0, 0.1, 3.0, 0.2])
    order = at_level(logit(0.7) + 0.1, difficulties)
    assert order.tolist() == [1, 3, 0, 2]
    assert expected(np.array([0.0, 1.0]), np.array([0.0, 1.0])) == pytest.approx(0.5)


def test_one_who_had_no_part_in_the_fit_is_placed_where_the_fit_would_have_put_them() -> None:
    rng = np.random.default_rng(0)
    hard = rng.normal(0, 0.6, 60)
    player, photo = (grid.ravel() for grid in np.indices((200, 60)))
    right = rng.random(len(player)) < expit(0.5 + 0.4 * np.sin(player) - hard[photo])
    fake = np.zeros(len(player), np.int64)
    whole = fit(Trials(player, photo, fake, right))
    last = player == 199
    found = place(whole, photo[last], fake[last], right[last])
    assert found.ability == pytest.approx(whole.ability[199], abs=0.02)
    assert found.error == pytest.approx(whole.ability_se[199], rel=0.1)
    assert found.n == 60
