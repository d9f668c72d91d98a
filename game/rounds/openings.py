"""Openings: rounds whose first pair is shown to somebody who has no name yet, dealt to nobody.

Each is kept in a file besides, also for a while after it was answered, so that an answer which was
on its way when a server ended, or whose acknowledgement was, is one for the next server.
"""

import json
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from game.common.files import whole
from game.common.vocabulary import Design, Mode, Target
from game.rounds import stored
from game.rounds.modes.mode import Trials
from game.rounds.picture_addresses import SECONDS
from game.rounds.plan import Dealt, Plan, face_of

MOST = 200  # at once; then the oldest is dealt anew
RESENT = 3600.0  # seconds in which an answer may be sent again to the next server


@dataclass(frozen=True)
class Opening:
    """A round whose first pair somebody looks at; who knows the token may take it."""

    plan: Plan
    seed: int
    trials: Trials
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    given_at: float = field(default_factory=time.monotonic)

    def pair(self, position: int) -> Dealt:
        """The pair at a position of the round: the first one, 1, is shown."""
        faces = tuple(self.trials[position - 1])
        return Dealt(faces, stored.shift_of(self.seed, position))


class Openings:
    """Those of a server, by token, the oldest first; in a folder, too, if there is one.

    For one thread at a time. A file is named after the token and says what was dealt.
    """

    def __init__(self, folder: Path | None) -> None:
        """With those that an earlier server left, answered or not."""
        self._folder = folder
        self._open: dict[str, Opening] = {}
        for file in sorted(folder.glob("*.json")) if folder else ():
            opening = _read(file)
            if opening is None:
                file.unlink(missing_ok=True)
            else:
                self._open[opening.token] = opening

    def all(self) -> Sequence[Opening]:
        """All that are open."""
        return tuple(self._open.values())

    def get(self, token: str) -> Opening | None:
        """The one of this token."""
        return self._open.get(token)

    def keep(self, opening: Opening) -> Opening:
        """Add one that is shown to somebody from now on."""
        self._open[opening.token] = opening
        if self._folder:
            # A full disk keeps nobody from playing: this one is lost with the server, then.
            with suppress(OSError), whole(self._folder / f"{opening.token}.json") as file:
                file.write(_written(opening))
        return opening

    def drop(self, token: str) -> None:
        """Forget one that is shown to somebody else, or not dealt any more."""
        del self._open[token]
        if self._folder:
            with suppress(OSError):
                (self._folder / f"{token}.json").unlink()

    def take(self, token: str) -> None:
        """One was answered: it is nobody else's, and its file stays for the next server to see."""
        del self._open[token]

    def tidy(self) -> None:
        """Delete the files of those that were answered more than an hour ago."""
        for file in self._folder.glob("*.json") if self._folder else ():
            with suppress(OSError):
                if file.stem not in self._open and time.time() - file.stat().st_mtime > RESENT:
                    file.unlink()

    def left(self, deck: str) -> Opening | None:
        """The oldest of a deck, without its token from now on, if it may be shown to another.

        That is once its pictures are forgotten, or room ends.
        """
        oldest = next((one for one in self._open.values() if one.plan.deck == deck), None)
        if oldest is None or (
            time.monotonic() - oldest.given_at <= SECONDS and len(self._open) < MOST
        ):
            return None
        self.drop(oldest.token)
        return Opening(oldest.plan, oldest.seed, oldest.trials)


def _written(opening: Opening) -> bytes:
    told = {
        "plan": asdict(opening.plan),
        "seed": opening.seed,
        "trials": [[asdict(face) for face in trial] for trial in opening.trials],
    }
    return json.dumps(told).encode()


def _read(file: Path) -> Opening | None:
    """What a file tells; None if it is half a file, or of another version."""
    try:
        told = json.loads(file.read_bytes())
        plan = told["plan"]
        kinds = {"design": Design, "target": Target, "mode": Mode}
        plan |= {name: kind(plan[name]) for name, kind in kinds.items()}
        trials = [tuple(map(face_of, trial)) for trial in told["trials"]]
        return Opening(Plan(**plan), int(told["seed"]), trials, file.stem)
    except (OSError, ValueError, LookupError, TypeError):
        return None
