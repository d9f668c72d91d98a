"""Layers with the equalised learning rate (Karras et al. 2018, ProGAN, section 4.1).

Weights are drawn from N(0, 1) and multiplied, at each use, by the constant of He et al.'s
initialisation. Adam's steps do not depend on a gradient's size, so every layer then learns at the
same pace.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class EqualisedLinear(nn.Module):
    """(N, C_in) to (N, C_out); `pace` makes it learn as many times faster than other layers."""

    def __init__(
        self, in_features: int, out_features: int, *, bias: float = 0.0, pace: float = 1.0
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) / pace)
        self.bias = nn.Parameter(torch.full((out_features,), bias / pace))
        self.scale = pace / math.sqrt(in_features)
        self.pace = pace

    @property
    def scaled_weight(self) -> Tensor:
        """The weight that is used, (C_out, C_in)."""
        return self.weight * self.scale

    @property
    def scaled_bias(self) -> Tensor:
        """The bias that is used, (C_out,)."""
        return self.bias * self.pace

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.scaled_weight, self.scaled_bias)


class EqualisedKernel(nn.Module):
    """The weight and bias of a convolution; what is done with them is a subclass's."""

    def __init__(self, in_channels: int, out_channels: int, size: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_channels, in_channels, size, size))
        self.bias = nn.Parameter(torch.zeros(out_channels))
        self.scale = 1 / math.sqrt(in_channels * size**2)

    @property
    def scaled_weight(self) -> Tensor:
        """The weight that is used, (C_out, C_in, size, size)."""
        return self.weight * self.scale


class EqualisedConv2d(EqualisedKernel):
    """(N, C_in, R, R) to (N, C_out, R, R), zeros around the border."""

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.scaled_weight, self.bias, padding=self.weight.shape[-1] // 2)
