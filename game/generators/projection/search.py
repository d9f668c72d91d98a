"""The search for a w: gradient descent through the generator, near the middle of P.

Abdal et al. 2019, "Image2StyleGAN: How to Embed Images Into the StyleGAN Latent Space?"; the ramps
of the step size and the noise that fades are those of StyleGAN2's projector (Karras et al. 2020,
appendix D).
"""

import collections.abc
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from game.common.errors import Unavailable
from game.common.language import say
from game.generators.families.mapping import from_p, to_p
from game.generators.families.mobile_stylegan import MobileStyleGAN
from game.generators.families.mobile_stylegan_batch import images
from game.generators.p_space import PSpace, p_space
from game.generators.precision import fast_in_bfloat16
from game.generators.projection.targets import Target
from game.generators.synthesis import Generator

# "w": one w for all layers. "w+": one for each resolution up to 64 pixels and one for all above,
# which the smallest early exit cannot tell apart. "fine": the last two of these alone, to be
# searched for at the size that is shown.
Space = Literal["w", "w+", "fine"]
RESOLUTIONS = (4, 8, 16, 32, 64, 128)
HELD: dict[Space, int] = {"w": 0, "w+": 0, "fine": 4}  # how many of them stay as they are
RATE: dict[Space, float] = {"w": 0.1, "w+": 0.05, "fine": 0.05}  # Adam's step

PULL = 0.01  # how much the mean squared coordinate in P counts beside the loss
TOGETHER = 0.02  # how much the mean squared distance of the ws of w+ from their mean does
NOISE = 0.05  # in P, in its deviations, at the first step
RAMP_UP, RAMP_DOWN = 0.05, 0.25  # parts of a pass


@dataclass(frozen=True)
class Pass:
    """A part of a search: so many steps in this space, with faces of `size` pixels."""

    steps: int
    space: Space
    size: int = 128


# A likeness, then its best; the last pass is for the size at which the face is to be shown.
IN_W = (Pass(90, "w"),)
IN_W_PLUS = (*IN_W, Pass(45, "w+"), Pass(12, "fine", 512))


@dataclass(frozen=True)
class State:
    """Where a search is at `step` of `steps`, counted from 1.

    `losses` (n,): how far each face is from its target. `ws` (n, num_ws, w_dim) and `pictures`,
    uint8 (n, size, size, 3), are those that this was measured on.
    """

    step: int
    steps: int
    losses: np.ndarray
    ws: np.ndarray
    pictures: np.ndarray


States = collections.abc.Generator[State, None, None]  # can be closed


def project(
    generator: Generator,
    target: Target,
    start: np.ndarray,
    passes: Sequence[Pass],
    *,
    pull: float = PULL,
    seed: int = 0,
) -> States:
    """Search from `start` (n, num_ws, w_dim) and yield at every step where it is.

    On one machine, with as many threads, the same arguments give the same states. Who has seen
    enough closes the iterator. Raises Unavailable for a generator of another family.
    """
    network = generator.network
    if not isinstance(network, MobileStyleGAN):
        raise Unavailable(say("Faces of {name} cannot be searched for.", name=generator.name))
    of_layer = layers(generator)
    free = torch.tensor(free_ws(generator, start), device=generator.device)
    steps, step = sum(part.steps for part in passes), 0
    for part in passes:
        loss = target.at(part.size)
        descent = _Descent(p_space(generator), free, part, pull, seed)
        for k in range(part.steps):
            ws = descent.ws(k)[:, of_layer]
            with torch.autocast(
                ws.device.type, torch.bfloat16, enabled=fast_in_bfloat16(ws.device)
            ):
                faces = images(network.synthesis, ws, part.size)
            losses = loss(faces.float())
            step += 1
            yield State(step, steps, _array(losses), _array(ws), _pictures(faces))
            descent.step(k, losses)
        free = descent.whole().detach()


def free_ws(generator: Generator, ws: np.ndarray) -> np.ndarray:
    """ws (…, num_ws, w_dim) to those that a search moves, one for each of RESOLUTIONS."""
    of_layer = layers(generator)
    return ws[..., [int(np.argmax(of_layer == n)) for n in range(len(RESOLUTIONS))], :]


def layers(generator: Generator) -> np.ndarray:
    """For each of the generator's ws (num_ws) the place in RESOLUTIONS of the one that it copies.

    `free_ws(…)[layers(…)]` are all ws again.
    """
    within = np.minimum(generator.layer_resolutions, RESOLUTIONS[-1])
    return np.searchsorted(RESOLUTIONS, within)


class _Descent:
    """The free ws of a pass, one for each of RESOLUTIONS, and what moves them."""

    def __init__(self, space: PSpace, free: Tensor, part: Pass, pull: float, seed: int) -> None:
        held = HELD[part.space]
        moved = free.mean(dim=1, keepdim=True) if part.space == "w" else free[:, held:]
        self._held = free[:, :held]
        self._moved = moved.clone().requires_grad_()
        self._space, self._part, self._pull = space, part, pull
        self._random = torch.Generator().manual_seed(seed)
        self._adam = torch.optim.Adam([self._moved])

    def whole(self) -> Tensor:
        """(n, 6, w_dim)."""
        count = len(RESOLUTIONS) - self._held.shape[1]
        return torch.cat([self._held, self._moved.expand(-1, count, -1)], dim=1)

    def ws(self, k: int) -> Tensor:
        """The same at step `k`; in w with noise, lest the search settle in the first hollow."""
        whole = self.whole()
        strength = NOISE * max(0, 1 - k / self._part.steps / (1 - RAMP_DOWN)) ** 2
        if self._part.space != "w" or not strength:
            return whole
        shape = len(whole), 1, whole.shape[2]
        noise = torch.randn(shape, generator=self._random).to(whole.device)
        space = self._space
        return from_p(to_p(whole) + strength * (noise * space.deviations) @ space.directions)

    def step(self, k: int, losses: Tensor) -> None:
        """Move against the gradient of the losses and of what holds the ws near P's middle."""
        whole = self.whole()
        mean = whole.mean(dim=1, keepdim=True)
        apart = (whole - mean).square().mean(dim=(1, 2))
        prior = self._pull * self._space.strangeness(mean[:, 0]) + TOGETHER * apart
        self._adam.zero_grad()
        (losses + prior).sum().backward()
        along = k / self._part.steps
        up = min(1.0, (along + 1 / self._part.steps) / RAMP_UP)
        down = 0.5 - 0.5 * math.cos(math.pi * min(1.0, (1 - along) / RAMP_DOWN))
        self._adam.param_groups[0]["lr"] = RATE[self._part.space] * up * down
        self._adam.step()


def _array(tensor: Tensor) -> np.ndarray:
    return tensor.numpy(force=True)


def _pictures(images: Tensor) -> np.ndarray:
    """(n, 3, size, size) to uint8 (n, size, size, 3), as `Generator.picture` rounds."""
    pixels = (images.detach().float() * 127.5 + 128).clamp(0, 255).to(torch.uint8)
    return _array(pixels.permute(0, 2, 3, 1))
