"""Published figures, as they were asked and as they would be in another design."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from game.common.errors import Refused
from game.common.language import say
from game.common.settings import ROOT
from game.common.vocabulary import Design
from game.scoring.signal_detection import ROOTS, convert


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
        if not {given, wanted} <= set(ROOTS):
            raise Refused(
                say("Choose pairs or single faces: figures of other games cannot be converted.")
            )
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
