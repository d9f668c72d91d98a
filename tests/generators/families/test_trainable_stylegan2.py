"""The trainable style-based network against a plain convolution and against what the zoo loads."""

import torch
from torch.nn import functional as F

from game.generators.families.stylegan2 import StyleGAN2Config
from game.generators.families.trainable_stylegan2 import StyleGenerator, TrainableConv
from tests.tolerance import assert_same


def generator() -> StyleGenerator:
    torch.manual_seed(0)
    network = StyleGenerator(StyleGAN2Config(8, 8, mapping_layers=2, channels=(8, 8, 6, 4)))
    for name, parameter in network.named_parameters():
        if name.endswith("noise_strength"):
            parameter.data.fill_(0.3)
        if name.endswith("to_rgb.weight"):
            parameter.data.normal_()  # an untrained image is grey
    return network


def test_modulation_is_a_convolution_of_each_faces_own_weights() -> None:
    torch.manual_seed(0)
    conv = TrainableConv(w_dim=5, in_channels=4, out_channels=6, resolution=8).eval()
    conv.noise_strength.data.fill_(0.3)
    conv.bias.data.normal_()
    x, w = torch.randn(3, 4, 8, 8), torch.randn(3, 5)
    for made, face, own_w in zip(conv(x, w), x, w, strict=True):
        weight = conv.scaled_weight * conv.affine(own_w[None])[0, :, None, None]
        weight = weight / (weight.square().sum(dim=(1, 2, 3), keepdim=True) + 1e-8).sqrt()
        plain = F.conv2d(face[None], weight, conv.bias, padding=1) + 0.3 * conv.noise
        assert_same(made, F.leaky_relu(plain[0], 0.2) * 2**0.5)


def test_the_baked_network_makes_the_same_images() -> None:
    network = generator()
    network(torch.randn(64, 8))  # moves the mean w
    network.eval()
    baked = network.baked()
    z = torch.randn(3, 8)
    with torch.no_grad():
        images = network(z)
        for image, ws in zip(images, baked.mapping(z), strict=True):
            assert_same(baked.synthesis(ws, 32), image)
    assert torch.equal(baked.mapping.w_avg, network.mapping.w_avg)
    assert network.mapping.w_avg.abs().max() > 0


def test_every_weight_learns() -> None:
    network = generator()
    network(torch.randn(4, 8)).square().sum().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.any(), name


def test_mixing_takes_another_faces_w_from_some_layer_on() -> None:
    network = generator()
    ws = torch.arange(200.0).view(200, 1, 1).expand(-1, 8, 8)
    mixed = network._mixed(ws)[:, :, 0]
    assert torch.equal(mixed[:, 0], ws[:, 0, 0])
    changes = (mixed.diff(dim=1) != 0).sum(dim=1)
    assert changes.max() == 1
    assert 0.8 < changes.float().mean() < 0.98
