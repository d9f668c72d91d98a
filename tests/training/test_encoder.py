"""The encoder: a guess at w that is nearer than the mean, from the picture alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.common.errors import Unavailable
from game.common.recipe import PLAY_SEEDS
from game.common.settings import Settings
from game.faces.features import load_features
from game.generators.projection.encoder import inputs, load_encoder
from game.generators.synthesis import Generator
from game.training import encoder as training
from game.training.encoder import ridge, share_explained, train_encoder


def test_ridge_is_the_closed_form_and_finds_what_is_linear() -> None:
    rng = np.random.default_rng(0)
    seen, weight = rng.normal(3, 2, (40, 60)), rng.normal(size=(5, 60))
    w = seen @ weight.T + 1
    fitted = ridge(seen, w, penalty=7.0)
    x = (seen - seen.mean(axis=0)) / fitted.deviation
    primal = np.linalg.solve(x.T @ x + 7 * np.eye(60), x.T @ (w - w.mean(axis=0))).T
    np.testing.assert_allclose(fitted.weight, primal, atol=1e-8)
    np.testing.assert_allclose(ridge(seen, w, 1e-6).w(seen), w, atol=1e-3)
    np.testing.assert_allclose(
        ridge(seen, w, 1e12).w(seen), np.tile(w.mean(axis=0), (40, 1)), atol=1e-3
    )


def test_the_share_explained_is_1_for_the_truth_and_0_for_the_mean() -> None:
    true = np.random.default_rng(0).normal(size=(20, 3))
    assert share_explained(true, true) == 1
    assert share_explained(np.tile(true.mean(axis=0), (20, 1)), true) == pytest.approx(0)


def test_a_trained_encoder_is_written_and_guesses_better_than_the_mean(
    settings: Settings, generator: Generator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "HELD_OUT", 24)
    figures = train_encoder(64, replace(settings, models=tmp_path))
    assert figures["faces"] == 64
    assert 0.05 < figures["r2"] < 0.5
    features = load_features(settings).maps
    encoder = load_encoder(tmp_path / "encoder.safetensors")
    z = np.concatenate([generator.latent(seed) for seed in PLAY_SEEDS[:24]])
    ws = generator.ws(z)
    pictures = np.stack([generator.picture(one, 128) for one in ws])
    guessed = encoder.ws(pictures, features, generator)
    assert guessed.shape == ws.shape
    assert share_explained(guessed[:, 0], ws[:, 0]) > 0.05
    assert inputs(pictures[:1], features).shape == (1, encoder.weight.shape[1])


def test_without_its_file_it_says_which_command_makes_it(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="train-encoder"):
        load_encoder(tmp_path / "encoder.safetensors")
