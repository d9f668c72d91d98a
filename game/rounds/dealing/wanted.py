"""What a server wants of the workers of a queue: its name, and how it goes through the store."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from game.faces.content import FEATURES
from game.faces.decks.deck import Deck
from game.rounds.plan import Dealt, Shown, face_of
from game.store.queue import AHEAD, Queue

Arrays = Mapping[str, np.ndarray]
ANSWER, REFILL = "answer", "refill"  # the jobs: something is wanted; the stock has room


def key_of(what: str, deck: Deck, told: Mapping[str, Any]) -> str:
    """The name of what is made of this: the same for every server and worker."""
    made_of = [what, deck.name, deck.play, repr((deck.frame, FEATURES)), told]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def refill(queue: Queue, deck: Deck, made_from: str) -> None:
    """Have the stock of such rounds filled, by as many workers as have time."""
    queue.put(REFILL, AHEAD, f"{REFILL} {made_from}", deck=deck.name, made_from=made_from)


def told_face(face: Shown) -> dict[str, Any]:
    """A face as JSON has it; the way back is `face_of`."""
    return asdict(face)


def told_dealt(dealt: Dealt) -> dict[str, Any]:
    """A trial's faces and shift as JSON has them."""
    return {"faces": [asdict(face) for face in dealt.faces], "shift": list(dealt.shift)}


def dealt_of(told: Mapping[str, Any]) -> Dealt:
    """The way back."""
    x, y = told["shift"]
    return Dealt(tuple(map(face_of, told["faces"])), (x, y))


def packed(arrays: Arrays) -> bytes:
    """Arrays by name as a file of NumPy's, without loss: pixels take some two thirds."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpacked(content: bytes) -> Arrays:
    """The way back."""
    with np.load(io.BytesIO(content)) as arrays:
        return dict(arrays)
