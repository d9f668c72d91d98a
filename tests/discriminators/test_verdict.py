"""The jury's verdict, and when it says that it does not know."""

import numpy as np

from game.discriminators.clip.known_faces import KnownFaces, distances
from game.discriminators.verdict import TRAVELLERS, together


def test_the_verdict_is_the_mean_of_log_odds_of_those_who_travel() -> None:
    one, other = (np.array([0.9, 0.5, 1.0]), np.array([0.9, 0.2, 0.5]))
    p = together({TRAVELLERS[0]: one, TRAVELLERS[1]: other, "Symmetry": np.zeros(3)})
    assert np.isclose(p[0], 0.9)
    assert np.isclose(p[1], 1 / 3)  # odds of 1 and 1/4: their geometric mean is 1/2
    assert 0.9 < p[2] < 0.98  # however certain one of them is, the other still counts


def test_a_face_is_unlike_if_it_is_far_from_all_that_was_learned() -> None:
    learned, other = np.eye(3, dtype=np.float32)[:2], np.eye(3, dtype=np.float32)[2]
    known = KnownFaces(learned, 0.1, {"studio": learned[:1], "deck": learned[1:]})
    assert np.allclose(distances(learned, learned), 0)
    assert known.unlike(np.stack([learned[0], other])).tolist() == [False, True]
    assert known.camera(learned[1]) == "deck"
