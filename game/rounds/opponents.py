"""Whom a round can be dealt from: a generator of the zoo, or what a live run has just trained."""

from game.common.language import say
from game.common.settings import Settings
from game.common.single_flight import SingleFlight
from game.faces.decks.deck import Deck
from game.generators import live_runs
from game.generators.collection import COLLECTION, load_collection
from game.generators.manifest import entries, entry
from game.generators.opponent import Opponent
from game.rounds.dealing.queued import QueuedOpponent, QueueWorkers
from game.rounds.modes.ladder import stage_name


def opponent(settings: Settings, name: str, sha256: str | None) -> Opponent:
    """The generator or the collection of that name. Raises Unavailable if there is none.

    A live run goes on learning, so `sha256` says which of its weights: without it, the newest.
    """
    if name == live_runs.LIVE:
        return _live(settings, sha256 or live_runs.newest(settings))
    if name == COLLECTION:
        return load_collection(name, settings)
    return _of_zoo(settings, name)


def opponent_elsewhere(
    settings: Settings, workers: QueueWorkers, deck: Deck, name: str, sha256: str | None
) -> Opponent:
    """The same, of whom a server knows no more than the name: workers make the faces."""
    if name == COLLECTION:
        return load_collection(name, settings)
    if name == live_runs.LIVE:
        return QueuedOpponent(workers, deck, name, sha256 or live_runs.newest(settings))
    return QueuedOpponent(workers, deck, name, entry(name, settings)["checkpoint_sha256"])


def title(settings: Settings, name: str) -> str:
    """A generator as a visitor reads it."""
    if name == live_runs.LIVE:
        return say("the network trained live")
    if name == COLLECTION:
        return say("a diffusion model (2024)")
    entry = entries(settings).get(name, {})
    return f"{entry['family']}, {stage_name(entry['stage'])}" if "stage" in entry else name


def stages(settings: Settings) -> dict[str, str]:
    """The stages of what was trained here, by name, as a visitor reads them."""
    return {
        name: title(settings, name) for name, entry in entries(settings).items() if "stage" in entry
    }


def collections(settings: Settings) -> dict[str, str]:
    """The collections of faces of generators that are not here, as a visitor reads them."""
    return {COLLECTION: title(settings, COLLECTION)}


def _loaded(settings: Settings, name: str) -> Opponent:
    from game.generators.zoo import load_generator  # Torch, which a server may do without

    return load_generator(name, settings)


_of_zoo = SingleFlight(_loaded, maxsize=12)
_live = SingleFlight(live_runs.generator, maxsize=4)
