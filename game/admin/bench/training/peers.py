"""What our training step is timed against: others' networks, stepped as plain PyTorch is written.

They see the same photos in batches of the same size, with the same losses, Adam, average and, where
the config has it, lazy R1. Whatever is left open is decided in their favour: photos are ready
tensors, and a batch of fakes is made once and serves both networks.
"""

from copy import deepcopy
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from unittest.mock import patch

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.common.errors import Unavailable
from game.generators.families.mapping import LEAKY_SLOPE
from game.generators.families.stylegan2 import StyleGAN2Config
from game.generators.families.trainable_stylegan2 import MIXING_PROBABILITY
from game.training.gan.config import TrainConfig
from game.training.gan.losses import R1_INTERVAL, ema_decay, update_average


class Peer:
    """Both networks, their optimisers, the average, and photos uint8 (n, side, side, 3)."""

    name: str

    def __init__(
        self, generator: nn.Module, critic: nn.Module, config: TrainConfig, photos: np.ndarray
    ) -> None:
        self.generator, self.critic, self.config = generator, critic, config
        self.average = deepcopy(generator).requires_grad_(False)
        self.photos = torch.from_numpy(photos).permute(0, 3, 1, 2).float().contiguous() / 127.5 - 1
        self.optimise_generator, self.optimise_critic = (
            torch.optim.Adam(network.parameters(), config.learning_rate, config.betas)
            for network in (generator, critic)
        )
        self.steps = 0

    def reals(self) -> Tensor:
        """A batch of photos, (batch, 3, side, side) in [-1, 1]."""
        return self.photos[torch.randint(len(self.photos), (self.config.batch,))]

    def end_step(self) -> None:
        """Count the step and let the average follow."""
        self.steps += 1
        batch = self.config.batch
        decay = ema_decay(batch, batch * self.steps, self.config.ema_images)
        update_average(self.average, self.generator, decay)


class TutorialDCGAN(Peer):
    """The networks and the step of PyTorch's DCGAN tutorial (Inkawhich), and an average."""

    name = "DCGAN of PyTorch's tutorial"

    def __init__(self, config: TrainConfig, photos: np.ndarray) -> None:
        widths = config.generator.channels  # type: ignore[union-attr]
        generator: list[nn.Module] = [
            nn.ConvTranspose2d(config.generator.z_dim, widths[0], 4, bias=False)
        ]
        for before, width in pairwise((*widths, 3)):
            generator += [nn.BatchNorm2d(before), nn.ReLU(inplace=True)]
            generator.append(nn.ConvTranspose2d(before, width, 4, 2, 1, bias=False))
        critic: list[nn.Module] = []
        for before, width in pairwise((3, *reversed(widths))):
            critic.append(nn.Conv2d(before, width, 4, 2, 1, bias=False))
            if before != 3:
                critic.append(nn.BatchNorm2d(width))
            critic.append(nn.LeakyReLU(LEAKY_SLOPE, inplace=True))
        critic += [nn.Conv2d(widths[0], 1, 4, bias=False), nn.Sigmoid()]
        super().__init__(
            nn.Sequential(*generator, nn.Tanh()), nn.Sequential(*critic), config, photos
        )

    def step(self) -> None:
        """The critic on photos, on fakes; then the generator, as in the tutorial."""
        batch = self.config.batch
        ones, zeros = torch.ones(batch), torch.zeros(batch)
        self.critic.zero_grad()
        F.binary_cross_entropy(self.critic(self.reals()).view(-1), ones).backward()
        fake = self.generator(torch.randn(batch, self.config.generator.z_dim, 1, 1))
        F.binary_cross_entropy(self.critic(fake.detach()).view(-1), zeros).backward()
        self.optimise_critic.step()
        self.generator.zero_grad()
        F.binary_cross_entropy(self.critic(fake).view(-1), ones).backward()
        self.optimise_generator.step()
        self.end_step()


class StyleGAN2Torch(Peer):
    """PyPI's stylegan2-torch with its own losses and style mixing.

    Two things had to be changed: its filter, which exists for CUDA only (`filtered`), and its first
    and last layers, which are for grey images. Raises Unavailable if it is not installed.
    """

    name = "stylegan2-torch 1.3.0"

    def __init__(self, config: TrainConfig, photos: np.ndarray) -> None:
        assert isinstance(config.generator, StyleGAN2Config)
        self.package = _stylegan2_torch()
        side, w_dim = config.resolution, config.generator.w_dim
        widths = {4 * 2**i: width for i, width in enumerate(config.generator.channels)}
        layers = config.generator.mapping_layers
        generator = self.package.Generator(side, latent_dim=w_dim, n_mlp=layers, channels=widths)
        for to_rgb in generator.to_rgbs:
            to_rgb.weight = nn.Parameter(torch.randn(1, 3, to_rgb.weight.shape[2], 1, 1))
            to_rgb.bias = nn.Parameter(torch.zeros(1, 3, 1, 1))
        critic = self.package.Discriminator(side, channels=widths)
        critic.blocks[0] = type(critic.blocks[0])(3, widths[side], 1)
        super().__init__(generator, critic, config, photos)

    def step(self) -> None:
        """Critic, lazy R1 by itself, generator."""
        package, config = self.package, self.config
        real, z = self.reals(), torch.randn(2, config.batch, config.generator.z_dim)
        mixed = torch.rand(()) < MIXING_PROBABILITY  # the whole batch or none of it
        fake = self.generator(list(z if mixed else z[:1]))
        self.optimise_critic.zero_grad()
        package.d_loss(self.critic(real), self.critic(fake.detach())).backward()
        self.optimise_critic.step()
        if config.r1_gamma and self.steps % R1_INTERVAL == 0:
            real.requires_grad_(True)
            penalty = package.d_reg_loss(self.critic(real), real)
            self.optimise_critic.zero_grad()
            (config.r1_gamma / 2 * R1_INTERVAL * penalty).backward()
            self.optimise_critic.step()
        self.critic.requires_grad_(False)
        self.optimise_generator.zero_grad()
        package.g_loss(self.critic(fake)).backward()
        self.optimise_generator.step()
        self.critic.requires_grad_(True)
        self.end_step()


def filtered(
    x: Tensor, kernel: Tensor, up: int = 1, down: int = 1, pad: tuple[int, int] = (0, 0)
) -> Tensor:
    """Zeros in between if `up` is 2, `pad` zeros before and after, and `kernel` over each channel.

    What stylegan2-torch's CUDA kernel does to (N, C, H, W); it asks for no `down` but 1. As a
    convolution by groups, the whole step takes about two fifths of what it takes with the plain
    version in rosinality's stylegan2-pytorch, from which the package was made.
    """
    n, c, rows, columns = x.shape
    if up > 1:
        x = F.pad(x.reshape(n, c, rows, 1, columns, 1), (0, up - 1, 0, 0, 0, up - 1))
    x = F.pad(x.reshape(n, c, rows * up, columns * up), pad * 2)
    return F.conv2d(x, kernel.flip(0, 1).expand(c, 1, -1, -1), groups=c)


def _stylegan2_torch() -> ModuleType:
    """The package, without its CUDA kernels, which it would compile when it is imported."""
    try:
        with patch("torch.utils.cpp_extension.load"):
            package = import_module("stylegan2_torch")
    except ModuleNotFoundError as error:
        raise Unavailable(
            "stylegan2-torch is not installed; run `pip install -r requirements-dev.txt`."
        ) from error
    for name in ("equalized_lr", "generator.rgb"):
        import_module(f"stylegan2_torch.{name}").upfirdn2d = filtered  # type: ignore[attr-defined]
    return package
