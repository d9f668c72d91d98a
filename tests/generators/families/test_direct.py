"""Networks without w: what trains a batch and what the zoo draws are the same function."""

import hashlib
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from game.generators.checkpoint import Bits, ZooNetwork, load_checkpoint, save_checkpoint
from game.generators.families.dcgan import DCGAN, DCGANConfig
from game.generators.families.fastgan import (
    FastGAN,
    FastGANConfig,
    FastGANLayers,
    GatedLinearUnit,
)
from game.generators.families.fully_connected import FullyConnected, FullyConnectedConfig
from game.generators.families.progan import ProGAN, ProGANConfig
from game.generators.synthesis import Generator
from tests.tolerance import assert_same


@pytest.fixture(params=["fully-connected", "dcgan", "progan", "fastgan"])
def network(request: pytest.FixtureRequest) -> ZooNetwork:
    """A small untrained one of each, of 16 pixels."""
    torch.manual_seed(0)
    made: dict[str, ZooNetwork] = {
        "fully-connected": FullyConnected(FullyConnectedConfig(z_dim=6, widths=(8, 8), side=16)),
        "dcgan": DCGAN(DCGANConfig(z_dim=6, channels=(8, 4))),
        "progan": ProGAN(ProGANConfig(z_dim=6, channels=(8, 6, 4))),
        "fastgan": FastGAN(FastGANConfig(z_dim=6, channels=(8, 6, 4))),
    }
    network: ZooNetwork = made[request.param].eval()
    for name, buffer in network.named_buffers():
        if name.endswith("level"):
            buffer.fill_(2)
    return network


def test_the_zoo_draws_what_training_makes(network: nn.Module) -> None:
    z = torch.randn(3, 6)
    images = network(z)
    assert images.shape == (3, 3, 16, 16)
    ws = network.mapping(z)
    assert ws.shape == (3, network.config.num_ws, network.config.w_dim)
    for image, w in zip(images, ws, strict=True):
        assert_same(network.synthesis(w, 16, "const"), image)


def test_gates_are_those_of_a_gated_linear_unit_and_keep_channels_last() -> None:
    x = torch.randn(2, 6, 4, 4).to(memory_format=torch.channels_last).requires_grad_()
    gated = GatedLinearUnit()(x)
    assert_same(gated, torch.nn.functional.glu(x, dim=1))
    (gradient,) = torch.autograd.grad(gated.sum(), x)
    assert gradient.is_contiguous(memory_format=torch.channels_last)


def test_a_small_layer_says_which_channels_of_a_large_one_count() -> None:
    torch.manual_seed(0)
    layers = FastGANLayers(FastGANConfig(z_dim=6, channels=(8, 6, 4, 4))).eval()  # of 32 pixels
    z = torch.randn(1, 6)
    before = layers(z)
    closed: Tensor = layers.excitations[0][-2].bias.data
    closed[:] = -100.0  # gates at 0: nothing but the bias of the last convolution comes through
    assert before.std() > 0
    assert_same(layers(z), layers.to_rgb.bias.tanh().view(1, 3, 1, 1).expand(1, 3, 32, 32))


def test_psi_0_is_the_mean_face(network: nn.Module) -> None:
    ws = network.mapping(torch.randn(2, 6), 0.0)
    assert torch.equal(ws, torch.zeros(2, 1, 6))


@pytest.mark.parametrize(("bits", "apart"), [(16, 0.3), (8, 3)])
def test_a_smaller_checkpoint_draws_nearly_the_same(
    network: ZooNetwork, tmp_path: Path, bits: Bits, apart: float
) -> None:
    path = tmp_path / "stage.safetensors"
    save_checkpoint(network, path, bits)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    loaded = load_checkpoint(path, sha256)
    assert {t.dtype for t in loaded.state_dict().values()} <= {torch.float32, torch.int64}
    before, after = Generator("a", "0" * 64, network), Generator("b", sha256, loaded)
    ws = before.ws(before.latent(7))
    assert abs(before.picture(ws[0]).astype(int) - after.picture(ws[0])).mean() <= apart
    assert after.affine_weights == []
