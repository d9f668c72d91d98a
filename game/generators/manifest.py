"""Which generators there are, each one file of weights and one entry in a manifest.

`assets/generators.toml` lists those that set-up makes, `stages.toml` in a folder of models/ the
stages of a family that was trained here, `generators.toml` in the game's home those that were added
there. Nothing is loaded here.
"""

import tomllib
from pathlib import Path

from game.common.errors import Unavailable
from game.common.language import say
from game.common.settings import Settings


def entries(settings: Settings) -> dict[str, dict[str, str]]:
    """Name to manifest entry: checkpoint_sha256, source, licence and what set-up needs."""
    manifests = [
        settings.assets / "generators.toml",
        *sorted(settings.models.glob("*/stages.toml")),
        added_here(settings),
    ]
    found: dict[str, dict[str, str]] = {}
    for manifest in manifests:
        if manifest.exists():
            found |= tomllib.loads(manifest.read_text())
    return found


def entry(name: str, settings: Settings) -> dict[str, str]:
    """That of a generator. Raises Unavailable if the zoo has none of that name."""
    zoo = entries(settings)
    if name not in zoo:
        raise Unavailable(
            say(
                "There is no generator {name} in the zoo; there is {known}.",
                name=repr(name),
                known=", ".join(zoo),
            )
        )
    return zoo[name]


def licence(name: str, settings: Settings) -> str:
    """The licence of a generator's weights: it goes with every face that they make."""
    return entries(settings)[name]["licence"]


def added_here(settings: Settings) -> Path:
    """The manifest of generators that a user has added."""
    return settings.generators / "generators.toml"
