"""How a running game is: what is looked at first, and what to do where something is wrong."""

import platform
import shutil
import time
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

from game.common.language import say
from game.common.settings import ROOT, Settings
from game.rounds.dealing.queued import NOBODY, QueueWorkers
from game.rounds.game import Game
from game.store import admin_queries
from game.store.bulk import schema
from game.store.tables import now

LEAST_FREE = 1_000_000_000  # bytes
FILLING = timedelta(minutes=1)  # until the first rounds have been made
SLOWEST = 200.0  # milliseconds for a question that needs no thought


@dataclass(frozen=True)
class Health:
    """A look at a running game; `problems` says what is wrong and what to do about it."""

    generator: str
    judges: tuple[str, ...]
    rounds_ready: int
    rooms_open: int
    people: int
    answers: int
    database: str
    database_bytes: int
    revision: str
    milliseconds: float
    free_bytes: int
    running: timedelta
    versions: dict[str, str]
    problems: tuple[str, ...]


def examine(game: Game, settings: Settings) -> Health:
    """Look at a game; the folder of its settings must be there."""
    dialect = game.store.engine.dialect.name
    with game.store.read() as session:
        schema(session)  # so that no new connection is timed
        began = time.perf_counter()
        revision = schema(session)
        milliseconds = 1000 * (time.perf_counter() - began)
        people, answers, rooms_open = session.execute(admin_queries.sizes()).one()
        size = session.scalar(admin_queries.database_bytes(dialect))
    free = shutil.disk_usage(settings.home).free
    ready, running = len(game.dealer.ahead), now() - game.opened_at
    return Health(
        generator=game.dealer.generator.name,
        judges=game.networks.names,
        rounds_ready=ready,
        rooms_open=rooms_open,
        people=people,
        answers=answers,
        database=dialect,
        database_bytes=int(size),
        revision=revision,
        milliseconds=milliseconds,
        free_bytes=free,
        running=running,
        versions=_versions(),
        problems=(
            *_problems(ready > 0 or running < FILLING, milliseconds, free),
            *(() if _attended(game) else (say(NOBODY),)),
        ),
    )


def _attended(game: Game) -> bool:
    """Whether whoever makes its faces is there: a server's own workers always are."""
    workers = game.dealer.workers
    return workers.attended() if isinstance(workers, QueueWorkers) else True


def duration(time: timedelta) -> str:
    """In the two largest units of days, hours and minutes."""
    minutes = int(time.total_seconds()) // 60
    hours = minutes // 60
    if minutes < 60:
        return say("{n} min", n=minutes)
    if hours < 24:
        return say("{hours} h {n} min", hours=hours, n=minutes % 60)
    return say("{days} d {hours} h", days=hours // 24, hours=hours % 24)


def _problems(ready: bool, milliseconds: float, free: int) -> list[str]:
    problems = []
    if not ready:
        problems.append(
            say(
                "No round is ready. If this stays so, read the server's log, and run `python -m "
                "game doctor`."
            )
        )
    if milliseconds > SLOWEST:
        problems.append(
            say(
                "The database takes {n:.0f} ms to answer the simplest question; see what else "
                "keeps its machine busy.",
                n=milliseconds,
            )
        )
    if free < LEAST_FREE:
        problems.append(
            say(
                "Less than 1 GB is free where GAME_HOME lies; make room, or nothing more can be "
                "stored before long."
            )
        )
    return problems


def _versions() -> dict[str, str]:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {
        "game": about["project"]["version"],
        "Python": platform.python_version(),
        "Streamlit": version("streamlit"),
        "PyTorch": version("torch"),
        "SQLAlchemy": version("sqlalchemy"),
    }
