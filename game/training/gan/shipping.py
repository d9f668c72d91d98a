"""Shipping a family: from a run's folder to models/FAMILY, where the zoo and the theatre find it.

stages.toml has the zoo's entry of every stage, stages.png their faces, metrics.json the log,
measures.json what the stages are worth, duel.json every critic against every generator. An
untrained stage's weights are stored as their seed, the others' with eight bits each.
"""

import json
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PIL import Image

from game.common.errors import Refused
from game.common.files import sha256_of, whole
from game.common.settings import ROOT, Settings
from game.generators.checkpoint import abridge, load_checkpoint, save_checkpoint, whole_file
from game.generators.zoo import unpinned
from game.training.gan.config import read_config
from game.training.gan.duel import duel
from game.training.gan.log import ship_log
from game.training.gan.measures import measure_stages

LICENCE = "trained by this project on CelebA photos: for non-commercial research and teaching"
FACES = 10  # of a stage on the sheet


def ship(
    config_file: Path, run: Path, stages: Sequence[int], critic: int | None, settings: Settings
) -> Path:
    """Put these stages of a run, and one of its critics, into models/; returns their folder.

    The family is called like the config's file. Raises Refused if the run has not kept a stage.
    """
    family, config = config_file.stem, read_config(config_file)
    chosen = sorted(stages)
    out = settings.models / family
    critics = [] if critic is None else [run / f"stage-{critic:02d}-critic.safetensors"]
    for file in [*(run / _file(number) for number in chosen), *critics]:
        if not file.is_file():
            raise Refused(f"{run} has not kept {file.name}.")
    with TemporaryDirectory() as made:
        new = Path(made) / family
        for number in chosen:
            _store(run / _file(number), config.stages[number], config.seed, new / _file(number))
        for file in critics:
            shutil.copy(file, new)
        entries = {
            f"{family}-{number:02d}": _entry(
                config_file, new, number, config.stages[number], critic
            )
            for number in chosen
        }
        measured = measure_stages(run, settings, chosen, new)
        _write(new / "stages.toml", _toml(entries))
        _write(new / "measures.json", json.dumps(measured, indent=1))
        _write(new / "duel.json", json.dumps(duel(config_file, run, settings), indent=1))
        ship_log(run, new)
        sheet = np.vstack([_row(new / _file(number)) for number in chosen])
        with whole(new / "stages.png") as opened:
            Image.fromarray(sheet).save(opened, format="PNG", optimize=True)
        if out.exists():
            shutil.rmtree(out)
        shutil.copytree(new, out)
    return out


def _file(number: int) -> str:
    return f"stage-{number:02d}.safetensors"


def _store(stage: Path, images: int, seed: int, out: Path) -> None:
    """Write a run's stage as small as it can be without its faces looking different."""
    if images == 0:
        abridge(stage, seed, out)
    else:
        save_checkpoint(load_checkpoint(stage, sha256_of(stage)), out, bits=8)


def said(images: int) -> str:
    """How far a stage is, as a visitor reads it."""
    return "untrained" if images == 0 else f"{images // 1000}k images"


def _entry(
    config_file: Path, out: Path, number: int, images: int, critic: int | None
) -> dict[str, str]:
    """A stage's lines in the zoo's manifest."""
    family, weights = out.name, out / _file(number)
    entry = {
        "checkpoint_sha256": sha256(whole_file(weights)).hexdigest(),
        "weights": f"{family}/{weights.name}",
        "family": family,
        "stage": said(images),
    }
    if number == critic:
        judge = out / f"stage-{number:02d}-critic.safetensors"
        entry |= {"critic": f"{family}/{judge.name}", "critic_sha256": sha256_of(judge)}
    source = config_file.resolve()
    shown = source.relative_to(ROOT) if source.is_relative_to(ROOT) else source.name
    return entry | {
        "source": f"python -m game train {shown}",
        "licence": LICENCE,
        "card": f"models/{family}.md",
    }


def _row(stage: Path) -> np.ndarray:
    """The faces of the first seeds beside each other, uint8 (side, FACES * side, 3)."""
    generator = unpinned(stage)
    latents = [generator.ws(generator.latent(seed))[0] for seed in range(FACES)]
    return np.hstack([generator.picture(ws) for ws in latents])


def _toml(entries: dict[str, dict[str, Any]]) -> str:
    """Tables of strings; a JSON string is a TOML string."""
    tables = [
        "\n".join([f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in entry.items())])
        for name, entry in entries.items()
    ]
    return "# Written by `python -m game ship`.\n\n" + "\n\n".join(tables) + "\n"


def _write(path: Path, text: str) -> None:
    with whole(path) as opened:
        opened.write(text.encode())
