"""What a picture shows, as 1024 numbers: the features of a network that never saw our faces.

ResNet-50-thin (He et al. 2016, "Deep Residual Learning for Image Recognition", with half the
filters) as Yahoo trained it, on ImageNet and then on its open_nsfw data; its classifier is left
out. Distances in these features are "KID-like" and compare with each other only: they are not the
Inception features of the published FID and KID.
"""

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from game.common.settings import Settings
from game.generators.pinned import load_pinned

SIDE = 224  # pixels that the network was trained at
MEAN = (104.0, 117.0, 123.0)  # blue, green, red: of its training pictures
BLOCKS = (3, 4, 6, 3)
WIDTHS = (32, 64, 128, 256)
EXPANSION = 4  # a block's output is as many times as wide as its middle
BATCH = 8
EARLY = (2, 5, 9, 15)  # the layers that `maps` returns unless told otherwise


class Bottleneck(nn.Module):
    """1x1, 3x3 and 1x1 convolutions beside a shortcut; batch normalisation lies in the weights."""

    def __init__(self, before: int, width: int, stride: int) -> None:
        super().__init__()
        after = EXPANSION * width
        # Where the shape changes the shortcut is a convolution, too: a stage's first block.
        self.shortcut = nn.Conv2d(before, after, 1, stride) if before != after else nn.Identity()
        self.branch = nn.Sequential(
            nn.Conv2d(before, width, 1, stride),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, width, 3, padding=1),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, after, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        """x (n, before, h, w) to (n, 4 * width, h / stride, w / stride)."""
        return (self.branch(x) + self.shortcut(x)).relu_()


class ResNet50Thin(nn.Module):
    """Pictures to the mean over all places of the last block's channels."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [
            nn.Conv2d(3, 64, 7, stride=2, padding=3),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, 2, ceil_mode=True),  # Caffe's: the edge that is left over counts
        ]
        before = 64
        for stage, (blocks, width) in enumerate(zip(BLOCKS, WIDTHS, strict=True)):
            for block in range(blocks):
                layers.append(Bottleneck(before, width, stride=2 if stage and not block else 1))
                before = EXPANSION * width
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        """x (n, 3, 224, 224), blue first, 0 to 255 less MEAN, to features (n, 1024)."""
        return self.layers(x).mean(dim=(2, 3))

    def maps(self, images: Tensor, places: tuple[int, ...] = EARLY) -> list[Tensor]:
        """Images (n, 3, s, s), RGB in [-1, 1], to what these layers see in them: (n, C, r, r).

        Of itself after the first pooling and after each stage but the last; differentiable, on the
        device of the weights and in their precision.
        """
        weights = next(self.parameters())
        images = images.to(weights.device)
        x = images.flip(1) * 127.5 + 127.5 - images.new_tensor(MEAN)[:, None, None]
        x = x.to(weights.dtype)
        maps = []
        for place in range(places[-1] + 1):
            x = self.layers[place](x)
            if place in places:
                maps.append(x)
        return maps

    @torch.inference_mode()
    def coarse(self, pictures: np.ndarray) -> np.ndarray:
        """Pictures, uint8 (n, side, side, 3), to a rough description of each, float32 (n, 3008).

        The mean of each of the `maps`, and the last of them in quarters, as they are seen in this
        size: quicker than `features`, and it tells left from right and above from below.
        """
        parts = []
        for i in range(0, len(pictures), BATCH):
            images = torch.from_numpy(pictures[i : i + BATCH]).permute(0, 3, 1, 2) / 127.5 - 1
            maps = self.maps(images)
            quarters = F.adaptive_avg_pool2d(maps[-1], 2).flatten(1)
            parts.append(torch.cat([*(one.mean(dim=(2, 3)) for one in maps), quarters], dim=1))
        return torch.cat(parts).numpy()

    @torch.inference_mode()
    def features(self, pictures: np.ndarray) -> np.ndarray:
        """Pictures, uint8 (n, side, side, 3) of any side, to features, float32 (n, 1024)."""
        parts = [
            self(_as_input(pictures[i : i + BATCH])).numpy() for i in range(0, len(pictures), BATCH)
        ]
        return np.concatenate(parts)


def load_features(settings: Settings) -> ResNet50Thin:
    """The network as set-up left it. Raises Unavailable if its file is missing or another one."""
    path = settings.features / "resnet-50-thin.safetensors"
    return load_pinned(ResNet50Thin, path, settings.assets / "features.toml")


def _as_input(pictures: np.ndarray) -> Tensor:
    resized = [
        np.asarray(Image.fromarray(p).resize((SIDE, SIDE), Image.Resampling.BICUBIC))
        for p in pictures
    ]
    blue_first = np.stack(resized)[..., ::-1] - np.array(MEAN, np.float32)
    return torch.from_numpy(blue_first).permute(0, 3, 1, 2)
