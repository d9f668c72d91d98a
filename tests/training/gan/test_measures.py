"""Measures of stages: what copies, collapsed and new faces get, and which runs are measured."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.common.errors import Refused, Unavailable
from game.common.recipe import NoiseMode
from game.common.settings import Settings
from game.faces.features import ResNet50Thin, load_features
from game.training.faces import photos as framed_photos
from game.training.gan import measures
from game.training.gan.config import TrainConfig
from game.training.gan.loop import Run
from game.training.gan.measures import Reference, diversity, measure, measure_stages, reference
from game.training.gan.trainer import Trainer

SETTINGS = Settings.from_environment()
N = 12


@pytest.fixture(scope="module")
def network() -> ResNet50Thin:
    return load_features(SETTINGS)


@pytest.fixture(scope="module")
def fit() -> np.ndarray:
    return framed_photos("fit", SETTINGS)[:N]


@pytest.fixture(scope="module")
def photos(fit: np.ndarray, network: ResNet50Thin) -> Reference:
    return reference(fit, framed_photos("validation", SETTINGS)[:N], network)


def test_copies_are_seen_mirrored_or_not(
    fit: np.ndarray, photos: Reference, network: ResNet50Thin
) -> None:
    copies = fit.copy()
    copies[::2] = copies[::2, :, ::-1]
    row = measure(copies, photos, network)
    assert row["n"] == N
    assert row["nearest_ratio"] == pytest.approx(0, abs=1e-3)
    assert row["kid_like_fit"] < row["kid_like_validation"]


def test_other_photos_are_new_people(photos: Reference, network: ResNet50Thin) -> None:
    row = measure(framed_photos("validation", SETTINGS)[:N], photos, network)
    assert row["nearest_ratio"] == pytest.approx(1)
    assert abs(row["kid_like_fit"]) < 3 * row["kid_like_fit_se"]


def test_noise_is_far_and_one_face_is_no_diversity(
    fit: np.ndarray, photos: Reference, network: ResNet50Thin
) -> None:
    noise = np.random.default_rng(0).integers(0, 256, fit.shape, np.uint8)
    row = measure(noise, photos, network)
    assert row["kid_like_fit"] > 10 * row["kid_like_fit_se"]
    assert row["nearest_ratio"] > 1
    assert row["diversity_photos"] == pytest.approx(diversity(fit))
    assert diversity(np.stack([fit[0]] * 3)) == pytest.approx(0, abs=1e-6)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, photos: Reference, fit: np.ndarray) -> np.ndarray:
    """A deck of a few photos, uint8 (N, 16, 16, 3) for a run."""
    small = fit[:, ::10, ::10]
    monkeypatch.setattr(measures, "deck_photos", lambda *_: small)
    monkeypatch.setattr(measures, "thumbnails", lambda *_: fit)
    monkeypatch.setattr(measures, "reference", lambda *_: photos)
    return small


def test_every_stage_kept_so_far_has_a_row(
    config: TrainConfig, few: np.ndarray, tmp_path: Path
) -> None:
    Run(Trainer(config, few), tmp_path).train()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    (tmp_path / "stage-02.safetensors").rename(tmp_path / "later")
    rows = measure_stages(tmp_path, SETTINGS)
    assert [(row["stage"], row["images"], row["n"]) for row in rows] == [(0, 0, N), (1, 12, N)]
    assert all(np.isfinite(list(row.values())).all() for row in rows)
    assert len(list(tmp_path.iterdir())) == len(before)  # nothing was written
    assert measure_stages(tmp_path, SETTINGS, [1]) == rows[1:]


def test_a_shipped_family_is_measured_like_its_run(
    few: np.ndarray,
) -> None:
    family = SETTINGS.models / "dcgan-64"
    (row,) = measure_stages(family, SETTINGS, [0])
    assert (row["stage"], row["images"], row["n"]) == (0, 0, N)


def test_faces_without_noise_are_other_faces(few: np.ndarray) -> None:
    family = SETTINGS.models / "style-64"
    ways: tuple[NoiseMode, ...] = ("const", "none")
    rows = [measure_stages(family, SETTINGS, [3], noise_mode=way)[0] for way in ways]
    assert rows[0]["kid_like_second"] != rows[1]["kid_like_second"]


def test_a_run_on_other_photos_is_refused(
    config: TrainConfig, few: np.ndarray, tmp_path: Path
) -> None:
    Run(Trainer(config, 255 - few), tmp_path).train()
    with pytest.raises(Refused, match="learned from other photos than the deck's"):
        measure_stages(tmp_path, SETTINGS)


def test_a_folder_without_a_run_or_a_stage_is_refused(
    config: TrainConfig, few: np.ndarray, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=r"holds no run of `python -m game train`"):
        measure_stages(tmp_path, SETTINGS)
    Run(Trainer(replace(config, stages=(24,)), few), tmp_path).save()
    with pytest.raises(Refused, match="has kept no stage yet"):
        measure_stages(tmp_path, SETTINGS)


def test_a_damaged_state_is_named(tmp_path: Path) -> None:
    (tmp_path / "state.pt").write_bytes(b"half a file")
    with pytest.raises(Unavailable, match=r"state\.pt cannot be read"):
        measure_stages(tmp_path, SETTINGS)
