"""People beside judges: as a team on one round, and face by face over all that is stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.rounds import Photo, Reveal, Shown, shown
from game.scoring.agreement import consistency_interval, error_consistency
from game.scoring.team import team_choice, trust
from game.store import queries
from game.store.engine import Session


def team_marks(
    past: Sequence[Reveal], trusted: Mapping[int, float], networks: Sequence[str]
) -> dict[str, list[bool | None]]:
    """Right or wrong for each closed trial, had the player decided together with each network.

    None where the trial is not scored or the network did not judge it.
    """
    found: dict[str, list[bool | None]] = {name: [] for name in networks}
    for reveal in past:
        verdicts = {verdict.nickname: verdict for verdict in reveal.verdicts}
        for name, answers in found.items():
            if reveal.correct is None or reveal.choice is None or name not in verdicts:
                answers.append(None)
                continue
            sure = trusted.get(reveal.confidence or 0, 0.5)
            together = team_choice(reveal.choice, sure, verdicts[name].p_fake)
            answers.append(together == reveal.target_place)
    return found


def trusted(session: Session, round_id: int) -> dict[int, float]:
    """How often people are right, by confidence, over every other round in the store."""
    rows = session.execute(queries.confidence_counts(round_id))
    return trust({sure: (right, n) for sure, right, n in rows if sure})


@dataclass(frozen=True)
class Agreement:
    """How often one network and people are right on the same pairs.

    `kappa` is their error consistency, with its 95 % interval.
    """

    network: str
    n: int
    people: float
    judge: float
    kappa: float
    low: float
    high: float


@dataclass(frozen=True)
class Opinion:
    """A face, how many people judged it, and the mean p(fake), theirs and each network's.

    A person's p(fake) is how often people who were that sure were right or wrong.
    """

    face: Shown
    n: int
    people: float
    judges: Mapping[str, float]

    def gap(self, network: str) -> float:
        """How far people and this network are apart."""
        return abs(self.people - self.judges[network])


def compare(
    session: Session, deck: str, networks: Sequence[int]
) -> tuple[list[Agreement], list[Opinion]]:
    """Every network beside people on a deck's pairs, and every face that both have judged."""
    sure = trusted(session, round_id=0)  # no round has that number
    right: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    theirs: dict[Shown, dict[int, float]] = defaultdict(dict)  # face: trial: p(fake)
    judges: dict[Shown, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for person, network in session.execute(queries.judged_by_both(deck, networks)):
        name = network.player.nickname
        right[name].append((person.correct is True, network.correct is True))
        believed = sure.get(person.confidence or 0, 0.5)
        for face in person.trial.faces:
            what = shown(face)
            called_real = face.place == person.choice
            theirs[what][person.trial_id] = 1 - believed if called_real else believed
            judges[what][name].append((network.p_fake or ())[face.place])
    opinions = [
        Opinion(
            face,
            len(trials),
            float(np.mean(list(trials.values()))),
            {name: float(np.mean(p)) for name, p in judges[face].items()},
        )
        for face, trials in theirs.items()
    ]
    return [_agreement(name, np.array(pairs)) for name, pairs in right.items()], opinions


def _agreement(network: str, right: np.ndarray) -> Agreement:
    people, judge = right.T
    low, high = consistency_interval(people, judge)
    return Agreement(
        network,
        len(right),
        float(people.mean()),
        float(judge.mean()),
        error_consistency(people, judge),
        low,
        high,
    )


def shown_to(opinions: Sequence[Opinion], session: Session, player_id: int | None) -> list[Opinion]:
    """Those whose truth may be shown to a player, or to a visitor without a name (None).

    A fake is dealt once and never again. A photo may still come up, unless this player has judged
    it already.
    """
    judged = set() if player_id is None else set(session.scalars(queries.photos_judged(player_id)))
    return [o for o in opinions if not isinstance(o.face, Photo) or o.face.name in judged]
