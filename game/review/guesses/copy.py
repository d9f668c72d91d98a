"""A copy of every closed guess that is brought up to date without reading any of them twice."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.common.vocabulary import Kind
from game.review.guesses.columns import (
    CHUNK,
    ID,
    NETWORKS,
    PEOPLE,
    TIME,
    Columns,
    empty,
    joined,
    read,
    those,
)
from game.review.guesses.trials import Trials
from game.store import review_queries
from game.store.engine import Question, Rows, Session
from game.store.sql import stamp

LATE = 60.0  # seconds that a transaction may take from its clock to its commit, and more
MILLISECONDS = 1.0  # times are compared in the database to finer steps than they are known here


class StoreReplaced(Exception):
    """What was read is no longer what the store holds: another store was put in its place."""


class GuessCopy:
    """`people` and `networks` are guesses in the order of their closing, see `columns`.

    `players` has `player` (ascending), `excluded` and `joined`; `stamp` is the store's. Whether the
    copy is all of what the store holds is asked of one that was `kept`, and where somebody has
    gone, whose answers may have become another's.
    """

    def __init__(self) -> None:
        self.people = empty(PEOPLE)
        self.networks = empty(NETWORKS)
        self.trials = Trials()
        self.players: Columns = {
            "player": np.empty(0, ID),
            "excluded": np.empty(0, np.bool_),
            "joined": np.empty(0, TIME),
        }
        self.nicknames: dict[int, str] = {}  # of networks, by id
        self.stamp: str | None = None
        self.forgot = False  # somebody's guesses, who has gone
        self._who: tuple[Any, ...] = ()

    def refresh(self, session: Session) -> bool:
        """Read what has come, drop what has gone; whether anything has. May raise StoreReplaced."""
        read = stamp(session)
        if self.stamp not in (None, read):
            raise StoreReplaced
        self.stamp = read
        kept = not self._who and len(self.people["guess"]) > 0
        who = tuple(session.connection().execute(review_queries.who_is_there()).one())
        changed, gone = who != self._who, False
        if changed:
            gone = self._read_players(session)
            self._who = who
        people = _news(session, self.people, review_queries.closed_by_people, PEOPLE, lasting=True)
        networks = _news(
            session, self.networks, review_queries.closed_by_networks, NETWORKS, lasting=False
        )
        if len(people["guess"]):
            self.trials.learn(session, people["trial_id"])  # first: it may fail
            self.people = joined(self.people, people)
        if len(networks["guess"]):
            self.networks = joined(self.networks, networks)
        if (kept or gone) and self._counted() != tuple(
            session.connection().execute(review_queries.closed()).one()
        ):
            raise StoreReplaced
        return changed or len(people["guess"]) > 0 or len(networks["guess"]) > 0

    def _counted(self) -> tuple[int, int]:
        """How many guesses there are, and the sum of their ids."""
        ids = self.people["guess"], self.networks["guess"]
        return sum(map(len, ids)), sum(int(some.sum(dtype=np.int64)) for some in ids)

    def _read_players(self, session: Session) -> bool:
        """Whether any has gone."""
        rows = session.connection().execute(review_queries.everybody()).all()
        ids = np.array([row[0] for row in rows], ID)
        joined_at = np.array([row[4] for row in rows], TIME)
        known = self.players["player"]
        if len(known):
            latest = self.players["joined"].max()
            old = np.isin(ids, known)
            then = self.players["joined"][np.isin(known, ids)]
            if np.any(joined_at[~old] < latest - LATE) or np.any(joined_at[old] != then):
                raise StoreReplaced  # nobody joins in the past, or once more
        gone = not np.isin(known, ids).all()
        if gone:
            self._drop(session, ids)
        excluded = np.array([row[3] for row in rows], np.bool_)
        self.players = {"player": ids, "excluded": excluded, "joined": joined_at}
        self.nicknames = {row[0]: row[1] for row in rows if row[2] is Kind.MODEL}
        return gone

    def _drop(self, session: Session, left: NDArray[np.int32]) -> None:
        """Forget all of whoever is not left, and what networks said of rounds that went along."""
        self.forgot = True
        self.people = those(self.people, np.isin(self.people["player"], left))
        self.trials = Trials()
        self.trials.learn(session, self.people["trial_id"])
        trials = session.connection().execute(review_queries.trials(None))
        still = np.array([trial_id for trial_id, _ in trials], ID)
        self.networks = those(self.networks, np.isin(self.networks["trial_id"], still))


def _streamed(session: Session, question: Question) -> Rows:
    return session.connection().execute(question.execution_options(yield_per=CHUNK))


def _news(
    session: Session,
    known: Columns,
    question: Callable[[datetime | None], Question],
    kinds: Mapping[str, Any],
    *,
    lasting: bool,
) -> Columns:
    """Rows that are not known. `lasting`: those of the last minute are still there."""
    if not len(known["guess"]):
        return read(_streamed(session, question(None)), kinds)
    since = known["closed"][-1] - LATE
    found = read(_streamed(session, question(datetime.fromtimestamp(since, UTC))), kinds)
    begin, surely = np.searchsorted(known["closed"], (since - MILLISECONDS, since + MILLISECONDS))
    if lasting and not np.isin(known["guess"][surely:], found["guess"]).all():
        raise StoreReplaced
    return those(found, ~np.isin(found["guess"], known["guess"][begin:]))
