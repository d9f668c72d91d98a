"""StyleGAN2 weights out of the two formats in which they are passed around, as our own network.

Both are pickles, and a pickle can call any function when it is read. So neither is read by what
wrote it. Of rosinality's stylegan2-pytorch, which uses `torch.save`, Torch reads nothing but
weights; of NVIDIA's stylegan2-ada-pytorch, a plain pickle that carries the source code of its
classes, a reader of our own takes the tensors and leaves the code as the text that it is.

NVIDIA's networks clamp activations at 256 where they were trained in half precision; in float32
that guard has no purpose and is left out.
"""

import io
import math
import pickle
import re
from argparse import Namespace
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import torch
from torch import Tensor

from game.generators.checkpoint import CheckpointError
from game.generators.families.stylegan2 import StyleGAN2, StyleGAN2Config, smoothing
from game.generators.imports.openvino_ir import mean_w

SIZE_LIMIT = 2_000_000_000  # bytes; a generator of 1024 pixels has 120 MB, its whole training 1 GB

# How a file starts that `torch.save` wrote (a zip archive; before Torch 1.6 a pickled number), and
# how every other pickle does.
TORCH = (b"PK\x03\x04", b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.")
PICKLE = b"\x80"

MAPPING_LR = 0.01  # both train the mapping network at a hundredth of the learning rate

# What a module of NVIDIA's says of itself; with anything else it is another network than ours.
ONLY = {"c_dim": (0,), "architecture": ("skip",), "activation": ("lrelu", "linear")}


class Unfit(Exception):
    """Why a file is no checkpoint of a StyleGAN2: a sentence without its subject, the file."""


class Tensors(dict[str, Tensor]):
    """By the names of our state_dict; beside each `noise` there is a `noise_strength`."""

    def __missing__(self, name: str) -> Tensor:
        raise Unfit(f"lacks the tensor for {name}")

    def take(self, name: str, shape: torch.Size) -> Tensor:
        """Remove a tensor; axes of length one, kept for broadcasting, may differ from `shape`."""
        tensor = self[name]
        del self[name]
        longer, expected = ([n for n in lengths if n != 1] for lengths in (tensor.shape, shape))
        if longer != expected or not tensor.is_floating_point():
            raise Unfit(f"has {tensor.dtype} {list(tensor.shape)} for {name}, not {list(shape)}")
        return tensor.float().reshape(shape)


def import_stylegan2(source: Path) -> StyleGAN2:
    """The generator in `source`, in evaluation mode and without gradients.

    Takes the moving average of the weights (`g_ema` or `G_ema`), and runs nothing of the file.
    Raises CheckpointError if the file is missing, damaged, larger than SIZE_LIMIT, asks for more
    than tensors, or does not hold exactly the finite tensors of an unconditional StyleGAN2.
    """
    try:
        if source.stat().st_size > SIZE_LIMIT:
            raise Unfit(f"is larger than {SIZE_LIMIT / 1e9:.0f} GB")
        with source.open("rb") as file:
            start = file.read(len(TORCH[1]))
            file.seek(0)
            if start.startswith(TORCH):
                return read_rosinality(file)
            if start.startswith(PICKLE):
                return read_nvidia(file)
        raise Unfit("is neither a file of PyTorch nor a pickle")
    except Unfit as error:
        raise CheckpointError(f"{source} {error}.") from error
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise CheckpointError(f"{source} cannot be read: {error.strerror}.") from error
    except Exception as error:  # broken bytes make a reader of pickles raise anything
        raise CheckpointError(f"{source} is damaged, or no checkpoint of a StyleGAN2.") from error


def read_rosinality(file: BinaryIO) -> StyleGAN2:
    """A checkpoint of github.com/rosinality/stylegan2-pytorch, with or without its `latent_avg`."""
    with torch.serialization.safe_globals([Namespace]):  # the training's options: inert, unread
        checkpoint = torch_load(file)
    if "g_ema" not in checkpoint:
        raise Unfit("holds no g_ema")
    tensors = Tensors((rosinality_name(name), t) for name, t in checkpoint["g_ema"].items())
    w_avg = checkpoint.get("latent_avg")
    tensors["mapping.w_avg"] = tensors["mapping.layers.0.bias"] if w_avg is None else w_avg
    network = build(tensors, filter_sum=4)
    if w_avg is None:
        network.mapping.w_avg = mean_w(network)
    return network


def rosinality_name(name: str) -> str:
    """Our name of what rosinality's generator calls `name`."""
    if mapping := re.fullmatch(r"style\.(\d+)\.(\w+)", name):
        return f"mapping.layers.{int(mapping[1]) - 1}.{mapping[2]}"

    def layer(i: int) -> str:
        return f"blocks.{i // 2}.conv{i % 2}" if i >= 0 else "conv1"

    name = re.sub(r"^noises\.noise_(\d+)$", lambda match: f"{layer(int(match[1]) - 1)}.noise", name)
    name = re.sub(r"^convs\.(\d+)", lambda match: layer(int(match[1])), name)
    name = re.sub(r"^to_rgbs\.(\d+)", r"blocks.\1.to_rgb", name)
    name = re.sub(r"^to_rgb1", "to_rgb", name)
    name = re.sub(r"^input\.input$", "const", name)
    name = name.replace("conv.modulation.", "affine.").replace("conv.weight", "weight")
    name = name.replace("activate.bias", "bias").replace("noise.weight", "noise_strength")
    return "synthesis." + re.sub(r"(conv\.blur|upsample)\.kernel$", "filter", name)


def read_nvidia(file: BinaryIO) -> StyleGAN2:
    """A network pickle of github.com/NVlabs/stylegan2-ada-pytorch."""
    pickled = TensorsOnly(file).load()
    if "G_ema" not in pickled:
        raise Unfit("holds no G_ema")
    tensors = Tensors((nvidia_name(name), t) for name, t in module_tensors(pickled["G_ema"]))
    # Demodulation undoes every scale of a convolution's weights, so NVIDIA leaves them as they are.
    return build(tensors, filter_sum=1, unscaled=("conv0.weight", "conv1.weight"))


def nvidia_name(name: str) -> str:
    """Our name of what NVIDIA's generator calls `name`."""
    name = re.sub(r"^mapping\.fc(\d+)", r"mapping.layers.\1", name)
    name = re.sub(r"^synthesis\.b4\.", "synthesis.", name)
    name = re.sub(
        r"^synthesis\.b(\d+)",
        lambda match: f"synthesis.blocks.{int(match[1]).bit_length() - 4}",  # b8 is block 0
        name,
    )
    name = name.replace("torgb", "to_rgb").replace("noise_const", "noise")
    return re.sub(r"resample_filter$", "filter", name)


def module_tensors(module: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Tensor]]:
    """Name and value of every parameter and buffer of a pickled module and those in it."""
    state = module["state"]
    for key, values in ONLY.items():
        if key in state and state[key] not in values:
            only = " or ".join(map(repr, values))
            raise Unfit(f"has a {prefix or 'network '}{key} of {state[key]!r}; only {only} is read")
    for name, tensor in (state["_parameters"] | state["_buffers"]).items():
        if tensor is not None:
            yield prefix + name, tensor
    for name, child in state["_modules"].items():
        yield from module_tensors(child, f"{prefix}{name}.")


class Inert(dict[str, Any]):
    """Stands for an object of a class that is not loaded: keeps its fields if it has them named."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*(fields for fields in arguments if isinstance(fields, dict)))

    def __setstate__(self, _: object) -> None:
        """A state would be for the class."""


def torch_load(file: BinaryIO) -> Any:
    """What `torch.save` wrote, if it is made of tensors, numbers, texts and their containers."""
    try:
        return torch.load(file, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        if asked := re.search(r"GLOBAL (\S+)", str(error)):
            raise Unfit(f"asks for {asked[1]}; only tensors are read") from error
        raise


def view(storage: Any, offset: int, size: Any, stride: Any, *_: object) -> Tensor:
    """The tensor that lies so in `storage`; one that would reach beyond it raises RuntimeError."""
    return torch.empty(0, dtype=storage.dtype).set_(storage).as_strided(size, stride, offset)


class TensorsOnly(pickle.Unpickler):
    """Reads a pickle and calls nothing but what stands here."""

    callables: ClassVar[dict[str, Callable[..., Any]]] = {
        "builtins.set": set,
        "collections.OrderedDict": OrderedDict,
        "torch._utils._rebuild_parameter": lambda tensor, *_: tensor,
        "torch._utils._rebuild_tensor_v2": view,
        "torch.storage._load_from_bytes": lambda data: torch_load(io.BytesIO(data)),
        "torch_utils.persistence._reconstruct_persistent_obj": Inert,
        "dnnlib.util.EasyDict": Inert,
        # Gains, which are known anyway.
        "numpy.core.multiarray.scalar": Inert,
        "numpy._core.multiarray.scalar": Inert,
        "numpy.dtype": Inert,
    }

    def find_class(self, module: str, name: str) -> Any:
        if f"{module}.{name}" not in self.callables:
            raise Unfit(f"asks for {module}.{name}; only tensors are read")
        return self.callables[f"{module}.{name}"]


def build(tensors: Tensors, filter_sum: int, unscaled: tuple[str, ...] = ()) -> StyleGAN2:
    """The network of exactly these tensors; empties `tensors`.

    Its smoothing filters add up to `filter_sum`. The equalised learning rate divides weights by the
    root of their fan-in, but for those whose names end as in `unscaled`.
    """
    if sum(tensor.nbytes for tensor in tensors.values()) > SIZE_LIMIT:  # a small file can say so
        raise Unfit(f"holds tensors of more than {SIZE_LIMIT / 1e9:.0f} GB")
    w_dim, z_dim = tensors["mapping.layers.0.weight"].shape[:2]
    layers, blocks = (
        sum(bool(re.fullmatch(pattern, name)) for name in tensors)
        for pattern in (r"mapping\.layers\.\d+\.bias", r"synthesis\.blocks\.\d+\.conv1\.bias")
    )
    convs = ("conv1", *(f"blocks.{i}.conv1" for i in range(blocks)))
    channels = tuple(tensors[f"synthesis.{conv}.bias"].shape[0] for conv in convs)
    with torch.device("meta"):  # no memory, and nothing random that could be left in place
        network = StyleGAN2(StyleGAN2Config(z_dim, w_dim, layers, channels))

    expected = smoothing(torch.empty(1, 1))[0, 0] * (filter_sum / 4)
    for name in [name for name in tensors if name.endswith(".filter")]:
        if not torch.allclose(tensors.take(name, expected.shape), expected):
            raise Unfit(f"has another filter than [1, 3, 3, 1] for {name}")
    weights = {}
    for name, empty in network.state_dict().items():
        tensor = tensors.take(name, empty.shape)
        gain = MAPPING_LR if name.startswith("mapping.layers.") else 1.0
        if name.endswith("weight") and not name.endswith(unscaled):
            gain /= math.sqrt(tensor[0].numel())
        weights[name] = tensor * gain
        if name.endswith("noise"):
            weights[name] *= tensors.take(f"{name}_strength", torch.Size())
        if not weights[name].isfinite().all():
            raise Unfit(f"holds numbers that are not finite in the tensor for {name}")
    for name in tensors:
        raise Unfit(f"holds a tensor for {name}, which a StyleGAN2 of this size does not have")
    network.load_state_dict(weights, assign=True)
    return network.eval().requires_grad_(False)
