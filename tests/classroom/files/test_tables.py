"""A class's tables, as a spreadsheet reads them."""

import csv
import io

import pytest

from game.classroom.files.tables import answers_csv, players_csv, trials_csv
from game.common.language import speaking
from game.store.engine import Store
from tests.classroom.classes import Class
from tests.classroom.files.material import class_of_three


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_an_answer_is_a_line_in_words(store: Store, network: int) -> None:
    report = class_of_three(store, network).report()
    table = rows(answers_csv(report, names=True))
    assert len(table) == 15  # people's alone
    assert table[1] == {
        "trial": "1",
        "question": "Which of the two is real?",
        "answer": "left",
        "right": "yes",
        "seconds": "2.0",
        "player": "Bo",
    }
    assert (table[-1]["answer"], table[-1]["right"]) == ("right", "no")


def test_the_words_are_the_readers_and_the_columns_are_not(store: Store, network: int) -> None:
    report = class_of_three(store, network).report()
    with speaking("fr"):
        table = rows(answers_csv(report, names=False))
    assert list(table[0]) == ["trial", "question", "answer", "right", "seconds", "player"]
    assert (table[0]["answer"], table[0]["right"]) == ("à gauche", "oui")
    assert table[0]["player"].startswith("joueur ")


def test_numbers_in_the_place_of_names_are_the_same_in_every_table(
    store: Store, network: int
) -> None:
    room = class_of_three(store, network)
    report = room.report()
    wanted = {f"player {room.id_of(name)}" for name in ("Ada", "Bo", "Cy")}
    for table in (players_csv(report, names=False), answers_csv(report, names=False)):
        assert {row["player"] for row in rows(table)} == wanted


@pytest.mark.parametrize("name", ["-1", "'x"])
def test_no_name_is_a_formula(store: Store, name: str) -> None:
    room = Class(store)
    room.join(name)
    report = room.report()
    assert [row["player"] for row in rows(players_csv(report, names=True))] == [f"'{name}"]
    assert len(rows(trials_csv(report))) == 5
    assert rows(answers_csv(report, names=True)) == []
