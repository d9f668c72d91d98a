"""A class in a room: coming in, answering, being led, and being gone for good."""

from collections.abc import Callable
from typing import Any

import pytest

from game.classroom import lead, rooms
from game.classroom import report as room_report
from game.classroom.rules import Rules
from game.common.errors import Refused
from game.common.vocabulary import Mode, Pace, Ranking, RoomPhase
from game.common.words import as_code
from game.rounds import answering, players
from game.rounds.plan import Phase, Plan
from game.store import room_queries
from game.store.engine import Store
from game.store.tables import Base, Guess, Player, Room, Round, Seat, Trial
from tests.classroom.classes import Class, pairs

PLAN = Plan("deck", mode=Mode.ROOM)


def test_a_whole_class_is_led_from_the_lobby_to_the_podium(store: Store, network: int) -> None:
    room = Class(store, teams=2)
    ada, bo = room.join("Ada"), room.join("Bo")
    assert room.at(ada) is None
    room.lead(lead.begin)
    for position in range(1, 6):
        assert room.at(ada) == room.at(bo) == (position, Phase.ASK)
        room.answer(ada, 0)
        assert room.at(ada) == (position, Phase.SURE)
        # What the pair was is nobody's to see while others think.
        assert room.told(ada) == list(range(1, position))
        if position != 3:
            room.answer(bo, position % 2)
        room.lead(lead.reveal, position)
        assert room.at(ada) == room.at(bo) == (position, Phase.REVEAL)
        assert room.told(ada) == list(range(1, position + 1))
        trial = room.turn(ada).trial_id  # type: ignore[union-attr]
        with store.write() as session:
            answering.judge(session, trial, {network: [0.9, 0.1]})
        room.lead(lead.next_trial, position)
    assert room.at(ada) is None
    report = room.report()
    assert [(p.nickname, p.team, p.right, p.answers) for p in report.players] == [
        ("Ada", 1, 5, 5),
        ("Bo", 2, 2, 4),
    ]
    assert [(t.votes, t.right, t.answers, t.crowd) for t in report.trials] == [
        ((1, 1), 1, 2, None),
        ((2, 0), 2, 2, True),
        ((1, 0), 1, 1, True),
        ((2, 0), 2, 2, True),
        ((1, 1), 1, 2, None),
    ]
    assert all(t.networks == {"A network": False} for t in report.trials)
    assert [(team.team, team.right) for team in report.teams] == [(1, 5), (2, 2)]


HOST_ACTIONS: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
    (lead.begin, ()),
    (lead.reveal, (1,)),
    (lead.next_trial, (1,)),
    (lead.back, (2,)),
    (lead.pause, (True,)),
    (lead.lock, (True,)),
    (lead.rename, (1, "Eve")),
    (lead.readmit, (1, "f" * 64)),
    (lead.merge, (1, 2)),
    (lead.remove, (1,)),
    (lead.reveal_after, (15,)),
    (lead.end, ()),
    (lead.delete, ()),
]


@pytest.mark.parametrize("act", HOST_ACTIONS, ids=lambda act: act[0].__name__)
def test_only_the_hosts_secret_leads(
    store: Store, act: tuple[Callable[..., None], tuple[Any, ...]]
) -> None:
    room, other = Class(store), Class(store)
    token = room.join("Ada")
    for secret in (token, other.secret, "", "é", "\ud800", room.code):
        with pytest.raises(Refused, match="hosts no such room"):
            room.lead(act[0], *act[1], secret=secret)
    with store.read() as session:
        untouched = session.query(Room).filter_by(code=room.code).one()
        assert (untouched.phase, untouched.locked) == (RoomPhase.LOBBY, False)
        assert session.query(Player).one().nickname == "Ada"


def test_every_host_action_is_among_those_tried() -> None:
    public = {
        name
        for name, value in vars(lead).items()
        if callable(value) and value.__module__ == lead.__name__ and name[0] != "_"
    }
    assert public == {act.__name__ for act, _ in HOST_ACTIONS}


def test_of_the_hosts_secret_and_of_tokens_the_store_holds_hashes_only(store: Store) -> None:
    room = Class(store)
    token = room.join("Ada")
    with store.read() as session:
        text = str([vars(row) for row in [*session.query(Room), *session.query(Player)]])
    assert room.secret not in text
    assert token not in text


def test_a_deleted_room_leaves_no_row(store: Store, ada: int, network: int) -> None:
    room, other = Class(store), Class(store)
    with store.read() as session:
        one_room = {table: session.query(table).count() // 2 for table in (Round, Trial)}
    bo = room.join("Bo")
    room.lead(lead.begin)
    room.answer(bo, 0)
    with store.write() as session:
        answering.judge(session, room.turn(bo).trial_id, {network: [0.1, 0.2]})  # type: ignore[union-attr]
    room.lead(lead.delete)
    other.lead(lead.begin)
    with store.read() as session:
        assert session.query(Room).one().code == other.code
        assert {table: session.query(table).count() for table in one_room} == one_room
        assert {player.id for player in session.query(Player)} == {ada, network}
        assert session.query(Guess).count() == session.query(Seat).count() == 0
    other.lead(lead.delete)
    with store.read() as session:
        for mapper in Base.registry.mappers:
            if mapper.class_ is not Player:
                assert session.query(mapper).count() == 0
    with pytest.raises(Refused, match="no longer there"):
        room.at(bo)


def test_a_late_answer_is_told_that_the_pair_is_over(store: Store) -> None:
    room = Class(store)
    ada = room.join("Ada")
    with store.read() as session:
        round_ = session.query(Round).one()
        first, second = [trial.id for trial in round_.trials[:2]]
    with pytest.raises(Refused, match="has not begun"):
        room.answer(ada, 0, first)
    room.lead(lead.begin)
    with pytest.raises(Refused, match=r"This pair is over\."):
        room.answer(ada, 0, second)
    room.lead(lead.reveal, 1)
    with pytest.raises(Refused, match=r"This pair is over\."):
        room.answer(ada, 0, first)
    room.lead(lead.next_trial, 1)
    with pytest.raises(Refused, match=r"This pair is over\."):
        room.answer(ada, 0, first)
    room.answer(ada, 1, second)
    room.answer(ada, 0, second)  # a first answer stands
    with store.read() as session:
        assert session.query(Guess).one().choice == 1


def test_during_a_pause_nothing_is_answered(store: Store) -> None:
    room = Class(store)
    ada = room.join("Ada")
    with pytest.raises(Refused, match="nothing to pause"):
        room.lead(lead.pause, True)
    room.lead(lead.begin)
    room.lead(lead.pause, True)
    with pytest.raises(Refused, match="paused"):
        room.answer(ada, 0)
    room.lead(lead.pause, False)
    room.answer(ada, 0)


def test_a_removed_player_is_gone_with_the_answer_to_the_pair_on_the_table(store: Store) -> None:
    room = Class(store)
    ada, bo = room.join("Ada"), room.join("Bo")
    room.lead(lead.begin)
    room.answer(ada, 0)
    room.lead(lead.remove, room.id_of("Ada"))
    with pytest.raises(Refused, match="no longer in this room"):
        room.at(ada)
    with store.read() as session:
        assert session.query(Guess).count() == 0
    room.answer(bo, 0)
    room.lead(lead.reveal, 1)
    assert room.report().trials[0].votes == (1, 0)


def test_two_seats_of_one_person_become_one_with_the_first_answer_to_each_trial(
    store: Store,
) -> None:
    room, other = Class(store), Class(store)
    ada, ghost, bo = (room.join(name) for name in ("Ada", "Ghost", "Bo"))
    room.lead(lead.begin)
    for position, answers in enumerate(
        (((ghost, 1), (ada, 0)), ((ada, 0), (ghost, 1)), ((ghost, 1),), ()), start=1
    ):
        for token, place in answers:
            room.answer(token, place)
        room.answer(bo, 0)
        room.lead(lead.reveal, position)
        room.lead(lead.next_trial, position)
    ids = [room.id_of(name) for name in ("Ada", "Ghost")]
    for other_room, pair in ((other, ids), (room, [ids[0], ids[0]]), (room, [ids[0], 10**6])):
        with pytest.raises(Refused):
            other_room.lead(lead.merge, *pair)
    room.lead(lead.merge, *ids)
    with store.read() as session:
        found = session.query(Guess).filter_by(player_id=ids[0]).order_by(Guess.trial_id)
        assert [(guess.trial.position, guess.choice) for guess in found] == [(1, 1), (2, 0), (3, 1)]
        assert session.query(Guess).count() == 3 + 4
        assert session.query(Seat).count() == session.query(Player).count() == 2
    with pytest.raises(Refused, match="no longer in this room"):
        room.at(ghost)
    room.answer(ada, 0)
    assert [(p.nickname, p.right) for p in room.report().players] == [("Bo", 4), ("Ada", 2)]


def test_who_goes_alone_goes_on_behind_the_answers_of_both_seats(store: Store) -> None:
    room = Class(store, pace=Pace.SELF, feedback=False)
    ada, ghost = room.join("Ada"), room.join("Ghost")
    room.lead(lead.begin)
    for token, answered in ((ada, 1), (ghost, 3)):
        for _ in range(answered):
            room.answer(token, 0)
    room.lead(lead.merge, room.id_of("Ada"), room.id_of("Ghost"))
    assert room.at(ada) == (4, Phase.ASK)


def test_a_locked_full_ended_or_unknown_room_lets_nobody_in_but_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Class(store)
    ada = room.join("Ada")
    room.lead(lead.lock, True)
    with pytest.raises(Refused, match="locked"):
        room.join("Bo")
    assert room.at(ada) is None
    room.lead(lead.lock, False)
    monkeypatch.setattr(rooms, "MOST_PLAYERS", 2)
    room.join("Bo")
    with pytest.raises(Refused, match="full"):
        room.join("Cy")
    room.lead(lead.end)
    with pytest.raises(Refused, match="over"):
        room.join("Cy")
    with store.write() as session, pytest.raises(rooms.NoSuchRoom, match="no room with this code"):
        rooms.join(session, "no-such-1", "Cy")


def test_a_name_taken_in_the_room_gets_a_number(store: Store) -> None:
    room, other = Class(store), Class(store)
    for name in ("Ada", "ada", "Ada", "x" * 24, "x" * 24):
        room.join(name)
    other.join("Ada")
    with store.read() as session:
        inside = session.query(Player).order_by(Player.id).all()
        assert [player.nickname for player in inside] == [
            *("Ada", "ada 2", "Ada 3", "x" * 24, "x" * 22 + " 2", "Ada")
        ]
    room.lead(lead.rename, room.id_of("Ada 3"), "Ada")
    room.lead(lead.rename, room.id_of("ada 2"), "Grace")
    assert room.id_of("Ada 3")
    for name in ("<b>Eve</b>", ""):
        with pytest.raises(Refused):
            room.lead(lead.rename, room.id_of("Grace"), name)
        with pytest.raises(Refused):
            room.join(name)
    with pytest.raises(Refused, match="no such player"):
        other.lead(lead.remove, room.id_of("Grace"))


def test_who_comes_late_begins_where_the_class_is(store: Store) -> None:
    room = Class(store)
    room.lead(lead.begin)
    room.lead(lead.reveal, 1)
    room.lead(lead.next_trial, 1)
    late = room.join("Late")
    assert room.at(late) == (2, Phase.ASK)
    assert room.told(late) == []
    alone = Class(store, pace=Pace.SELF)
    alone.lead(lead.begin)
    assert alone.at(alone.join("Late")) == (1, Phase.ASK)


def test_back_to_the_reveal_never_asks_again_what_was_told(store: Store) -> None:
    room = Class(store)
    ada = room.join("Ada")
    room.lead(lead.begin)
    with pytest.raises(Refused, match="no reveal"):
        room.lead(lead.back, 1)
    room.answer(ada, 0)
    with pytest.raises(Refused, match="Reveal this pair first"):
        room.lead(lead.next_trial, 1)
    room.lead(lead.reveal, 1)
    room.lead(lead.next_trial, 1)
    room.answer(ada, 1)
    room.lead(lead.back, 2)
    assert room.at(ada) == (1, Phase.REVEAL)
    assert room.told(ada) == [1]
    room.lead(lead.back, 1)  # from a reveal nothing happens
    assert room.at(ada) == (1, Phase.REVEAL)
    room.lead(lead.next_trial, 1)
    assert room.at(ada) == (2, Phase.SURE)


def test_a_press_that_was_meant_for_another_trial_changes_nothing(store: Store) -> None:
    room = Class(store)
    ada = room.join("Ada")
    room.lead(lead.begin)
    room.lead(lead.reveal, 1)
    for _ in range(2):
        room.lead(lead.next_trial, 1)
    room.lead(lead.reveal, 1)
    assert room.at(ada) == (2, Phase.ASK)


def test_held_back_the_truth_comes_at_the_end_only(store: Store) -> None:
    room = Class(store, feedback=False)
    ada = room.join("Ada")
    room.lead(lead.begin)
    for position in range(1, 6):
        room.answer(ada, 0)
        with pytest.raises(Refused, match="held back"):
            room.lead(lead.reveal, position)
        assert room.told(ada) == []
        room.lead(lead.next_trial, position)
    assert room.told(ada) == [1, 2, 3, 4, 5]


def test_alone_everybody_goes_at_their_own_pace_from_begin_to_end(store: Store) -> None:
    room = Class(store, pace=Pace.SELF)
    ada, bo = room.join("Ada"), room.join("Bo")
    room.lead(lead.begin)
    with pytest.raises(Refused, match="goes on alone"):
        room.lead(lead.next_trial, 1)
    for position in range(1, 6):
        trial = room.turn(ada).trial_id  # type: ignore[union-attr]
        room.answer(ada, 0)
        assert room.at(ada) == (position, Phase.REVEAL)
        with store.write() as session:
            _, player = rooms.recognise(session, room.code, ada)
            rooms.advance(session, player, trial)
    assert room.at(ada) is None
    assert room.at(bo) == (1, Phase.ASK)
    trial = room.turn(bo).trial_id  # type: ignore[union-attr]
    room.lead(lead.end)
    with pytest.raises(Refused, match="over"):
        room.answer(bo, 0, trial)


def test_in_a_led_room_nobody_goes_on_alone(store: Store) -> None:
    room = Class(store)
    ada = room.join("Ada")
    room.lead(lead.begin)
    trial = room.turn(ada).trial_id  # type: ignore[union-attr]
    room.answer(ada, 0)
    with store.write() as session:
        _, player = rooms.recognise(session, room.code, ada)
        with pytest.raises(Refused, match="host leads"):
            rooms.advance(session, player, trial)


def test_a_rooms_player_is_nobody_outside_it_and_in_another_room(store: Store) -> None:
    room, other = Class(store), Class(store)
    ada = room.join("Ada")
    with store.write() as session:
        with pytest.raises(Refused):
            players.recognise(session, ada)
        with pytest.raises(Refused, match="no longer in this room"):
            rooms.recognise(session, other.code, ada)
        _, outside = players.join(session, "Out")
        with pytest.raises(Refused, match="no longer in this room"):
            rooms.recognise(session, room.code, outside)


def test_a_made_up_player_is_not_told_whether_there_is_such_a_room(store: Store) -> None:
    room = Class(store)
    told = []
    for code in (room.code, "no-such-11"):
        with store.read() as session, pytest.raises(Refused) as refused:
            rooms.recognise(session, code, "made up")
        told.append(str(refused.value))
    assert told[0] == told[1]


@pytest.mark.parametrize("teams", [2, 3, 4])
def test_teams_are_of_equal_size(store: Store, teams: int) -> None:
    room = Class(store, teams=teams)
    for i in range(2 * teams):
        room.join(f"P{i}")
    with store.read() as session:
        found = [player.team for player in session.query(Player)]
    assert sorted(found) == sorted([*range(1, teams + 1)] * 2)  # type: ignore[type-var]


@pytest.mark.parametrize("title", ["", "x" * 61, "a\u202eb"])
def test_a_title_that_cannot_be_is_refused(store: Store, title: str) -> None:
    with store.write() as session, pytest.raises(Refused):
        rooms.open_room(session, title, PLAN, 1, pairs())


def test_a_room_has_five_to_thirty_trials_and_up_to_four_teams(store: Store) -> None:
    for trials, teams in ((4, 0), (31, 0), (5, 1), (5, 5)):
        with store.write() as session, pytest.raises(Refused):
            rooms.open_room(session, "10b", PLAN, 1, pairs(trials), rules=Rules(teams=teams))


@pytest.mark.parametrize("typed", ["Blue Otter 42", " blue-otter-42 ", "BLUE  OTTER - 42"])
def test_a_code_is_understood_however_it_is_written(typed: str) -> None:
    assert as_code(typed) == "blue-otter-42"


def test_speed_ranks_equal_scores_only_where_it_counts() -> None:
    lines = [
        room_report.PlayerLine(1, "slow", None, 3, 5, 4.0),
        room_report.PlayerLine(2, "untimed", None, 3, 5, None),
        room_report.PlayerLine(3, "fast", None, 3, 5, 1.0),
        room_report.PlayerLine(4, "best", None, 4, 5, 9.0),
    ]
    for counts, names, ranks in (
        (True, ["best", "fast", "slow", "untimed"], [1, 2, 3, 4]),
        (False, ["best", "slow", "untimed", "fast"], [1, 2, 2, 2]),
    ):
        found = room_report.ranked(lines, counts)
        assert [line.nickname for line in found] == names
        assert room_report.ranks(found, counts) == ranks


@pytest.mark.parametrize(
    "rules",
    [
        Rules(reveal_after=20),
        Rules(reveal_after=-1),
        Rules(Pace.SELF, reveal_after=15),
    ],
)
def test_a_trial_reveals_itself_only_when_it_can(store: Store, rules: Rules) -> None:
    with store.write() as session, pytest.raises(Refused, match="reveals itself"):
        rooms.open_room(session, "10b", PLAN, 1, pairs(), rules=rules)
    held_back = Class(store, feedback=False)
    with pytest.raises(Refused, match="held back"):
        held_back.lead(lead.reveal_after, 0)
    room = Class(store, reveal_after=30, ranking=Ranking.OWN)
    room.lead(lead.reveal_after, 0)
    with store.read() as session:
        found = session.query(Room).filter_by(code=room.code).one()
        assert (found.reveal_after, found.ranking, found.speed_counts) == (0, Ranking.OWN, False)


def test_old_rooms_are_found_by_when_they_were_opened(store: Store) -> None:
    Class(store)
    with store.read() as session:
        opened = session.query(Room).one().opened_at
        assert session.scalars(room_queries.older_than(opened)).all() == []
    with store.write() as session:
        assert rooms.purge(session, days=0) == 1
    with store.read() as session:
        assert session.query(Trial).count() == 0
