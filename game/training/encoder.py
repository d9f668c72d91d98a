"""Fitting the encoder: faces of the generator and their w, of which there is no end."""

from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from game.common.recipe import GENERATOR, TRAIN_SEEDS, VALIDATION_SEEDS
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.features import load_features
from game.generators.projection.encoder import SIDE, Encoder, inputs
from game.generators.projection.targets import FeatureMaps
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator

HELD_OUT = 400  # faces that tell which penalty is the best, and what the encoder is worth
PENALTIES = (300.0, 1000.0, 3000.0, 10_000.0, 30_000.0)
BATCH = 8


def train_encoder(faces: int, settings: Settings) -> dict[str, Any]:
    """Fit the encoder to so many faces, write models/encoder.safetensors, return its figures.

    {faces, penalty, r2}: `r2` is the share of w's variance that it guesses in HELD_OUT other faces.
    """
    generator = load_generator(GENERATOR, settings)
    features = load_features(settings).to(generator.device).maps
    seen, w = _pairs(generator, features, TRAIN_SEEDS[:faces], "faces to fit")
    others, true = _pairs(generator, features, VALIDATION_SEEDS[:HELD_OUT], "faces held out")
    fitted = {penalty: ridge(seen, w, penalty) for penalty in progress_bar(PENALTIES, "penalty")}
    r2 = {penalty: share_explained(encoder.w(others), true) for penalty, encoder in fitted.items()}
    best = max(r2, key=lambda penalty: r2[penalty])
    fitted[best].write(settings.models / "encoder.safetensors")
    return {"faces": faces, "penalty": best, "r2": round(r2[best], 3)}


def ridge(seen: np.ndarray, w: np.ndarray, penalty: float) -> Encoder:
    """Inputs (n, inputs) and w (n, w_dim) to the regression with the least squared error and
    squared weights, in its dual form: there are fewer faces than inputs.
    """
    mean, deviation = seen.mean(axis=0), seen.std(axis=0) + 1e-3
    whitened = (seen - mean) / deviation
    bias = w.mean(axis=0)
    gram = whitened @ whitened.T
    gram[np.diag_indices_from(gram)] += penalty
    dual = cho_solve(cho_factor(gram), w - bias)
    return Encoder(mean, deviation, dual.T @ whitened, bias)


def share_explained(guessed: np.ndarray, true: np.ndarray) -> float:
    """R²: 1 − squared error over the variance, summed over the entries of w (n, w_dim)."""
    return float(1 - ((guessed - true) ** 2).sum() / ((true - true.mean(axis=0)) ** 2).sum())


def _pairs(
    generator: Generator, features: FeatureMaps, seeds: range, label: str
) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and w of the faces of these seeds, untruncated."""
    seen, all_w = [], []
    for first in progress_bar(seeds[::BATCH], label):
        batch = seeds[first - seeds.start :][:BATCH]
        ws = generator.ws(np.concatenate([generator.latent(seed) for seed in batch]))
        seen.append(inputs(np.stack([generator.picture(one, SIDE) for one in ws]), features))
        all_w.append(ws[:, 0])
    return np.concatenate(seen), np.concatenate(all_w)
