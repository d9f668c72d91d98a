"""Do 95 % intervals hold the truth in 95 of 100 studies? Seeded simulations, figure by figure."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np

from game.common.terminal import progress_bar
from game.scoring.coverage.in_pairs import against_network, together
from game.scoring.coverage.interval import Interval
from game.scoring.coverage.of_judges import by_auc, by_bootstrap
from game.scoring.coverage.on_faces import by_one, by_people
from game.scoring.coverage.on_scale import scale
from game.scoring.coverage.study import faces, pairs, seats
from game.scoring.crowd import crossed_trust
from game.scoring.intervals import wilson

# People, rounds of ten that are shared, and how many of them each person plays.
MANY = (80, 12, (1, 4))
CLASS = (25, 2, (2, 2))
KEEN = (60, 12, (5, 7))  # fifty answers or more each, for abilities
SELDOM = 2  # one study in so many has the intervals that are resampled a thousand times
PHOTOS = 60  # of the keen players' 120 pairs: each photo comes twice, each fake once


def coverage(studies: int) -> list[dict[str, Any]]:
    """Rows {design, measure, truth, mean, coverage, low, high, studies}, the same every time.

    `design` says who answered: many people some shared rounds, a class the same twenty trials, or
    one alone. `mean`: of the figure over all studies. `low` to `high` is Wilson's 95 % interval of
    the coverage. A truth that differs from study to study (of these people, of these trials) is
    given as its mean.
    """
    found: dict[tuple[str, str], list[Interval]] = defaultdict(list)
    for number in progress_bar(range(studies), "studies", unit="study"):
        slowly = number % SELDOM == 0
        for design, one in _study(np.random.default_rng([0, number]), slowly):
            found[design, one.measure].append(one)
    return [_row(design, measure, rows) for (design, measure), rows in found.items()]


def _study(rng: np.random.Generator, slowly: bool) -> Iterator[tuple[str, Interval]]:
    """All intervals of one study, with who answered; `slowly`: also those that take long."""
    trusted: np.ndarray | None = None
    for design, (people, rounds, played) in (("many", MANY), ("class", CLASS)):
        seated = seats(rng, people, rounds, played)
        study = pairs(rng, *seated, photos=10 * rounds)
        if trusted is None:  # a class is judged by what the many have taught
            trusted = crossed_trust(study.guesses)
        parts = (
            against_network(study),
            together(study, trusted, rng),
            by_people(faces(rng, *seated)),
        )
        yield from ((design, one) for part in parts for one in part)
    keen = pairs(rng, *seats(rng, *KEEN), photos=PHOTOS)
    yield from (("many", one) for one in scale(keen, rng))
    alone = [by_one(rng), by_auc(rng)]
    if slowly:
        alone.append(by_bootstrap(rng))
    yield from (("one", one) for part in alone for one in part)


def _row(design: str, measure: str, rows: list[Interval]) -> dict[str, Any]:
    mean = float(np.mean([one.value for one in rows]))
    truths = [mean if one.truth is None else one.truth for one in rows]
    held = sum(one.low <= truth <= one.high for one, truth in zip(rows, truths, strict=True))
    low, high = wilson(held, len(rows))
    return {
        "design": design,
        "measure": measure,
        "truth": round(float(np.mean(truths)), 4),
        "mean": round(mean, 4),
        "coverage": held / len(rows),
        "low": round(low, 4),
        "high": round(high, 4),
        "studies": len(rows),
    }
