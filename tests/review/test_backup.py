"""Backups are of one moment, and restoring one is all or nothing."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from game import players, rounds
from game.refusal import Refused
from game.review.answers import Answers
from game.review.backup import back_up, restore
from game.rounds import Photo, Plan
from game.store.bulk import TABLES, plain_rows
from game.store.engine import Store
from tests.conftest import fake


def rows(store: Store) -> dict[str, list[list[Any]]]:
    """Everything that is stored."""
    with store.read() as session:
        return {table: list(plain_rows(session, table)) for table in TABLES}


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another store, of the other kind now and then."""
    opened = Store(f"sqlite:///{tmp_path / 'other.db'}")
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
                rounds.start(session, player, Plan("deck"), 1, [(Photo("a.jpg"), fake(1))])

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
    answers = Answers(store)
    back_up(store, tmp_path / "all.backup")
    with store.write() as session:
        rounds.know(session, ada, trials[0])
    assert len(answers.fresh()) == 1
    restore(store, tmp_path / "all.backup")
    assert len(answers.fresh()) == 0
    with store.write() as session:
        rounds.know(session, ada, trials[0])
    assert len(answers.fresh()) == 1


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


def test_a_backup_of_other_tables_is_refused(played: Store, tmp_path: Path) -> None:
    file = tmp_path / "newer.backup"
    back_up(played, file)
    first = json.loads(gzip.decompress(file.read_bytes()).splitlines()[0]) | {"schema": "9999"}
    file.write_bytes(changed(file.read_bytes(), 0, json.dumps(first)))
    with pytest.raises(Refused, match="9999 is the version"):
        restore(played, file)
    with pytest.raises(Refused, match=r"There is no file none\.backup"):
        restore(played, tmp_path / "none.backup")
