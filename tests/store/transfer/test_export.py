"""Exports tell everything once, and can be read back into an empty store of either kind."""

import csv
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sqlalchemy import select

from game.classroom import rooms
from game.common.errors import Refused
from game.store.bulk import TABLES
from game.store.engine import Store
from game.store.simulated.simulator import simulate
from game.store.tables import Player, Room
from game.store.transfer.dictionary import COLUMNS, KEPT_BACK, WIDE
from game.store.transfer.export import SCHEMA, export
from game.store.transfer.importing import import_file
from tests.fixtures.stores import new_sqlite

FORMS = ["csv", "jsonl", "parquet"]


def written(store: Store, form: str, room: str | None = None, *, names: bool = True) -> bytes:
    """An export in memory."""
    out = io.BytesIO()
    export(store, form, out, room, names=names)
    return out.getvalue()


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables without what an export keeps back."""
    with store.read() as session:
        return {
            name: session.execute(
                select(
                    *(column for column in table.c if f"{name}.{column.name}" not in KEPT_BACK)
                ).order_by(
                    *(table.c[key] for key in ("trial_id", "place") if name == "face"), table.c.id
                )
            ).all()
            for name, table in TABLES.items()
        }


def refilled(file: Path, folder: Path) -> Store:
    """A new store that was filled by a file."""
    store = Store(new_sqlite(folder, "again.db"))
    import_file(store, file)
    return store


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_lost_on_the_way_out_and_back(played: Store, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"all.{form}"
    file.write_bytes(written(played, form))
    again = refilled(file, tmp_path)
    assert everything(again) == everything(played)
    assert written(again, form) == file.read_bytes()
    again.close()


FOREIGN = ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "\tx", "\rx", "\nx", "'", "''", "'=1", "'x", "x"]


@pytest.mark.parametrize("form", FORMS)
def test_no_text_is_a_formula_in_a_spreadsheet_and_every_text_comes_back(
    played: Store, tmp_path: Path, form: str
) -> None:
    with played.write() as session:
        session.query(Room).one().title = '=HYPERLINK("http://evil.example")'
        for n, text in enumerate(FOREIGN):
            session.add(Player(kind="human", nickname=text, identity_sha256=f"{n:064}"))
    file = tmp_path / f"all.{form}"
    file.write_bytes(written(played, form))
    again = refilled(file, tmp_path)
    assert everything(again) == everything(played)
    again.close()
    if form == "csv":
        with file.open(encoding="utf-8", newline="") as text:
            lines = csv.DictReader(text)
            told = {line[column] for line in lines for column in ("nickname", "title")}
        assert {"'=1+1", "x", '\'=HYPERLINK("http://evil.example")'} <= told
        assert not [cell for cell in told if cell.startswith(tuple("=+-@＝\t\r\n"))]


@pytest.mark.parametrize("form", FORMS)
def test_an_import_into_either_database_gives_the_same_export(
    store: Store, tmp_path: Path, form: str
) -> None:
    made = Store(new_sqlite(tmp_path, "made.db"))
    simulate(made, players=30, guesses=1000, seed=1)
    file = tmp_path / f"all.{form}"
    file.write_bytes(written(made, form))
    made.close()
    assert import_file(store, file) > 1000
    assert written(store, form) == file.read_bytes()
    with store.write() as session:
        session.add(Player(kind="model", nickname="new", identity_sha256="e" * 64))


def test_every_column_is_in_the_store_in_the_dictionary_and_in_the_file(played: Store) -> None:
    stored = {f"{name}.{column.name}" for name, table in TABLES.items() for column in table.c}
    told = {f"{column.table}.{column.column}" for column in COLUMNS.values()}
    by_other_columns = {"face.trial_id", "face.place"} | {
        f"{table}.{key}_id"
        for table in ("seat", "trial", "guess")
        for key in ("round", "player", "trial")
    }
    assert stored - told <= by_other_columns | KEPT_BACK.keys()
    assert told <= stored
    assert all(column.meaning.endswith(".") for column in COLUMNS.values())
    header = next(csv.reader(io.StringIO(written(played, "csv").decode())))
    assert header == list(COLUMNS) == SCHEMA.names
    assert pq.read_schema(io.BytesIO(written(played, "parquet"))).names == header
    lines = [json.loads(line) for line in written(played, "jsonl").splitlines()]
    assert {name for line in lines for name in line} <= COLUMNS.keys()
    assert {column.name for column in WIDE} - {name for line in lines for name in line} == set()


def test_people_go_by_numbers_unless_names_are_asked_for_and_secrets_never_go(
    played: Store, ada: int
) -> None:
    with played.read() as session:
        kept = [player.identity_sha256 for player in session.query(Player).filter_by(kind="human")]
        kept += [room.host_sha256 for room in session.query(Room)]
    for form in ("csv", "jsonl"):
        text = written(played, form, names=False).decode()
        assert f"player {ada}" in text
        assert "A network" in text
        assert not re.search("Ada|Zoë", text)
        assert "Zoë 😀" in written(played, form).decode()
        assert not [secret for secret in kept if secret in text]


def test_a_room_goes_alone(played: Store, tmp_path: Path) -> None:
    with played.read() as session:
        code = session.query(Room).one().code
    lines = [json.loads(line) for line in written(played, "jsonl", code.upper()).splitlines()]
    assert {line.get("nickname") for line in lines} == {None, "Bo", "Cy"}
    assert {line.get("room_code") for line in lines} == {code}
    assert len({line.get("trial_id") for line in lines} - {None}) == 5
    file = tmp_path / "room.jsonl"
    file.write_bytes(written(played, "jsonl", code))
    again = refilled(file, tmp_path)
    with again.read() as session:
        assert session.query(Room).one().title == '10b, "north"'
        with pytest.raises(Refused, match="hosts no such room"):
            rooms.hosted(session, code, "guessed", for_update=False)
    again.close()
    with pytest.raises(Refused, match="no room 'nowhere-1'"):
        written(played, "csv", "nowhere-1")


def test_an_export_has_one_of_three_forms(store: Store) -> None:
    with pytest.raises(Refused, match="csv, jsonl or parquet, not 'xml'"):
        written(store, "xml")


def test_an_import_wants_an_empty_store(played: Store, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_bytes(written(played, "csv"))
    with pytest.raises(Refused, match="Only an empty store"):
        import_file(played, file)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("form", "wrong", "reason"),
    [
        (
            "csv",
            (b",TWO_AFC,", b",THREE,"),
            "Line 2 cannot be read: design is none of TWO_AFC, YES_NO",
        ),
        ("csv", (b"guess_id", b"guess"), "Line 1 cannot be read: the column guess_id is missing"),
        ("csv", (b",0,3,", b",left,3,"), "Line 2 cannot be read: choice is no integer: 'left'"),
        ("csv", (b",0,3,", b",0,9,"), "The store refuses one of lines 2 to"),
        ("csv", (b",0,3,", b",0,"), "Line 2 cannot be read: there are"),
        ("csv", (b",0,3,", b',0,"3'), "cannot be read"),
        ("csv", (b",0,3,", b",0,\xff,"), "is not a text in UTF-8"),
        ("jsonl", (b'"choice":0', b'"choice":"0"'), "Line 1 cannot be read: choice is no integer"),
        ("jsonl", (b'"choice":0', b'"chosen":0'), "Line 1 cannot be read: there is no column 'cho"),
        (
            "jsonl",
            (b'"seconds":1.25', b'"seconds":NaN'),
            "Line 1 cannot be read: seconds is no num",
        ),
        ("jsonl", (b'"mode":"round",', b""), "Line 1 cannot be: mode is empty"),
        ("jsonl", (b'"deck":"deck","f', b'"deck":"x","f'), "cannot be: another line tells round"),
        ("jsonl", (b'"guess_id":2', b'"guess_id":1'), "The store refuses one of lines 1 to"),
        ("jsonl", (b'"guess_id":1', b'"guess_id":9999999999999999999'), "guess_id is no integer"),
        ("jsonl", (b"{", b"["), "Line 1 cannot be read"),
        ("jsonl", (b'"seconds":1.25', b'"seconds":1' + b"0" * 400), "Line 1 cannot be read"),
        ("jsonl", (b'"deck":"deck"', b'"deck":"\\ud800"'), "Line 1 cannot be read: deck cannot be"),
        ("jsonl", (b'"guess_id":1', b'"guess_id":1099511627776'), "guess_id cannot be"),
        ("jsonl", (b"[0.1,", b"[9,"), "p_fake cannot be [9, 0.33"),
        ("csv", (b'"teeth"', b'"teeth", 1'), "Line 2 cannot be read"),
        ("csv", (b",0,3,", b"," * 70_000), "Line 2 is longer than 65536 bytes"),
        ("parquet", (b"PAR1", b"PAR2"), "cannot be read"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_leaves_the_store_empty(
    played: Store, tmp_path: Path, form: str, wrong: tuple[bytes, bytes], reason: str
) -> None:
    file = tmp_path / f"bad.{form}"
    file.write_bytes(written(played, form).replace(*wrong, -1 if form == "parquet" else 1))
    empty = Store(new_sqlite(tmp_path, "empty.db"))
    with pytest.raises(Refused, match=re.escape(reason)):
        import_file(empty, file)
    assert not any(everything(empty).values())
    empty.close()


@pytest.mark.parametrize(("name", "reason"), [("a.xml", "ends in"), ("none.csv", "No such file")])
def test_a_file_that_cannot_be_opened_is_refused(
    store: Store, tmp_path: Path, name: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        import_file(store, tmp_path / name)
