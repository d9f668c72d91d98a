"""Backups are of one moment, and restoring one is all or nothing."""

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from game.common.errors import Refused
from game.review.guesses.cache import GuessCache
from game.rounds import answering, players, starting
from game.rounds.plan import Photo, Plan
from game.store.bulk import TABLES, plain_rows
from game.store.engine import Store
from game.store.transfer.backup import back_up, restore
from tests.fixtures.people import fake
from tests.fixtures.stores import new_sqlite


def rows(store: Store) -> dict[str, list[list[Any]]]:
    """Everything that is stored."""
    with store.read() as session:
        return {table: list(plain_rows(session, table)) for table in TABLES}


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another store, of the other kind now and then."""
    opened = Store(new_sqlite(tmp_path, "other.db"))
    yield opened
    opened.close()


def test_what_is_backed_up_comes_back_row_for_row(
    played: Store, other: Store, tmp_path: Path
) -> None:
    before = rows(played)
    file = tmp_path / "all.backup"
    count = back_up(played, file)
    assert count == sum(map(len, before.values())) > 30
    with played.write() as session:
        newcomer = players.join(session, "Eve")[0].id
    assert restore(played, file) == restore(other, file) == count
    assert rows(played) == rows(other) == before
    with played.write() as session:
        assert players.join(session, "Flo")[0].id > newcomer


def test_a_file_of_sqlite_restores_postgresql(store: Store, other: Store, tmp_path: Path) -> None:
    with other.write() as session:
        token = players.join(session, "Ada")[1]
    back_up(other, tmp_path / "all.backup")
    restore(store, tmp_path / "all.backup")
    with store.write() as session:
        ada = players.recognise(session, token)
        assert players.join(session, "Bo")[0].id > ada.id


def test_a_backup_is_of_one_moment_while_players_play(
    store: Store, other: Store, tmp_path: Path
) -> None:
    done = Event()

    def play() -> None:
        while not done.is_set():
            with store.write() as session:
                player = players.join(session, "Ada")[0].id
                starting.start(session, player, Plan("deck"), 1, [(Photo("a.jpg"), fake(1))])

    player = Thread(target=play)
    player.start()
    try:
        for _ in range(3):
            back_up(store, tmp_path / "all.backup")
            restore(other, tmp_path / "all.backup")
            found = rows(other)
            people = len(found["player"])
            assert [len(found[name]) for name in ("round", "seat", "trial")] == [people] * 3
            assert len(found["face"]) == 2 * people
    finally:
        done.set()
        player.join()


def test_players_go_on_after_a_restore(
    store: Store, ada: int, trials: list[int], tmp_path: Path
) -> None:
    answers = GuessCache(store)
    back_up(store, tmp_path / "all.backup")
    with store.write() as session:
        answering.know(session, ada, trials[0])
    assert len(answers.fresh()) == 1
    restore(store, tmp_path / "all.backup")
    assert len(answers.fresh()) == 0
    with store.write() as session:
        answering.know(session, ada, trials[0])
    assert len(answers.fresh()) == 1


def test_other_answers_under_the_same_numbers_are_noticed(
    store: Store, ada: int, trials: list[int], tmp_path: Path
) -> None:
    elsewhere = GuessCache(store)
    back_up(store, tmp_path / "all.backup")
    with store.write() as session:
        answering.know(session, ada, trials[0])
    assert elsewhere.fresh().knows.tolist() == [True]
    restore(store, tmp_path / "all.backup")
    with store.write() as session:
        answering.answer(session, ada, trials[0], 0, confidence=3)
    assert elsewhere.fresh().knows.tolist() == [False]


def changed(backup: bytes, line: int, text: str) -> bytes:
    """A backup with another line in place of one."""
    lines = gzip.decompress(backup).decode().splitlines()
    lines[line] = text
    return gzip.compress("\n".join(lines).encode())


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda backup: backup[: len(backup) // 2], "no whole backup"),
        (lambda backup: changed(backup, -1, ""), "no whole backup"),
        (lambda backup: changed(backup, -1, '{"rows":{}}'), "the end is missing"),
        (lambda backup: changed(backup, 1, '{"table":"other"}'), "the table room is missing"),
        (lambda backup: changed(backup, 2, "[1]"), "no whole backup"),
        (lambda backup: changed(backup, 0, '{"format":"something"}'), "it begins otherwise"),
        (lambda _: gzip.compress(b"[1, 2]"), "it begins otherwise"),
        (lambda _: b"SQLite format 3", "no whole backup"),
        (lambda _: b"", "it begins otherwise"),
    ],
)
def test_a_file_that_is_no_whole_backup_leaves_the_store_as_it_was(
    played: Store, tmp_path: Path, spoil: Any, reason: str
) -> None:
    before = rows(played)
    file = tmp_path / "bad.backup"
    back_up(played, file)
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(Refused, match=reason):
        restore(played, file)
    assert rows(played) == before


def with_value(column: str, value: Any) -> Any:
    """Spoils a backup: a value of the table's first row is another one."""
    table, name = column.split(".")

    def spoil(lines: list[Any]) -> None:
        head = next(n for n, line in enumerate(lines) if get(line, "table") == table)
        lines[head + 1][lines[head]["columns"].index(name)] = value

    return spoil


def get(line: Any, key: str) -> Any:
    return line.get(key) if isinstance(line, dict) else None


DEEP = json.loads("[" * 200 + "]" * 200)
CRAFTED: list[Any] = [
    lambda lines: lines[0].pop("schema"),
    lambda lines: lines[0].update(schema=[]),
    lambda lines: lines.__setitem__(1, {"table": []}),
    lambda lines: lines[1].pop("columns"),
    lambda lines: lines[1]["columns"].append("salary"),
    lambda lines: lines[1]["columns"].remove("title"),
    lambda lines: lines[1]["columns"].reverse(),
    lambda lines: lines.insert(-1, {"table": "salary", "columns": ["id"]}),
    lambda lines: lines.insert(2, None),
    lambda lines: lines[2].append(1),
    lambda lines: lines[2].pop(),
    lambda lines: lines.append([1]),
    lambda lines: lines.append(None),
    lambda lines: lines.extend(lines[1:]),
    lambda lines: lines.insert(3, lines[2]),
    lambda lines: lines.pop(2),
    *(
        with_value(column, value)
        for column, value in [
            ("room.phase", []),
            ("room.phase", "other"),
            ("room.paused", 1),
            ("room.title", "x" * 65),
            ("room.title", "x\0"),
            ("room.title", "\ud800"),
            ("room.title", None),
            ("room.opened_at", 7),
            ("room.opened_at", ""),
            ("room.opened_at", False),
            ("room.opened_at", "yesterday"),
            ("room.opened_at", "2026-01-01"),
            ("room.opened_at", "0001-01-01T00:00:00+23:59"),
            ("room.opened_at", DEEP),
            ("player.id", 0),
            ("player.id", True),
            ("player.id", 2**40),
            ("player.id", 2**70),
            ("player.room_id", 999),
            ("round.seed", 2**63),
            ("round.truncation_psi", float("nan")),
            ("round.truncation_psi", float("inf")),
            ("round.truncation_psi", 10**400),
            ("guess.choice", 0.5),
            ("guess.choice", True),
            ("guess.choice", "left"),
            ("guess.confidence", 9),
            ("guess.p_fake", "all"),
            ("guess.p_fake", {"0": 1}),
            ("guess.p_fake", [2, -1]),
            ("guess.p_fake", [0.5] * 1000),
            ("guess.tells", DEEP),
            ("guess.tells", [[0, 0.5, 0.5]]),
            ("guess.tells", [["left", 0.5, 0.5, "teeth"]]),
            ("guess.tells", [[0, 0.5, 5, "teeth"]]),
        ]
    ),
]


def test_no_crafted_backup_is_taken_and_each_is_refused_in_one_sentence(
    played: Store, tmp_path: Path
) -> None:
    before = rows(played)
    good, file = tmp_path / "good.backup", tmp_path / "bad.backup"
    back_up(played, good)
    for number, spoil in enumerate(CRAFTED):
        lines = [json.loads(line) for line in gzip.decompress(good.read_bytes()).splitlines()]
        spoil(lines)
        file.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
        with pytest.raises(Refused) as refused:
            restore(played, file)
        said = str(refused.value)
        assert (said[-1], said.count("\n")) == (".", 0), (number, said)
    assert rows(played) == before
    restore(played, good)
    assert rows(played) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"[" * 50_000, "too deep"),
        (b"1" * 50_000, "no whole backup"),
        (b"\xff", "no whole backup"),
        (b"{\0}\0", "no whole backup"),
        (b'{"format":"Play the discriminator, backup"}', "it begins otherwise"),
    ],
)
def test_a_first_line_of_anything_is_refused(
    store: Store, tmp_path: Path, text: bytes, reason: str
) -> None:
    file = tmp_path / "bad.backup"
    file.write_bytes(gzip.compress(text, compresslevel=0))
    with pytest.raises(Refused, match=reason):
        restore(store, file)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_small_file_that_unpacks_to_a_long_line_takes_no_memory(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "bad.backup"
    with gzip.open(file, "wb", compresslevel=1) as packed:
        for _ in range(100):
            packed.write(b" " * 2**20)
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="Line 1 is longer than 65536 bytes"):
            restore(store, file)
        assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_rows_with_much_room_in_them_are_refused(played: Store, tmp_path: Path) -> None:
    before, file = rows(played), tmp_path / "bad.backup"
    back_up(played, file)
    lines = gzip.decompress(file.read_bytes()).splitlines()
    file.write_bytes(gzip.compress(b"\n".join(line + b" " * 60_000 for line in lines)))
    with pytest.raises(Refused, match="unpacks to more than 100 times its size"):
        restore(played, file)
    assert rows(played) == before


def test_a_backup_of_other_tables_is_refused(played: Store, tmp_path: Path) -> None:
    file = tmp_path / "newer.backup"
    back_up(played, file)
    first = json.loads(gzip.decompress(file.read_bytes()).splitlines()[0]) | {"schema": "9999"}
    file.write_bytes(changed(file.read_bytes(), 0, json.dumps(first)))
    with pytest.raises(Refused, match="9999 is the version"):
        restore(played, file)
    with pytest.raises(Refused, match=r"There is no file none\.backup"):
        restore(played, tmp_path / "none.backup")
