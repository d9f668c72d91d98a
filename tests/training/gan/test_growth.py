"""Progressive growing: the level over the images, and the photos at a level."""

import pytest
import torch
from torch.nn import functional as F

from game.common.errors import Refused
from game.training.gan.growth import Growth, at_level
from tests.tolerance import assert_same


def test_each_block_fades_in_and_then_stays() -> None:
    growth = Growth(images=(100, 200), fade=0.5)
    levels = {0: 0, 99: 0, 100: 0, 150: 0.5, 200: 1, 299: 1, 300: 1, 350: 1.5, 400: 2, 9999: 2}
    for images, level in levels.items():
        assert growth.level(images) == pytest.approx(level)
    assert Growth(images=(100,), fade=0.0).level(100) == 1


def test_photos_end_their_fade_at_full_size() -> None:
    photos = torch.randn(2, 3, 16, 16)
    assert torch.equal(at_level(photos, 2), photos)
    assert torch.equal(at_level(photos, 1), F.avg_pool2d(photos, 2))
    doubled = F.interpolate(F.avg_pool2d(photos, 2), scale_factor=2)
    assert_same(at_level(photos, 1.25), 0.75 * doubled + 0.25 * photos)


@pytest.mark.parametrize(
    ("growth", "reason"),
    [
        (Growth((10,), 0.5), "are 2 numbers"),
        (Growth((10, 0), 0.5), "are 2 numbers"),
        (Growth((10, 90), 0.5), "leaves none"),
        (Growth((10, 10), 1.5), "between 0 and 1"),
    ],
)
def test_a_growth_that_cannot_be_is_refused(growth: Growth, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        growth.check(blocks=2, images=100)
