"""The fast form of each layer against the plain formula, and the pyramid of images."""

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.generators.families.stylegan2 import (
    StyledConv,
    StyleGAN2,
    StyleGAN2Config,
    ToRGB,
    UpsamplingConv,
    upsample,
)
from tests.generators.filling import fill
from tests.tolerance import assert_same

FILTER = torch.outer(torch.tensor([1.0, 3, 3, 1]), torch.tensor([1.0, 3, 3, 1])) / 64


@pytest.fixture
def network() -> StyleGAN2:
    """A network of 32x32 pixels with normal random weights, always the same."""
    network = StyleGAN2(StyleGAN2Config(8, 8, mapping_layers=2, channels=(12, 10, 8, 6)))
    fill(network)
    return network


def modulated_and_demodulated(conv: StyledConv, w: Tensor) -> Tensor:
    """The weights (C_out, C_in, 3, 3) for one face, one output channel at a time."""
    style = conv.affine.weight @ w + conv.affine.bias
    channels = []
    for weight in conv.weight:  # (C_in, 3, 3)
        scaled = torch.stack([s * kernel for s, kernel in zip(style, weight, strict=True)])
        channels.append(scaled / math.sqrt(float((scaled**2).sum()) + 1e-8))
    return torch.stack(channels)


def correlate(x: Tensor, weight: Tensor) -> Tensor:
    """The definition of a convolution of (1, C_in, R, R), as wide as fits, pixel by pixel."""
    size = weight.shape[-1]
    rows, columns = (length - size + 1 for length in x.shape[2:])
    out = x.new_zeros(1, weight.shape[0], rows, columns)
    for i in range(size):
        for j in range(size):
            window = x[0, :, i : i + rows, j : j + columns]
            out[0] += torch.einsum("oc,chw->ohw", weight[:, :, i, j], window)
    return out


def with_zeros_between(x: Tensor) -> Tensor:
    """(1, C, R, R) to (1, C, 2R, 2R): every pixel followed by a zero in both directions."""
    spread = x.new_zeros(1, x.shape[1], 2 * x.shape[2], 2 * x.shape[3])
    spread[:, :, ::2, ::2] = x
    return spread


def smoothed(x: Tensor) -> Tensor:
    """The filter with a gain of 4 on every channel of (1, C, R, R), as wide as fits."""
    channels = [correlate(x[:, i : i + 1], 4 * FILTER.view(1, 1, 4, 4)) for i in range(x.shape[1])]
    return torch.cat(channels, dim=1)


def activated(conv: StyledConv, x: Tensor) -> Tensor:
    return math.sqrt(2) * F.leaky_relu(x + conv.noise + conv.bias.view(-1, 1, 1), 0.2)


def test_a_convolution_is_modulated_and_demodulated() -> None:
    conv = StyledConv(w_dim=8, in_channels=4, out_channels=6, resolution=5)
    fill(conv)
    x, w = torch.randn(1, 4, 5, 5), torch.randn(8)
    plain = correlate(F.pad(x, (1, 1, 1, 1)), modulated_and_demodulated(conv, w))
    assert_same(conv(x, w, "const"), activated(conv, plain))


def test_an_upsampling_convolution_is_one_among_zeros_and_then_the_filter() -> None:
    conv = UpsamplingConv(w_dim=8, in_channels=4, out_channels=6, resolution=10)
    fill(conv)
    x, w = torch.randn(1, 4, 5, 5), torch.randn(8)
    # A convolution in the strict sense, so the kernel is turned around.
    weight = modulated_and_demodulated(conv, w).flip(2, 3)
    plain = smoothed(correlate(F.pad(with_zeros_between(x), (3, 2, 3, 2)), weight))
    assert plain.shape == (1, 6, 10, 10)
    assert_same(conv(x, w, "const"), activated(conv, plain))


def test_the_image_is_upsampled_with_zeros_and_the_filter() -> None:
    image = torch.randn(1, 3, 5, 5)
    plain = smoothed(F.pad(with_zeros_between(image), (2, 1, 2, 1)))
    assert_same(upsample(image), plain)
    flat = upsample(torch.ones(1, 3, 8, 8))[:, :, 1:-1, 1:-1]
    assert_same(flat, torch.ones_like(flat))


def test_rgb_is_a_modulated_1x1_convolution_without_demodulation() -> None:
    to_rgb = ToRGB(w_dim=8, in_channels=4)
    fill(to_rgb)
    x, w = torch.randn(1, 4, 5, 5), torch.randn(8)
    style = to_rgb.affine.weight @ w + to_rgb.affine.bias
    plain = correlate(x * style.view(4, 1, 1), to_rgb.weight) + to_rgb.bias.view(3, 1, 1)
    assert_same(to_rgb(x, w), plain)


def test_noise_is_left_out_where_it_is_not_wanted(network: StyleGAN2) -> None:
    ws = torch.randn(8, 8)
    without = network.synthesis(ws, 32, "none")
    assert not torch.equal(network.synthesis(ws, 32, "const"), without)
    for name, buffer in network.named_buffers():
        if name.endswith("noise"):
            buffer.zero_()
    assert torch.equal(network.synthesis(ws, 32, "const"), without)


def test_the_same_styles_give_the_same_image_and_leave_the_network_alone(
    network: StyleGAN2,
) -> None:
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    ws = torch.randn(8, 8)
    assert torch.equal(network.synthesis(ws, 32), network.synthesis(ws, 32))
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.state_dict().items())


def test_every_size_is_what_the_next_one_adds_to(network: StyleGAN2) -> None:
    assert network.config.sizes == (4, 8, 16, 32)
    ws = torch.randn(8, 8)
    for i, size in enumerate((4, 8, 16)):
        smaller = network.synthesis(ws, size)
        assert smaller.shape == (3, size, size)
        # A block whose own image is black shows what it was built from.
        to_rgb = network.synthesis.blocks[i].to_rgb
        for parameter in to_rgb.parameters():
            parameter.zero_()
        larger = network.synthesis(ws, 2 * size)
        assert_same(larger, upsample(smaller[None])[0])
        fill(to_rgb)


def test_every_layer_takes_its_own_style_and_no_size_needs_more(network: StyleGAN2) -> None:
    assert network.config.num_ws == 8
    ws = torch.randn(8, 8)
    for i in range(8):
        changed = ws.clone()
        changed[i] = torch.randn(8)
        for size, needed in ((4, 2), (8, 4), (16, 6), (32, 8)):
            same = torch.equal(network.synthesis(changed, size), network.synthesis(ws, size))
            assert same == (i >= needed)


@pytest.mark.parametrize(
    ("layer", "index"),
    [
        ("conv1", 0),
        ("to_rgb", 1),
        ("blocks.0.conv0", 1),
        ("blocks.0.conv1", 2),
        ("blocks.0.to_rgb", 3),
        ("blocks.1.conv0", 3),
        ("blocks.1.conv1", 4),
        ("blocks.2.conv0", 5),
        ("blocks.2.conv1", 6),
        ("blocks.2.to_rgb", 7),
    ],
)
def test_a_layer_takes_the_style_of_its_place(network: StyleGAN2, layer: str, index: int) -> None:
    taken: list[Tensor] = []

    def remember(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        taken.append(inputs[1])

    network.synthesis.get_submodule(layer).register_forward_pre_hook(remember)
    ws = torch.randn(8, 8)
    network.synthesis(ws, 32)
    assert [w.tolist() for w in taken] == [ws[index].tolist()]


def test_on_the_meta_device_a_network_takes_no_memory() -> None:
    with torch.device("meta"):
        network = StyleGAN2(StyleGAN2Config(8, 8, 2, (12, 10)))
    assert all(tensor.is_meta for tensor in network.state_dict().values())


def test_a_network_of_full_size_makes_every_size() -> None:
    torch.manual_seed(0)
    channels = (512, 512, 512, 512, 512, 256, 128, 64, 32)
    network = StyleGAN2(StyleGAN2Config(512, 512, 8, channels)).requires_grad_(False)
    for name, tensor in network.state_dict().items():
        fan_in = tensor[0].numel() if name.endswith("weight") else 1
        tensor.normal_(std=1 / math.sqrt(fan_in))
    ws = network.mapping(torch.randn(1, 512))[0]
    assert ws.shape == (18, 512)
    for size in (4, 8, 16, 32, 64, 128, 1024):
        image = network.synthesis(ws, size)
        assert image.shape == (3, size, size)
        assert image.isfinite().all()
