"""A set as a file: JSON in a few kilobytes, written and read back.

The file's own sha256 tells a damaged or edited file; it is no secret and no signature, so whatever
is in it is checked all the same.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from game.classroom.rules import Rules
from game.classroom.sets import SavedSet
from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.recipe import PLAY_SEEDS, STYLE_NAME
from game.common.vocabulary import Design, Mode, Pace, Ranking, Target
from game.rounds.browser_input import is_number, is_whole
from game.rounds.designs import QUESTIONS, question
from game.rounds.plan import Plan

VERSION = 1
MOST_BYTES = 100_000  # thirty trials of four faces, with votes, are a tenth of it
MOST_SIGNS = 255  # of a photo's name
# What a round was planned with that another room takes over.
PLANNED = ("design", "target", "deck", "generator", "truncation_psi", "style", "feedback")
_NO_SET = to_say("This file is no saved set; save one at the end of a class.")


def write(saved: SavedSet) -> bytes:
    """The set as a file."""
    told = {"version": VERSION} | asdict(saved)
    told["plan"] = {name: told["plan"][name] for name in PLANNED}
    told["sha256"] = _sha256(told)
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def read(file: bytes) -> SavedSet:
    """The set in a file. Raises Refused, with the reason, for anything else."""
    if len(file) > MOST_BYTES:
        raise Refused(say("A saved set has at most {n} kB.", n=MOST_BYTES // 1000))
    try:
        told = json.loads(file)
        kept, actual = told.pop("sha256"), _sha256(told)
        version = told.pop("version")
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError):
        raise Refused(say(_NO_SET)) from None
    if version != VERSION:
        raise Refused(say("This set was saved by another version of the game."))
    if kept != actual:
        raise Refused(say("This file was changed or damaged since it was saved."))
    try:
        return _checked(**told)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused(say(_NO_SET)) from None


def _checked(
    *,
    plan: dict[str, Any],
    rules: dict[str, Any],
    seed: int,
    weights: str | None,
    size: int | None,
    trials: list[list[str | int]],
    votes: list[list[int]] | None,
) -> SavedSet:
    """The set. Raises what Python raises for values of other kinds, unless it can be one."""
    design, target = Design(plan.pop("design")), Target(plan.pop("target"))
    planned = Plan(mode=Mode.ROOM, design=design, target=target, **plan)
    rules |= {"pace": Pace(rules["pace"]), "ranking": Ranking(rules["ranking"])}
    settled = Rules(**rules)
    faces = [told for trial in trials for told in trial]
    photos = [told for told in faces if isinstance(told, str)]
    seeds = [told for told in faces if not isinstance(told, str)]
    sound = (
        plan.keys() | {"design", "target"} == set(PLANNED),
        all(map(_is_text, (planned.deck, planned.generator, *photos))),
        is_number(planned.truncation_psi) and 0 <= (planned.truncation_psi or 0) <= 2,
        planned.style is None or bool(re.fullmatch(STYLE_NAME, planned.style)),
        type(planned.feedback) is bool and type(settled.speed_counts) is bool,
        is_whole(settled.teams),
        settled.reveal_after is None or is_whole(settled.reveal_after),
        type(seed) is int and 0 <= seed < 2**63,
        all(type(told) is int and told in PLAY_SEEDS for told in seeds),
        (_is_text(weights) and is_whole(size)) if seeds else weights is size is None,
        len(set(faces)) == len(faces),
        (design, target) in [(known.design, known.target) for known in QUESTIONS]
        and all(_answers(planned, trial) for trial in trials),
        votes is None or _are_votes(votes, trials),
    )
    if not all(sound):
        raise ValueError
    shown = tuple(map(tuple, trials))
    voted = None if votes is None else tuple(map(tuple, votes))
    return SavedSet(planned, settled, seed, weights, size, shown, voted)


def _answers(plan: Plan, trial: Sequence[str | int]) -> bool:
    """Whether a trial of these faces answers the plan's question."""
    asked = question(plan.design, plan.target)
    photos = sum(isinstance(told, str) for told in trial)
    return len(trial) == asked.faces and (asked.faces == 1 or photos == asked.photos)


def _are_votes(votes: Iterable[Sequence[Any]], trials: Iterable[Sequence[Any]]) -> bool:
    """Whether these are counts for every answer to these trials."""
    counts = [count for each in votes for count in each]
    return [len(each) for each in votes] == [max(2, len(trial)) for trial in trials] and all(
        is_whole(count) and count >= 0 for count in counts
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_SIGNS and value.isprintable()


def _sha256(told: dict[str, Any]) -> str:
    """The hash of what a file tells, however it is laid out."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
