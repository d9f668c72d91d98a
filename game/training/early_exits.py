"""Early exits: small heads that make, from the middle of the generator, its picture scaled down.

The network stays as it is. Its own full picture, scaled down, is what each head must reach, so
there is nothing to label. A head starts as the least-squares solution that sees one pixel's
features only, which already gives recognisable faces; gradient descent then fits its style, its 3x3
surroundings and its nonlinearity. Each size is fitted on its own, on one thread.
"""

import json
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from game.common.files import sha256_of
from game.common.recipe import GENERATOR, TRAIN_SEEDS
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.generators.checkpoint import load_checkpoint, save_tensors
from game.generators.families.mobile_stylegan import INVERSE_HAAR, EarlyExit, MobileStyleGAN
from game.generators.imports.openvino_ir import convert
from game.generators.manifest import entries
from game.generators.synthesis import latent

# By size: how many faces it is fitted to. The largest is the nearest to the full picture, and slow.
FACES = {128: 1200, 256: 1200, 512: 400}
PASSES = 6  # steps that each face takes part in: making one takes as long as learning from it
KEPT = 300  # faces at hand to learn from; features in half precision, up to 17 MB a face
LAST = 200  # faces over which the error at the end is taken
FACES_TO_SOLVE = 16  # for the least-squares start
LEARNING_RATE = 3e-3
NEGATIVE_SLOPE_SUM = 1.2  # leaky(x) - leaky(-x) = 1.2 x


@dataclass(frozen=True)
class Example:
    """Features (1, C, R, R), the ws of the layers left out, the picture (3, 2R, 2R) to reach."""

    features: Tensor
    ws: Tensor
    picture: Tensor

    def error(self, exit_: EarlyExit) -> Tensor:
        """Mean absolute error as a share of the range."""
        made = exit_(self.features.float(), self.ws, "const")[0]
        return (made - self.picture).abs().mean() / 2


def fit_exit(network: MobileStyleGAN, size: int) -> tuple[EarlyExit, float]:
    """The exit of this size and its error on the LAST faces, before it learned from them."""
    torch.manual_seed(0)
    rng = np.random.default_rng(size)
    width = {8 * 2**i: channels for i, channels in enumerate(network.config.channels)}
    exit_ = EarlyExit(network.config.w_dim, width[size], size // 2)
    examples = _examples(network, size)
    kept = deque(islice(examples, FACES_TO_SOLVE), maxlen=KEPT)
    _start(exit_, list(kept))
    optimiser = torch.optim.Adam(_groups(exit_), betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda t: min(1, (t + 1) / 40) * (1 + math.cos(math.pi * t / FACES[size])) / 2
    )
    errors: deque[float] = deque(maxlen=LAST)
    with progress_bar(range(FACES[size]), desc=f"exit at {size}", unit="face") as bar:
        for _ in bar:
            newest = next(examples)
            with torch.no_grad():
                errors.append(newest.error(exit_).item())
            kept.append(newest)
            # Two faces a step: of one alone the step would be too rough.
            for _ in range(PASSES // 2):
                for index in rng.integers(len(kept), size=2):
                    (kept[index].error(exit_) / 2).backward()
                optimiser.step()
                optimiser.zero_grad()
            schedule.step()
            bar.set_postfix(error=f"{np.mean(errors):.4f}")
    return exit_, float(np.mean(errors))


def distil(network: MobileStyleGAN, out: Path) -> dict[int, float]:
    """Fit an exit for each size of FACES and write them to `out`, in half precision.

    Returns each one's error on the LAST faces before it learned from them.
    """
    tensors, errors = {}, {}
    for size in FACES:
        exit_, errors[size] = fit_exit(network, size)
        for name, tensor in exit_.state_dict().items():
            tensors[f"synthesis.exits.{size}.{name}"] = tensor.detach().half()
    save_tensors(tensors, {"exits": json.dumps(list(FACES))}, out)
    return errors


def distil_for_zoo(settings: Settings) -> str:
    """Fit the game's generator's exits, and say which sha256 its checkpoint has with them."""
    entry = entries(settings)[GENERATOR]
    network: Any = load_checkpoint(
        settings.generators / f"{GENERATOR}.safetensors", entry["checkpoint_sha256"]
    )
    exits = settings.models / entry["exits"]
    torch.set_num_threads(1)  # another number rounds otherwise
    errors = distil(network, exits)
    with TemporaryDirectory() as folder:
        made = Path(folder) / "checkpoint"
        convert(settings.downloads / entry["archive"], exits, made)
        sha256 = sha256_of(made)
    return (
        f"Mean absolute error at the end, by size: {errors}.\n"
        f'Enter checkpoint_sha256 = "{sha256}" in assets/generators.toml and run set-up.'
    )


def _examples(network: MobileStyleGAN, size: int) -> Iterator[Example]:
    """Faces without end, each of fresh seeds; in half of them one's styles end in another's."""
    rng = np.random.default_rng(0)
    synthesis, z_dim = network.synthesis, network.config.z_dim
    for seed in range(TRAIN_SEEDS.start, TRAIN_SEEDS.stop, 2):
        z = np.concatenate([latent(seed, z_dim), latent(seed + 1, z_dim)])
        with torch.no_grad():
            ws, other = network.mapping(torch.from_numpy(z), float(rng.uniform(0.4, 1.0)))
            crossover = int(rng.integers(1, 2 * len(ws)))
            ws = torch.cat([ws[:crossover], other[crossover:]])
            x = synthesis.conv1(synthesis.const, ws[0], "const")
            x = x.contiguous(memory_format=torch.channels_last)
            for i, block in enumerate(synthesis.blocks):
                x = block(x, ws[3 * i + 1 : 3 * i + 3], "const")
                if 2 * x.shape[-1] == size:
                    features, left_out = x.half(), ws[3 * i + 4 :]
            image = synthesis.to_image(x, ws[-1])[0].clamp(-1, 1).numpy()
        yield Example(features, left_out, scaled_down(image, size))


def scaled_down(image: np.ndarray, size: int) -> Tensor:
    """(3, side, side) to (3, size, size), by Lanczos so that what remains stays as sharp."""
    planes = [Image.fromarray(p).resize((size, size), Image.Resampling.LANCZOS) for p in image]
    return torch.from_numpy(np.stack([np.asarray(plane) for plane in planes]))


def _start(exit_: EarlyExit, examples: Sequence[Example]) -> None:
    """The least-squares solution in the first 24 hidden channels, small numbers in the rest."""
    in_channels, width = exit_.conv.depthwise.shape[0], exit_.conv.pointwise.shape[0]
    gram = torch.zeros(in_channels + 1, in_channels + 1, dtype=torch.float64)
    cross = torch.zeros(in_channels + 1, 12, dtype=torch.float64)
    for example in examples:
        pixels = F.pixel_unshuffle(example.picture[None], 2)[0].view(3, 4, -1)
        subbands = (torch.tensor(INVERSE_HAAR).T @ pixels).view(12, -1).double()
        ones = torch.ones(1, subbands.shape[1])
        inputs = torch.cat([example.features[0].flatten(1).float(), ones]).double()
        gram += inputs @ inputs.T / len(ones[0])
        cross += inputs @ subbands.T / len(ones[0])
    gram += 1e-6 * gram.diag().mean() * torch.eye(in_channels + 1)
    solution = torch.linalg.solve(gram, cross).float().T  # (12, C + 1)
    with torch.no_grad():
        for tensor in exit_.state_dict().values():
            tensor.zero_()
        exit_.conv.depthwise.normal_(std=0.03)[:, 0, 1, 1] += 1
        exit_.conv.pointwise.normal_(std=1 / math.sqrt(in_channels))
        for rows, sign in ((slice(0, 12), 1), (slice(12, 24), -1)):
            exit_.conv.pointwise[rows] = sign * solution[:, :-1, None, None]
            exit_.conv.bias[rows] = sign * solution[:, -1]
            exit_.to_image.weight[:, rows] = sign / NEGATIVE_SLOPE_SUM * torch.eye(12)
        exit_.to_image.weight[:, 24:].normal_(std=0.01 / math.sqrt(width))
        for layer in (exit_.conv, exit_.to_image):
            layer.affine.bias.fill_(1 / layer.style_gain)  # a style of one


def _groups(exit_: EarlyExit) -> list[dict[str, object]]:
    """The optimiser's parameter groups: a style's step is the same whatever its gain."""
    exit_.conv.noise.requires_grad_()  # a buffer elsewhere; here it is fitted too
    plain = [exit_.conv.depthwise, exit_.conv.pointwise, exit_.conv.bias, exit_.conv.noise]
    plain += [exit_.to_image.weight, exit_.to_image.bias]
    groups = [{"params": plain, "lr": LEARNING_RATE}]
    groups += [
        {"params": [*layer.affine.parameters()], "lr": 0.1 * LEARNING_RATE / layer.style_gain}
        for layer in (exit_.conv, exit_.to_image)
    ]
    return [*groups, {"params": [*exit_.tint.parameters()], "lr": 0.05 * LEARNING_RATE}]
