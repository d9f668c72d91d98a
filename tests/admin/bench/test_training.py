"""The speed comparison: as many weights, the same work, and it says how; no assertion on speed."""

import sys
from dataclasses import replace

import numpy as np
import pytest
import torch

from game.admin.bench.training import enough
from game.admin.bench.training import steps as training
from game.admin.bench.training.peers import StyleGAN2Torch, TutorialDCGAN, filtered
from game.common.errors import Unavailable
from game.common.settings import Settings
from game.discriminators.critics import StyleCriticConfig
from game.generators.families.stylegan2 import StyleGAN2Config, smoothing, upsample
from game.training.gan.config import TrainConfig, build
from tests.tolerance import assert_same


@pytest.fixture
def style(config: TrainConfig) -> TrainConfig:
    """The small config with a style-based network."""
    return replace(
        config,
        network="style",
        generator=StyleGAN2Config(6, 6, mapping_layers=2, channels=(8, 6, 4)),
        critic=StyleCriticConfig((8, 6)),
    )


def test_a_row_for_each_peer_and_how_they_were_got(
    config: TrainConfig, style: TrainConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = {"dcgan-64": config, "style-64": style, "projected-64": config}
    monkeypatch.setattr(training, "configs", lambda _: (style, config))
    monkeypatch.setattr(training, "THREADS", 1)
    monkeypatch.setattr(training, "keep_freed_memory", lambda: None)  # for the process's life
    monkeypatch.setattr(enough, "read_config", lambda path: small[path.stem])
    *rows, last = training.bench_training(Settings.from_environment(), rounds=2)
    families, rows = rows[2:], rows[:2]
    assert [row["network"] for row in rows] == ["style", "dcgan"]
    for row in rows:
        assert (row["side"], row["batch"], row["threads"], row["rounds"]) == (16, 4, 1, 2)
        speeds = row["images_per_second"] / row["peer_images_per_second"]
        assert row["ratio"] == pytest.approx(speeds, rel=0.05, abs=0.01)
        assert row["ratio_range"] == sorted(row["ratio_range"])
    assert "medians" in last["how"]
    assert [row["family"] for row in families] == [*small]
    for row in families:
        low, high = row["images_per_second_range"]
        assert low <= row["images_per_second"] <= high
        images, seconds = row["images_to_kid_like_0.3"], row["seconds_to_kid_like_0.3"]
        assert seconds == pytest.approx(images / row["images_per_second"], abs=0.5)
    images_of = {row["family"]: row["images_to_kid_like_second_0.3"] for row in families}
    assert images_of["projected-64"] < min(images_of["dcgan-64"], images_of["style-64"])


def test_a_distance_is_reached_between_the_stage_before_and_the_first_that_is_nearer() -> None:
    course = [(0, 2.0), (1000, 0.5), (2000, 0.1), (3000, 0.4)]
    measured = [{"images": images, "kid_like_second": near} for images, near in course]
    assert enough.images_until(0.3, measured, "kid_like_second") == 1500
    assert enough.images_until(2.0, measured, "kid_like_second") == 0
    assert enough.images_until(0.05, measured, "kid_like_second") is None


def test_the_peers_have_as_many_weights_as_ours() -> None:
    small = np.zeros((2, 64, 64, 3), np.uint8)
    kinds = (StyleGAN2Torch, TutorialDCGAN)
    for config, kind in zip(training.configs(Settings.from_environment()), kinds, strict=True):
        peer = kind(config, small)
        assert config.augment_p == 0
        for ours, theirs in zip(build(config), (peer.generator, peer.critic), strict=True):
            weights = training._weights(ours)
            assert training._weights(theirs) == pytest.approx(weights, rel=0.005)


@pytest.mark.parametrize("kind", [StyleGAN2Torch, TutorialDCGAN])
def test_a_peers_step_changes_all_of_it(
    config: TrainConfig,
    style: TrainConfig,
    photos: np.ndarray,
    kind: type[StyleGAN2Torch | TutorialDCGAN],
) -> None:
    torch.manual_seed(0)
    peer = kind(style if kind is StyleGAN2Torch else config, photos)
    assert peer.reals().shape == (4, 3, 16, 16)
    networks = (peer.generator, peer.critic, peer.average)
    before = [[p.clone() for p in network.parameters()] for network in networks]
    peer.step()
    peer.step()  # noise has no effect before its strength has left zero
    for network, old in zip(networks, before, strict=True):
        for (name, now), then in zip(network.named_parameters(), old, strict=True):
            assert not torch.equal(now, then), name


def test_the_filter_for_the_cpu_upsamples_as_ours_does() -> None:
    x = torch.randn(2, 3, 5, 5)
    kernel = smoothing(x)[0, 0]
    assert_same(filtered(x, kernel, up=2, pad=(2, 1)), upsample(x))


def test_without_the_peer_it_says_what_to_install(
    style: TrainConfig, photos: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "stylegan2_torch", None)
    with pytest.raises(Unavailable, match=r"requirements-dev\.txt"):
        StyleGAN2Torch(style, photos)
