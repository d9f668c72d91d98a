"""Differentiable augmentation: the critic sees every image, real or fake, only distorted.

Colour, translation and cutout of Zhao et al. 2020, "Differentiable Augmentation for Data-Efficient
GAN Training", each on an image of its own with probability p; p may follow the critic's overfitting
as in Karras et al. 2020, "Training GANs with Limited Data" (ADA, section 3.1).
"""

import torch
from torch import Tensor
from torch.nn import functional as F

TRANSLATION = 1 / 8  # of the side, at most, in each direction
CUTOUT = 1 / 2  # of the side

TARGET = 0.6  # of r_t, the mean sign of the critic's logits on photos
SPEED = 1 / 100_000  # p goes from 0 to 1 within as many images; ADA's 500,000 is for long runs


def augment(images: Tensor, p: float) -> Tensor:
    """Images (N, 3, S, S) in [-1, 1] to the same, distorted; gradients flow through."""
    if not p:
        return images
    for distort in (colour, translate, cut_out):
        chosen = torch.rand(len(images), 1, 1, 1, device=images.device) < p
        images = torch.where(chosen, distort(images), images)
    return images


def colour(images: Tensor) -> Tensor:
    """Brightness by up to 0.5, saturation by 0 to 2, contrast by 0.5 to 1.5."""
    brightness, saturation, contrast = torch.rand(3, len(images), 1, 1, 1, device=images.device)
    images = images + (brightness - 0.5)
    images = torch.lerp(images.mean(dim=1, keepdim=True), images, 2 * saturation)
    return torch.lerp(images.mean(dim=(1, 2, 3), keepdim=True), images, contrast + 0.5)


def translate(images: Tensor) -> Tensor:
    """By up to an eighth of the side in whole pixels; what comes in is grey."""
    n, _, side, _ = images.shape
    most = round(side * TRANSLATION)
    down, right = torch.randint(-most, most + 1, (2, n, 1), device=images.device)
    place = torch.arange(side, device=images.device)
    rows = (place + most - down).clamp(0, side + 2 * most - 1)  # (N, S) in the padded image
    columns = (place + most - right).clamp(0, side + 2 * most - 1)
    padded = F.pad(images, (most,) * 4)
    which = torch.arange(n, device=images.device).view(-1, 1, 1)
    # Indexing puts the channels last, (N, S, S, 3).
    return padded.permute(0, 2, 3, 1)[which, rows[:, :, None], columns[:, None]].permute(0, 3, 1, 2)


def cut_out(images: Tensor) -> Tensor:
    """A grey square of half the side around a random place."""
    n, _, side, _ = images.shape
    place = torch.arange(side, device=images.device)
    middle = torch.randint(0, side + 1, (2, n, 1), device=images.device)
    rows, columns = (place - middle).abs() < side * CUTOUT / 2  # (2, N, S)
    hidden = rows[:, None, :, None] & columns[:, None, None, :]
    return images.masked_fill(hidden, 0.0)


def adapted(p: float, r_t: float, images: int) -> float:
    """p after `images` more: up while the critic is too sure of its photos, else down."""
    step = images * SPEED * (1 if r_t > TARGET else -1)
    return min(1.0, max(0.0, p + step))
