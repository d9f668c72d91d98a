"""The published experiment, by one person: single faces, half of them photos, real or generated?

Nightingale & Farid 2022, "AI-synthesized faces are indistinguishable from real faces and more
trustworthy", PNAS 119 (8). Its two conditions differ in training and feedback, so whether a round
had feedback says which of them it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from game.review.literature import Published, published
from game.rounds.modes.experiment import LENGTH
from game.rounds.plan import Photo, Reveal
from game.scoring.intervals import Z, wilson
from game.scoring.signal_detection import criterion, d_prime_yes_no, yes_no_errors


@dataclass(frozen=True)
class Measured:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Outcome:
    """A player's answers: (right, scored) in all and by halves, and what they amount to."""

    feedback: bool
    score: tuple[int, int]
    halves: tuple[tuple[int, int], tuple[int, int]]
    accuracy: Measured
    d_prime: Measured
    criterion: Measured


def conditions() -> tuple[Published, ...]:
    """What was published of its conditions, with the paper's link."""
    return tuple(p for p in published("people") if p.key.startswith("nightingale-farid"))


def outcome(past: Sequence[Reveal]) -> Outcome | None:
    """What the closed trials of an experiment say; None before a photo and a fake are scored."""
    scored = [reveal for reveal in past if reveal.correct is not None]
    called_fake = {
        real: [r.choice == 1 for r in scored if isinstance(r.faces[0], Photo) == real]
        for real in (False, True)
    }
    if not all(called_fake.values()):
        return None
    counts = tuple(n for said in called_fake.values() for n in (sum(said), len(said)))
    hits, signals, false_alarms, noises = counts
    d_prime_error, criterion_error = yes_no_errors(hits, signals, false_alarms, noises)
    right, n = score = _score(scored)
    half = LENGTH // 2
    return Outcome(
        past[0].plan.feedback,
        score,
        (
            _score([reveal for reveal in scored if reveal.position <= half]),
            _score([reveal for reveal in scored if reveal.position > half]),
        ),
        Measured(right / n, *wilson(right, n)),
        _measured(d_prime_yes_no(hits, signals, false_alarms, noises), d_prime_error),
        _measured(criterion(hits, signals, false_alarms, noises), criterion_error),
    )


def _score(scored: Sequence[Reveal]) -> tuple[int, int]:
    return sum(reveal.correct is True for reveal in scored), len(scored)


def _measured(value: float, error: float) -> Measured:
    return Measured(value, value - Z * error, value + Z * error)
