"""Training the judges: fit on train faces, calibrate on validation faces, measure on play faces.

Everything random is seeded, so the same command on the same machine gives the same judge.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from torch.nn import functional as F
from tqdm import trange

from game.discriminators.judge import Judge
from game.discriminators.power_spectrum import PowerSpectrum, radial_spectrum
from game.discriminators.small_cnn import CnnJudge, SmallCnn, as_input
from game.discriminators.weights import write_weights
from game.refusal import Refused
from game.scoring.auc import auc_interval
from game.scoring.intervals import wilson
from game.settings import Settings
from game.training.faces import Part, load_parts

SEED = 20140610  # the day the GAN paper appeared
CNN_STEPS = 700
CNN_BATCH = 32  # half reals, half fakes

Weights = dict[str, np.ndarray]


def train(name: str, settings: Settings) -> dict[str, Any]:
    """Fit one judge, write its weights and the figures of its card, and return these figures."""
    recipes: dict[str, tuple[Callable[[Part, Part], Weights], type[PowerSpectrum | CnnJudge]]] = {
        "power-spectrum": (fit_power_spectrum, PowerSpectrum),
        "small-cnn": (fit_small_cnn, CnnJudge),
    }
    if name not in recipes:
        raise Refused(f"There is no judge {name!r} to train; there are: {', '.join(recipes)}.")
    fit, kind = recipes[name]
    parts = load_parts(settings)
    began = time.perf_counter()
    weights = fit(parts["fit"], parts["validation"])
    minutes = (time.perf_counter() - began) / 60
    path = settings.models / f"{name}.safetensors"
    write_weights(path, weights)
    figures = measure(kind.load(path), parts["held_out"]) | {"training_minutes": round(minutes, 1)}
    card = path.with_suffix(".md")
    card.write_text(with_figures(card.read_text(), figures))
    return {"judge": name} | figures


def fit_power_spectrum(fit: Part, validation: Part) -> Weights:
    """Logistic regression on standardised spectra, the standardisation folded into the weights."""
    spectra, fake = _labelled(fit, radial_spectrum)
    scaler = StandardScaler().fit(spectra)
    regression = LogisticRegression(C=0.1, class_weight="balanced", max_iter=5000)
    regression.fit(scaler.transform(spectra), fake)
    weight = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - weight @ scaler.mean_
    spectra, fake = _labelled(validation, radial_spectrum)
    temperature = fit_temperature(spectra @ weight + bias, fake)
    return {"weight": weight / temperature, "bias": np.array([bias / temperature])}


def fit_small_cnn(fit: Part, validation: Part) -> Weights:
    """Cross-entropy, AdamW, cosine decay; mirrored faces and shifted colours against shortcuts."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    network = SmallCnn().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, CNN_STEPS)
    half = CNN_BATCH // 2
    fake = torch.cat([torch.zeros(half), torch.ones(half)])
    with trange(CNN_STEPS, desc="small-cnn", unit="step") as steps:
        for _ in steps:
            batch = np.concatenate(
                [faces[rng.integers(0, len(faces), half)] for faces in (fit.reals, fit.fakes)]
            )
            loss = F.binary_cross_entropy_with_logits(network(_augment(as_input(batch))), fake)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            steps.set_postfix(loss=f"{loss.item():.3f}")
    network.eval()
    with torch.inference_mode():
        logits, fake_or_not = _labelled(
            validation,
            lambda faces: torch.cat([network(as_input(f)) for f in np.array_split(faces, 16)]),
        )
    network.temperature.fill_(fit_temperature(logits, fake_or_not))
    return {name: tensor.numpy() for name, tensor in network.state_dict().items()}


def fit_temperature(logits: np.ndarray, fake: np.ndarray) -> float:
    """The temperature that minimises the cross-entropy of logits / T (Guo et al. 2017, sec. 4.2).

    Both classes weigh the same, as they do in a pair.
    """
    sign = np.where(fake, 1.0, -1.0)
    weight = np.where(fake, 1 / fake.sum(), 1 / (~fake).sum())

    def loss(log_t: float) -> float:
        return float(np.sum(weight * np.logaddexp(0, -sign * logits / np.exp(log_t))))

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def measure(judge: Judge, held_out: Part) -> dict[str, Any]:
    """AUC (its accuracy in pairs), accuracy on reals and on fakes, time a face; 95 % intervals."""
    began = time.perf_counter()
    reals, fakes = (
        np.concatenate([judge.p_fake(faces[i : i + 2]) for i in range(0, len(faces), 2)])
        for faces in (held_out.reals, held_out.fakes)
    )
    milliseconds = 1000 * (time.perf_counter() - began) / (len(reals) + len(fakes))
    auc, low, high = auc_interval(fakes, reals)
    real_right, fake_right = int((reals < 0.5).sum()), int((fakes >= 0.5).sum())
    return {
        "n_real": len(reals),
        "n_fake": len(fakes),
        "auc": auc,
        "auc_low": low,
        "auc_high": high,
        "accuracy_real": real_right / len(reals),
        "accuracy_real_interval": wilson(real_right, len(reals)),
        "accuracy_fake": fake_right / len(fakes),
        "accuracy_fake_interval": wilson(fake_right, len(fakes)),
        "ms_per_face": milliseconds,
    }


def with_figures(card: str, figures: dict[str, Any]) -> str:
    """The card with the table after its line `## Figures` made anew."""
    head, line, _ = card.partition("## Figures\n")
    if not line:
        raise Refused("The card has no line '## Figures' under which its figures could stand.")
    rows = "\n".join(f"| {name} | {_printed(value)} |" for name, value in figures.items())
    return f"{head}{line}\n| measure | value |\n| --- | --- |\n{rows}\n"


def _printed(value: Any) -> str:
    if isinstance(value, tuple):
        return " to ".join(_printed(part) for part in value)
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _labelled(part: Part, look: Callable[[np.ndarray], Any]) -> tuple[np.ndarray, np.ndarray]:
    """What `look` sees in reals and fakes together, and which of them are fakes (bool)."""
    seen = [np.asarray(look(faces)) for faces in (part.reals, part.fakes)]
    return np.concatenate(seen), np.repeat([False, True], [len(rows) for rows in seen])


def _augment(x: torch.Tensor) -> torch.Tensor:
    """Mirror half the pictures; scale and shift the colours of each: (n, 3, side, side)."""
    n = len(x)
    mirrored = torch.where(torch.rand(n, 1, 1, 1) < 0.5, x, x.flip(3))
    gain = 1 + 0.2 * (torch.rand(n, 3, 1, 1) - 0.5)
    shift = 0.3 * (torch.rand(n, 3, 1, 1) - 0.5)
    return mirrored * gain + shift
