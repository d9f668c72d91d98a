"""What a search looks for: a picture, or a part of one, or anybody who shrinks to a thumbnail."""

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

Loss = Callable[[Tensor], Tensor]  # images (n, 3, size, size) in [-1, 1] to a loss each (n,)
FeatureMaps = Callable[[Tensor], list[Tensor]]  # images to maps of features, each (n, C, r, r)

FEATURE_SIDE = 128  # pixels at which features are taken, whatever the size of the face
SMALLEST = 16  # pixels: the last level of the pyramid
REACH = 3  # pixels that Lanczos' filter takes from each side
STRICT = 20.0  # how much a thumbnail's squared difference counts
TONES = 4  # a colour of what stands for a drawing
WHOLE = 0.99  # of a cell that is known less than this, nothing is known


class Target(Protocol):
    """What `project` comes nearer to."""

    def __len__(self) -> int:
        """How many faces are looked for at once."""

    def at(self, size: int) -> Loss:
        """How far faces of this size in pixels are from it, differentiable."""


class Likeness:
    """Faces that look like these pictures, in their pixels and in what a network sees in them.

    `pictures` uint8 (n, side, side, 3), placed as the generator places faces. Only where `masks`,
    bool (n, side, side), are set is anything compared; what is elsewhere does not enter. The loss
    is the mean over a pyramid of the mean squared difference, plus that of the feature maps, each
    place's features at length one (Zhang et al. 2018, "The Unreasonable Effectiveness of Deep
    Features as a Perceptual Metric", without their fitted weights).
    """

    def __init__(
        self,
        pictures: np.ndarray,
        features: FeatureMaps,
        masks: np.ndarray | None = None,
        device: torch.device | None = None,
    ) -> None:
        if masks is None:
            masks = np.ones(pictures.shape[:3], bool)
        # No filter may reach what is not known: it is grey before anything is reduced.
        self._pictures = np.where(masks[..., None], pictures, 128).astype(np.uint8)
        self._masks = masks
        self._features = features
        self._device = device

    def __len__(self) -> int:
        return len(self._pictures)

    def at(self, size: int) -> Loss:
        target = as_images(self._pictures, size).to(self._device)
        mask = torch.from_numpy(self._masks[:, None].astype(np.float32)).to(self._device)
        mask = (F.adaptive_avg_pool2d(mask, size) > WHOLE).float()
        mask = -F.max_pool2d(-mask, 2 * REACH + 1, stride=1, padding=REACH)
        target = target * mask
        levels = list(_pyramid(target, mask))
        with torch.no_grad():
            maps = [_unit(one) for one in self._features(_reduced(target))]
        known = [(F.adaptive_avg_pool2d(mask, one.shape[-1]) > WHOLE).float() for one in maps]

        def loss(images: Tensor) -> Tensor:
            pixels = [
                _mean((level - aim).square(), seen)
                for (level, _), (aim, seen) in zip(_pyramid(images, mask), levels, strict=True)
            ]
            found = self._features(_reduced(images * mask))
            content = [
                _mean((_unit(one) - aim).square(), seen)
                for one, aim, seen in zip(found, maps, known, strict=True)
            ]
            return torch.stack(pixels).mean(dim=0) + torch.stack(content).mean(dim=0)

        return loss


class Thumbnail:
    """Faces that shrink to these thumbnails, uint8 (n, side, side, 3); nothing else is asked.

    Menon et al. 2020, "PULSE: Self-Supervised Photo Upsampling via Latent Space Exploration of
    Generative Models". The loss is STRICT times the mean squared difference.
    """

    def __init__(self, thumbnails: np.ndarray, device: torch.device | None = None) -> None:
        self._aim = as_images(thumbnails, thumbnails.shape[1]).to(device)

    def __len__(self) -> int:
        return len(self._aim)

    def at(self, size: int) -> Loss:
        side = self._aim.shape[-1]

        def loss(images: Tensor) -> Tensor:
            shrunk = F.adaptive_avg_pool2d(images, side)
            return STRICT * (shrunk - self._aim).square().mean(dim=(1, 2, 3))

        return loss


def shrink(pictures: np.ndarray, side: int) -> np.ndarray:
    """uint8 (n, size, size, 3) to uint8 (n, side, side, 3): the mean of each cell."""
    images = torch.tensor(pictures).permute(0, 3, 1, 2).float()
    cells = F.adaptive_avg_pool2d(images, side).round().to(torch.uint8)
    return cells.permute(0, 2, 3, 1).numpy()


def in_few_tones(pictures: np.ndarray) -> np.ndarray:
    """Uint8 of any shape with TONES tones a colour, as somebody would paint it."""
    step = 256 // TONES
    return pictures // step * step + step // 2


def as_images(pictures: np.ndarray, size: int) -> Tensor:
    """uint8 (n, side, side, 3) to float32 (n, 3, size, size) in [-1, 1], reduced by Lanczos."""
    resized = [
        np.asarray(Image.fromarray(one).resize((size, size), Image.Resampling.LANCZOS))
        for one in pictures
    ]
    return torch.from_numpy(np.stack(resized)).permute(0, 3, 1, 2) / 127.5 - 1


def _pyramid(target: Tensor, mask: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    """The target (n, 3, s, s) and where it is known (n, 1, s, s), at each half size."""
    while target.shape[-1] >= SMALLEST:
        yield target, (mask > WHOLE).float()
        target, mask = F.avg_pool2d(target, 2), F.avg_pool2d(mask, 2)


def _reduced(images: Tensor) -> Tensor:
    """At most FEATURE_SIDE pixels a side."""
    return F.adaptive_avg_pool2d(images, min(FEATURE_SIDE, images.shape[-1]))


def _unit(maps: Tensor) -> Tensor:
    """Every place's features (n, C, r, r) divided by their root mean square."""
    return maps / (maps.square().mean(dim=1, keepdim=True).sqrt() + 1e-3)


def _mean(squares: Tensor, known: Tensor) -> Tensor:
    """(n, C, r, r) to (n,), over the places that are known."""
    places = known.sum(dim=(1, 2, 3)).clamp_min(1)
    return (squares * known).sum(dim=(1, 2, 3)) / (places * squares.shape[1])
