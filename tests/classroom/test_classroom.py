"""A class with the real deck, generator and judges, without a browser."""

import csv
import io
from dataclasses import replace

import pytest

from game.classroom import lead
from game.classroom.classroom import Classroom
from game.classroom.files.material import gather
from game.classroom.files.report_page import report_page
from game.classroom.rules import Rules
from game.common.errors import Refused, Unavailable
from game.common.vocabulary import Design, Mode, Pace, RoomPhase, Target
from game.faces.decks.deck import DECK, Deck
from game.rounds.game import Game
from game.rounds.plan import Phase, Plan
from tests.classroom.classes import player_view
from tests.fixtures.judges import PLAYING
from tests.rounds.playing import STAGE


def opens(rooms: Classroom, pace: Pace = Pace.HOST, *, feedback: bool = True) -> tuple[str, str]:
    plan = Plan(DECK, mode=Mode.ROOM, feedback=feedback)
    return rooms.open("<b>10b</b> & co", plan, 5, Rules(pace))


def test_a_led_class_with_its_networks_report_and_files(game: Game, rooms: Classroom) -> None:
    code, secret = opens(rooms)
    _, ada = rooms.join(code.upper(), "Ada")
    _, bo = rooms.join(code, "-1")
    assert rooms.host_view(code, secret).snapshot.room.phase is RoomPhase.LOBBY
    rooms.lead(code, secret, lead.begin)
    for position in range(1, 6):
        view = player_view(rooms, code, ada)
        assert view.turn is not None
        assert (view.turn.position, view.turn.phase, view.reveal) == (position, Phase.ASK, None)
        trial = view.turn.trial_id
        assert len({len(picture) for picture in rooms.pictures(trial)}) == 1
        rooms.answer(code, ada, trial, 0, 1.5)
        assert player_view(rooms, code, ada).reveal is None
        assert len(player_view(rooms, code, ada).past) == position - 1
        assert rooms.host_view(code, secret).answered == 1
        assert rooms.host_view(code, secret).told is None
        rooms.lead(code, secret, lead.reveal, position)
        told = rooms.host_view(code, secret).told
        assert told is not None
        assert set(told.networks) == set(game.networks.names)
        for token in (ada, bo):
            reveal = player_view(rooms, code, token).reveal
            assert reveal is not None
            assert len(reveal.verdicts) == len(game.networks.names)
        rooms.lead(code, secret, lead.next_trial, position)
    assert len(player_view(rooms, code, ada).past) == 5
    assert player_view(rooms, code, bo).past == ()

    report = rooms.report(code, secret)
    assert [(line.nickname, line.answers, line.seconds) for line in report.players] == [
        ("Ada", 5, 1.5),
        ("-1", 0, None),
    ]


def test_every_answer_is_for_the_host_alone_and_of_this_room_alone(rooms: Classroom) -> None:
    (code, secret), (other, others) = opens(rooms), opens(rooms)
    _, ada = rooms.join(code, "Ada")
    rooms.join(other, "Bo")
    rooms.lead(code, secret, lead.begin)
    turn = player_view(rooms, code, ada).turn
    assert turn is not None
    rooms.answer(code, ada, turn.trial_id, 0, 1.5)
    rooms.lead(code, secret, lead.end)
    rows = list(csv.DictReader(io.StringIO(rooms.answers(code, secret).decode())))
    assert {row["room_code"] for row in rows} == {code}
    (mine,) = [row for row in rows if row["player_kind"] == "human" and row["guess_id"]]
    assert (mine["choice"], mine["nickname"]) == ("0", f"player {mine['player_id']}")
    for wrong in (others, ada, "", code):
        with pytest.raises(Refused, match="hosts no such room"):
            rooms.answers(code, wrong)


def test_alone_with_the_truth_held_back_an_answer_leads_on(rooms: Classroom) -> None:
    code, secret = opens(rooms, Pace.SELF, feedback=False)
    _, ada = rooms.join(code, "Ada")
    rooms.lead(code, secret, lead.begin)
    for position in range(1, 6):
        view = player_view(rooms, code, ada)
        assert view.turn is not None
        assert (view.turn.position, view.turn.phase, view.past) == (position, Phase.ASK, ())
        rooms.answer(code, ada, view.turn.trial_id, 0)
    assert player_view(rooms, code, ada).turn is None
    assert rooms.host_view(code, secret).finished == 1
    rooms.lead(code, secret, lead.end)
    assert len(player_view(rooms, code, ada).past) == 5
    assert all(line.networks for line in rooms.report(code, secret).trials)


def test_alone_with_the_truth_at_once_everybody_leads_themselves_on(rooms: Classroom) -> None:
    code, secret = opens(rooms, Pace.SELF)
    _, ada = rooms.join(code, "Ada")
    rooms.lead(code, secret, lead.begin)
    turn = player_view(rooms, code, ada).turn
    assert turn is not None
    rooms.answer(code, ada, turn.trial_id, 0)
    view = player_view(rooms, code, ada)
    assert view.reveal is not None
    assert view.past == (view.reveal,)
    assert view.reveal.verdicts
    rooms.advance(code, ada, turn.trial_id)
    rooms.advance(code, ada, turn.trial_id)  # a second press changes nothing
    assert player_view(rooms, code, ada).turn.position == 2  # type: ignore[union-attr]


def test_whoever_listens_hears_of_every_change_once(rooms: Classroom) -> None:
    code, secret = opens(rooms)
    heard: list[str] = []
    rooms.listeners.append(heard.append)
    _, ada = rooms.join(code.upper(), "Ada")
    me = player_view(rooms, code, ada).player.id
    for act, detail in (
        (lead.begin, ()),
        (lead.pause, (True,)),
        (lead.pause, (False,)),
        (lead.rename, (me, "Grace")),
        (lead.reveal, (1,)),
        (lead.next_trial, (1,)),
    ):
        rooms.lead(code, secret, act, *detail)  # type: ignore[arg-type]
    rooms.ask_back(code, "Grace")
    rooms.let_back(code, secret, me, False)
    rooms.leave(code, ada)
    rooms.lead(code, secret, lead.delete)
    assert heard == 11 * [code]
    rooms.listeners.remove(heard.append)


def test_a_page_is_for_who_has_a_seat_or_waits_for_one(rooms: Classroom) -> None:
    code, secret = opens(rooms)
    _, ada = rooms.join(code, "Ada")
    assert rooms.seated(code.upper(), ada).room.code == code
    _, waits = rooms.ask_back(code, "Ada")
    assert rooms.seated(code, waits).room.code == code
    for stranger in ("", secret, rooms.join(opens(rooms)[0], "Ada")[1]):
        with pytest.raises(Refused, match="no longer in this room"):
            rooms.seated(code, stranger)
    with pytest.raises(Refused, match="no longer in this room"):
        rooms.seated("no-such-11", ada)
    rooms.let_back(code, secret, player_view(rooms, code, ada).player.id, False)
    with pytest.raises(Refused, match="not let you back in"):
        rooms.seated(code, waits)


def test_a_lost_seat_is_given_to_the_browser_that_the_host_lets_in(rooms: Classroom) -> None:
    code, secret = opens(rooms)
    _, old = rooms.join(code, "Ada")
    _, bo = rooms.join(code, "Bo")
    rooms.lead(code, secret, lead.lock, True)  # no hindrance to who was in
    ada = rooms.namesake(code.upper(), " ada ")
    assert ada is not None
    assert rooms.namesake(code, "Cy") is None
    assert rooms.namesake("no-such-11", "Ada") is None
    with pytest.raises(Refused, match="Nobody of this name"):
        rooms.ask_back(code, "Cy")
    _, token = rooms.ask_back(code.upper(), "ADA")
    view = rooms.host_view(code, secret)
    assert [player.nickname for player in view.returning] == ["Ada"]
    with pytest.raises(Refused):  # nothing opens before the nod
        player_view(rooms, code, token)
    with pytest.raises(Refused, match="hosts no such room"):
        rooms.let_back(code, "guess", ada.id, True)
    rooms.let_back(code, secret, ada.id, True)
    assert player_view(rooms, code, token).player.id == ada.id
    assert player_view(rooms, code, bo).player.nickname == "Bo"
    with pytest.raises(Refused, match="no longer in this room"):
        player_view(rooms, code, old)
    assert len(rooms.host_view(code, secret).snapshot.players) == 2

    other, key = opens(rooms)  # nor does another room's host
    rooms.ask_back(code, "Bo")
    with pytest.raises(Refused, match="Nobody asks"):
        rooms.let_back(other, key, ada.id + 1, True)


@pytest.mark.parametrize(
    ("design", "target", "faces", "answers"),
    [
        (Design.YES_NO, Target.REAL, 1, 2),
        (Design.ODD_ONE_OUT, Target.REAL, 4, 4),
        (Design.ODD_ONE_OUT, Target.FAKE, 4, 4),
    ],
)
def test_a_class_at_single_faces_or_the_odd_one_out(
    rooms: Classroom, design: Design, target: Target, faces: int, answers: int
) -> None:
    plan = Plan(DECK, mode=Mode.ROOM, design=design, target=target, generator=STAGE)
    code, secret = rooms.open("10b", plan, 5, Rules())
    _, ada = rooms.join(code, "Ada")
    rooms.lead(code, secret, lead.begin)
    turn = player_view(rooms, code, ada).turn
    assert turn is not None
    assert len(rooms.pictures(turn.trial_id)) == faces
    rooms.answer(code, ada, turn.trial_id, answers - 1)
    rooms.lead(code, secret, lead.reveal, 1)
    told = rooms.host_view(code, secret).told
    assert told is not None
    assert told.votes == (*[0] * (answers - 1), 1)
    assert told.right == (told.truth.target_place == answers - 1)
    assert set(told.networks) == {kind.name for kind in PLAYING.values()}


def test_a_deck_of_the_hosts_is_played_until_it_is_deleted(
    game: Game, rooms: Classroom, deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(deck, name="few", play=deck.play[:30])
    monkeypatch.setattr(game._dealers, "_deck", lambda _: few)
    plan = game.plan(deck="few", mode=Mode.ROOM, generator=STAGE)
    odd = replace(plan, design=Design.ODD_ONE_OUT, target=Target.FAKE)
    with pytest.raises(Refused, match="deck few are enough for 5 of these; ask for fewer"):
        rooms.open("10b", odd, 6, Rules())
    code, secret = rooms.open("10b", plan, 15, Rules())
    _, ada = rooms.join(code, "Ada")
    rooms.lead(code, secret, lead.begin)
    turn = player_view(rooms, code, ada).turn
    assert turn is not None
    assert len(rooms.pictures(turn.trial_id)) == 2
    rooms.answer(code, ada, turn.trial_id, 0)

    def deleted(name: str) -> Deck:
        raise Unavailable(f"There is no deck {name!r}.")

    monkeypatch.setattr(game._dealers, "_deck", deleted)
    rooms.lead(code, secret, lead.reveal, 1)
    with pytest.raises(Unavailable):
        rooms.pictures(turn.trial_id)
    told = rooms.host_view(code, secret).told
    assert told is not None
    assert told.networks == {}
    rooms.lead(code, secret, lead.end)
    material = gather(game, rooms.report(code, secret), "theirs")
    assert material.face(material.report.trials[0].truth.faces[0]) is None
    assert "Without pictures: There is no deck" in (page := report_page(material, names=True))
    assert "Ada" in page
