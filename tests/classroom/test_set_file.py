"""A set as a file: what was written is read again, and nothing else is."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from game.classroom import set_file
from game.classroom.rules import Rules
from game.classroom.sets import SavedSet
from game.common.errors import Refused
from game.common.recipe import PLAY_SEEDS
from game.common.vocabulary import Design, Mode, Pace, Ranking, Target
from game.rounds.plan import Plan

FIRST = PLAY_SEEDS.start
PAIRS = SavedSet(
    plan=Plan("deck", mode=Mode.ROOM, generator="g", feedback=False),
    rules=Rules(Pace.SELF, teams=2, ranking=Ranking.HIDDEN, speed_counts=True),
    seed=2**62 + 1,
    weights="f" * 64,
    size=256,
    trials=tuple((f"é{n}.jpg", FIRST + n) for n in range(5)),
    votes=((3, 0),) * 5,
)


def of(design: Design, target: Target, trials: Any, **parts: Any) -> SavedSet:
    plan = replace(PAIRS.plan, design=design, target=target)
    return replace(PAIRS, plan=plan, trials=trials, votes=None, **parts)


FAKES = tuple(range(FIRST, FIRST + 3))
KINDS = {
    "pairs": PAIRS,
    "single": of(Design.YES_NO, Target.REAL, (("a.jpg",), (FIRST,)) * 1),
    "photos alone": of(
        Design.YES_NO, Target.REAL, (("a.jpg",), ("b.jpg",)), weights=None, size=None
    ),
    "photo of four": of(Design.ODD_ONE_OUT, Target.REAL, ((*FAKES, "a.jpg"),)),
    "fake of four": of(Design.ODD_ONE_OUT, Target.FAKE, (("a", FIRST, "b", "c"),)),
}


@pytest.mark.parametrize("saved", KINDS.values(), ids=KINDS)
def test_what_was_written_is_read_again(saved: SavedSet) -> None:
    assert set_file.read(set_file.write(saved)) == saved


def test_the_largest_set_that_there_can_be_fits() -> None:
    name = "x" * set_file.MOST_SIGNS
    trials = tuple((f"{n:03}{name[3:]}", FIRST, FIRST + 1, FIRST + 2) for n in range(30))
    saved = of(Design.ODD_ONE_OUT, Target.REAL, trials)
    assert len(set_file.write(saved)) < set_file.MOST_BYTES / 2


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file with something else in it, and a hash that fits."""
    told = json.loads(set_file.write(PAIRS))
    del told["sha256"]
    change(told)
    told["sha256"] = set_file._sha256(told)
    return json.dumps(told).encode()


def test_an_unchanged_file_is_read_however_it_is_laid_out() -> None:
    assert set_file.read(changed(lambda told: None)) == PAIRS


@pytest.mark.parametrize(
    "file",
    [
        *(b"", b"{", b"[]", b"null", b"1", b'"x"', b"{}", b"\xff\xfe", b"[" * 50_000, b"9" * 9000),
        *(b'{"version": 1}', b'{"sha256": 1, "version": 1}', b'{"sha256": NaN, "version": 1}'),
    ],
)
def test_no_other_file_is_a_set(file: bytes) -> None:
    with pytest.raises(Refused, match=r"no saved set|changed or damaged"):
        set_file.read(file)


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(Refused, match="at most 100 kB"):
        set_file.read(set_file.write(PAIRS) + b" " * set_file.MOST_BYTES)


def test_a_changed_file_is_told_from_one_that_was_saved() -> None:
    file = set_file.write(PAIRS)
    for old, new in ((b"0.7", b"0.8"), (b'"self"', b'"host"'), (b"2000001", b"2000009")):
        assert old in file
        with pytest.raises(Refused, match="changed or damaged"):
            set_file.read(file.replace(old, new, 1))
    with pytest.raises(Refused, match="another version"):
        set_file.read(changed(lambda told: told.update(version=2)))


def put(*path: Any) -> Callable[[dict[str, Any]], None]:
    """Puts the last of these where the others lead."""

    def change(told: Any) -> None:
        *way, key, value = path
        for step in way:
            told = told[step]
        told[key] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        put("plan", "design", "EVERYTHING"),
        put("plan", "target", "fake"),  # of pairs nobody asks for it
        put("plan", "deck", "x" * 256),
        put("plan", "deck", "\ud800"),
        put("plan", "deck", "a\x00b"),
        put("plan", "generator", None),
        put("plan", "truncation_psi", 2.1),
        put("plan", "truncation_psi", float("nan")),
        put("plan", "truncation_psi", None),
        put("plan", "feedback", 1),
        put("plan", "room_id", 1),
        put("plan", "mode", "climb"),
        put("plan", []),
        put("rules", "pace", "fast"),
        put("rules", "teams", 2.0),
        put("rules", "reveal_after", "15"),
        put("rules", "owner", True),
        put("rules", 3),
        put("seed", -1),
        put("seed", 2**63),
        put("seed", 1.5),
        put("seed", True),
        put("weights", None),
        put("size", "256"),
        put("trials", 0, 1, FIRST - 1),  # a network may have learned from it
        put("trials", 0, 1, 2**32),
        put("trials", 0, 1, float(FIRST)),
        put("trials", 0, 1, [FIRST]),
        put("trials", 0, 1, "b.jpg"),  # two photos are no pair
        put("trials", 1, 0, "é0.jpg"),  # nobody sees a photo twice
        put("trials", 1, 1, FIRST),
        put("trials", 0, ["a.jpg"]),
        put("trials", 0, 7),
        put("trials", "x"),
        put("votes", 0, [1]),
        put("votes", 0, 0, -1),
        put("votes", 0, 0, True),
        put("votes", 0, 0, 1e9),
        put("votes", []),
        put("votes", 5),
        put("more", 1),
        lambda told: told.pop("rules"),
    ],
)
def test_a_set_that_cannot_be_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(Refused, match="no saved set"):
        set_file.read(changed(change))
