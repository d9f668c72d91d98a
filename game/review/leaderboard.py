"""The leaderboard: people and networks by what they surely can, out of the table of all answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from game.review.guesses.table import GuessTable
from game.review.view import View, chosen
from game.scoring.leaderboard import MINIMUM_TRIALS, Standing, rank, ranked
from game.store import player_queries
from game.store.engine import Session

SHOWN = 100  # lines; a longer table is read by nobody


@dataclass(frozen=True)
class Board:
    """The first lines, the place of everybody asked for, and how many there are in all."""

    lines: tuple[Standing, ...]
    places: dict[int, int]
    total: int


def board(
    session: Session, table: GuessTable, view: View, *, also: Sequence[int] = (), shown: int = SHOWN
) -> Board:
    """The best so many, and those of these players who are not among them, below.

    A network judged each trial of the view once, however many people did.
    """
    which = chosen(table, view)
    player, right = [table.player[which]], [table.correct[which] == 1]
    fake, answered = [table.fake_first[which]], [table.answered[which]]
    met = np.zeros(len(table.trial_ids), np.bool_)
    met[table.trial[which]] = True
    for row, network_id in enumerate(table.network_ids):
        judged = met & (table.network_right[row] >= 0)
        n = int(judged.sum())
        player.append(np.full(n, network_id, table.player.dtype))
        right.append(table.network_right[row][judged] == 1)
        fake.append(table.trial_fake_first[judged])
        answered.append(np.full(n, np.nan))
    who, hit = np.concatenate(player), np.concatenate(right)
    found = ranked(who, hit, MINIMUM_TRIALS)
    at = np.flatnonzero(np.isin(found.player, also))
    places = {int(id_): int(place) + 1 for id_, place in zip(found.player[at], at, strict=True)}
    top = np.union1d(np.arange(min(shown, len(found.player))), at)
    order = top[np.argsort(found.player[top])]
    ids = found.player[order]
    theirs = np.isin(who, ids)
    line = np.searchsorted(ids, who[theirs])
    fakes = np.concatenate(fake)[theirs]
    last = np.full(len(ids), -np.inf)
    np.fmax.at(last, line, np.concatenate(answered)[theirs])
    counts = np.stack(
        [
            found.n[order],
            found.right[order],
            np.bincount(line, fakes, len(ids)),
            np.bincount(line, fakes & hit[theirs], len(ids)),
        ]
    ).astype(int)
    rows = session.execute(player_queries.nicknames(ids.tolist()))
    names = {id_: (nickname, kind) for id_, nickname, kind in rows}
    lines = rank(
        [
            (id_, *names[id_], n, right, when, n_fake, hits)
            for id_, (n, right, n_fake, hits), when in zip(
                ids.tolist(), counts.T.tolist(), map(_time, last.tolist()), strict=True
            )
            if id_ in names  # deleted at this moment
        ],
        view.design,
    )
    return Board(tuple(lines), places, len(found.player))


def _time(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if np.isfinite(seconds) else None
