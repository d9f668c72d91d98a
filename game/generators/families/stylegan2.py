"""StyleGAN2: Karras et al. 2020, "Analyzing and Improving the Image Quality of StyleGAN".

The generator of that paper's configuration F, with skip connections: every resolution adds its
share to the image, so the network can stop at any of them and show what it has. The names are those
of stylegan2-ada: a latent z is mapped to w, every layer takes its own copy of w (together: ws), and
an affine map turns that copy into the layer's style, one factor for each of its input channels.

    z (N, z_dim) ── MappingNetwork ── ws (N, num_ws, w_dim)
    ws (num_ws, w_dim) ── SynthesisNetwork ── image (3, size, size) in about [-1, 1]

Only inference. In training every weight is multiplied by a constant (the equalised learning rate)
and the noise by a learnt strength; here the stored weights and noise hold both already. Activations
are channels_last, in which a CPU upsamples and smooths about twice as fast.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.common.recipe import NoiseMode
from game.generators.families.mapping import LEAKY_SLOPE, MappingNetwork

# After each leaky ReLU. The function is homogeneous, so the code scales what goes into it.
ACTIVATION_GAIN = math.sqrt(2)


@dataclass(frozen=True)
class StyleGAN2Config:
    """The network's shape: `channels[i]` is its width at 4 * 2**i pixels."""

    z_dim: int
    w_dim: int
    mapping_layers: int
    channels: tuple[int, ...]

    @property
    def resolution(self) -> int:
        """Height and width of the largest image in pixels."""
        return self.sizes[-1]

    @property
    def num_ws(self) -> int:
        """One w for each convolution and one for the last image; see SynthesisNetwork.forward."""
        return 2 * len(self.channels)

    @property
    def layer_resolutions(self) -> tuple[int, ...]:
        """The resolution in pixels at which each of the ws does its work."""
        return (4, *(size for size in self.sizes[1:] for _ in range(2)), self.resolution)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of picture that the network can make, in pixels, ascending."""
        return tuple(4 * 2**i for i in range(len(self.channels)))


def smoothing(x: Tensor) -> Tensor:
    """The filter [1, 3, 3, 1] in both directions for each channel of `x`: (C, 1, 4, 4).

    Its sum is 4, because it follows an upsampling that leaves three of four pixels zero.
    """
    filter_1d = x.new_tensor([1.0, 3.0, 3.0, 1.0]) / 4
    return torch.outer(filter_1d, filter_1d).expand(x.shape[1], 1, 4, 4)


def upsample(image: Tensor) -> Tensor:
    """Zeros between the pixels, then the filter: (1, C, R, R) to (1, C, 2R, 2R)."""
    kernel = smoothing(image)
    return F.conv_transpose2d(image, kernel, stride=2, padding=1, groups=image.shape[1])


class StyledConv(nn.Module):
    """Modulated 3x3 convolution, noise, bias, leaky ReLU: (1, C_in, R, R) to (1, C_out, R, R)."""

    noise: Tensor

    def __init__(self, w_dim: int, in_channels: int, out_channels: int, resolution: int) -> None:
        super().__init__()
        self.affine = nn.Linear(w_dim, in_channels)
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels, 3, 3))
        self.bias = nn.Parameter(torch.empty(out_channels))
        self.register_buffer("noise", torch.empty(1, 1, resolution, resolution))

    def convolve(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return F.conv2d(x, weight, bias, padding=1)

    def forward(self, x: Tensor, w: Tensor, noise_mode: NoiseMode) -> Tensor:
        # Modulation scales the weights of each input channel by its style, demodulation those of
        # each output channel to length one: the weights are fewer than the pixels.
        weight = self.weight * self.affine(w).view(-1, 1, 1)
        length = weight.square().sum(dim=(1, 2, 3), keepdim=True).add_(1e-8).sqrt_()
        weight = weight.mul_(ACTIVATION_GAIN / length)
        x = self.convolve(x, weight, self.bias * ACTIVATION_GAIN)
        if noise_mode == "const":
            x = x.add_(self.noise, alpha=ACTIVATION_GAIN)
        return F.leaky_relu_(x, LEAKY_SLOPE)


class UpsamplingConv(StyledConv):
    """The same at twice the resolution: (1, C_in, R/2, R/2) to (1, C_out, R, R)."""

    def convolve(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        x = F.conv_transpose2d(x, weight.transpose(0, 1), stride=2)  # (1, C_out, R + 1, R + 1)
        return F.conv2d(x, smoothing(x), bias, padding=1, groups=x.shape[1])


class ToRGB(nn.Module):
    """Modulated 1x1 convolution: (1, C, R, R) to (1, 3, R, R)."""

    def __init__(self, w_dim: int, in_channels: int) -> None:
        super().__init__()
        self.affine = nn.Linear(w_dim, in_channels)
        self.weight = nn.Parameter(torch.empty(3, in_channels, 1, 1))
        self.bias = nn.Parameter(torch.empty(3))

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        return F.conv2d(x, self.weight * self.affine(w).view(-1, 1, 1), self.bias)


class SynthesisBlock(nn.Module):
    """Doubles the resolution of the activations and of the image.

    (1, C_in, R/2, R/2) and (1, 3, R/2, R/2) to (1, C_out, R, R) and (1, 3, R, R).
    """

    def __init__(self, w_dim: int, in_channels: int, out_channels: int, resolution: int) -> None:
        super().__init__()
        self.conv0 = UpsamplingConv(w_dim, in_channels, out_channels, resolution)
        self.conv1 = StyledConv(w_dim, out_channels, out_channels, resolution)
        self.to_rgb = ToRGB(w_dim, out_channels)

    def forward(
        self, x: Tensor, image: Tensor, ws: Tensor, noise_mode: NoiseMode
    ) -> tuple[Tensor, Tensor]:
        """`ws` (3, w_dim): one for each convolution and one for the image."""
        x = self.conv0(x, ws[0], noise_mode)
        x = self.conv1(x, ws[1], noise_mode)
        return x, self.to_rgb(x, ws[2]).add_(upsample(image))


class SynthesisNetwork(nn.Module):
    """ws (num_ws, w_dim) to an image (3, size, size).

    One face at a time: its styles go into the weights, and on a CPU a batch would gain nothing.
    """

    def __init__(self, config: StyleGAN2Config) -> None:
        super().__init__()
        w_dim, channels = config.w_dim, config.channels
        self.const = nn.Parameter(torch.empty(1, channels[0], 4, 4))
        self.conv1 = StyledConv(w_dim, channels[0], channels[0], resolution=4)
        self.to_rgb = ToRGB(w_dim, channels[0])
        self.blocks = nn.ModuleList(
            SynthesisBlock(w_dim, channels[i], channels[i + 1], resolution=8 * 2**i)
            for i in range(len(channels) - 1)
        )

    def forward(self, ws: Tensor, size: int, noise_mode: NoiseMode = "const") -> Tensor:
        """Block i takes ws 2i+1 to 2i+3: an image shares its w with the next block's first layer.

        `size` is one of the config's sizes.
        """
        x = self.const.contiguous(memory_format=torch.channels_last)
        x = self.conv1(x, ws[0], noise_mode)
        image: Tensor = self.to_rgb(x, ws[1])
        for i in range(int(math.log2(size)) - 2):
            x, image = self.blocks[i](x, image, ws[2 * i + 1 : 2 * i + 4], noise_mode)
        return image[0]

    def affines(self) -> Iterator[tuple[int, nn.Linear]]:
        """Every layer's affine map with the index of the w that it takes."""
        yield 0, self.conv1.affine
        yield 1, self.to_rgb.affine
        for i, block in enumerate(self.blocks):
            assert isinstance(block, SynthesisBlock)
            yield 2 * i + 1, block.conv0.affine
            yield 2 * i + 2, block.conv1.affine
            yield 2 * i + 3, block.to_rgb.affine


class StyleGAN2(nn.Module):
    """Both networks; what a checkpoint holds."""

    def __init__(self, config: StyleGAN2Config) -> None:
        super().__init__()
        self.config = config
        self.mapping = MappingNetwork(
            config.z_dim, config.w_dim, config.num_ws, config.mapping_layers
        )
        self.synthesis = SynthesisNetwork(config)
