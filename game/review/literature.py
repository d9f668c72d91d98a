"""Published figures, and what an accuracy on single faces would be in pairs, and the reverse.

Both follow from d′ if people do not lean to either answer: Φ(d′ / 2) of single faces are right,
Φ(d′ / √2) of pairs (Macmillan & Creelman, ch. 7).
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.stats import norm

from game.common.errors import Refused
from game.common.language import say
from game.common.settings import ROOT
from game.common.vocabulary import Design

ROOTS = {Design.YES_NO: 2.0, Design.TWO_AFC: np.sqrt(2)}  # d′ over the z of the share right


@dataclass(frozen=True)
class Published:
    """A published share of right answers, as a part of 1, with its 95 % interval if it has one.

    `condition` says who or what was measured; `n`: people. `halves`: the share in the first and in
    the second half. `average_precision` of a network's ranking. `unbiased` false: `because` says
    why the share cannot be converted.
    """

    key: str
    source: str
    condition: str
    generator: str
    design: str
    share: float
    year: int | None = None
    link: str = ""
    n: int | None = None
    low: float | None = None
    high: float | None = None
    d_prime: float | None = None
    halves: tuple[float, float] | None = None
    average_precision: float | None = None
    unbiased: bool = True
    because: str = ""

    def in_design(self, design: Design) -> "Shares":
        """Share, low and high as they would be in this design.

        Raises Refused with the reason if that cannot be said.
        """
        published = {"yes/no": Design.YES_NO, "pairs": Design.TWO_AFC}.get(self.design)
        shares = Shares(self.share, self.low, self.high)
        if published is design:
            return shares
        if not self.unbiased or published is None:
            raise Refused(say(self.because))
        return shares.converted(published, design)


@dataclass(frozen=True)
class Shares:
    """A share of right answers with the ends of its interval, if it has one."""

    share: float
    low: float | None
    high: float | None

    def converted(self, given: Design, wanted: Design) -> "Shares":
        """All three in another design; Refused unless both are pairs or single faces."""
        ends = (None if s is None else convert(s, given, wanted) for s in (self.low, self.high))
        return Shares(convert(self.share, given, wanted), *ends)


@lru_cache
def published(about: str, assets: Path = ROOT / "assets") -> tuple[Published, ...]:
    """The published figures about "people" or "machines", of assets/literature.toml."""
    entries = tomllib.loads((assets / "literature.toml").read_text())[about]
    return tuple(
        Published(**entry | ({"halves": tuple(entry["halves"])} if "halves" in entry else {}))
        for entry in entries
    )


def convert(share: float, given: Design, wanted: Design) -> float:
    """The share right in one design, as it would be in another for the same d′ and no bias."""
    return share_right(d_prime(share, given), wanted)


def d_prime(share: float, design: Design) -> float:
    """d′ of an unbiased share right within 0 to 1; Refused for the odd one out."""
    return float(_root(design) * norm.ppf(share))


def share_right(of: float, design: Design) -> float:
    """The share right of an unbiased player with this d′; Refused for the odd one out."""
    return float(norm.cdf(of / _root(design)))


def _root(design: Design) -> float:
    if design not in ROOTS:
        raise Refused(
            say("Choose pairs or single faces: figures of other games cannot be converted.")
        )
    return float(ROOTS[design])
