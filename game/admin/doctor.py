"""A look at everything the game needs, for whoever runs it."""

import platform
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from game.common.errors import Unavailable
from game.common.settings import Settings


def examine(settings: Settings) -> dict[str, Any]:
    """`{ok, python, torch, deck, generator, judges, detector, database, problems}`, really tried.

    `ok` is false if anything is missing; `problems` says what, and what to do.
    """
    problems: list[str] = []

    def tried(what: str, look: Callable[[Settings], str]) -> str | None:
        try:
            return look(settings)
        except Unavailable as error:
            problems.append(f"{what}: {error}")
        except Exception as error:  # whatever is wrong, the other parts are still looked at
            problems.append(f"{what}: {type(error).__name__}: {error}")
        return None

    report: dict[str, Any] = {
        "python": platform.python_version(),
        "torch": version("torch"),
        "deck": tried("deck", _deck),
        "generator": tried("generator", _generator),
        "judges": tried("judges", _judges),
        "detector": tried("detector", _detector),
        "database": tried("database", _database),
    }
    return {"ok": not problems, **report, "problems": problems}


def _deck(settings: Settings) -> str:
    from game.faces.decks.deck import DECK, load_deck

    deck = load_deck(DECK, settings)
    for name in deck.train + deck.play:
        deck.photo(name)
    return f"{deck.name}: {len(deck.train)} train and {len(deck.play)} play photos, all readable"


def _generator(settings: Settings) -> str:
    from game.common.recipe import GENERATOR, PLAY_SEEDS
    from game.generators.zoo import load_generator
    from game.rounds.dealing.fakes import fake

    generator = load_generator(GENERATOR, settings)
    began = time.perf_counter()
    generator.face(fake(generator, PLAY_SEEDS.start))
    return f"{generator.name}: a face in {1000 * (time.perf_counter() - began):.0f} ms"


def _judges(settings: Settings) -> str:
    from game.discriminators.judges import JUDGES, load_judges
    from game.discriminators.known import chosen

    names = [judge.name for judge in load_judges(settings)]
    late = [JUDGES[name].name for name in chosen(settings) if JUDGES[name].name not in names]
    joining = f" (joins once a server has fetched its network: {', '.join(late)})" if late else ""
    return ", ".join(names) + joining


def _detector(settings: Settings) -> str:
    from game.faces.decks.deck import DECK, load_deck
    from game.faces.detector.mtcnn import load_detector

    detector = load_detector(settings)
    deck = load_deck(DECK, settings)
    began = time.perf_counter()
    found = detector.detect(deck.photo(deck.play[0]))
    return f"{len(found)} face found in a photo in {1000 * (time.perf_counter() - began):.0f} ms"


def _database(settings: Settings) -> str:
    from game.store.engine import Store

    store = Store(settings.database_url)
    try:
        return f"{store.engine.dialect.name}, migrated"
    finally:
        store.close()
