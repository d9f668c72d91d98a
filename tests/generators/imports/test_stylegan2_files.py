"""Foreign checkpoints against the published formulas on their own tensors, and files to refuse."""

import argparse
import io
import math
import os
import pickle
import sys
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.generators.checkpoint import CheckpointError
from game.generators.families.stylegan2 import StyleGAN2
from game.generators.imports.stylegan2_files import import_stylegan2
from tests.tolerance import assert_same

Weights = dict[str, Tensor]

WIDE = (512, 512, 512, 512, 512, 256, 128, 64, 32)
FILTER = torch.outer(torch.tensor([1.0, 3, 3, 1]), torch.tensor([1.0, 3, 3, 1])) / 64


# The published formulas, with the equalised learning rate where training has it.


def dense(x: Tensor, weight: Tensor, bias: Tensor, lr: float = 1.0) -> Tensor:
    """x (N, in) through a layer whose weights are scaled at run time."""
    return x @ (weight * (lr / math.sqrt(weight.shape[1]))).T + bias * lr


def activation(x: Tensor) -> Tensor:
    return math.sqrt(2) * F.leaky_relu(x, 0.2)


def fir(x: Tensor, before: int, after: int) -> Tensor:
    """Pad, then the smoothing filter with a gain of 4 on every channel."""
    kernel = (4 * FILTER).expand(x.shape[1], 1, 4, 4)
    return F.conv2d(F.pad(x, (before, after, before, after)), kernel, groups=x.shape[1])


def zeros_between(x: Tensor) -> Tensor:
    spread = x.new_zeros(1, x.shape[1], 2 * x.shape[2], 2 * x.shape[3])
    spread[:, :, ::2, ::2] = x
    return spread


def modulated(x: Tensor, weight: Tensor, style: Tensor, demodulate: bool, up: bool) -> Tensor:
    """Modulated convolution of x (1, C_in, R, R) by weight (C_out, C_in, k, k)."""
    weight = weight * style.view(1, -1, 1, 1)
    if demodulate:
        weight = weight * torch.rsqrt((weight**2).sum(dim=(1, 2, 3), keepdim=True) + 1e-8)
    if not up:
        return F.conv2d(x, weight, padding=weight.shape[-1] // 2)
    spread = F.pad(zeros_between(x), (2, 1, 2, 1))
    return fir(F.conv2d(spread, weight.flip(2, 3)), 1, 1)


def rosinality_w(g: Weights, z: Tensor) -> Tensor:
    """z (N, z_dim) to w (N, w_dim)."""
    x = z * torch.rsqrt((z**2).mean(dim=1, keepdim=True) + 1e-8)
    for i in range(1, 1 + sum(name.startswith("style.") for name in g) // 2):
        x = activation(dense(x, g[f"style.{i}.weight"], g[f"style.{i}.bias"], lr=0.01))
    return x


def rosinality_image(g: Weights, w: Tensor) -> Tensor:
    """w (1, w_dim) to an image (3, R, R)."""

    def modulated_conv(x: Tensor, name: str, demodulate: bool, up: bool = False) -> Tensor:
        style = dense(w, g[f"{name}.modulation.weight"], g[f"{name}.modulation.bias"])[0]
        weight = g[f"{name}.weight"][0]
        scale = 1 / math.sqrt(weight[0].numel())
        return modulated(x, scale * weight, style, demodulate, up)

    def styled(x: Tensor, name: str, noise: int, up: bool = False) -> Tensor:
        x = modulated_conv(x, f"{name}.conv", demodulate=True, up=up)
        x = x + g[f"{name}.noise.weight"] * g[f"noises.noise_{noise}"]
        return activation(x + g[f"{name}.activate.bias"].view(1, -1, 1, 1))

    def to_rgb(x: Tensor, name: str) -> Tensor:
        return modulated_conv(x, f"{name}.conv", demodulate=False) + g[f"{name}.bias"]

    x = styled(g["input.input"], "conv1", noise=0)
    skip = to_rgb(x, "to_rgb1")
    i = 0
    while f"to_rgbs.{i}.bias" in g:
        x = styled(x, f"convs.{2 * i}", noise=2 * i + 1, up=True)
        x = styled(x, f"convs.{2 * i + 1}", noise=2 * i + 2)
        skip = to_rgb(x, f"to_rgbs.{i}") + fir(zeros_between(skip), 2, 1)
        i += 1
    return skip[0]


def nvidia_w(g: Weights, z: Tensor) -> Tensor:
    """z (N, z_dim) to w (N, w_dim)."""
    x = z / ((z**2).mean(dim=1, keepdim=True) + 1e-8).sqrt()
    i = 0
    while f"mapping.fc{i}.weight" in g:
        x = activation(dense(x, g[f"mapping.fc{i}.weight"], g[f"mapping.fc{i}.bias"], lr=0.01))
        i += 1
    return x


def nvidia_image(g: Weights, w: Tensor) -> Tensor:
    """w (1, w_dim) to an image (3, R, R)."""

    def style(name: str) -> Tensor:
        return dense(w, g[f"{name}.affine.weight"], g[f"{name}.affine.bias"])[0]

    def layer(x: Tensor, name: str, up: bool = False) -> Tensor:
        x = modulated(x, g[f"{name}.weight"], style(name), demodulate=True, up=up)
        x = x + g[f"{name}.noise_const"] * g[f"{name}.noise_strength"]
        return activation(x + g[f"{name}.bias"].view(1, -1, 1, 1))

    def to_rgb(x: Tensor, name: str) -> Tensor:
        weight = g[f"{name}.weight"]
        scaled = style(name) / math.sqrt(weight.shape[1])
        return modulated(x, weight, scaled, False, False) + g[f"{name}.bias"].view(1, 3, 1, 1)

    x = layer(g["synthesis.b4.const"][None], "synthesis.b4.conv1")
    image = to_rgb(x, "synthesis.b4.torgb")
    resolution = 8
    while (block := f"synthesis.b{resolution}") + ".conv0.weight" in g:
        x = layer(x, f"{block}.conv0", up=True)
        x = layer(x, f"{block}.conv1")
        image = fir(zeros_between(image), 2, 1) + to_rgb(x, f"{block}.torgb")
        resolution *= 2
    return image[0]


# Checkpoints as those programs write them.


def rosinality_weights(width: int, mapping_layers: int, channels: tuple[int, ...]) -> Weights:
    """A g_ema with the distributions that training starts from, but no zeros."""
    g: Weights = {}

    def conv(name: str, c_in: int, c_out: int, size: int) -> None:
        g[f"{name}.conv.weight"] = torch.randn(1, c_out, c_in, size, size)
        g[f"{name}.conv.modulation.weight"] = torch.randn(c_in, width)
        g[f"{name}.conv.modulation.bias"] = 1 + 0.1 * torch.randn(c_in)

    def styled(name: str, c_in: int, c_out: int) -> None:
        conv(name, c_in, c_out, 3)
        g[f"{name}.noise.weight"] = 0.1 * torch.randn(1)
        g[f"{name}.activate.bias"] = 0.1 * torch.randn(c_out)

    def to_rgb(name: str, c_in: int) -> None:
        g[f"{name}.bias"] = 0.1 * torch.randn(1, 3, 1, 1)
        conv(name, c_in, 3, 1)

    for i in range(1, mapping_layers + 1):
        g[f"style.{i}.weight"] = torch.randn(width, width) / 0.01
        g[f"style.{i}.bias"] = 10 * torch.randn(width)
    g["input.input"] = torch.randn(1, channels[0], 4, 4)
    styled("conv1", channels[0], channels[0])
    to_rgb("to_rgb1", channels[0])
    g["noises.noise_0"] = torch.randn(1, 1, 4, 4)
    for i in range(len(channels) - 1):
        styled(f"convs.{2 * i}", channels[i], channels[i + 1])
        g[f"convs.{2 * i}.conv.blur.kernel"] = 4 * FILTER
        styled(f"convs.{2 * i + 1}", channels[i + 1], channels[i + 1])
        to_rgb(f"to_rgbs.{i}", channels[i + 1])
        g[f"to_rgbs.{i}.upsample.kernel"] = 4 * FILTER
        for noise in (2 * i + 1, 2 * i + 2):
            g[f"noises.noise_{noise}"] = torch.randn(1, 1, 8 * 2**i, 8 * 2**i)
    return g


def nvidia_weights(z_dim: int, w_dim: int, channels: tuple[int, ...]) -> Weights:
    """A G_ema of two mapping layers, by the names of its parameters and buffers."""
    g: Weights = {"mapping.w_avg": torch.randn(w_dim)}
    for i, width in enumerate((z_dim, w_dim)):
        g[f"mapping.fc{i}.weight"] = torch.randn(w_dim, width) / 0.01
        g[f"mapping.fc{i}.bias"] = 10 * torch.randn(w_dim)
    for i, c_out in enumerate(channels):
        block, resolution = f"synthesis.b{4 * 2**i}", 4 * 2**i
        g[f"{block}.resample_filter"] = FILTER
        layers = {"conv0": (channels[i - 1], c_out, 3)} if i else {}
        layers |= {"conv1": (c_out, c_out, 3), "torgb": (c_out, 3, 1)}
        for layer, (c_in, out, size) in layers.items():
            name = f"{block}.{layer}"
            g[f"{name}.weight"] = torch.randn(out, c_in, size, size)
            g[f"{name}.bias"] = 0.1 * torch.randn(out)
            g[f"{name}.affine.weight"] = torch.randn(c_in, w_dim)
            g[f"{name}.affine.bias"] = 1 + 0.1 * torch.randn(c_in)
            if size == 3:
                g[f"{name}.resample_filter"] = FILTER
                g[f"{name}.noise_const"] = torch.randn(resolution, resolution)
                g[f"{name}.noise_strength"] = 0.1 * torch.randn(())
    g["synthesis.b4.const"] = torch.randn(channels[0], 4, 4)
    return g


class EasyDict(dict[str, Any]):
    """Stands for dnnlib.util.EasyDict."""


def _reconstruct_persistent_obj(meta: dict[str, Any]) -> None:
    raise AssertionError(meta)


class Persistent:
    """Pickled as torch_utils.persistence does it: source code and state."""

    def __init__(self, source: str, state: dict[str, Any]) -> None:
        self.source, self.state = source, state

    def __reduce__(self) -> tuple[Any, ...]:
        meta = {"type": "class", "version": 6, "module_src": self.source}
        meta |= {"class_name": "Generator", "state": self.state}
        return _reconstruct_persistent_obj, (meta,), None


@pytest.fixture
def nvidia_pickles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules of the names that NVIDIA's pickles refer to."""
    stand_ins = {"torch_utils.persistence": _reconstruct_persistent_obj, "dnnlib.util": EasyDict}
    for name, stand_in in stand_ins.items():
        module = ModuleType(name)
        setattr(module, stand_in.__name__, stand_in)
        monkeypatch.setattr(stand_in, "__module__", name)
        monkeypatch.setitem(sys.modules, name.split(".")[0], ModuleType(name.split(".")[0]))
        monkeypatch.setitem(sys.modules, name, module)


def persistent(weights: Weights, source: str = "", **attributes: object) -> Persistent:
    """A module of these parameters and buffers, and those in it."""
    module = nn.Module()
    children: dict[str, Weights] = {}
    for name, tensor in weights.items():
        child, _, rest = name.partition(".")
        if rest:
            children.setdefault(child, {})[rest] = tensor
        elif child in ("w_avg", "noise_const", "resample_filter"):
            module.register_buffer(child, tensor)
        else:
            module.register_parameter(child, nn.Parameter(tensor))
    module.register_parameter("absent", None)
    state = module.__dict__ | {"weight_gain": 0.01 / np.sqrt(3), "activation": "lrelu"}
    state["_init_kwargs"] = EasyDict(synthesis_kwargs=EasyDict(channel_base=32768))
    if "conv1.weight" in weights:  # a block
        state["architecture"] = "skip"
    state["_modules"] = OrderedDict((n, persistent(w, source)) for n, w in children.items())
    return Persistent(source, state | attributes)


def nvidia_bytes(weights: Weights, protocol: int = 4, **attributes: Any) -> bytes:
    g_ema = persistent(weights, **{"c_dim": 0} | attributes)
    training = {"training_set_kwargs": {"path": "photos.zip"}, "augment_pipe": None}
    return pickle.dumps(training | {"G": g_ema, "G_ema": g_ema}, protocol)


def torch_bytes(checkpoint: object, zipped: bool = True) -> bytes:
    buffer = io.BytesIO()
    torch.save(checkpoint, buffer, _use_new_zipfile_serialization=zipped)
    return buffer.getvalue()


def write(folder: Path, content: bytes) -> Path:
    path = folder / "foreign"
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def rosinality() -> dict[str, Any]:
    """A checkpoint of 16x16 pixels."""
    torch.manual_seed(0)
    return {"g_ema": rosinality_weights(6, 2, (5, 4, 3)), "latent_avg": torch.randn(6)}


@pytest.fixture(scope="module")
def nvidia() -> Weights:
    """A network of 32x32 pixels."""
    torch.manual_seed(0)
    return nvidia_weights(7, 6, (8, 7, 6, 5))


def rosinality_face(g: Weights, w_avg: Tensor, z: Tensor, psi: float) -> Tensor:
    return rosinality_image(g, w_avg + psi * (rosinality_w(g, z) - w_avg))


def nvidia_face(g: Weights, z: Tensor, psi: float) -> Tensor:
    w_avg = g["mapping.w_avg"]
    return nvidia_image(g, w_avg + psi * (nvidia_w(g, z) - w_avg))


def assert_same_face(network: StyleGAN2, z: Tensor, psi: float, theirs: Tensor) -> None:
    ours = network.synthesis(network.mapping(z, psi)[0], theirs.shape[-1])
    assert theirs.std() > 0.01
    assert_same(ours, theirs)


# What is imported makes the same faces.


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("psi", [0.0, 0.7, 1.0])
def test_rosinality(tmp_path: Path, rosinality: dict[str, Any], psi: float, zipped: bool) -> None:
    path = write(tmp_path, torch_bytes(rosinality, zipped))
    network, g, z = import_stylegan2(path), rosinality["g_ema"], torch.randn(1, 6)
    assert not network.training
    assert not any(parameter.requires_grad for parameter in network.parameters())
    assert_same_face(network, z, psi, rosinality_face(g, rosinality["latent_avg"], z, psi))


def test_rosinality_at_full_size(tmp_path: Path) -> None:
    torch.manual_seed(0)
    g, w_avg, z = rosinality_weights(512, 8, WIDE), torch.randn(512), torch.randn(1, 512)
    network = import_stylegan2(write(tmp_path, torch_bytes({"g_ema": g, "latent_avg": w_avg})))
    assert network.config.sizes[-1] == 1024
    assert network.config.channels == WIDE
    assert_same_face(network, z, 0.7, rosinality_face(g, w_avg, z, 0.7))


def test_rosinality_after_training(tmp_path: Path) -> None:
    torch.manual_seed(0)
    g = rosinality_weights(16, 2, (16, 12, 8))
    fixed = {name: t for name, t in g.items() if name.startswith("noises") or "kernel" in name}
    trained = {name: tensor.requires_grad_() for name, tensor in g.items() if name not in fixed}
    z, ramp = torch.randn(4, 16), torch.linspace(-1, 1, 16)
    disc = torch.where(ramp[:, None] ** 2 + ramp**2 < 0.5, 0.8, -0.8)
    shapes = (ramp.expand(16, 16), ramp[:, None].expand(16, 16), disc, -disc)
    targets = torch.stack([torch.stack([shape, -shape, shape.T]) for shape in shapes])
    optimiser = torch.optim.Adam(list(trained.values()), lr=0.01)
    losses = []
    for _ in range(200):
        images = torch.stack([rosinality_image(g, w[None]) for w in rosinality_w(g, z)])
        loss = F.mse_loss(images, targets)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 40
    options = argparse.Namespace(size=16, lr=0.01)  # which rosinality's training saves too
    saved = {name: tensor.detach() for name, tensor in g.items()}
    path = write(tmp_path, torch_bytes({"g_ema": saved, "args": options, "ada_aug_p": 0.1}))

    network = import_stylegan2(path)
    many = torch.from_numpy(np.random.RandomState(0).randn(10_000, 16))
    with torch.inference_mode():
        w_avg = rosinality_w({n: t.double() for n, t in saved.items()}, many).mean(dim=0).float()
    torch.testing.assert_close(network.mapping.w_avg, w_avg)
    for one in z.split(1):
        for psi in (0.0, 0.5, 1.0):
            assert_same_face(network, one, psi, rosinality_face(saved, w_avg, one, psi))


@pytest.mark.usefixtures("nvidia_pickles")
@pytest.mark.parametrize("protocol", [3, 4, 5])
def test_nvidia(tmp_path: Path, nvidia: Weights, protocol: int) -> None:
    bait = tmp_path / "ran"
    source = f"open({str(bait)!r}, 'w')"
    path = write(tmp_path, nvidia_bytes(nvidia, protocol, source=source))
    network, z = import_stylegan2(path), torch.randn(1, 7)
    assert not network.training
    assert not any(parameter.requires_grad for parameter in network.parameters())
    for psi in (0.0, 0.7, 1.0):
        assert_same_face(network, z, psi, nvidia_face(nvidia, z, psi))
    assert not bait.exists()


# What is refused.


class Call:
    """Unpickling it calls a function."""

    def __init__(self, function: Callable[..., Any], *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[Any, ...]:
        return self.call


def attacks(bait: Path) -> dict[str, Call]:
    """By the name of the function that each calls to create the file `bait`."""
    return {
        f"{os.system.__module__}.system": Call(os.system, f"touch {bait}"),
        "builtins.eval": Call(eval, f"open({str(bait)!r}, 'w')"),
        "builtins.exec": Call(exec, f"open({str(bait)!r}, 'w')"),
        "_pickle.loads": Call(pickle.loads, pickle.dumps(Call(os.system, f"touch {bait}"))),
        "io.open": Call(open, str(bait), "w"),
    }


@pytest.mark.parametrize("name", attacks(Path()))
def test_the_attacks_of_these_tests_would_work(tmp_path: Path, name: str) -> None:
    pickle.loads(pickle.dumps(attacks(tmp_path / "bait")[name]))
    assert (tmp_path / "bait").exists()


@pytest.mark.filterwarnings("ignore:Detected pickle protocol 3")  # says Torch of the innermost
@pytest.mark.usefixtures("nvidia_pickles")
@pytest.mark.parametrize(
    "wrapped",
    [
        lambda attack, _: pickle.dumps(attack),
        lambda attack, _: pickle.dumps({"G_ema": attack}),
        lambda attack, weights: pickle.dumps(
            {"G_ema": persistent(weights, c_dim=0, source=attack)}
        ),
        lambda attack, _: torch_bytes({"g_ema": attack}, zipped=True),
        lambda attack, _: torch_bytes({"g_ema": attack}, zipped=False),
        # A storage that is another pickle.
        lambda attack, _: hidden(pickle.dumps(attack, 2)),
        lambda attack, _: hidden(torch_bytes(attack, zipped=True)),
        lambda attack, _: hidden(torch_bytes(attack, zipped=False)),
        lambda attack, _: hidden(hidden(pickle.dumps(attack, 2))),
    ],
)
@pytest.mark.parametrize("name", attacks(Path()))
def test_nothing_in_a_file_is_ever_called(
    tmp_path: Path, nvidia: Weights, name: str, wrapped: Callable[[Call, Weights], bytes]
) -> None:
    path = write(tmp_path, wrapped(attacks(tmp_path / "bait")[name], nvidia))
    with pytest.raises(CheckpointError, match=r"asks for \S+; only tensors are read"):
        import_stylegan2(path)
    assert not (tmp_path / "bait").exists()


def hidden(inner: bytes) -> bytes:
    return pickle.dumps({"G_ema": Call(torch.storage._load_from_bytes, inner)}, 3)


def test_the_function_that_a_file_asks_for_is_named(tmp_path: Path) -> None:
    name = f"{os.system.__module__}.system"
    attack = attacks(tmp_path / "bait")[name]
    for content in (pickle.dumps(attack), torch_bytes(attack), torch_bytes(attack, zipped=False)):
        with pytest.raises(CheckpointError, match=f"asks for {name}; only tensors"):
            import_stylegan2(write(tmp_path, content))


@pytest.mark.usefixtures("nvidia_pickles")
def test_each_format_in_the_envelope_of_the_other_is_refused(
    tmp_path: Path, rosinality: dict[str, Any], nvidia: Weights
) -> None:
    with pytest.raises(CheckpointError, match="holds no G_ema"):
        import_stylegan2(write(tmp_path, pickle.dumps(rosinality)))
    with pytest.raises(CheckpointError, match="asks for torch_utils"):
        import_stylegan2(write(tmp_path, torch_bytes({"G_ema": persistent(nvidia)})))
    with pytest.raises(CheckpointError, match="holds no g_ema"):
        import_stylegan2(write(tmp_path, torch_bytes({"G_ema": nvidia})))


def change(weights: Weights, name: str, how: str) -> Weights:
    """The weights with one tensor missing, of another shape, or with numbers that are none."""
    changed = {n: t.clone() for n, t in weights.items()}
    if how == "missing":
        del changed[name]
    elif how == "extra":
        changed[name + "_2"] = torch.zeros(1)
    elif how == "shape":
        changed[name] = torch.zeros(*weights[name].shape, 2)
    elif how == "transposed":
        changed[name] = weights[name].transpose(-3, -4).contiguous()
    elif how == "integers":
        changed[name] = weights[name].long()
    else:
        changed[name].view(-1)[-1] = float(how)
    return changed


HOW = {
    "missing": "lacks the tensor for",
    "extra": "which a StyleGAN2 of this size does not have",
    "shape": r"has torch.float32 \[.*, 2\] for",
    "transposed": r"has torch.float32 \[.*\] for",
    "integers": "has torch.int64",
    "nan": "not finite",
    "inf": "not finite",
}


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", ["convs.0.conv.weight", "convs.2.conv.weight"])
def test_tensors_of_rosinality_that_do_not_fit_are_refused(
    tmp_path: Path, rosinality: dict[str, Any], name: str, how: str
) -> None:
    g = change(rosinality["g_ema"], name, how)
    with pytest.raises(CheckpointError, match=HOW[how]):
        import_stylegan2(write(tmp_path, torch_bytes(rosinality | {"g_ema": g})))


@pytest.mark.usefixtures("nvidia_pickles")
@pytest.mark.parametrize(
    "how", sorted(HOW.keys() - {"integers"})
)  # no parameter can be of integers
@pytest.mark.parametrize("name", ["synthesis.b8.conv0.weight", "synthesis.b32.conv0.weight"])
def test_tensors_of_nvidia_that_do_not_fit_are_refused(
    tmp_path: Path, nvidia: Weights, name: str, how: str
) -> None:
    path = write(tmp_path, nvidia_bytes(change(nvidia, name, how)))
    with pytest.raises(CheckpointError, match=HOW[how]):
        import_stylegan2(path)


@pytest.mark.parametrize("how", ["missing", "nan", "shape"])
def test_every_single_tensor_counts(tmp_path: Path, rosinality: dict[str, Any], how: str) -> None:
    for name in rosinality["g_ema"]:
        if not (how == "missing" and name.endswith("kernel")):  # a constant of the format
            g = change(rosinality["g_ema"], name, how)
            with pytest.raises(CheckpointError, match=r"foreign (lacks|holds|has) "):
                import_stylegan2(write(tmp_path, torch_bytes(rosinality | {"g_ema": g})))


def test_another_filter_is_refused(tmp_path: Path, rosinality: dict[str, Any]) -> None:
    g = rosinality["g_ema"] | {"convs.2.conv.blur.kernel": FILTER}
    with pytest.raises(CheckpointError, match="another filter"):
        import_stylegan2(write(tmp_path, torch_bytes(rosinality | {"g_ema": g})))


@pytest.mark.usefixtures("nvidia_pickles")
@pytest.mark.parametrize(
    ("attribute", "reason"),
    [
        ({"c_dim": 10}, "c_dim of 10; only 0 is read"),
        ({"architecture": "resnet"}, "architecture of 'resnet'; only 'skip' is read"),
        ({"activation": "relu"}, "activation of 'relu'; only 'lrelu' or 'linear' is read"),
    ],
)
def test_other_networks_than_ours_are_refused(
    tmp_path: Path, nvidia: Weights, attribute: dict[str, Any], reason: str
) -> None:
    with pytest.raises(CheckpointError, match=reason):
        import_stylegan2(write(tmp_path, nvidia_bytes(nvidia, **attribute)))


@pytest.mark.usefixtures("nvidia_pickles")
@pytest.mark.parametrize("kind", ["zip", "legacy", "pickle"])
def test_a_truncated_file_is_refused(
    tmp_path: Path, rosinality: dict[str, Any], nvidia: Weights, kind: str
) -> None:
    content = (
        nvidia_bytes(nvidia) if kind == "pickle" else torch_bytes(rosinality, zipped=kind == "zip")
    )
    for length in (1, 2, 4, 14, 100, len(content) // 2, len(content) - 1):
        with pytest.raises(CheckpointError, match=r"is damaged|is neither"):
            import_stylegan2(write(tmp_path, content[:length]))


@pytest.mark.parametrize("content", [b"", b"garbage", b"\xff" * 100, b"\x80\x04garbage", b"PK\3\4"])
def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(CheckpointError, match=r"is damaged|is neither"):
        import_stylegan2(write(tmp_path, content))


@pytest.mark.parametrize("value", [None, 3, [], {}, {"g_ema": 3}, {"g_ema": {}}, {"g_ema": {3: 4}}])
def test_other_things_in_a_file_of_pytorch_are_refused(tmp_path: Path, value: object) -> None:
    for content in (torch_bytes(value), pickle.dumps(value)):
        with pytest.raises(CheckpointError, match=r"foreign (is|holds|lacks) "):
            import_stylegan2(write(tmp_path, content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="none cannot be read: No such file"):
        import_stylegan2(tmp_path / "none")
    with pytest.raises(CheckpointError, match="cannot be read: Is a directory"):
        import_stylegan2(tmp_path)


def test_a_file_of_more_than_2_gb_is_refused_unread(tmp_path: Path) -> None:
    path = write(tmp_path, b"")
    with path.open("wb") as file:
        file.truncate(2_000_000_001)  # a hole, which takes no room on the disk
    with pytest.raises(CheckpointError, match="is larger than 2 GB"):
        import_stylegan2(path)


@pytest.mark.usefixtures("nvidia_pickles")
@pytest.mark.parametrize(
    ("size", "stride", "reason"),
    [((1000, 1000), (1000, 1), "is damaged"), ((100_000, 100_000), (0, 0), "more than 2 GB")],
)
def test_a_tensor_larger_than_its_storage_is_refused(
    tmp_path: Path,
    nvidia: Weights,
    size: tuple[int, ...],
    stride: tuple[int, ...],
    reason: str,
) -> None:
    function, arguments = torch.zeros(4).__reduce_ex__(2)
    lie = Call(function, arguments[0], 0, size, stride, False, OrderedDict())
    g_ema = persistent(nvidia, c_dim=0)
    g_ema.state["_modules"]["mapping"].state["_buffers"]["w_avg"] = lie
    with pytest.raises(CheckpointError, match=reason):
        import_stylegan2(write(tmp_path, pickle.dumps({"G_ema": g_ema})))
