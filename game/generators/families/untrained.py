"""Networks as a seed draws them, to the last bit alike on every processor.

Torch's numbers between 0 and 1 are alike everywhere, for they are whole numbers divided by a power
of two. What it makes of them, weights of another range or normally distributed, is rounded in
another way by another instruction set. Here the same is computed in double precision, and rounded
once.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from game.generators.families.stylegan2 import StyleGAN2, StyleGAN2Config
from game.generators.families.trainable_stylegan2 import StyleGenerator

BLOCK = 16  # numbers that Torch turns into normally distributed ones together, two by two


def drawn(kind: type[nn.Module], config: Any, seed: int) -> nn.Module:
    """The network of that kind and config with the weights that training with this seed begins at.

    Torch's own random numbers go on afterwards as if nothing had been drawn.
    """
    with torch.random.fork_rng([]), _InDoubles():
        torch.manual_seed(seed)
        if kind is StyleGAN2:
            assert isinstance(config, StyleGAN2Config)
            return StyleGenerator(config).baked()
        return kind(config)


class _InDoubles(TorchDispatchMode):
    """Replaces what draws float32 weights on a CPU."""

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing here is compiled, and the compiler's import would take seconds."""
        return False

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        if func in DRAWS:
            return DRAWS[func](*args)
        return func(*args, **(kwargs or {}))


def _uniform(out: Tensor, low: float = 0.0, high: float = 1.0) -> Tensor:
    first = np.float32(low)
    span = np.float32(high) - first
    return _filled(out, torch.rand(out.numel()).double().numpy() * span + first)


def _normal(out: Tensor, mean: float = 0.0, std: float = 1.0) -> Tensor:
    """Box and Muller 1958, in Torch's order: a block's second half has the angles."""
    if out.numel() < BLOCK:  # Torch itself draws so few in double precision
        return out.normal_(mean, std)
    uniform, last = torch.rand(out.numel()), out.numel() % BLOCK
    whole = uniform[: out.numel() - last].view(-1, BLOCK)
    values = _box_muller(whole).ravel()
    if last:  # the last block is drawn anew, and begins before what is left
        values = np.append(values, np.zeros(last))
        values[-BLOCK:] = _box_muller(torch.rand(1, BLOCK))[0]
    return _filled(out, values * float(np.float32(std)) + float(np.float32(mean)))


def _box_muller(uniform: Tensor) -> np.ndarray:
    """Uniform numbers (n, BLOCK) to normally distributed ones."""
    first, second = uniform.double().numpy().reshape(-1, 2, BLOCK // 2).swapaxes(0, 1)
    radius, angle = np.sqrt(-2 * np.log(1 - first)), 2 * np.pi * second
    return np.hstack([radius * np.cos(angle), radius * np.sin(angle)])


def _filled(out: Tensor, values: np.ndarray) -> Tensor:
    return out.copy_(torch.from_numpy(values).view(out.shape))


def _randn(size: Sequence[int]) -> Tensor:
    return _normal(torch.empty(*size))


DRAWS: dict[Any, Callable[..., Tensor]] = {
    torch.ops.aten.uniform_.default: _uniform,
    torch.ops.aten.normal_.default: _normal,
    torch.ops.aten.randn.default: _randn,
}
