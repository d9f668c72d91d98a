"""The `train` command: a config, photos and a folder to a run."""

from pathlib import Path

from game.common.settings import Settings
from game.discriminators.projected import ProjectedCriticConfig
from game.faces.features import load_features
from game.generators.allocator import keep_freed_memory
from game.training.gan.config import read_config
from game.training.gan.loop import Run
from game.training.gan.photos import deck_photos, folder_photos
from game.training.gan.trainer import Trainer


def train_gan(config_file: Path, out: Path | None, folder: Path | None, settings: Settings) -> Path:
    """Train what the config says, on the deck or a folder of photos; returns the run's folder.

    Goes on with the run that lies there. Raises Refused and Unavailable as `read_config`,
    `deck_photos`, `folder_photos` and `Run` do.
    """
    keep_freed_memory()
    config = read_config(config_file)
    side = config.resolution
    photos = folder_photos(folder, side) if folder else deck_photos(settings, side)
    place = out or settings.home / "training" / config_file.stem
    eyes = load_features(settings) if isinstance(config.critic, ProjectedCriticConfig) else None
    Run(Trainer(config, photos, eyes), place).train()
    return place
