"""What the stages of a run are worth: how near their faces are to photos, how different from each
other, and whether they are copies."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.spatial.distance import cdist

from game.common.errors import Refused, Unavailable
from game.common.recipe import VALIDATION_SEEDS, NoiseMode
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.distance import distance
from game.faces.features import ResNet50Thin, load_features
from game.faces.thumbnail import enlarged
from game.generators.zoo import unpinned
from game.scoring.kernel_distance import kernel_distance
from game.training.faces import thumbnails
from game.training.gan.config import read_config
from game.training.gan.loop import STATE
from game.training.gan.photos import deck_photos
from game.training.gan.second_network import SecondNetwork

STAGES = "stage-[0-9][0-9].safetensors"


@dataclass(frozen=True)
class Reference:
    """What faces are compared with: features (n, d) of photos, and two figures of photos alone.

    `fit` are the photos that were learned from, `mirrored` the same mirrored, as training shows
    half of them, `validation` others that no network has seen. `diversity` is the mean distance
    among the fit photos, `nearest` that from a validation photo to the nearest fit photo.
    """

    fit: np.ndarray
    mirrored: np.ndarray
    validation: np.ndarray
    diversity: float
    nearest: float


def measure_stages(
    run: Path,
    settings: Settings,
    only: Collection[int] | None = None,
    stored: Path | None = None,
    noise_mode: NoiseMode = "const",
) -> list[dict[str, Any]]:
    """A row for every stage that a run has kept so far, or `only` for these, see `measure`.

    `stored` is the folder of the stages' files, if it is another; `noise_mode` that of the faces.

    `kid_like_second` is the distance to validation photos in the eyes of a network that taught no
    generator, with its standard error (`SecondNetwork`). As many faces of each stage as there are
    fit photos, from VALIDATION_SEEDS; faces and photos at the size that the game shows, the photos
    reduced to the network's size before. A run may go on meanwhile; `run` may as well be the folder
    of a family that was shipped. Raises Refused if the folder holds no run of the deck's photos,
    Unavailable if its state cannot be read or set-up has not been run.
    """
    shipped = (run / "stages.toml").is_file()
    subject = {} if shipped else _subject(run)
    files = {int(path.stem[-2:]): path for path in sorted((stored or run).glob(STAGES))}
    stages = {n: unpinned(path) for n, path in files.items() if only is None or n in only}
    if not stages:
        raise Refused(f"{run} has kept no stage yet.")
    side = stages[min(stages)].sizes[-1]  # a run's stages all have one size
    if shipped:  # from the deck's photos, or it would not be in models/
        images = read_config(settings.assets / "training" / f"{run.name}.toml").stages
    else:
        learned_from = deck_photos(settings, side).tobytes()
        if hashlib.sha256(learned_from).hexdigest() != subject["set of photos"]:
            raise Refused(
                f"{run} learned from other photos than the deck's, so it is not measured."
            )
        images = json.loads(subject["config"])["stages"]
    network = load_features(settings)
    fit = thumbnails("fit", side, settings)
    validation = thumbnails("validation", side, settings)
    photos = reference(fit, validation, network)
    second = SecondNetwork(fit, validation, settings)
    rows = []
    for number, generator in progress_bar(stages.items(), "stages", unit="stage"):
        recipes = (
            generator.recipe(seed, 1.0, noise_mode=noise_mode)
            for seed in VALIDATION_SEEDS[: len(fit)]
        )
        faces = [generator.face(recipe) for recipe in recipes]
        shown = np.stack([enlarged(face, fit.shape[1]) for face in faces])
        row = {"stage": number, "images": images[number]} | measure(shown, photos, network)
        row["kid_like_second"], row["kid_like_second_se"] = second.distance(shown)
        rows.append(row)
    return rows


def reference(fit: np.ndarray, validation: np.ndarray, network: ResNet50Thin) -> Reference:
    """From photos, uint8 (n, side, side, 3)."""
    ours, mirrored = network.features(fit), network.features(fit[:, :, ::-1])
    others = network.features(validation)
    apart = nearest(others, ours, mirrored)
    return Reference(ours, mirrored, others, diversity(fit), float(apart.mean()))


def measure(faces: np.ndarray, photos: Reference, network: ResNet50Thin) -> dict[str, Any]:
    """Of generated faces, uint8 (n, side, side, 3):

    `kid_like_fit` and `kid_like_validation`: MMD² in the network's features from the photos that
    were learned from and from others, each with its standard error (`kernel_distance`); 0 for
    faces like photos; much nearer to the first than to the second, they are copies.
    `diversity`: the mean 1 - MS-SSIM of pairs, and `diversity_photos` that of the photos; a
    generator whose modes have collapsed has less.
    `nearest_ratio`: the mean distance from a face to the nearest photo learned from, in features,
    over that of photos not learned from: 1 for new people, 0 for copies; two photos blended, 0.94.
    """
    features = network.features(faces)
    fit, fit_se = kernel_distance(features, photos.fit)
    validation, validation_se = kernel_distance(features, photos.validation)
    apart = nearest(features, photos.fit, photos.mirrored)
    return {
        "n": len(faces),
        "kid_like_fit": fit,
        "kid_like_fit_se": fit_se,
        "kid_like_validation": validation,
        "kid_like_validation_se": validation_se,
        "diversity": diversity(faces),
        "diversity_photos": photos.diversity,
        "nearest_ratio": float(apart.mean()) / photos.nearest,
    }


def diversity(pictures: np.ndarray) -> float:
    """Mean distance of each picture, uint8 (n, side, side, 3), to the next, last to first."""
    pairs = zip(pictures, np.roll(pictures, -1, axis=0), strict=True)
    return float(np.mean([distance(*pair) for pair in pairs]))


def nearest(features: np.ndarray, *photos: np.ndarray) -> np.ndarray:
    """From each of the features (n, d), the distance (n,) to the nearest of all photos'."""
    found: np.ndarray = np.min([cdist(features, of).min(axis=1) for of in photos], axis=0)
    return found


def _subject(run: Path) -> dict[str, str]:
    """What a run is of, from its state: `config` as JSON and the sha256 of its `set of photos`."""
    path = run / STATE
    if not path.is_file():
        raise Refused(f"{run} holds no run of `python -m game train`.")
    try:
        subject: dict[str, str] = torch.load(path, "cpu", weights_only=True)["subject"]
    except Exception as error:  # of many kinds: zip, pickle, end of file
        raise Unavailable(f"{path} cannot be read ({type(error).__name__}).") from error
    return subject
