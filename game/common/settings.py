"""Where things lie and which database is used: read once from the environment, then frozen."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Settings:
    """`home` holds all that set-up fetches or makes; it can be deleted and made again.

    Only decks of own photos below it cannot. `admin_secret` opens the host's pages; "" opens none.
    `live_training` says who may start it: everybody, hosts of a class, or the admin.
    `trusted_proxies` are the addresses whose word on a visitor's address is taken. `judges` are the
    names of those that play, with commas between them; "" stands for all. `workers` says who makes
    a server's faces: its own two processes, or those at work on the queue.
    """

    home: Path
    database_url: str
    assets: Path = ROOT / "assets"
    models: Path = ROOT / "models"
    admin_secret: str = field(default="", repr=False)
    url: str = ""
    trusted_proxies: str = ""
    live_training: str = "everybody"
    judges: str = ""
    workers: str = "own"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """GAME_HOME (default `.game` beside the code), DATABASE_URL (default SQLite there) and
        GAME_ADMIN_SECRET (default none).

        GAME_URL is where players reach this server, if that is not the address the host sees.
        GAME_TRUSTED_PROXIES are addresses or networks with commas between them (default none).
        GAME_LIVE_TRAINING is "everybody" (the default), "hosts" or "admin". GAME_JUDGES are names
        of models/ with commas between them (default all). GAME_WORKERS is "own" (the default) or
        "queue".
        """
        home = Path(environ.get("GAME_HOME") or ROOT / ".game").resolve()
        return cls(
            home,
            environ.get("DATABASE_URL") or f"sqlite:///{home / 'game.db'}",
            admin_secret=environ.get("GAME_ADMIN_SECRET", ""),
            url=environ.get("GAME_URL", "").rstrip("/"),
            trusted_proxies=environ.get("GAME_TRUSTED_PROXIES", ""),
            live_training=environ.get("GAME_LIVE_TRAINING") or "everybody",
            judges=environ.get("GAME_JUDGES", ""),
            workers=environ.get("GAME_WORKERS") or "own",
        )

    @property
    def downloads(self) -> Path:
        """Fetched archives, each checked against its pinned sha256."""
        return self.home / "downloads"

    @property
    def decks(self) -> Path:
        """One folder of real photos a deck."""
        return self.home / "decks"

    @property
    def generators(self) -> Path:
        """Converted generator weights, one safetensors file a generator."""
        return self.home / "generators"

    @property
    def detector(self) -> Path:
        """The face detector's converted weights, a safetensors file."""
        return self.home / "detector"

    @property
    def features(self) -> Path:
        """Converted weights of networks that say what a picture shows, a safetensors file each."""
        return self.home / "features"

    @property
    def answers(self) -> Path:
        """What review pages keep of this store's answers, an Arrow file; it can be deleted."""
        store = hashlib.sha256(self.database_url.encode()).hexdigest()[:12]
        return self.home / f"answers-{store}.arrow"
