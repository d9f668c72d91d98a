"""MobileStyleGAN: a StyleGAN2 whose convolutions are separable and whose upsampling is a wavelet.

Belousov, "MobileStyleGAN: A Lightweight Convolutional Neural Network for High-Fidelity Image
Synthesis" (2021, arXiv 2104.04767); the mapping network, the styles and the noise are StyleGAN2's
(Karras et al. 2020, "Analyzing and Improving the Image Quality of StyleGAN"). The names are those
of stylegan2-ada: a latent z is mapped to w, every layer takes its own copy of w (together: ws), and
an affine map turns that copy into the layer's style, one factor for each of its input channels.

    z (N, z_dim) ── MappingNetwork ── ws (N, num_ws, w_dim)
    ws (num_ws, w_dim) ── SynthesisNetwork ── image (3, size, size) in about [-1, 1]

Most of the arithmetic lies in the last blocks. Who wants a small picture leaves by an EarlyExit
before them: heads of our own, fitted by game/training/early_exits.py so that they make what the
whole network would make, scaled down.

Only inference. In this network demodulation does not depend on the style, so the weights hold it
already. Activations are channels_last, the layout in which a CPU convolves separably the fastest.

One subject: one network, none of whose parts is used elsewhere.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.common.recipe import NoiseMode
from game.generators.families.mapping import LEAKY_SLOPE, MappingNetwork

# The inverse Haar transform makes four pixels of four subbands. A row for each pixel (top left, top
# right, bottom left, bottom right), a column for each subband (mean, vertical, horizontal and
# diagonal difference).
INVERSE_HAAR = (
    (0.5, 0.5, 0.5, 0.5),
    (0.5, 0.5, -0.5, -0.5),
    (0.5, -0.5, 0.5, -0.5),
    (0.5, -0.5, -0.5, 0.5),
)


@dataclass(frozen=True)
class MobileStyleGANConfig:
    """The network's shape: `channels[i]` is its width at 4 * 2**i pixels.

    `exits`: the sizes in pixels at which an early exit makes a picture.
    """

    z_dim: int
    w_dim: int
    mapping_layers: int
    channels: tuple[int, ...]
    exits: tuple[int, ...] = ()

    @property
    def resolution(self) -> int:
        """Height and width of the image in pixels: twice those of the last layer."""
        return 4 * 2 ** len(self.channels)

    @property
    def num_ws(self) -> int:
        """One w for the first layer, three for each block (in training each made an image too)."""
        return 3 * len(self.channels) - 2

    @property
    def layer_resolutions(self) -> tuple[int, ...]:
        """The resolution in pixels at which each of the ws does its work."""
        return (4, *(8 * 2**i for i in range(len(self.channels) - 1) for _ in range(3)))

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of picture that the network can make, in pixels, ascending."""
        return (*self.exits, self.resolution)


class StyledLayer(nn.Module):
    """What every layer of the synthesis shares: its w (w_dim) becomes a style (C_in)."""

    def __init__(self, w_dim: int, in_channels: int, style_gain: float) -> None:
        super().__init__()
        self.affine = nn.Linear(w_dim, in_channels)
        self.style_gain = style_gain

    def style(self, w: Tensor) -> Tensor:
        """(w_dim) to (C_in)."""
        style: Tensor = self.affine(w) * self.style_gain
        return style


class StyledConv(StyledLayer):
    """Modulate, convolve, add noise and bias, leaky ReLU: (1, C_in, R, R) to (1, C_out, R, R)."""

    noise: Tensor

    def __init__(self, w_dim: int, in_channels: int, out_channels: int, resolution: int) -> None:
        super().__init__(w_dim, in_channels, style_gain=1 / math.sqrt(9 * in_channels))
        self.bias = nn.Parameter(torch.empty(out_channels))
        self.register_buffer("noise", torch.empty(1, 1, resolution, resolution))

    def convolve(self, x: Tensor, style: Tensor) -> Tensor:
        raise NotImplementedError

    def forward(self, x: Tensor, w: Tensor, noise_mode: NoiseMode) -> Tensor:
        x = self.convolve(x, self.style(w))
        if noise_mode == "const":
            x = x.add_(self.noise)
        return F.leaky_relu_(x, LEAKY_SLOPE)


class DenseConv(StyledConv):
    """The first layer's full 3x3 convolution."""

    def __init__(self, w_dim: int, in_channels: int, out_channels: int, resolution: int) -> None:
        super().__init__(w_dim, in_channels, out_channels, resolution)
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels, 3, 3))

    def convolve(self, x: Tensor, style: Tensor) -> Tensor:
        return F.conv2d(x * style.view(-1, 1, 1), self.weight, self.bias, padding=1)


class SeparableConv(StyledConv):
    """A 3x3 convolution within each channel, then a 1x1 convolution across them."""

    def __init__(self, w_dim: int, in_channels: int, out_channels: int, resolution: int) -> None:
        super().__init__(w_dim, in_channels, out_channels, resolution)
        self.depthwise = nn.Parameter(torch.empty(in_channels, 1, 3, 3))
        self.pointwise = nn.Parameter(torch.empty(out_channels, in_channels, 1, 1))

    def convolve(self, x: Tensor, style: Tensor) -> Tensor:
        # Scaling the few weights of a channel is the same as scaling its many pixels.
        depthwise = self.depthwise * style.view(-1, 1, 1, 1)
        x = F.conv2d(x, depthwise, padding=1, groups=x.shape[1])
        return F.conv2d(x, self.pointwise, self.bias)


class HaarUpsample(StyledLayer):
    """Modulate, then the inverse Haar transform: (1, C, R, R) to (1, C/4, 2R, 2R).

    Channels 4c to 4c+3 are the four subbands of output channel c.
    """

    def __init__(self, w_dim: int, in_channels: int) -> None:
        super().__init__(w_dim, in_channels, style_gain=1.0)

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        """`x` is overwritten: nothing else needs it, and a copy would cost as much as the sum."""
        if torch.compiler.is_compiling():
            return self.elementwise(x, w)
        x = x.mul_(self.style(w).view(-1, 1, 1))
        subbands = x.permute(0, 2, 3, 1).unflatten(-1, (-1, 4))  # (1, R, R, C/4, 4), no copy
        pixels = F.linear(subbands, x.new_tensor(INVERSE_HAAR))
        return F.pixel_shuffle(pixels.flatten(-2).permute(0, 3, 1, 2), 2)

    def elementwise(self, x: Tensor, w: Tensor) -> Tensor:
        """The same as sums and differences, which a compiler joins into a single pass."""
        _, channels, height, width = x.shape
        halved = (x * (self.style(w) / 2).view(-1, 1, 1)).permute(0, 2, 3, 1)
        mean, vertical, horizontal, diagonal = halved.reshape(
            height, width, channels // 4, 4
        ).unbind(-1)  # (R, R, C/4) each
        top, bottom = mean + vertical, mean - vertical
        left_right, crossed = horizontal + diagonal, horizontal - diagonal
        rows = (
            torch.stack([top + left_right, top - left_right], dim=2),
            torch.stack([bottom + crossed, bottom - crossed], dim=2),
        )
        pixels = torch.stack(rows, dim=1)  # (R, 2, R, 2, C/4)
        pixels = pixels.reshape(1, 2 * height, 2 * width, channels // 4)
        return pixels.permute(0, 3, 1, 2)


class ToImage(StyledLayer):
    """Modulate, 1x1 convolution to 3 x 4 subbands, inverse Haar: (1, C, R, R) to (1, 3, 2R, 2R)."""

    def __init__(self, w_dim: int, in_channels: int) -> None:
        super().__init__(w_dim, in_channels, style_gain=1 / math.sqrt(in_channels))
        self.weight = nn.Parameter(torch.empty(12, in_channels))
        self.bias = nn.Parameter(torch.empty(12))

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        # All of it is linear, so modulation and transform go into the twelve rows of the weight.
        inverse_haar = x.new_tensor(INVERSE_HAAR)
        subbands = (self.weight * self.style(w)).view(3, 4, -1)
        weight = (inverse_haar @ subbands).view(12, -1, 1, 1)
        bias = (self.bias.view(3, 4) @ inverse_haar.T).flatten()
        return F.pixel_shuffle(F.conv2d(x, weight, bias), 2)


class EarlyExit(nn.Module):
    """A picture from the middle of the network: (1, C, R, R) to (1, 3, 2R, 2R).

    One separable convolution, a ToImage, and a colour for the whole picture. They stand for the
    layers that are left out: the convolution's `noise` for their noise, the `tint` for what their
    styles do to the colours.
    """

    def __init__(self, w_dim: int, in_channels: int, resolution: int) -> None:
        super().__init__()
        width = min(128, in_channels // 2)
        self.conv = SeparableConv(w_dim, in_channels, width, resolution)
        self.to_image = ToImage(w_dim, width)
        self.tint = nn.Linear(w_dim, 3)

    def forward(self, x: Tensor, ws: Tensor, noise_mode: NoiseMode) -> Tensor:
        """`ws` (n, w_dim) are those of the layers left out: the first and the last are used."""
        image: Tensor = self.to_image(self.conv(x, ws[0], noise_mode), ws[-1])
        return image.add_(self.tint(ws[-1]).view(3, 1, 1))


class SynthesisBlock(nn.Module):
    """Doubles the resolution: (1, C_in, R/2, R/2) to (1, C_out, R, R)."""

    def __init__(self, w_dim: int, in_channels: int, out_channels: int, resolution: int) -> None:
        super().__init__()
        self.up = HaarUpsample(w_dim, in_channels)
        self.conv1 = SeparableConv(w_dim, in_channels // 4, out_channels, resolution)
        self.conv2 = SeparableConv(w_dim, out_channels, out_channels, resolution)

    def forward(self, x: Tensor, ws: Tensor, noise_mode: NoiseMode) -> Tensor:
        """`ws` (2, w_dim): one for the upsampling and the first convolution, one for the second."""
        x = self.conv1(self.up(x, ws[0]), ws[0], noise_mode)
        x = self.conv2(x, ws[1], noise_mode)
        return x


class SynthesisNetwork(nn.Module):
    """ws (num_ws, w_dim) to an image (3, size, size).

    One face at a time: its styles go into the weights, and on a CPU a batch would gain nothing.
    """

    def __init__(self, config: MobileStyleGANConfig) -> None:
        super().__init__()
        w_dim, channels = config.w_dim, config.channels
        self.size = config.resolution
        self.const = nn.Parameter(torch.empty(1, channels[0], 4, 4))
        self.conv1 = DenseConv(w_dim, channels[0], channels[0], resolution=4)
        self.blocks = nn.ModuleList(
            SynthesisBlock(w_dim, channels[i], channels[i + 1], resolution=8 * 2**i)
            for i in range(len(channels) - 1)
        )
        self.to_image = ToImage(w_dim, channels[-1])
        width = {4 * 2**i: channels[i] for i in range(len(channels))}
        self.exits = nn.ModuleDict(
            {str(size): EarlyExit(w_dim, width[size // 2], size // 2) for size in config.exits}
        )

    def forward(self, ws: Tensor, size: int, noise_mode: NoiseMode = "const") -> Tensor:
        """Block i takes ws 3i+1 and 3i+2, its image 3i+3; only the last block still makes one."""
        x = self.conv1(self.const, ws[0], noise_mode).contiguous(memory_format=torch.channels_last)
        for i, block in enumerate(self.blocks):
            x = block(x, ws[3 * i + 1 : 3 * i + 3], noise_mode)
            if size == 2 * x.shape[-1] < self.size:
                early: Tensor = self.exits[str(size)](x, ws[3 * i + 4 :], noise_mode)[0]
                return early
        image: Tensor = self.to_image(x, ws[-1])[0]
        return image

    def affines(self) -> Iterator[tuple[int, nn.Linear]]:
        """Every layer's affine map with the index of the w that it takes; not the early exits'."""
        yield 0, self.conv1.affine
        for i, block in enumerate(self.blocks):
            assert isinstance(block, SynthesisBlock)
            yield 3 * i + 1, block.up.affine
            yield 3 * i + 1, block.conv1.affine
            yield 3 * i + 2, block.conv2.affine
        yield 3 * len(self.blocks), self.to_image.affine


class MobileStyleGAN(nn.Module):
    """Both networks; what a checkpoint holds."""

    def __init__(self, config: MobileStyleGANConfig) -> None:
        super().__init__()
        self.config = config
        self.mapping = MappingNetwork(
            config.z_dim, config.w_dim, config.num_ws, config.mapping_layers
        )
        self.synthesis = SynthesisNetwork(config)
