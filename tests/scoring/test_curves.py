"""Learning curves and calibration of people and networks."""

import numpy as np
import pytest

from game.scoring.calibration import reliability
from game.scoring.curves import by_confidence, calibration, learning_curve, network_p, people_p
from game.scoring.scored_guesses import Network, ScoredGuesses


def some(n: int = 400) -> tuple[ScoredGuesses, np.ndarray]:
    """Twenty people, of whom each gets better by a tenth after ten answers."""
    rng = np.random.default_rng(0)
    player, nth = np.arange(n) // 20, np.arange(n) % 20
    right = np.where(nth < 10, nth % 2 == 0, nth % 5 != 0)
    first = rng.random(n) < 0.5
    return ScoredGuesses(player, np.arange(n), right, 1 + nth % 3, first), nth


def test_a_learning_curve_counts_every_answer_in_its_bin() -> None:
    guesses, nth = some()
    points = learning_curve(guesses, nth, (0, 10, 50))
    assert [(p.first, p.last, p.share.n) for p in points] == [(0, 10, 200), (10, 50, 200)]
    assert [p.share.value for p in points] == pytest.approx([0.5, 0.8])
    assert learning_curve(guesses, nth, (15,))[0].last is None
    assert points[0].share.low < 0.5 < points[0].share.high


def test_share_right_by_confidence_leaves_out_what_nobody_chose() -> None:
    guesses, _ = some()
    found = by_confidence(guesses.only(guesses.confidence != 2))
    assert list(found) == [1, 3]
    assert found[1].value == pytest.approx(guesses.right[guesses.confidence == 1].mean())


def test_people_and_networks_say_how_likely_the_first_face_is_the_fake() -> None:
    first, right = np.array([True, True, False, False]), np.array([True, False, True, False])
    guesses = ScoredGuesses(np.arange(4), np.arange(4), right, np.array([3, 3, 1, 0]), first)
    assert people_p(guesses) == pytest.approx([11 / 12, 1 / 12, 5 / 12, 1 / 2])
    p = network_p(Network(np.ones(3), np.array([[0.8, 0.2], [0.5, 0.5], [0.7, np.nan]])))
    assert p == pytest.approx([16 / 17, 0.5, 0.7])


def test_rows_of_calibration_are_those_of_reliability_with_an_interval() -> None:
    guesses, _ = some()
    p = people_p(guesses)
    rows = calibration(p, guesses.fake_first, guesses.player, guesses.trial)
    plain = reliability(p, guesses.fake_first)
    assert [{k: row[k] for k in ("p", "share", "n")} for row in rows] == plain
    assert len(rows) == 6  # three degrees to either side
    assert all(row["low"] <= row["share"] <= row["high"] for row in rows)
    alone = calibration(p, guesses.fake_first, None, guesses.trial)
    assert [row["share"] for row in alone] == [row["share"] for row in rows]
