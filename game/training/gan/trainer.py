"""One step of the duel, for every family of GAN, and all that a run must remember between steps."""

import hashlib
import json
import math
import time
from copy import deepcopy
from dataclasses import asdict
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from game.common.errors import Refused, Unavailable
from game.discriminators.projected import ProjectedCritic
from game.faces.features import ResNet50Thin
from game.generators.precision import fast_in_bfloat16
from game.training.gan.augment import adapted, augment
from game.training.gan.config import TrainConfig, build
from game.training.gan.growth import at_level, set_level
from game.training.gan.losses import (
    R1_INTERVAL,
    critic_loss,
    ema_decay,
    generator_loss,
    hinge_critic_loss,
    hinge_generator_loss,
    r1_penalty,
    update_average,
)


class Trainer:
    """Both networks, their optimisers and the photos, uint8 (n, side, side, 3).

    A projected critic looks through `eyes`, and no other. Runs on the GPU if there is one. Raises
    Refused for photos of another size than the config's.
    """

    def __init__(
        self, config: TrainConfig, photos: np.ndarray, eyes: ResNet50Thin | None = None
    ) -> None:
        side = config.resolution
        if photos.shape[1:] != (side, side, 3):
            raise Refused(f"The photos are {photos.shape[1:]}, but the config trains at {side}.")
        self.config, self.photos = config, photos
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(config.seed)
        self.rng = np.random.default_rng(config.seed)
        generator, critic = build(config)
        # In channels_last a CPU needs four fifths of the time.
        layout: Any = {"device": self.device, "memory_format": torch.channels_last}
        self.generator, self.critic = generator.to(**layout), critic.to(**layout)
        self.losses = critic_loss, generator_loss
        self.halved = self.device.type == "cuda"
        if isinstance(self.critic, ProjectedCritic):
            assert eyes is not None
            self.losses = hinge_critic_loss, hinge_generator_loss
            self.halved = fast_in_bfloat16(self.device)
            seen_in = torch.bfloat16 if self.halved else torch.float32
            self.critic.put_in(deepcopy(eyes).to(dtype=seen_in, **layout))
        self.average = deepcopy(self.generator).eval().requires_grad_(False)
        self.networks: tuple[nn.Module, ...] = (self.generator, self.critic, self.average)
        self.optimisers = [
            torch.optim.Adam(n.parameters(), config.learning_rate, config.betas, fused=True)
            for n in (self.generator, self.critic)
        ]
        self.images = 0  # photos shown to the critic so far
        self.augment_p = config.augment_p

    @property
    def subject(self) -> dict[str, str]:
        """What the run is of: its config, and the sha256 of its photos."""
        return {
            "config": json.dumps(asdict(self.config), sort_keys=True),
            "set of photos": hashlib.sha256(self.photos.tobytes()).hexdigest(),
        }

    @property
    def steps(self) -> int:
        """Steps done so far."""
        return self.images // self.config.batch

    def step(self) -> dict[str, float]:
        """One step of the critic, then one of the generator and of its average.

        Returns the step's figures; `critic_real` and `critic_fake` are mean probabilities of being
        real, `r_t` is the mean sign of the logits on photos. Raises Unavailable if a loss is no
        longer a number.
        """
        config, p = self.config, self.augment_p
        began = time.perf_counter()
        optimise_generator, optimise_critic = self.optimisers
        critic_loss, generator_loss = self.losses
        real = self._reals()
        z = torch.randn(config.batch, config.generator.z_dim, device=self.device)
        with self._mixed_precision():
            fake = self.generator(z).float()  # both networks learn from the same fakes
            real_logits = self.critic(augment(real, p)).float()
            fake_logits = self.critic(augment(fake.detach(), p)).float()
        loss_critic = critic_loss(real_logits, fake_logits)
        loss = loss_critic
        if config.r1_gamma and self.steps % R1_INTERVAL == 0:
            penalty = r1_penalty(self.critic, augment(real, p))
            loss = loss + config.r1_gamma / 2 * R1_INTERVAL * penalty
        self._descend(loss, optimise_critic)

        self.critic.requires_grad_(False)
        with self._mixed_precision():
            judged = self.critic(augment(fake, p)).float()
        loss_generator = generator_loss(judged)
        self._descend(loss_generator, optimise_generator)
        self.critic.requires_grad_(True)

        self.images += config.batch
        decay = ema_decay(config.batch, self.images, config.ema_images)
        update_average(self.average, self.generator, decay)
        if config.growth:
            for network in self.networks:
                set_level(network, config.growth.level(self.images))
        r_t = real_logits.detach().sign().mean().item()
        if config.adaptive:
            self.augment_p = adapted(p, r_t, config.batch)
        return {
            "loss_generator": loss_generator.item(),
            "loss_critic": loss_critic.item(),
            "critic_real": real_logits.detach().sigmoid().mean().item(),
            "critic_fake": fake_logits.detach().sigmoid().mean().item(),
            "r_t": r_t,
            "augment_p": self.augment_p,
            "seconds": time.perf_counter() - began,
        }

    def state(self) -> dict[str, Any]:
        """All that decides the steps to come: tensors and plain types only."""
        return {
            "subject": self.subject,
            "images": self.images,
            "augment_p": self.augment_p,
            "networks": [network.state_dict() for network in self.networks],
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "numpy": json.dumps(self.rng.bit_generator.state),
            "torch": torch.get_rng_state(),
            "cuda": torch.cuda.get_rng_state_all(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state` of the same subject."""
        self.images, self.augment_p = state["images"], state["augment_p"]
        for network, weights in zip(self.networks, state["networks"], strict=True):
            network.load_state_dict(weights)
        for optimiser, moments in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(moments)
        self.rng.bit_generator.state = json.loads(state["numpy"])
        torch.set_rng_state(state["torch"].cpu())
        torch.cuda.set_rng_state_all([rng.cpu() for rng in state["cuda"]])

    def _reals(self) -> Tensor:
        """A batch of photos, half of them mirrored: (batch, 3, side, side) in [-1, 1]."""
        chosen = self.photos[self.rng.integers(len(self.photos), size=self.config.batch)]
        mirrored = self.rng.random(self.config.batch) < 0.5
        chosen[mirrored] = chosen[mirrored, :, ::-1]
        # The array is channels_last in memory already.
        real = torch.from_numpy(chosen).to(self.device).permute(0, 3, 1, 2).float() / 127.5 - 1
        growth = self.config.growth
        return at_level(real, growth.level(self.images)) if growth else real

    def _mixed_precision(self) -> torch.autocast:
        """bfloat16 where the hardware has it; on a CPU only the frozen network gains by it."""
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.halved)

    def _descend(self, loss: Tensor, optimiser: torch.optim.Optimizer) -> None:
        if not math.isfinite(loss.item()):
            raise Unavailable(
                f"The loss is {loss.item()} after {self.images} images, so training stops; the "
                "stages kept before are good. Try a smaller learning_rate or a larger r1_gamma."
            )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
