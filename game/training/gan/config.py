"""What a training run is: one TOML file, checked to the last key."""

import tomllib
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from torch import nn

from game.common.errors import Refused
from game.discriminators.critics import CRITICS, CriticConfig
from game.discriminators.projected import ProjectedCriticConfig
from game.generators.checkpoint import NETWORKS, Kinds
from game.generators.families.dcgan import DCGANConfig
from game.generators.families.fastgan import FastGANConfig
from game.generators.families.fully_connected import FullyConnectedConfig
from game.generators.families.progan import ProGANConfig
from game.generators.families.stylegan2 import StyleGAN2Config
from game.generators.families.trainable_stylegan2 import StyleGenerator
from game.training.gan.growth import Growth

# By family, as CRITICS: the generator in training and its config.
GENERATORS: Kinds = {
    "fully-connected": NETWORKS["fully-connected"],
    "dcgan": NETWORKS["dcgan"],
    "progan": NETWORKS["progan"],
    "style": (StyleGenerator, StyleGAN2Config),
    "projected": NETWORKS["fastgan"],
}


@dataclass(frozen=True)
class TrainConfig:
    """All that decides a run but the photos; counts are of real images shown to the critic.

    `stages` say when the networks are kept, ascending; `ema_images` is the half-life of the
    generator's average; `r1_gamma` 0 leaves R1 out; `augment_p` is the probability of each
    distortion, or where it begins if it is `adaptive`.
    Raises Refused for a value out of range.
    """

    network: str
    seed: int
    images: int
    stages: tuple[int, ...]
    batch: int
    learning_rate: float
    betas: tuple[float, float]
    ema_images: int
    r1_gamma: float
    augment_p: float
    adaptive: bool
    generator: FullyConnectedConfig | DCGANConfig | ProGANConfig | StyleGAN2Config | FastGANConfig
    critic: CriticConfig
    growth: Growth | None = None

    def __post_init__(self) -> None:
        allowed = {
            "seed": 0 <= self.seed < 2**32,
            "images": self.images > 0,
            "stages": bool(self.stages)
            and list(self.stages) == sorted(set(self.stages))
            and self.stages[0] >= 0
            and self.stages[-1] <= self.images,
            "batch": self.batch > 1,
            "learning_rate": 0 < self.learning_rate < 1,
            "betas": len(self.betas) == 2 and all(0 <= beta < 1 for beta in self.betas),
            "ema_images": self.ema_images > 0,
            "r1_gamma": self.r1_gamma >= 0,
            "augment_p": 0 <= self.augment_p <= 1,
        }
        for key, is_allowed in allowed.items():
            if not is_allowed:
                raise Refused(f"The training config's {key} cannot be {getattr(self, key)}.")
        for section in (self.generator, self.critic):
            for key, value in asdict(section).items():
                sizes = value if isinstance(value, tuple) else (value,)
                if min(sizes, default=0) < 1:
                    raise Refused(f"The network's {key} cannot be {value}.")
        if self.generator.resolution != self.critic.resolution:
            raise Refused(
                f"The generator makes {self.generator.resolution} pixels, but the critic looks at "
                f"{self.critic.resolution}."
            )
        if isinstance(self.critic, ProjectedCriticConfig) and self.r1_gamma:
            raise Refused("A projected critic is trained without R1, so its r1_gamma is 0.")
        if isinstance(self.generator, ProGANConfig) != (self.growth is not None):
            raise Refused("A progan needs the section [growth], and no other network has it.")
        if self.growth and isinstance(self.generator, ProGANConfig):
            self.growth.check(len(self.generator.channels) - 1, self.images)

    @property
    def resolution(self) -> int:
        """Height and width of the images in pixels."""
        return self.generator.resolution


def build(config: TrainConfig) -> tuple[nn.Module, nn.Module]:
    """Generator and critic, untrained."""
    generator, critic = GENERATORS[config.network][0], CRITICS[config.network][0]
    return generator(config.generator), critic(config.critic)


def read_config(path: Path) -> TrainConfig:
    """The config in a TOML file.

    Raises Refused if there is no such file, it is no TOML, or a key is misspelt, missing, of
    another type or out of range.
    """
    try:
        table = tomllib.loads(path.read_text())
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is no TOML file: {error}.") from None
    name = str(table.get("network"))
    if name not in GENERATORS:
        raise Refused(
            f"{path.name} trains the network {name!r}; there are: {', '.join(GENERATORS)}."
        )
    sections = {"generator": GENERATORS[name][1], "critic": CRITICS[name][1], "growth": Growth}
    for section, kind in sections.items():
        if isinstance(table.get(section), dict):
            table[section] = _checked(kind, table[section], f"[{section}] of {path.name}")
    config: TrainConfig = _checked(TrainConfig, table, path.name)
    return config


def _checked(kind: type[Any], table: dict[str, Any], place: str) -> Any:
    """A `kind` (a dataclass) from the table of a TOML file. Raises Refused, naming the key."""
    types = get_type_hints(kind)
    known = [field.name for field in fields(kind)]
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}."
            raise Refused(f"{place} has an unknown key {key}; {hint}")
    if missing := [key for key in needed if key not in table]:
        raise Refused(f"{place} lacks {', '.join(missing)}.")
    return kind(**{k: _typed(v, types[k], f"{k} in {place}") for k, v in table.items()})


def _typed(value: Any, kind: Any, place: str) -> Any:
    """The value, lists as tuples, whole numbers as floats where floats are meant."""
    if is_dataclass(value):  # a section, checked already
        return value
    if get_origin(kind) is tuple and isinstance(value, list):
        # How many there should be is for the dataclass itself to say.
        return tuple(_typed(item, get_args(kind)[0], place) for item in value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise Refused(f"{place} cannot be {value!r}.")
    return value
