"""A run: the trainer's steps, and what stays of them in a folder.

stage-NN.safetensors is the averaged generator as the zoo loads it, stage-NN-critic.safetensors the
critic of that moment, stage-NN.png the faces of seeds 0 to 31; metrics.jsonl has a line of means
for every LOG_STEPS steps; from state.pt a run that was cut short goes on, to the last bit the same.
"""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from game.common.errors import Refused, Unavailable
from game.common.files import whole
from game.common.terminal import progress_bar
from game.discriminators.critics import save_critic
from game.generators.checkpoint import save_checkpoint
from game.generators.families.trainable_stylegan2 import StyleGenerator
from game.generators.synthesis import Generator
from game.generators.zoo import unpinned
from game.training.gan.trainer import Trainer

LOG_STEPS = 50
SAVE_STEPS = 200
GRID = (4, 8)  # rows and columns of faces
STATE, METRICS = "state.pt", "metrics.jsonl"


class Run:
    """A trainer and the folder of its run; goes on with the run that lies there.

    Raises Refused if that run has another config or other photos, Unavailable if its state cannot
    be read.
    """

    def __init__(self, trainer: Trainer, out: Path) -> None:
        self.trainer, self.out = trainer, out
        self.seconds = 0.0  # of training so far
        self.window: list[dict[str, float]] = []  # the steps since the last line of the log
        if (out / STATE).exists():
            self._resume()

    def train(self) -> None:
        """Train to the config's end.

        Raises Unavailable if a loss is no longer a number or the folder cannot be written, as when
        a disk is full; what was kept before stays.
        """
        try:
            self._train()
        except OSError as error:
            raise Unavailable(
                f"{self.out} cannot be written ({error.strerror}); what was kept before is good. "
                "Put that right, and the same command goes on."
            ) from error

    def _train(self) -> None:
        trainer, config = self.trainer, self.trainer.config
        if not trainer.images:
            self.out.mkdir(parents=True, exist_ok=True)
            (self.out / METRICS).write_text("")
            self._keep_stages(since=-1)
            self.save()
        bar = progress_bar(
            desc=config.network, total=config.images, initial=trainer.images, unit="img"
        )
        with bar:
            while trainer.images < config.images:
                before, began = trainer.images, time.perf_counter()
                self.window.append(trainer.step())
                self.seconds += time.perf_counter() - began
                bar.update(config.batch)
                if trainer.steps % LOG_STEPS == 0:
                    self._log()
                # The state comes last: what was written since the one before is written again.
                if self._keep_stages(since=before) or trainer.steps % SAVE_STEPS == 0:
                    self.save()

    def save(self) -> None:
        """Write the state: all of it or nothing, so a full disk leaves the one before."""
        state = self.trainer.state() | {"seconds": self.seconds, "window": self.window}
        with whole(self.out / STATE) as file:
            torch.save(state, file)

    def _resume(self) -> None:
        path = self.out / STATE
        try:
            state: dict[str, Any] = torch.load(path, "cpu", weights_only=True)
        except Exception as error:  # of many kinds: zip, pickle, end of file
            raise Unavailable(
                f"{path} cannot be read ({type(error).__name__}); delete it to begin anew."
            ) from error
        for what, value in self.trainer.subject.items():
            if state["subject"][what] != value:
                raise Refused(
                    f"{self.out} holds a run that began with a different {what}; "
                    "choose another --out or delete it."
                )
        self.trainer.restore(state)
        self.seconds, self.window = state["seconds"], state["window"]
        # Lines that are younger than the state will be written again.
        lines = (self.out / METRICS).read_bytes().splitlines(keepends=True)
        with whole(self.out / METRICS) as file:
            file.writelines(lines[: self.trainer.steps // LOG_STEPS])

    def _keep_stages(self, since: int) -> bool:
        """Keep the stage that was reached after `since` images; whether there was one."""
        trainer = self.trainer
        stages = trainer.config.stages
        reached = [i for i, images in enumerate(stages) if since < images <= trainer.images]
        for number in reached:
            name = f"stage-{number:02d}"
            path = self.out / f"{name}.safetensors"
            save_average(trainer, path)
            save_critic(trainer.critic, self.out / f"{name}-critic.safetensors")
            faces = contact_sheet(unpinned(path))
            with whole(self.out / f"{name}.png") as file:
                Image.fromarray(faces).save(file, format="PNG")
        return bool(reached)

    def _log(self) -> None:
        """A line of means over the steps since the last."""
        means = {k: float(np.mean([step[k] for step in self.window])) for k in self.window[0]}
        trainer = self.trainer
        per_second = trainer.config.batch / means.pop("seconds")
        line = {"step": trainer.steps, "images": trainer.images, "seconds": self.seconds}
        with (self.out / METRICS).open("a") as file:
            file.write(json.dumps(line | means | {"images_per_second": per_second}) + "\n")
        self.window = []


def save_average(trainer: Trainer, path: Path) -> None:
    """Write the averaged generator to `path`, in half precision, as the zoo loads it."""
    average: Any = trainer.average
    if isinstance(average, StyleGenerator):
        average = average.baked()
    save_checkpoint(average, path, bits=16)


def contact_sheet(generator: Generator) -> np.ndarray:
    """The faces of the first seeds, row by row: uint8 (4 * side, 8 * side, 3)."""
    rows, columns = GRID
    faces = [
        generator.picture(generator.ws(generator.latent(seed))[0]) for seed in range(rows * columns)
    ]
    return np.vstack([np.hstack(faces[i * columns : (i + 1) * columns]) for i in range(rows)])
