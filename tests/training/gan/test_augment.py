"""Augmentation: nothing at p = 0, every distortion what it says, and gradients through all."""

import pytest
import torch

from game.training.gan.augment import adapted, augment, colour, cut_out, translate
from tests.tolerance import assert_same


def test_p_0_changes_nothing_and_p_1_everything() -> None:
    images = torch.randn(16, 3, 8, 8)
    assert torch.equal(augment(images, 0.0), images)
    assert (augment(images, 1.0) != images).flatten(1).any(dim=1).all()


def test_gradients_flow_to_every_image() -> None:
    torch.manual_seed(0)
    images = torch.randn(16, 3, 8, 8, requires_grad=True)
    augment(images, 1.0).square().sum().backward()
    assert images.grad is not None
    assert images.grad.flatten(1).any(dim=1).all()
    assert torch.isfinite(images.grad).all()


def test_colour_of_a_grey_image_shifts_its_brightness_only() -> None:
    moved = colour(torch.full((64, 3, 4, 4), 0.25)) - 0.25
    assert moved.abs().max() <= 0.5
    assert_same(moved, moved[:, :1, :1, :1].expand_as(moved))
    assert moved[:, 0, 0, 0].std() > 0.2


def test_translation_moves_whole_pixels_and_fills_with_grey() -> None:
    image = torch.randn(1, 3, 16, 16)
    for moved in translate(image.expand(8, -1, -1, -1)):
        fits = [
            (down, right)
            for down in range(-2, 3)
            for right in range(-2, 3)
            if torch.equal(moved, shifted(image[0], down, right))
        ]
        assert len(fits) == 1


def shifted(image: torch.Tensor, down: int, right: int) -> torch.Tensor:
    """The definition, pixel by pixel."""
    out = torch.zeros_like(image)
    for y in range(16):
        for x in range(16):
            if 0 <= y - down < 16 and 0 <= x - right < 16:
                out[:, y, x] = image[:, y - down, x - right]
    return out


def test_cutout_hides_a_square_of_at_most_half_the_side() -> None:
    hidden = (cut_out(torch.ones(200, 3, 16, 16)) == 0).all(dim=1)
    rows, columns = hidden.any(dim=2).sum(dim=1), hidden.any(dim=1).sum(dim=1)
    assert torch.equal(hidden.sum(dim=(1, 2)), rows * columns)
    assert rows.max() <= 8
    assert rows.max() >= 7


def test_p_follows_the_critics_overfitting_within_0_and_1() -> None:
    assert adapted(0.5, 0.9, 1000) == pytest.approx(0.51)
    assert adapted(0.5, 0.1, 1000) == pytest.approx(0.49)
    assert adapted(0.999, 1.0, 1000) == 1
    assert adapted(0.001, 0.0, 1000) == 0
