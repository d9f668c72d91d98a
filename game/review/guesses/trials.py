"""What trials are: where they were dealt, and which photo and which fake they show."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from game.common.recipe import NoiseMode
from game.review.guesses.columns import CHUNK, ID, Columns
from game.rounds.plan import Plan
from game.store import review_queries
from game.store.engine import Session

ASKED_FOR = 1000  # of more trials than that, all are read
SEEDS = 2**32

Weights = tuple[str, str, float, int, NoiseMode, str | None]  # a recipe's columns but the seed


class Trials:
    """Trials that somebody has closed, in arrays; what they have in common is named by codes.

    `columns` are `trial_id` (ascending), `round`, `plan` (its round's, but the code), `first` (the
    player who sat down first), `fake_first`, and `photo` and `fake`: the only one that the trial
    shows, or -1. `fake` is its code in `weights` * 2^32 + its seed.
    """

    def __init__(self) -> None:
        self.columns: Columns = {
            "trial_id": np.empty(0, ID),
            "round": np.empty(0, ID),
            "plan": np.empty(0, ID),
            "first": np.empty(0, ID),
            "fake_first": np.empty(0, np.bool_),
            "photo": np.empty(0, ID),
            "fake": np.empty(0, np.int64),
        }
        self.plans: dict[Plan, int] = {}
        self.photos: dict[tuple[str, str], int] = {}
        self.weights: dict[Weights, int] = {}

    def learn(self, session: Session, trial_ids: NDArray[np.int32]) -> None:
        """Read what is not known yet of these trials (each named once or often)."""
        new = np.setdiff1d(trial_ids, self.columns["trial_id"])
        if not len(new):
            return
        wanted = new.tolist() if len(new) <= ASKED_FOR else None
        among = set(new.tolist())
        there = session.connection().execute(review_queries.trials(wanted))
        dealt = [row for row in there if row[0] in among]
        at = self._rounds(session, {row[1] for row in dealt} if wanted else None)
        index = {trial_id: n for n, (trial_id, _) in enumerate(dealt)}
        plans, first = np.array([at[row[1]] for row in dealt], ID).T
        found: Columns = {
            "trial_id": np.array([row[0] for row in dealt], ID),
            "round": np.array([row[1] for row in dealt], ID),
            "plan": plans,
            "first": first,
            **self._faces(session, wanted, index, plans.tolist()),
        }
        both = {name: np.concatenate([self.columns[name], found[name]]) for name in found}
        order = np.argsort(both["trial_id"])
        self.columns = {name: values[order] for name, values in both.items()}

    def _rounds(self, session: Session, ids: Collection[int] | None) -> dict[int, tuple[int, int]]:
        """Plan and first player (-1 if all have gone) by round."""
        at = {}
        for round_id, *planned, first in session.connection().execute(review_queries.rounds(ids)):
            code = self.plans.setdefault(Plan(*planned), len(self.plans))
            at[round_id] = code, -1 if first is None else first
        return at

    def _faces(
        self,
        session: Session,
        wanted: Collection[int] | None,
        index: dict[int, int],
        plan: list[int],
    ) -> Columns:
        decks = [known.deck for known in self.plans]
        n = len(index)
        photo, fake, photos, fakes, first = [-1] * n, [-1] * n, [0] * n, [0] * n, [False] * n
        question = review_queries.faces(wanted).execution_options(yield_per=CHUNK)
        rows = session.connection().execute(question)
        for trial_id, place, name, generator, sha256, seed, psi, size, noise, style in rows:
            at = index.get(trial_id)
            if at is None:
                continue
            if name is not None:
                key = decks[plan[at]], name
                photo[at] = self.photos.setdefault(key, len(self.photos))
                photos[at] += 1
            else:
                weights = generator, sha256, psi, size, noise, style
                code = self.weights.setdefault(weights, len(self.weights))
                fake[at] = code * SEEDS + seed
                fakes[at] += 1
                first[at] = first[at] or place == 0
        return {
            "fake_first": np.array(first, np.bool_),
            "photo": np.where(np.array(photos) == 1, np.array(photo, ID), ID(-1)),
            "fake": np.where(np.array(fakes) == 1, np.array(fake, np.int64), np.int64(-1)),
        }
