"""What is known of every closed guess, column by column."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.common.recipe import Recipe
from game.common.vocabulary import Design
from game.review.guesses.columns import ID, SMALL, Columns
from game.review.guesses.copy import GuessCopy
from game.review.guesses.trials import SEEDS, Weights
from game.rounds.game_modes import game_mode
from game.rounds.plan import Plan

Ints = NDArray[np.int32]
Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class GuessTable:
    """Every closed guess by people (by simulated ones in a simulated store), oldest first.

    Columns of n guesses: ids of `guess`, `player` and `round`; `trial` and `plan`, which index
    `trial_ids` and `plans`; `correct` (1, 0, or -1: not scored), `choice` (-1: none), `confidence`
    (0: none), `knows` (the face); `seconds` and `shown_seconds` (nan: not measured), `answered` in
    seconds since 1970; `fake_first`: a fake was at place 0; `second`: the player sat down at a
    round that another one had begun; `photo` (an index into `photos`) and `fake` (into
    `fake_keys`), the trial's only one, or -1; `nth`: how many scored answers of the player's in
    that design came before; `trained`: an earlier answer was given practising, or with feedback in
    a study; `excluded`: the player is, now.

    Of trials: `trial_fake_first`, `trial_photo`, `trial_fake`, `trial_plan` and `trial_round`, as
    above. Of networks, by trial: `network_right` (networks, trials), 1, 0 or -1 for no scored
    answer, and `network_p` (networks, trials, 2), p(fake) at the first two places, nan where there
    is none.
    """

    version: int
    guess: Ints
    player: Ints
    round: Ints
    trial: Ints
    plan: Ints
    correct: Bytes
    choice: Bytes
    confidence: Bytes
    knows: Bools
    seconds: Floats
    shown_seconds: Floats
    answered: NDArray[np.float64]
    fake_first: Bools
    second: Bools
    photo: Ints
    fake: Ints
    nth: Ints
    trained: Bools
    excluded: Bools
    trial_ids: Ints
    trial_fake_first: Bools
    trial_photo: Ints
    trial_fake: Ints
    trial_plan: Ints
    trial_round: Ints
    plans: tuple[Plan, ...]
    photos: tuple[tuple[str, str], ...]  # deck and name
    fake_keys: NDArray[np.int64]
    network_ids: tuple[int, ...]
    network_names: tuple[str, ...]
    network_right: Bytes
    network_p: Floats
    weights: tuple[Weights, ...]

    def __len__(self) -> int:
        return len(self.guess)

    def recipe(self, fake: int) -> Recipe:
        """The fake that a code of the column `fake` names."""
        weights, seed = divmod(int(self.fake_keys[fake]), SEEDS)
        generator, sha256, psi, size, noise, style = self.weights[weights]
        return Recipe(generator, sha256, seed, psi, size, noise, style)

    def code(self, recipe: Recipe) -> int:
        """The code of a fake in the column `fake`; -1 if no closed answer is to it."""
        of = recipe.generator, recipe.checkpoint_sha256, recipe.truncation_psi, recipe.size
        weights: Weights = (*of, recipe.noise_mode, recipe.style)
        if weights not in self.weights:
            return -1
        key = self.weights.index(weights) * SEEDS + recipe.seed
        at = int(np.searchsorted(self.fake_keys, key))
        return at if at < len(self.fake_keys) and self.fake_keys[at] == key else -1


def derive(copy: GuessCopy, version: int) -> GuessTable:
    """The table of what has been read."""
    people, trials = copy.people, copy.trials.columns
    plans = tuple(copy.trials.plans)
    top = int(trials["trial_id"][-1]) + 1 if len(trials["trial_id"]) else 0
    closed = np.zeros(top, np.bool_)
    closed[people["trial_id"]] = True
    used = {name: values[closed[trials["trial_id"]]] for name, values in trials.items()}
    dense = (np.cumsum(closed) - 1).astype(ID)
    trial = dense[people["trial_id"]]
    fake_keys, trial_fake = _coded(used["fake"])
    plan = used["plan"][trial]
    design = np.array([list(Design).index(p.design) for p in plans], ID)
    taught = np.array([p.feedback and game_mode(p.mode).held_back for p in plans], bool)
    right, p, ids = _verdicts(copy.networks, used["trial_id"])
    return GuessTable(
        version=version,
        guess=people["guess"],
        player=people["player"],
        round=used["round"][trial],
        trial=trial,
        plan=plan,
        correct=people["correct"],
        choice=people["choice"],
        confidence=people["confidence"],
        knows=people["knows"],
        seconds=people["seconds"],
        shown_seconds=people["shown_seconds"],
        answered=people["answered"],
        fake_first=used["fake_first"][trial],
        second=used["first"][trial] != people["player"],
        photo=used["photo"][trial],
        fake=trial_fake[trial],
        nth=_nth(people["player"].astype(np.int64) * len(Design) + design[plan], people["correct"]),
        trained=_after(people["player"], taught[plan]),
        excluded=_among(people["player"], copy.players["player"][copy.players["excluded"]]),
        trial_ids=used["trial_id"],
        trial_fake_first=used["fake_first"],
        trial_photo=used["photo"],
        trial_fake=trial_fake,
        trial_plan=used["plan"],
        trial_round=used["round"],
        plans=plans,
        photos=tuple(copy.trials.photos),
        fake_keys=fake_keys,
        network_ids=ids,
        network_names=tuple(copy.nicknames[network] for network in ids),
        network_right=right,
        network_p=p,
        weights=tuple(copy.trials.weights),
    )


def _coded(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Each key once, and which of them every key is; -1 is none."""
    found, which = np.unique(keys[keys >= 0], return_inverse=True)
    codes = np.full(len(keys), -1, ID)
    codes[keys >= 0] = which
    return found, codes


def _verdicts(
    answers: Columns, trial_ids: NDArray[np.int32]
) -> tuple[NDArray[np.int8], NDArray[np.float32], tuple[int, ...]]:
    """Right or wrong and p(fake) by network and trial, and the networks' ids."""
    at = np.searchsorted(trial_ids, answers["trial_id"])
    there = at < len(trial_ids)
    there[there] = trial_ids[at[there]] == answers["trial_id"][there]
    ids, row = np.unique(answers["player"], return_inverse=True)
    right = np.full((len(ids), len(trial_ids)), -1, SMALL)
    p = np.full((*right.shape, 2), np.nan, np.float32)
    where = row[there], at[there]
    right[where] = answers["correct"][there]
    p[where] = np.stack([answers["p_first"], answers["p_second"]], axis=1)[there]
    return right, p, tuple(ids.tolist())


def _nth(keys: NDArray[np.int64], correct: NDArray[np.int8]) -> NDArray[np.int32]:
    """How many scored answers with the same key came before each, in the order of the rows."""
    n = len(keys)
    ordered = np.sort(keys * n + np.arange(n))  # one sort of numbers is faster than a stable one
    group, row = np.divmod(ordered, max(n, 1))
    scored = (correct[row] >= 0).astype(ID)
    before = np.cumsum(scored, dtype=ID) - scored
    begins = np.flatnonzero(np.diff(group, prepend=-1))
    nth = np.empty(n, ID)
    nth[row] = before - np.repeat(before[begins], np.diff(begins, append=n))
    return nth


def _after(player: NDArray[np.int32], taught: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a row of the same player that taught something came before."""
    first = np.full(player.max(initial=0) + 1, len(player))
    rows = np.flatnonzero(taught)[::-1]
    first[player[rows]] = rows
    after: NDArray[np.bool_] = np.arange(len(player)) > first[player]
    return after


def _among(player: NDArray[np.int32], those: NDArray[np.int32]) -> NDArray[np.bool_]:
    marked = np.zeros(max(player.max(initial=0), those.max(initial=0)) + 1, np.bool_)
    marked[those] = True
    return marked[player]
