"""What whoever runs the game does about rooms and people, on both databases."""

from dataclasses import replace

import numpy as np
import pytest

from game.admin import people
from game.classroom import lead, rooms
from game.common.errors import Refused
from game.common.recipe import GENERATOR
from game.common.vocabulary import Mode, RoomPhase
from game.review.guesses.cache import GuessCache
from game.rounds import answering, players, starting
from game.rounds.game_modes import game_mode
from game.rounds.plan import Photo, Plan
from game.store import board_queries
from game.store.engine import Store
from game.store.tables import Base, Guess, Player, Room, Round, Seat, Trial
from tests.classroom.classes import Class, pairs
from tests.fixtures.people import fake

ODD = "<b>B</b>'; DROP TABLE x; --%_"


def played(store: Store, player_id: int, choices: list[int]) -> None:
    """The player's own round, whose photos are on the left."""
    with store.write() as session:
        round_ = starting.start(session, player_id, Plan("deck"), 1, pairs(len(choices)))
        for trial, choice in zip(round_.trials, choices, strict=True):
            answering.answer(session, player_id, trial.id, choice, confidence=3)
            answering.advance(session, player_id, trial.id)


def called(store: Store, wanted: str = "") -> list[str]:
    with store.read() as session:
        return [person.nickname for person in people.find(session, wanted)]


def test_rooms_are_listed_the_latest_first_with_their_players_and_answers(
    store: Store, network: int
) -> None:
    first, second = Class(store), Class(store)
    ada = first.join("Ada")
    first.join("Bo")
    first.lead(lead.begin)
    trial = first.turn(ada).trial_id  # type: ignore[union-attr]
    first.answer(ada, 0)
    with store.write() as session:
        answering.judge(session, trial, {network: [0.9, 0.1]})
        lines = people.latest_rooms(session)
    assert [(line.code, line.phase, line.players, line.answers) for line in lines] == [
        (second.code, RoomPhase.LOBBY, 0, 0),
        (first.code, RoomPhase.ASK, 2, 1),
    ]


def test_a_room_is_deleted_without_its_hosts_secret_and_no_other_is(store: Store, ada: int) -> None:
    room, other = Class(store), Class(store)
    bo = room.join("Bo")
    room.lead(lead.begin)
    room.answer(bo, 0)
    with store.write() as session:
        people.delete_room(session, room.code)
    with store.read() as session:
        assert session.query(Room).one().code == other.code
        assert session.query(Round).count() == 1
        assert session.query(Guess).count() == session.query(Seat).count() == 0
        assert session.query(Player).one().id == ada
    with store.write() as session, pytest.raises(Refused, match="no longer there"):
        people.delete_room(session, room.code)


def test_people_are_found_by_any_part_of_their_name_or_by_their_number(
    store: Store, ada: int, network: int
) -> None:
    with store.write() as session:
        for name in ("Grace", "Ada 2", "100 percent"):
            players.join(session, name)
        odd = players.join(session, "x")[0]
        odd.nickname = ODD  # as an import may bring it
    assert called(store) == [ODD, "100 percent", "Ada 2", "Grace", "Ada"]
    assert called(store, " ada ") == ["Ada 2", "Ada"]
    assert called(store, "%") == called(store, "DROP TABLE") == called(store, "_") == [ODD]
    assert called(store, f"#{ada}") == ["Ada"]
    assert called(store, f"#{network}") == []
    for nobody in (
        "Zoë",
        "#999999999",
        "#99999999999999999999",
        "#²",
        "\ud800q",
        "\\",
        "A network",
    ):
        assert called(store, nobody) == []
    assert called(store, "\0") == called(store)


def test_a_person_is_shown_with_their_closed_answers_and_their_room(store: Store, ada: int) -> None:
    played(store, ada, [0, 1, 0])
    room = Class(store)
    room.join("Bo")
    with store.read() as session:
        bo, found = people.find(session)
    assert (found.answers, found.room, found.excluded_at) == (3, None, None)
    assert (bo.answers, bo.room) == (0, room.code)


def test_only_the_latest_are_listed(
    store: Store, ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "SHOWN", 2)
    with store.write() as session:
        for name in ("Bo", "Cy"):
            players.join(session, name)
    for _ in range(3):
        Class(store)
    assert called(store) == ["Cy", "Bo"]
    assert called(store, "a") == ["Ada"]
    with store.read() as session:
        assert len(people.latest_rooms(session)) == 2


def test_a_new_name_keeps_the_rules_for_names(store: Store, ada: int) -> None:
    with store.write() as session:
        people.rename(session, ada, "  Grace ")
    assert called(store) == ["Grace"]
    for name in ("", "<b>", "x" * 25, "a\0b"):
        with store.write() as session, pytest.raises(Refused):
            people.rename(session, ada, name)
    room = Class(store)
    room.join("Bo")
    room.join("Cy")
    with store.write() as session:
        people.rename(session, room.id_of("Cy"), "bo")
    assert called(store) == ["bo 2", "Bo", "Grace"]


def test_who_is_left_out_stands_on_no_board_until_taken_back(store: Store, ada: int) -> None:
    with store.write() as session:
        bo = players.join(session, "Bo")[0].id
        for mode in (Mode.ATTACK, Mode.CLIMB, Mode.ROUND):
            for player in (ada, bo):
                plan = Plan("deck", mode=mode, generator=GENERATOR)
                faces = [(Photo(f"{mode}.jpg"), replace(fake(1), generator=GENERATOR))]
                (trial,) = starting.start(session, player, plan, 1, faces).trials
                answering.answer(session, player, trial.id, 0)
                if game_mode(plan.mode).asks_confidence:
                    answering.close(session, player, trial.id, 1)
                answering.abandon(session, player)
        shared = trial.round_id
        starting.sit(session, shared, ada)
        answering.answer(session, ada, trial.id, 0, confidence=1)
        answering.abandon(session, ada)

    def on_boards() -> list[set[str]]:
        with store.read() as session:
            return [
                {row.nickname for row in session.execute(asked)}
                for asked in (
                    board_queries.attacks("deck", None),
                    board_queries.climbed("deck", None),
                    board_queries.scores_at(shared),
                )
            ]

    assert on_boards() == [{"Ada", "Bo"}] * 3
    with store.write() as session:
        people.exclude(session, ada, "always left")
    assert on_boards() == [{"Bo"}] * 3
    with store.write() as session:
        people.take_back(session, ada)
    assert on_boards() == [{"Ada", "Bo"}] * 3


def test_leaving_out_deletes_nothing_and_is_taken_back(store: Store, ada: int) -> None:
    played(store, ada, [0, 1, 0])
    answers = GuessCache(store)
    assert not answers.fresh().excluded.any()
    with store.write() as session:
        people.exclude(session, ada, "  always \n left\0 ")
    with store.read() as session:
        (found,) = people.find(session)
        assert found.excluded_because == "always left"
        assert found.excluded_at is not None
        assert session.query(Guess).count() == 3
    assert answers.fresh().excluded.tolist() == [True] * 3
    with store.write() as session:
        people.take_back(session, ada)
    with store.read() as session:
        (found,) = people.find(session)
        assert found.excluded_at is found.excluded_because is None
    assert not answers.fresh().excluded.any()


@pytest.mark.parametrize("reason", ["", " \n\0", "x" * 201])
def test_nobody_is_left_out_without_a_reason_of_a_line(store: Store, ada: int, reason: str) -> None:
    with store.write() as session, pytest.raises(Refused, match=r"reason|why"):
        people.exclude(session, ada, reason)
    with store.read() as session:
        assert people.find(session)[0].excluded_at is None


def test_a_deleted_person_is_gone_with_all_of_theirs(store: Store, ada: int) -> None:
    played(store, ada, [0, 1, 0])
    with store.write() as session:
        people.delete(session, ada)
    with store.read() as session:
        for mapper in Base.registry.mappers:
            assert session.query(mapper).count() == 0


def test_networks_and_those_who_are_gone_are_left_alone(store: Store, network: int) -> None:
    for player_id in (network, 999):
        with store.write() as session:
            for act, detail in (
                (people.rename, ("Eve",)),
                (people.exclude, ("why",)),
                (people.take_back, ()),
                (people.delete, ()),
            ):
                with pytest.raises(Refused, match=r"no longer there|no such player"):
                    act(session, player_id, *detail)  # type: ignore[operator]


def test_old_rooms_only_are_purged(store: Store) -> None:
    old, new = Class(store), Class(store)
    with store.write() as session:
        room = session.query(Room).filter_by(code=old.code).one()
        room.opened_at = room.opened_at.replace(year=2020)
        assert rooms.purge(session, 30) == 1
        assert [line.code for line in people.latest_rooms(session)] == [new.code]
    with store.read() as session:
        assert session.query(Trial).count() == 5


def test_those_with_most_marked_answers_come_first(store: Store, ada: int) -> None:
    with store.write() as session:
        bo, cy = (players.join(session, name)[0].id for name in ("Bo", "Cy"))
    for player_id, choices in ((ada, [1, 0, 0]), (bo, [1, 1]), (cy, [0])):
        played(store, player_id, choices)
    table = GuessCache(store).fresh()
    assert people.most_marked(table, table.choice == 1) == [(bo, 2, 2), (ada, 1, 3)]
    assert people.most_marked(table, np.zeros(len(table), bool)) == []
