"""The jury's verdict, and when it says that it does not know."""

import numpy as np

from game.discriminators.clip.known_faces import KnownFaces, distances
from game.discriminators.verdict import TRAVELLERS, Together

LEARNED, OTHER = np.eye(3, dtype=np.float32)[:2], np.eye(3, dtype=np.float32)[2]
KNOWN = KnownFaces(LEARNED, 0.1, {"studio": LEARNED[:1], "deck": LEARNED[1:]})


def test_the_verdict_is_a_weighted_sum_of_log_odds_of_those_who_travel() -> None:
    one, other = (np.array([0.9, 0.5, 1.0, 0.9]), np.array([0.9, 0.2, 0.5, 0.9]))
    said = {TRAVELLERS[0]: one, TRAVELLERS[1]: other, "Symmetry": np.zeros(4)}
    embedded = np.stack([*LEARNED, LEARNED[0], OTHER])
    alike = Together(np.array([0.5, 0.5]), 0.0, KNOWN, "").p_fake(said, embedded)
    assert np.isclose(alike[0], 0.9)
    assert np.isclose(alike[1], 1 / 3)  # odds of 1 and 1/4: their geometric mean is 1/2
    assert 0.9 < alike[2] < 0.98  # however certain one of them is, the other still counts
    assert np.isnan(alike[3])  # it is like nothing that was learned

    second = Together(np.array([0.0, 2.0]), -1.0, KNOWN, "").p_fake(said, embedded)
    assert np.isclose(second[2], 1 / (1 + np.e))  # the first is not listened to


def test_a_face_is_unlike_if_it_is_far_from_all_that_was_learned() -> None:
    assert np.allclose(distances(LEARNED, LEARNED), 0)
    assert KNOWN.unlike(np.stack([LEARNED[0], OTHER])).tolist() == [False, True]
    assert KNOWN.camera(LEARNED[1]) == "deck"
