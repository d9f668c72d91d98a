"""The projected critic: what it learns, what it leaves as it was, and what its checkpoint holds."""

from pathlib import Path

import pytest
import torch
from torch import Tensor

from game.common.files import sha256_of
from game.discriminators.critics import load_critic, save_critic
from game.discriminators.projected import MAPS, ProjectedCritic, ProjectedCriticConfig
from game.faces.features import ResNet50Thin

SIDE = 32


@pytest.fixture(scope="module")
def eyes() -> ResNet50Thin:
    """Its shape is that of the frozen network; what it sees does not matter here."""
    torch.manual_seed(0)
    return ResNet50Thin().requires_grad_(False)


@pytest.fixture
def critic(eyes: ResNet50Thin) -> ProjectedCritic:
    torch.manual_seed(1)
    return ProjectedCritic(ProjectedCriticConfig(side=SIDE, seen=SIDE, width=6)).put_in(eyes)


@pytest.fixture
def images() -> Tensor:
    return torch.rand(3, 3, SIDE, SIDE) * 2 - 1


def test_the_maps_are_those_that_the_frozen_network_has(eyes: ResNet50Thin, images: Tensor) -> None:
    found = [one.shape[1:] for one in eyes.maps(images, tuple(MAPS))]
    assert found == [(c, SIDE // pixels, SIDE // pixels) for c, pixels in MAPS.values()]


def test_gradients_reach_images_and_small_critics_and_nothing_else(
    critic: ProjectedCritic, eyes: ResNet50Thin, images: Tensor
) -> None:
    images.requires_grad_()
    critic(images).sum().backward()
    assert images.grad is not None
    assert images.grad.abs().amax(dim=1).min() > 0  # every pixel counts
    learning = {name.split(".")[0] for name, p in critic.named_parameters() if p.grad is not None}
    assert learning == {"critics"}
    assert all(parameter.grad is None for parameter in eyes.parameters())


def test_the_finest_scale_sees_the_coarsest(critic: ProjectedCritic, images: Tensor) -> None:
    before = critic(images)
    assert before.shape == (3, len(MAPS))
    critic.channels[-1].weight.zero_()  # type: ignore[operator]
    assert not torch.allclose(critic(images)[:, -1], before[:, -1])


def test_the_checkpoint_is_small_and_judges_alike(
    critic: ProjectedCritic, eyes: ResNet50Thin, images: Tensor, tmp_path: Path
) -> None:
    path = tmp_path / "critic.safetensors"
    critic.eval()
    save_critic(critic, path)
    assert path.stat().st_size < 50_000  # the frozen network alone has 24 MB
    loaded = load_critic(path, sha256_of(path))
    assert isinstance(loaded, ProjectedCritic)
    assert torch.allclose(loaded.put_in(eyes)(images), critic(images), rtol=2e-2, atol=0.1)
