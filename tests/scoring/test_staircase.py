"""The staircase: its rule step by step, and where it settles for a player of known skill."""

import numpy as np
import pytest

from game.scoring.staircase import MOST_TRIALS, next_level, threshold, turning_points


def test_it_begins_at_the_bottom_and_rises_with_every_right_answer() -> None:
    assert next_level([], top=5) == 0
    assert next_level([(0, True)], top=5) == 1
    assert next_level([(0, True), (1, True)], top=5) == 2


def test_after_a_mistake_it_takes_two_right_answers_to_rise() -> None:
    steps = [(0, True), (1, True), (2, False)]
    assert next_level(steps, top=5) == 1
    assert next_level([*steps, (1, True)], top=5) == 1
    assert next_level([*steps, (1, True), (1, True)], top=5) == 2
    assert next_level([*steps, (1, True), (1, False)], top=5) == 0


def test_it_leaves_neither_the_top_nor_the_bottom() -> None:
    assert next_level([(0, False)], top=5) == 0
    assert next_level([(0, True), (1, True)], top=1) == 1


def test_at_the_top_it_goes_on_until_its_trials_are_used_up() -> None:
    steps = [(0, True), (1, True)]
    while (level := next_level(steps, top=1)) is not None:
        steps.append((level, True))
    assert len(steps) == MOST_TRIALS
    assert turning_points(steps) == []
    assert threshold(steps) == 1


def test_turning_points_are_where_the_direction_changes() -> None:
    levels = [0, 1, 2, 2, 1, 1, 2, 1, 0]
    assert turning_points([(level, True) for level in levels]) == [2, 1, 2]
    assert threshold([(level, True) for level in levels]) == pytest.approx(5 / 3)


@pytest.mark.parametrize("skill", [2.0, 4.0, 6.0])
def test_it_settles_where_seven_answers_in_ten_are_right(skill: float) -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(300):
        steps: list[tuple[int, bool]] = []
        while (level := next_level(steps, top=9)) is not None:
            # From sure to a coin; 70.7 % at the level `skill`.
            p = 0.5 + 0.5 / (1 + np.exp(1.5 * (level - skill) + 0.35))
            steps.append((level, bool(rng.random() < p)))
        found.append(threshold(steps))
    assert np.mean(found) == pytest.approx(skill, abs=0.8)
