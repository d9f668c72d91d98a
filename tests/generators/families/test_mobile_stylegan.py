"""The fast form of each layer against the plain formula that it stands for."""

import torch
from torch.nn import functional as F

from game.generators.families.mobile_stylegan import (
    HaarUpsample,
    MobileStyleGAN,
    SeparableConv,
    ToImage,
)
from game.generators.synthesis import Generator, latent
from tests.generators.filling import fill
from tests.tolerance import assert_same


def plain_inverse_haar(subbands: torch.Tensor) -> torch.Tensor:
    """(1, 4C, R, R) to (1, C, 2R, 2R), pixel by pixel from mean and differences."""
    mean, vertical, horizontal, diagonal = subbands.unflatten(1, (-1, 4)).unbind(2)
    image = mean.new_empty(1, mean.shape[1], 2 * mean.shape[2], 2 * mean.shape[3])
    image[:, :, 0::2, 0::2] = (mean + vertical + horizontal + diagonal) / 2
    image[:, :, 0::2, 1::2] = (mean + vertical - horizontal - diagonal) / 2
    image[:, :, 1::2, 0::2] = (mean - vertical + horizontal - diagonal) / 2
    image[:, :, 1::2, 1::2] = (mean - vertical - horizontal + diagonal) / 2
    return image


def test_a_separable_convolution_is_the_modulated_and_demodulated_one() -> None:
    conv = SeparableConv(w_dim=8, in_channels=4, out_channels=6, resolution=5)
    fill(conv)
    x, w, expected_style = torch.randn(1, 4, 5, 5), torch.randn(8), torch.randn(4)
    pointwise = conv.pointwise.clone()

    gain = 1 / (9 * 4) ** 0.5
    kernel = pointwise * conv.depthwise.transpose(0, 1)  # (6, 4, 3, 3)
    modulated = gain * expected_style.view(1, 4, 1, 1) * kernel
    demodulation = torch.rsqrt(modulated.square().sum(dim=(1, 2, 3)) + 1e-8)
    style = gain * (conv.affine.weight @ w + conv.affine.bias)
    plain = F.conv2d(x * style.view(1, 4, 1, 1), kernel, padding=1) * demodulation.view(6, 1, 1)
    plain = F.leaky_relu(plain + conv.noise + conv.bias.view(6, 1, 1), 0.2)

    conv.pointwise.copy_(pointwise * demodulation.view(6, 1, 1, 1))
    assert_same(conv(x, w, "const"), plain)


def test_upsampling_is_the_modulated_inverse_haar_transform() -> None:
    up = HaarUpsample(w_dim=8, in_channels=12)
    fill(up)
    x, w = torch.randn(1, 12, 5, 5), torch.randn(8)
    style = up.affine.weight @ w + up.affine.bias
    plain = plain_inverse_haar(x * style.view(12, 1, 1))
    assert_same(up(x.clone(), w), plain)


def test_the_image_is_a_modulated_1x1_convolution_and_an_inverse_haar_transform() -> None:
    to_image = ToImage(w_dim=8, in_channels=4)
    fill(to_image)
    x, w = torch.randn(1, 4, 5, 5), torch.randn(8)
    style = (to_image.affine.weight @ w + to_image.affine.bias) / 4**0.5
    subbands = F.conv2d(x * style.view(4, 1, 1), to_image.weight.view(12, 4, 1, 1), to_image.bias)
    assert_same(to_image(x, w), plain_inverse_haar(subbands))


def test_the_inverse_haar_transform_undoes_the_haar_transform() -> None:
    image = torch.randn(1, 3, 8, 8)
    a, b = image[:, :, 0::2, 0::2], image[:, :, 0::2, 1::2]
    c, d = image[:, :, 1::2, 0::2], image[:, :, 1::2, 1::2]
    subbands = torch.stack([a + b + c + d, a + b - c - d, a - b + c - d, a - b - c + d], dim=2) / 2
    up = HaarUpsample(w_dim=8, in_channels=12)
    torch.nn.init.zeros_(up.affine.weight)
    torch.nn.init.ones_(up.affine.bias)
    with torch.no_grad():
        assert_same(up(subbands.flatten(1, 2), torch.randn(8)), image)


def test_psi_0_is_the_mean_w_whatever_the_latent(network: MobileStyleGAN) -> None:
    ws = network.mapping(torch.randn(3, 8), truncation_psi=0.0)
    assert torch.equal(ws, network.mapping.w_avg.expand(3, 7, 8))


def test_truncation_moves_w_along_the_line_to_its_mean(network: MobileStyleGAN) -> None:
    z, w_avg = torch.randn(3, 8), network.mapping.w_avg
    w = network.mapping(z)
    for psi in (0.3, 0.7, 1.5):
        expected = w_avg + psi * (w - w_avg)
        assert_same(network.mapping(z, truncation_psi=psi), expected)


def test_only_the_direction_of_z_matters(network: MobileStyleGAN) -> None:
    z = torch.randn(1, 8)
    assert_same(network.mapping(z), network.mapping(5 * z))


def test_every_layer_takes_its_own_style(network: MobileStyleGAN) -> None:
    ws = torch.randn(network.config.num_ws, 8)
    image = network.synthesis(ws, 32)
    assert image.shape == (3, 32, 32)
    for i in range(network.config.num_ws):
        changed = ws.clone()
        changed[i] = torch.randn(8)
        # The fourth w belongs to the first block's own image, which only training needs.
        assert torch.equal(network.synthesis(changed, 32), image) == (i == 3)


def test_early_styles_make_the_shape_and_late_ones_the_colours(generator: Generator) -> None:
    network = generator.network
    with torch.inference_mode():
        a, b = (network.mapping(torch.from_numpy(latent(seed, 512)))[0] for seed in (1, 2))
        early, late = torch.cat([b[:8], a[8:]]), torch.cat([a[:8], b[8:]])
        face, reshaped, recoloured = (network.synthesis(ws, 1024) for ws in (a, early, late))
    assert contour_correlation(face, recoloured) > 2 * contour_correlation(face, reshaped)


def contour_correlation(one: torch.Tensor, other: torch.Tensor) -> float:
    """How alike two images (3, 1024, 1024) are in where their brightness changes."""
    contours = []
    for image in (one, other):
        grey = F.avg_pool2d(image.mean(dim=0, keepdim=True), 16)[0]
        contours.append((grey.diff(dim=0)[:, 1:].abs() + grey.diff(dim=1)[1:].abs()).flatten())
    return float(torch.corrcoef(torch.stack(contours))[0, 1])
