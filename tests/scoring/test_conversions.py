"""An accuracy on single faces, as it would be in pairs, and the reverse."""

from math import sqrt

import pytest
from scipy.stats import norm

from game.common.vocabulary import Design
from game.scoring.signal_detection import convert, d_prime, share_right


def test_a_d_prime_of_0_46_is_59_percent_of_single_faces_and_63_of_pairs() -> None:
    assert share_right(0.46, Design.YES_NO) == pytest.approx(0.591, abs=5e-4)
    assert share_right(0.46, Design.TWO_AFC) == pytest.approx(0.628, abs=1e-3)
    assert d_prime(0.59, Design.YES_NO) == pytest.approx(2 * norm.ppf(0.59))
    assert d_prime(0.59, Design.TWO_AFC) == pytest.approx(sqrt(2) * norm.ppf(0.59))


def test_a_conversion_there_and_back_is_none_and_chance_stays_chance() -> None:
    there = convert(0.7, Design.YES_NO, Design.TWO_AFC)
    assert there > 0.7
    assert convert(there, Design.TWO_AFC, Design.YES_NO) == pytest.approx(0.7)
    assert convert(0.5, Design.YES_NO, Design.TWO_AFC) == pytest.approx(0.5)
    with pytest.raises(KeyError):
        convert(0.5, Design.ODD_ONE_OUT, Design.YES_NO)
