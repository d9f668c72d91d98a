"""What a browser sends, checked before anything believes it: it may be any JSON whatever.

The pages' components send a mapping, which `answer` and `on_face` take apart; what is in it is
checked where it is believed, at the doors in `rounds`, by `whole` and `seconds`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from game.common.errors import Refused
from game.common.language import say

DAY = 86_400.0  # seconds: nobody looks at a pair for longer


@dataclass(frozen=True)
class Answer:
    """What a page says was pressed, see round.js; its values are still unchecked."""

    trial: Any
    place: Any
    seconds: Any
    shown_seconds: Any
    confidence: Any


@dataclass(frozen=True)
class First:
    """An answer to the pair of a first page, see `visitors`; its values are still unchecked."""

    opening: str
    place: Any
    seconds: Any


@dataclass(frozen=True)
class OnFace:
    """The spots that a face's component says are on it, see spots.js; `sent` is its clock."""

    trial: Any
    place: Any
    sent: float
    spots: list[Any]


@dataclass(frozen=True)
class OnPlayer:
    """What a host does with a player of the room, see people.js: `detail` is a name, or another."""

    act: str
    player: int
    detail: Any


def answer(told: Any) -> Answer:
    """An answer. Raises Refused for anything else."""
    return Answer(**_parts(told, "trial", "place", "seconds", "shown_seconds", "confidence"))


def first(told: Any) -> First:
    """The answer to a first page's pair. Raises Refused for anything else."""
    parts = _parts(told, "opening", "place", "seconds")
    if not isinstance(parts["opening"], str):
        raise Refused(_not_understood())
    return First(**parts)


def sure(told: Any) -> tuple[Any, Any]:
    """A trial, and how sure its player is. Raises Refused for anything else."""
    parts = _parts(told, "trial", "confidence")
    return parts["trial"], parts["confidence"]


@dataclass(frozen=True)
class InRoom:
    """An answer over a room's channel, see phone.js; its place and time are still unchecked."""

    trial: int
    place: Any
    seconds: Any


def in_room(told: Any) -> InRoom:
    """An answer in a room. Raises Refused for anything else."""
    parts = _parts(told, "trial", "place", "seconds")
    return InRoom(parts["trial"], parts["place"], parts["seconds"])


def trial_left(told: Any) -> Any:
    """The trial that a player leaves for the next. Raises Refused for anything else."""
    return _parts(told, "trial")["trial"]


def act(told: Any, details: Mapping[str, str]) -> tuple[str, tuple[Any, ...]]:
    """What a host does, and what belongs to it: a whole number under the name in `details`.

    Raises Refused for anything else.
    """
    name = told.get("act") if isinstance(told, dict) else None
    if not isinstance(name, str):
        raise Refused(_not_understood())
    if name not in details:
        _parts(told, "act")
        return name, ()
    detail = _parts(told, "act", details[name])[details[name]]
    if not (detail is None or is_whole(detail)):
        raise Refused(_not_understood())
    return name, (detail,)


def on_face(told: Any) -> OnFace:
    """Spots on one face. Raises Refused for anything else."""
    parts = _parts(told, "trial", "place", "sent", "spots")
    if not (is_number(parts["sent"]) and isinstance(parts["spots"], list)):
        raise Refused(_not_understood())
    return OnFace(**parts)


def on_player(told: Any) -> OnPlayer:
    """What a host does with a player. Raises Refused for anything else."""
    parts = _parts(told, "act", "player", "detail")
    if not (isinstance(parts["act"], str) and is_whole(parts["player"])):
        raise Refused(_not_understood())
    return OnPlayer(**parts)


def is_whole(value: Any) -> bool:
    """Whether this is a whole number that every database can hold; True and 1.0 are none."""
    return type(value) is int and abs(value) < 2**31


def is_number(value: Any) -> bool:
    """Whether this is a number that a browser can count to, such as its clock; True is none."""
    return type(value) in (int, float) and abs(value) <= 2**53  # not so for NaN


def seconds(value: Any) -> float | None:
    """A time that a browser measured, None if it could not. Raises Refused for no such time."""
    if value is None:
        return None
    if not (is_number(value) and 0 <= value <= DAY):
        raise Refused(say("A time to answer is between none and a day, in seconds."))
    return float(value)


def _parts(told: Any, *names: str) -> dict[str, Any]:
    if not isinstance(told, dict) or told.keys() != set(names):
        raise Refused(_not_understood())
    return told


def _not_understood() -> str:
    return say("The page sent something that is no answer; reload it and press again.")
