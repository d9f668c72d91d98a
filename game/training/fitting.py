"""How each judge is fitted: on fit faces, calibrated on validation faces.

Everything random is seeded, so the same call on the same machine gives the same judge.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn
from torch.nn import functional as F

from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.critic_judge import CalibratedCritic
from game.discriminators.critics import load_critic
from game.discriminators.neighbour_residuals import NeighbourResiduals
from game.discriminators.network_judge import as_input
from game.discriminators.patch_detector import PatchDetector
from game.discriminators.power_spectrum import radial_spectrum
from game.discriminators.small_cnn import SmallCnn
from game.discriminators.symmetry import asymmetry
from game.generators.manifest import entries
from game.scoring.calibration import fit_platt
from game.training.disturbing import disturbed_crop
from game.training.faces import Part

SEED = 20140610  # the day the GAN paper appeared
BATCH = 32  # half reals, half fakes
CNN_STEPS = 700
PATCH_STEPS = 1500
RESIDUAL_STEPS = 800
CRITIC_OF = "dcgan-64-06"  # the last stage of the GAN whose critic plays

Weights = dict[str, np.ndarray]
N = TypeVar("N", bound=nn.Module)
Parts = Mapping[str, Sequence[Part]]  # by generator, one part a stage
Fit = Callable[[Parts, Parts], Weights]  # what to fit on, what to calibrate on


def fit_statistic(
    statistic: Callable[[np.ndarray], np.ndarray], fit: Parts, validation: Parts
) -> Weights:
    """Logistic regression on a standardised statistic, the standardisation in the weights."""
    seen, fake = labelled(fit, statistic)
    scaler = StandardScaler().fit(seen)
    regression = LogisticRegression(C=0.1, class_weight="balanced", max_iter=5000)
    regression.fit(scaler.transform(seen), fake)
    weight = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - weight @ scaler.mean_
    seen, fake = labelled(validation, statistic)
    slope, shift = fit_platt(seen @ weight + bias, fake)
    return {"weight": slope * weight, "bias": np.array([slope * bias + shift])}


def fit_critic(settings: Settings, fit: Parts, validation: Parts) -> Weights:
    """Only calibrated: the weights are those of the critic of a GAN that was trained here."""
    entry = entries(settings)[CRITIC_OF]
    network = CalibratedCritic().eval().requires_grad_(False)
    critic = load_critic(settings.models / entry["critic"], entry["critic_sha256"])
    network.critic.load_state_dict(critic.state_dict())
    slope, shift = fit_platt(*labelled(validation, partial(_logits, network)))
    network.shift.fill_(shift)
    network.slope.mul_(slope)
    return _arrays(network)


def fit_small_cnn(fit: Parts, validation: Parts) -> Weights:
    """Mirrored faces and shifted colours against shortcuts."""
    network = _descended(SmallCnn, fit, CNN_STEPS)
    return _calibrated(network, network.head, validation)


def fit_patch_detector(fit: Parts, validation: Parts) -> Weights:
    """On squares of the pictures, half of them disturbed: JPEG, blur, resize, noise at random.

    Wang et al. 2020 ("CNN-generated images are surprisingly easy to spot… for now", section 4.2):
    blur and JPEG in training are what lets a detector travel.
    """
    network = _descended(PatchDetector, fit, PATCH_STEPS, disturbed_crop)
    last = network.patches[-1]
    assert isinstance(last, nn.Conv2d)
    return _calibrated(network, last, validation)


def fit_neighbour_residuals(fit: Parts, validation: Parts, steps: int = RESIDUAL_STEPS) -> Weights:
    """As the patch detector, also on photos painted anew and on a second camera's."""
    network = _descended(NeighbourResiduals, fit, steps, disturbed_crop)
    return _calibrated(network, network.head, validation)


def fits(settings: Settings) -> dict[str, Fit]:
    """How each judge is fitted, by the name of its weights and card."""
    return {
        "symmetry": partial(fit_statistic, asymmetry),
        "power-spectrum": partial(fit_statistic, radial_spectrum),
        "critic": partial(fit_critic, settings),
        "small-cnn": fit_small_cnn,
        "patch-detector": fit_patch_detector,
        "neighbour-residuals": fit_neighbour_residuals,
    }


def _descended(
    kind: type[N],
    parts: Parts,
    steps: int,
    change: Callable[[np.ndarray, np.random.Generator], np.ndarray] | None = None,
) -> N:
    """Cross-entropy, AdamW, cosine decay; `change` is done to every picture before it is shown."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    network = kind().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    half = BATCH // 2
    stages = list(parts.values())
    fake = torch.cat([torch.zeros(half), torch.ones(half)])
    with progress_bar(range(steps), desc=kind.__name__, unit="step") as bar:
        for _ in bar:
            # Every generator as often as every other. Real and fake come from the same part, so
            # that they are alike in all but that.
            chosen = [
                stages[i][rng.integers(len(stages[i]))] for i in rng.integers(0, len(stages), half)
            ]
            pictures = [part.reals[rng.integers(0, len(part.reals))] for part in chosen]
            pictures += [part.fakes[rng.integers(0, len(part.fakes))] for part in chosen]
            if change:
                pictures = [change(picture, rng) for picture in pictures]
            logits = network(_augment(as_input(np.stack(pictures))))
            loss = F.binary_cross_entropy_with_logits(logits, fake)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            bar.set_postfix(loss=f"{loss.item():.3f}")
    return network.eval().requires_grad_(False)


def _calibrated(network: nn.Module, last: nn.Linear | nn.Conv2d, validation: Parts) -> Weights:
    """The weights, with Platt's slope and shift in the last layer: both are linear."""
    slope, shift = fit_platt(*labelled(validation, partial(_logits, network)))
    assert last.bias is not None
    last.weight.mul_(slope)
    last.bias.mul_(slope).add_(shift)
    return _arrays(network)


def _arrays(network: nn.Module) -> Weights:
    return {name: tensor.numpy() for name, tensor in network.state_dict().items()}


def _logits(network: nn.Module, faces: np.ndarray) -> Tensor:
    batches = np.array_split(faces, max(1, len(faces) // BATCH))
    return torch.cat([network(as_input(batch)) for batch in batches])


def labelled(parts: Parts, look: Callable[[np.ndarray], Any]) -> tuple[np.ndarray, np.ndarray]:
    """What `look` sees in the reals and fakes of all parts, and which are fakes (bool)."""
    seen, fake = [], []
    for part in chain.from_iterable(parts.values()):
        for faces, are_fake in ((part.reals, False), (part.fakes, True)):
            seen.append(np.asarray(look(faces)))
            fake.append(np.full(len(faces), are_fake))
    return np.concatenate(seen), np.concatenate(fake)


def _augment(x: Tensor) -> Tensor:
    """Mirror half the pictures; scale and shift the colours of each: (n, 3, side, side)."""
    n = len(x)
    mirrored = torch.where(torch.rand(n, 1, 1, 1) < 0.5, x, x.flip(3))
    gain = 1 + 0.2 * (torch.rand(n, 3, 1, 1) - 0.5)
    shift = 0.3 * (torch.rand(n, 3, 1, 1) - 0.5)
    return mirrored * gain + shift
