"""Published figures, and their conversion between single faces and pairs."""

from math import sqrt
from pathlib import Path

import pytest
from scipy.stats import norm

from game.common.errors import Refused
from game.common.vocabulary import Design
from game.review.literature import Shares, published


def test_nightingale_and_farid_as_published_and_in_pairs() -> None:
    untrained, trained, *_ = published("people")
    assert (untrained.share, untrained.low, untrained.high, untrained.n) == (
        0.482,
        0.471,
        0.492,
        315,
    )
    assert (trained.share, trained.d_prime, trained.halves) == (0.59, 0.46, (0.593, 0.588))
    as_published = trained.in_design(Design.YES_NO)
    assert (as_published.share, as_published.low, as_published.high) == (0.59, 0.577, 0.604)
    pairs = trained.in_design(Design.TWO_AFC)
    assert pairs.share == pytest.approx(norm.cdf(sqrt(2) * norm.ppf(0.59)))
    assert pairs.low is not None
    assert pairs.high is not None
    assert pairs.low < pairs.share < pairs.high


def test_what_cannot_be_converted_says_why() -> None:
    several = next(p for p in published("people") if p.key == "diel-images")
    with pytest.raises(Refused, match="asked in different ways"):
        several.in_design(Design.YES_NO)
    network = next(p for p in published("machines") if p.average_precision == 1)
    assert network.in_design(Design.YES_NO).share == 0.752
    with pytest.raises(Refused, match="threshold"):
        network.in_design(Design.TWO_AFC)


def test_other_games_cannot_be_converted() -> None:
    with pytest.raises(Refused, match="Choose pairs or single faces"):
        Shares(0.5, None, None).converted(Design.ODD_ONE_OUT, Design.YES_NO)


@pytest.mark.parametrize("about", ["people", "machines"])
def test_every_figure_names_its_source_and_is_a_share(about: str) -> None:
    figures = published(about)
    assert len({figure.key for figure in figures}) == len(figures)
    for figure in figures:
        assert figure.source
        assert figure.condition
        assert 0 < (figure.low or figure.share) <= figure.share <= (figure.high or 1) <= 1
        assert figure.unbiased != bool(figure.because)


def test_figures_are_read_from_one_file(tmp_path: Path) -> None:
    (tmp_path / "literature.toml").write_text(
        '[[people]]\nkey = "a"\nsource = "b"\ncondition = "c"\ngenerator = "d"\n'
        'design = "pairs"\nshare = 0.7\n'
    )
    (only,) = published("people", tmp_path)
    assert only.in_design(Design.TWO_AFC).low is None
    assert only.in_design(Design.YES_NO).share < 0.7
