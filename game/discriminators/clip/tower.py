"""CLIP's image tower, ViT-B/16: a picture as 196 tokens of 16 pixels and one more that sums up.

Radford et al. 2021, "Learning Transferable Visual Models From Natural Language Supervision"; the
layers are those of Dosovitskiy et al. 2020, "An Image is Worth 16x16 Words".
"""

from pathlib import Path
from typing import cast

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from game.common.settings import Settings
from game.generators.pinned import load_pinned

SIDE = 224  # pixels
PATCH = 16  # pixels to a token
WIDTH, HEADS, BLOCKS, EMBEDDING = 768, 12, 12, 512
MEAN = (0.48145466, 0.4578275, 0.40821073)  # of CLIP's training pictures, red, green, blue
DEVIATION = (0.26862954, 0.26130258, 0.27577711)
NAME = "clip-vit-b-16"


class Block(nn.Module):
    """Attention and a perceptron, each beside a shortcut: tokens (n, t, 768) to the same."""

    def __init__(self) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.query, self.key = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.value, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.widen, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        normed = self.norm1(x)
        heads = [
            part(normed).unflatten(-1, (HEADS, -1)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        x = x + self.out(F.scaled_dot_product_attention(*heads).transpose(1, 2).flatten(2))
        wide = self.widen(self.norm2(x))
        return x + self.narrow(wide * torch.sigmoid(1.702 * wide))  # CLIP's own, quicker GELU


class ClipTower(nn.Module):
    """Pictures (n, 3, 224, 224), normalised by MEAN and DEVIATION, to embeddings (n, 512)."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, WIDTH, PATCH, PATCH, bias=False)
        self.summary = nn.Parameter(torch.empty(WIDTH))
        self.positions = nn.Parameter(torch.empty((SIDE // PATCH) ** 2 + 1, WIDTH))
        self.before, self.after = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.project = nn.Linear(WIDTH, EMBEDDING, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.project(self.after(self.summaries(x)[-1])))

    def summaries(self, x: Tensor) -> list[Tensor]:
        """The summing token (n, 768) after each block."""
        tokens = self.patches(x).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.summary.expand(len(x), 1, -1), tokens], dim=1)
        tokens = self.before(tokens + self.positions)
        found = []
        for block in self.blocks:
            tokens = block(tokens)
            found.append(tokens[:, 0])
        return found


def as_input(pictures: np.ndarray) -> Tensor:
    """uint8 (n, side, side, 3) of any side to what the tower takes."""
    resized = [
        np.asarray(Image.fromarray(one).resize((SIDE, SIDE), Image.Resampling.BICUBIC))
        for one in pictures
    ]
    images = torch.from_numpy(np.stack(resized)) / 255
    return ((images - torch.tensor(MEAN)) / torch.tensor(DEVIATION)).permute(0, 3, 1, 2)


def tower_file(settings: Settings) -> Path:
    """Where set-up leaves the tower's weights."""
    return settings.features / f"{NAME}.safetensors"


def load_tower(settings: Settings) -> ClipTower:
    """As set-up left it. Raises Unavailable if its file is missing or another one."""
    return load_pinned(ClipTower, tower_file(settings), settings.assets / "clip.toml")
