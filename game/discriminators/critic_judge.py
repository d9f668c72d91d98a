"""The critic as a judge: the discriminator that was trained inside the project's own GAN.

It has only ever seen thumbnails, and only its own generator's fakes as they were at the end of that
duel. So it is no detector: once generator and critic have come near their balance, it knows little
that would help with faces of anybody else.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.discriminators.critics import DCGANCritic, DCGANCriticConfig
from game.discriminators.known import NAMES
from game.discriminators.network_judge import NetworkJudge

CONFIG = DCGANCriticConfig(channels=(256, 128, 64, 32))


class CalibratedCritic(nn.Module):
    """Pictures (n, 3, side, side) in [-1, 1] to log odds of "fake" (n,).

    The critic's logit is high for a photo. `slope` and `shift` turn it into log odds of a fake that
    mean what they say on validation faces (Platt's scaling).
    """

    slope: Tensor
    shift: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.critic = DCGANCritic(CONFIG)
        self.register_buffer("slope", -torch.ones(1))
        self.register_buffer("shift", torch.zeros(1))

    def forward(self, x: Tensor) -> Tensor:
        # 160 is no multiple of 64: the antialiased filter comes nearest to the photos' own means.
        thumbnails = F.interpolate(
            x, (CONFIG.resolution,) * 2, mode="bilinear", antialias=True, align_corners=False
        )
        return self.slope * self.critic(thumbnails) + self.shift


class CriticJudge(NetworkJudge):
    """`CalibratedCritic` as a judge."""

    name = NAMES["critic"]
    kind = CalibratedCritic
