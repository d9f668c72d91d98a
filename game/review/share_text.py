"""A round in two lines, to send: what came of it without any face."""

from collections.abc import Mapping, Sequence

from game.common.language import say

RIGHT, WRONG, UNSCORED = "🟩", "❌", "⬜"  # apart by shape, too


def marks(answers: Sequence[bool | None]) -> str:
    """A sign for each trial: right, wrong, not scored (None)."""
    return "".join(UNSCORED if right is None else RIGHT if right else WRONG for right in answers)


def beaten(found: Mapping[str, Sequence[bool | None]]) -> tuple[int, int]:
    """How many of the others the first of `found` beat, and how many there are.

    A trial counts for both only where both were scored.
    """
    (_, own), *others = found.items()
    beat = 0
    for _, other in others:
        both = [(a, b) for a, b in zip(own, other, strict=True) if None not in (a, b)]
        beat += sum(a is True for a, _ in both) > sum(b is True for _, b in both)
    return beat, len(others)


def summary(found: Mapping[str, Sequence[bool | None]]) -> str:
    """The score of the first of `found` in one line: "7 of 10, beat 2 of 5 networks"."""
    own = next(iter(found.values()))
    beat, others = beaten(found)
    told = say("{n} of {m}", n=own.count(True), m=len(own) - own.count(None))
    return say("{told}, beat {n} of {m} networks", told=told, n=beat, m=others) if beat else told


def share_text(found: Mapping[str, Sequence[bool | None]], address: str) -> str:
    """What is copied or sent: the game's name and the score, a sign for each trial, the address."""
    own = next(iter(found.values()))
    return f"Play the discriminator: {summary(found)}\n{marks(own)}\n{address}"
