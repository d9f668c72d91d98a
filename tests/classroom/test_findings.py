"""What a class found, in figures."""

import pytest

from game.classroom.findings import findings
from game.store.engine import Store
from game.store.tables import Room
from tests.classroom.classes import Class
from tests.classroom.files.material import class_of_three


def test_a_class_has_its_figures(store: Store, network: int) -> None:
    room = class_of_three(store, network)
    found = findings(room.report())
    assert (found.right, found.answers, found.chance) == (7, 15, 0.5)
    assert [line.truth.position for line in found.hardest] == [3, 4, 5, 1, 2]
    assert [line.truth.position for line in found.fooled] == [3, 4, 5]
    assert found.networks == (("A network", 5, 5),)
    assert (found.marks, found.other) == ((), None)
    assert found.luck is not None
    assert (found.luck.best, found.luck.players) == (5, 3)
    assert found.luck.expected == pytest.approx(3 * 0.5**5)


def test_another_class_on_the_same_set_stands_beside_it(store: Store, network: int) -> None:
    room = class_of_three(store, network)
    with store.write() as session:
        session.query(Room).one().other_votes = [[4, 0], [3, 1], [2, 2], [0, 0], [0, 4]]
    assert findings(room.report()).other == (9, 16)


def test_who_left_out_a_trial_is_compared_with_no_luck(store: Store) -> None:
    room = Class(store)
    room.join("Ada")
    found = findings(room.report())
    assert (found.answers, found.hardest, found.luck) == (0, (), None)
