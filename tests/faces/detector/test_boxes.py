"""Boxes: the overlap that a box is dropped for, shifts, squares."""

import numpy as np

from game.faces.detector.boxes import shifted, squares, suppress


def test_a_box_goes_if_it_shares_too_much_with_a_better_one() -> None:
    boxes = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [20, 0, 30, 10]], float)
    scores = np.array([0.7, 0.9, 0.8])
    assert suppress(boxes, scores, 0.34).tolist() == [1, 2, 0]  # 50 of 150 are shared: a third
    assert suppress(boxes, scores, 0.33).tolist() == [1, 2]


def test_a_box_inside_another_goes_by_the_smaller_of_the_two() -> None:
    boxes = np.array([[0, 0, 10, 10], [4, 4, 6, 6]], float)
    scores = np.array([0.9, 0.8])
    assert suppress(boxes, scores, 0.7).tolist() == [0, 1]
    assert suppress(boxes, scores, 0.7, of_the_smaller=True).tolist() == [0]


def test_edges_move_in_parts_of_the_sides() -> None:
    boxes = np.array([[10, 10, 30, 50]], float)
    assert shifted(boxes, np.array([[0.5, 0.25, 0, -0.5]])).tolist() == [[20, 20, 30, 30]]


def test_squares_keep_the_middle_and_leave_out_what_is_no_face() -> None:
    boxes = np.array([[10, 10, 30, 50], [-90, 0, -10, 80], [0, 0, 2, 2], [-500, -500, 600, 600]])
    assert squares(boxes.astype(float), (100, 100), 12).tolist() == [[0, 10, 40, 50]]
