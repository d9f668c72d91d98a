"""The zoo: every generator by its name, loaded; and one more added. Its entries: `manifest`."""

import hashlib
import json
import re
from functools import partial
from pathlib import Path

import torch

from game.common.errors import Refused
from game.common.files import sha256_of
from game.common.language import say
from game.common.settings import Settings
from game.generators.allocator import keep_freed_memory
from game.generators.checkpoint import load_checkpoint, save_checkpoint, whole_file
from game.generators.imports.stylegan2_files import import_stylegan2
from game.generators.manifest import added_here, entries, entry
from game.generators.style import load_style
from game.generators.synthesis import Generator


def load_generator(name: str, settings: Settings) -> Generator:
    """The generator of that name, on the GPU if there is one.

    Raises Unavailable if the zoo has none of that name, CheckpointError if its weights are missing
    or broken.
    """
    described = entry(name, settings)
    keep_freed_memory()
    sha256 = described["checkpoint_sha256"]
    trained_here = "weights" in described
    place = (
        settings.models / described["weights"]
        if trained_here
        else settings.generators / f"{name}.safetensors"
    )
    network = load_checkpoint(place, sha256)
    network = network.to("cuda" if torch.cuda.is_available() else "cpu")
    return Generator(name, sha256, network, partial(load_style, settings=settings))


def unpinned(path: Path) -> Generator:
    """A generator that no manifest names, as a run has kept it; called like its file."""
    sha256 = hashlib.sha256(whole_file(path)).hexdigest()
    return Generator(path.stem, sha256, load_checkpoint(path, sha256))


def add(source: Path, name: str, licence_text: str, settings: Settings) -> Path:
    """Convert a StyleGAN2 checkpoint of the user's and enter it in the zoo; returns its new file.

    Raises Refused for a name that is taken or unusable, CheckpointError for a file that is no such
    checkpoint.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", name):
        raise Refused(say("A generator's name is made of small letters, digits and hyphens."))
    if name in entries(settings):
        raise Refused(
            say("The zoo already has a generator {name}; choose another name.", name=repr(name))
        )
    if not licence_text.strip():
        raise Refused(
            say("Name the licence of the weights: it goes with every face that they make.")
        )
    network = import_stylegan2(source)
    place = settings.generators / f"{name}.safetensors"
    save_checkpoint(network, place)
    entry = {
        "checkpoint_sha256": sha256_of(place),
        "source": source.name,
        "licence": licence_text,
    }
    with added_here(settings).open("a") as manifest:
        # A JSON string is a TOML string.
        lines = [f"{key} = {json.dumps(value)}" for key, value in entry.items()]
        manifest.write("\n".join([f"[{name}]", *lines, "", ""]))
    return place
