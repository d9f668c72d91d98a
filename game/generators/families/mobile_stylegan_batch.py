"""MobileStyleGAN for a search in w: many faces at once, differentiable in their ws.

The inference of `mobile_stylegan` puts a face's styles into the weights and writes over activations
that a gradient would need. Here styles go into the activations, each face's into its own, and
nothing is overwritten; the weights are the same, and so are the pictures but for rounding.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from game.generators.families.mapping import LEAKY_SLOPE
from game.generators.families.mobile_stylegan import (
    INVERSE_HAAR,
    DenseConv,
    EarlyExit,
    HaarUpsample,
    SeparableConv,
    StyledConv,
    StyledLayer,
    SynthesisBlock,
    SynthesisNetwork,
    ToImage,
)


def images(synthesis: SynthesisNetwork, ws: Tensor, size: int) -> Tensor:
    """ws (n, num_ws, w_dim) to images (n, 3, size, size) in about [-1, 1], with the noise."""
    x = synthesis.const.expand(len(ws), -1, -1, -1)
    x = _dense(synthesis.conv1, x, ws[:, 0]).contiguous(memory_format=torch.channels_last)
    for i, block in enumerate(synthesis.blocks):
        assert isinstance(block, SynthesisBlock)
        first, second = ws[:, 3 * i + 1], ws[:, 3 * i + 2]
        x = _separable(block.conv1, _upsampled(block.up, x, first), first)
        x = _separable(block.conv2, x, second)
        if size == 2 * x.shape[-1] < synthesis.size:
            early, left_out = synthesis.exits[str(size)], ws[:, 3 * i + 4 :]
            assert isinstance(early, EarlyExit)
            x = _separable(early.conv, x, left_out[:, 0])
            image = _image(early.to_image, x, left_out[:, -1])
            tint: Tensor = early.tint(left_out[:, -1])
            return image + tint[:, :, None, None]
    return _image(synthesis.to_image, x, ws[:, -1])


def _modulated(layer: StyledLayer, x: Tensor, w: Tensor) -> Tensor:
    """Each face's channels times its own style: (n, C, R, R)."""
    return x * layer.style(w)[:, :, None, None]


def _dense(conv: DenseConv, x: Tensor, w: Tensor) -> Tensor:
    return _finished(conv, F.conv2d(_modulated(conv, x, w), conv.weight, conv.bias, padding=1))


def _separable(conv: SeparableConv, x: Tensor, w: Tensor) -> Tensor:
    x = F.conv2d(_modulated(conv, x, w), conv.depthwise, padding=1, groups=x.shape[1])
    return _finished(conv, F.conv2d(x, conv.pointwise, conv.bias))


def _finished(conv: StyledConv, x: Tensor) -> Tensor:
    return F.leaky_relu(x + conv.noise.to(x.dtype), LEAKY_SLOPE)


def _upsampled(up: HaarUpsample, x: Tensor, w: Tensor) -> Tensor:
    return _inverse_haar(_modulated(up, x, w))


def _image(to_image: ToImage, x: Tensor, w: Tensor) -> Tensor:
    weight = to_image.weight[:, :, None, None]
    return _inverse_haar(F.conv2d(_modulated(to_image, x, w), weight, to_image.bias))


def _inverse_haar(x: Tensor) -> Tensor:
    """Four subbands of each channel to its pixels: (n, 4C, R, R) to (n, C, 2R, 2R)."""
    subbands = x.permute(0, 2, 3, 1).unflatten(-1, (-1, 4))
    pixels = F.linear(subbands, x.new_tensor(INVERSE_HAAR))
    return F.pixel_shuffle(pixels.flatten(-2).permute(0, 3, 1, 2), 2)
