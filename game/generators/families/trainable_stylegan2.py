"""StyleGAN2 as it is trained: a whole batch at once, every weight with the equalised learning rate.

The same function as `stylegan2.py` beside it, whose names it uses. There one face's
styles go into the weights. Here every face of a batch has other styles, so they go into the
activations: those that come in are multiplied by the style, those that come out by what
demodulation makes of it (Karras et al. 2020, equations 1 and 3), and the convolution between is an
ordinary one.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.generators.families.equalised import EqualisedKernel, EqualisedLinear
from game.generators.families.mapping import LEAKY_SLOPE, MappingNetwork
from game.generators.families.stylegan2 import (
    ACTIVATION_GAIN,
    StyleGAN2,
    StyleGAN2Config,
    smoothing,
    upsample,
)

MAPPING_PACE = 0.01
MIXING_PROBABILITY = 0.9
W_AVG_DECAY = 0.995  # a batch


class TrainableMapping(MappingNetwork):
    """z (N, z_dim) to ws (N, num_ws, w_dim)."""

    def __init__(self, config: StyleGAN2Config) -> None:
        super().__init__(config.z_dim, config.w_dim, config.num_ws, config.mapping_layers)
        self.layers = nn.ModuleList(
            EqualisedLinear(layer.in_features, layer.out_features, pace=MAPPING_PACE)
            for layer in self.layers
            if isinstance(layer, nn.Linear)
        )
        nn.init.zeros_(self.w_avg)


class TrainableConv(EqualisedKernel):
    """Modulated 3x3 convolution, noise, bias, leaky ReLU: (N, C_in, R, R) to (N, C_out, R, R)."""

    noise: Tensor

    def __init__(self, w_dim: int, in_channels: int, out_channels: int, resolution: int) -> None:
        super().__init__(in_channels, out_channels, size=3)
        self.affine = EqualisedLinear(w_dim, in_channels, bias=1.0)
        self.noise_strength = nn.Parameter(torch.zeros(()))
        self.register_buffer("noise", torch.randn(1, 1, resolution, resolution))

    def convolve(self, x: Tensor, weight: Tensor) -> Tensor:
        return F.conv2d(x, weight, padding=1)

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        """`w` (N, w_dim). The noise is new in training, else always the same."""
        style, weight = self.affine(w), self.scaled_weight
        # The squared length of each face's modulated weights, (N, C_out).
        length = style.square() @ weight.square().sum(dim=(2, 3)).T
        demodulation = torch.rsqrt(length + 1e-8) * ACTIVATION_GAIN
        x = self.convolve(x * style[:, :, None, None], weight)
        noise = torch.randn_like(x[:, :1]) if self.training else self.noise
        noise = noise * (self.noise_strength * ACTIVATION_GAIN)
        x = torch.addcmul(noise, x, demodulation[:, :, None, None])
        return F.leaky_relu(x + (self.bias * ACTIVATION_GAIN)[:, None, None], LEAKY_SLOPE)


class TrainableUpsamplingConv(TrainableConv):
    """The same at twice the resolution: (N, C_in, R/2, R/2) to (N, C_out, R, R)."""

    def convolve(self, x: Tensor, weight: Tensor) -> Tensor:
        x = F.conv_transpose2d(x, weight.transpose(0, 1), stride=2)  # (N, C_out, R + 1, R + 1)
        return F.conv2d(x, smoothing(x), padding=1, groups=x.shape[1])


class TrainableToRGB(EqualisedKernel):
    """Modulated 1x1 convolution: (N, C, R, R) to (N, 3, R, R)."""

    def __init__(self, w_dim: int, in_channels: int) -> None:
        super().__init__(in_channels, 3, size=1)
        # Every resolution begins with no share in the image. Random ones would add speckles, which
        # a short training does not unlearn.
        nn.init.zeros_(self.weight)
        self.affine = EqualisedLinear(w_dim, in_channels, bias=1.0)

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        return F.conv2d(x * self.affine(w)[:, :, None, None], self.scaled_weight, self.bias)


class TrainableBlock(nn.Module):
    """Doubles the resolution of the activations and of the image; see `SynthesisBlock`."""

    def __init__(self, w_dim: int, in_channels: int, out_channels: int, resolution: int) -> None:
        super().__init__()
        self.conv0 = TrainableUpsamplingConv(w_dim, in_channels, out_channels, resolution)
        self.conv1 = TrainableConv(w_dim, out_channels, out_channels, resolution)
        self.to_rgb = TrainableToRGB(w_dim, out_channels)

    def forward(self, x: Tensor, image: Tensor, ws: Tensor) -> tuple[Tensor, Tensor]:
        """`ws` (N, 3, w_dim)."""
        x = self.conv1(self.conv0(x, ws[:, 0]), ws[:, 1])
        return x, self.to_rgb(x, ws[:, 2]) + upsample(image)


class TrainableSynthesis(nn.Module):
    """ws (N, num_ws, w_dim) to images (N, 3, side, side) in about [-1, 1]."""

    def __init__(self, config: StyleGAN2Config) -> None:
        super().__init__()
        w_dim, channels = config.w_dim, config.channels
        self.const = nn.Parameter(torch.randn(1, channels[0], 4, 4))
        self.conv1 = TrainableConv(w_dim, channels[0], channels[0], resolution=4)
        self.to_rgb = TrainableToRGB(w_dim, channels[0])
        self.blocks = nn.ModuleList(
            TrainableBlock(w_dim, channels[i], channels[i + 1], resolution=8 * 2**i)
            for i in range(len(channels) - 1)
        )

    def forward(self, ws: Tensor) -> Tensor:
        x = self.const.contiguous(memory_format=torch.channels_last)
        x = self.conv1(x.expand(len(ws), -1, -1, -1), ws[:, 0])
        image: Tensor = self.to_rgb(x, ws[:, 1])
        for i, block in enumerate(self.blocks):
            x, image = block(x, image, ws[:, 2 * i + 1 : 2 * i + 4])
        return image


class StyleGenerator(nn.Module):
    """z (N, z_dim) to images (N, 3, side, side) in about [-1, 1]."""

    def __init__(self, config: StyleGAN2Config) -> None:
        super().__init__()
        self.config = config
        self.mapping = TrainableMapping(config)
        self.synthesis = TrainableSynthesis(config)

    def forward(self, z: Tensor) -> Tensor:
        ws = self.mapping(z)
        if self.training:
            with torch.no_grad():
                self.mapping.w_avg.lerp_(ws[:, 0].mean(dim=0), 1 - W_AVG_DECAY)
            ws = self._mixed(ws)
        images: Tensor = self.synthesis(ws)
        return images

    def _mixed(self, ws: Tensor) -> Tensor:
        """Most faces take another face's w from some layer on (StyleGAN, section 3.1)."""
        n, num_ws, _ = ws.shape
        first = torch.randint(1, num_ws, (n, 1), device=ws.device)
        mixed = torch.rand(n, 1, device=ws.device) < MIXING_PROBABILITY
        other = mixed & (torch.arange(num_ws, device=ws.device) >= first)  # (N, num_ws)
        return torch.where(other[:, :, None], ws.roll(1, dims=0), ws)

    def baked(self) -> StyleGAN2:
        """The network of the zoo that makes the same image of the same latent.

        What training multiplies at each use is multiplied once and for all.
        """
        weights = self.state_dict()
        for name, module in self.named_modules():
            if isinstance(module, EqualisedLinear):
                weights[f"{name}.bias"] = module.scaled_bias
            if isinstance(module, EqualisedLinear | EqualisedKernel):
                weights[f"{name}.weight"] = module.scaled_weight
            if isinstance(module, TrainableConv):
                strength = weights.pop(f"{name}.noise_strength")
                weights[f"{name}.noise"] = module.noise * strength
        baked = StyleGAN2(self.config)
        baked.load_state_dict(weights)
        return baked.eval().requires_grad_(False)
