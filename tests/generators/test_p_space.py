"""P: there and back, and standard normal for faces that it was not measured on."""

import pytest
import torch

from game.generators.families.mapping import from_p, to_p
from game.generators.p_space import SAMPLES, PSpace, p_space
from game.generators.synthesis import Generator


@pytest.fixture(scope="module")
def space(generator: Generator) -> PSpace:
    return p_space(generator)


@pytest.fixture(scope="module")
def others(generator: Generator) -> torch.Tensor:
    """The w (500, 512) of seeds on which P was not measured."""
    seeds = range(SAMPLES, SAMPLES + 500)
    return torch.stack([torch.from_numpy(generator.ws(generator.latent(s))[0, 0]) for s in seeds])


def test_there_and_back(others: torch.Tensor) -> None:
    torch.testing.assert_close(from_p(to_p(others)), others)
    assert not torch.allclose(to_p(others), others)


def test_entries_of_other_faces_have_the_mean_and_the_spread_that_were_measured(
    space: PSpace, others: torch.Tensor
) -> None:
    entries = (to_p(others) - space.mean) / space.spread
    assert entries.mean(dim=0).abs().max() < 5 / 500**0.5
    assert 0.95 < entries.std(dim=0).mean() < 1.05


def test_coordinates_of_other_faces_are_all_but_standard_normal(
    space: PSpace, others: torch.Tensor
) -> None:
    coordinates = space.whitened(others)[:, :200]  # below those whose deviation was raised
    assert coordinates.mean(dim=0).abs().max() < 5 / 500**0.5
    assert 0.9 < coordinates.std(dim=0).mean() < 1.1


def test_faces_that_were_never_drawn_are_stranger_than_those_that_could_be(
    space: PSpace, others: torch.Tensor, generator: Generator
) -> None:
    assert space.strangeness(from_p(space.mean)) < 1e-6
    usual = space.strangeness(others)
    assert 0.5 < usual.mean() < 0.8
    w_avg = generator.network.mapping.w_avg
    assert (space.strangeness(torch.lerp(w_avg, others, 2.0)) > usual.quantile(0.99)).all()
    assert space.strangeness(w_avg) > usual.quantile(0.99)  # no latent is mapped to the mean of w
