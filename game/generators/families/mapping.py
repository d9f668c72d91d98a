"""The mapping network that StyleGAN2 and MobileStyleGAN share: z to w, with truncation."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LEAKY_SLOPE = 0.2


def to_p(w: Tensor) -> Tensor:
    """w (…, w_dim) to p (…, w_dim): before the last leaky ReLU, up to its gain."""
    return F.leaky_relu(w, 1 / LEAKY_SLOPE)


def from_p(p: Tensor) -> Tensor:
    """p (…, w_dim) to w (…, w_dim)."""
    return F.leaky_relu(p, LEAKY_SLOPE)


class MappingNetwork(nn.Module):
    """z (N, z_dim) to ws (N, num_ws, w_dim): fully connected layers, then truncation."""

    w_avg: Tensor

    def __init__(self, z_dim: int, w_dim: int, num_ws: int, num_layers: int) -> None:
        super().__init__()
        self.num_ws = num_ws
        widths = [z_dim] + [w_dim] * num_layers
        self.layers = nn.ModuleList(nn.Linear(width, w_dim) for width in widths[:num_layers])
        self.register_buffer("w_avg", torch.empty(w_dim))

    def forward(self, z: Tensor, truncation_psi: float = 1.0) -> Tensor:
        """The same w for every layer; psi 0 is the mean face, psi 1 leaves w as it is."""
        x = z * torch.rsqrt(z.square().mean(dim=1, keepdim=True) + 1e-8)
        for layer in self.layers:
            x = F.leaky_relu(layer(x), LEAKY_SLOPE) * math.sqrt(2)
        w = torch.lerp(self.w_avg, x, truncation_psi)
        return w.unsqueeze(1).expand(-1, self.num_ws, -1)


class LatentMapping(MappingNetwork):
    """For networks without w: w is z itself, (N, z_dim) to ws (N, 1, z_dim).

    The mean face is that of z = 0, so truncation scales z.
    """

    def __init__(self, z_dim: int) -> None:
        super().__init__(z_dim, z_dim, num_ws=1, num_layers=0)
        nn.init.zeros_(self.w_avg)

    def forward(self, z: Tensor, truncation_psi: float = 1.0) -> Tensor:
        return torch.lerp(self.w_avg, z, truncation_psi).unsqueeze(1)


class SphereMapping(LatentMapping):
    """The same with z on the sphere of radius sqrt(z_dim), as in ProGAN (appendix A.1)."""

    def forward(self, z: Tensor, truncation_psi: float = 1.0) -> Tensor:
        length = (z.square().mean(dim=1, keepdim=True) + 1e-8).sqrt()
        return super().forward(z / length, truncation_psi)
