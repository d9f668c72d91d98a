"""A room over its channel: who may follow it, what is told when, and what becomes of answers."""

import json
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import cache

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from game.classroom import lead, rooms
from game.classroom.classroom import Classroom
from game.classroom.live import MOST_EACH
from game.classroom.rules import RULES, Rules
from game.common.vocabulary import Mode, Pace, Ranking
from game.faces.decks.deck import DECK
from game.rounds.game import Game
from game.rounds.plan import Plan, Shown
from game.server import channel
from game.store.tables import Room as Row
from tests.server.serving import Served, hear, until

TELLING = re.compile(rb"real|fake|truth|verdict|correct|votes|right|crowd|score|missed")


@cache
def dealt(game: Game) -> tuple[int, Sequence[Sequence[Shown]]]:
    """Five pairs, dealt once for all rooms, and their seed."""
    plan = Plan(DECK, mode=Mode.ROOM)
    made = game.dealer.fakes(plan, 5)
    return made.seed, game.dealer.trials(made, plan, ())


class Room:
    """A class of a server: its host's cookie, and its players'."""

    def __init__(self, server: Served, rules: Rules = RULES, *, feedback: bool = True) -> None:
        self.server = server
        plan = Plan(DECK, mode=Mode.ROOM, feedback=feedback)
        with server.rooms.store.write() as session:
            made = dealt(server.rooms.game)
            room, secret = rooms.open_room(session, "10b", plan, *made, rules=rules)
            self.code = room.code
        self.host = f"host-{self.code}={secret}"

    def join(self, name: str) -> str:
        _, token = self.server.rooms.join(self.code, name)
        return f"room-{self.code}={token}"

    def follow(self, cookie: str) -> ClientConnection:
        role = "player" if cookie.startswith("room") else "host"
        return self.server.socket(self.code, cookie, role)

    def lead(self, **told: object) -> int:
        return self.post("lead", told, self.host)[0]

    def post(self, what: str, told: object, cookie: str) -> tuple[int, dict[str, object]]:
        address = f"/rooms/{self.code}/{what}"
        status, body, _ = self.server.ask("POST", address, told, cookie=cookie)
        return status, json.loads(body)

    def answer(self, cookie: str, trial: int, place: object = 0) -> int:
        told = {"trial": trial, "place": place, "seconds": 1.5}
        return self.post("answers", told, cookie)[0]


@pytest.fixture
def room(server: Served) -> Room:
    return Room(server)


def test_a_class_is_led_over_the_channel(room: Room) -> None:
    ada, bo = room.join("Ada"), room.join("Bo")
    with room.follow(room.host) as host, room.follow(ada) as phone, room.follow(bo) as other:
        assert until(host, phase="lobby")["players"][1]["nickname"] == "Bo"
        assert hear(phone)["nickname"] == "Ada"
        hear(other)
        for position in range(1, 6):
            assert room.lead(**({"act": "begin"} if position == 1 else led("next", position - 1)))
            asked = until(phone, phase="ask", position=position)
            assert until(other, phase="ask", position=position)["trial"] == asked["trial"]
            assert room.answer(ada, asked["trial"]) == 200
            assert until(host, phase="ask", answered=1)["trial"] == asked["trial"]
            assert until(phone, phase="ask", position=position, choice=0)
            assert room.lead(**led("reveal", position)) == 200
            told, missed = until(phone, phase="reveal"), until(other, phase="reveal")
            assert told["correct"] is (told["truth"][0] == "real")
            assert missed["correct"] is None
            assert len(told["verdicts"]) == len(room.server.rooms.game.networks.names)
            assert sum(until(host, phase="reveal")["votes"]) == 1
        assert room.lead(**led("next", 5)) == 200
        end = until(phone, phase="ended")
        assert end["score"]["answers"] == 5
        assert len(end["missed"]) == 5 - end["score"]["right"]
        assert end["place"] == {"rank": 1, "of": 2}
        assert [line["nickname"] for line in end["podium"]] == ["Ada"]


def test_nothing_of_the_truth_is_told_before_the_reveal(room: Room) -> None:
    """Whatever comes before it, to whomever: messages, acknowledgements, pictures."""
    ada = room.join("Ada")
    said: list[bytes] = []
    with room.follow(room.host) as host, room.follow(ada) as phone:
        room.lead(act="begin")
        asked = until(phone, phase="ask")
        said += [json.dumps(asked).encode(), json.dumps(until(host, phase="ask")).encode()]
        address = f"/rooms/{room.code}/answers"
        told = {"trial": asked["trial"], "place": 1, "seconds": None}
        status, body, headers = room.server.ask("POST", address, told, cookie=ada)
        assert (status, headers["cache-control"]) == (200, "private, no-store")
        said += [body, json.dumps(until(phone, choice=1)).encode()]
        _, body, _ = room.server.ask("GET", f"/rooms/{room.code}/state", cookie=ada)
        said += [body, json.dumps(until(host, answered=1)).encode()]
        faces = [room.server.ask("GET", address) for address in asked["pictures"]]
    for text in said:
        assert not TELLING.search(re.sub(rb'"/pictures/[\w-]+"', b"", text)), text
    assert {status for status, _, _ in faces} == {200}
    assert len({len(body) for _, body, _ in faces}) == 1
    kept = [{k: v for k, v in headers.items() if k != "date"} for _, _, headers in faces]
    assert kept[0] == kept[1]
    assert kept[0]["cache-control"] == "private, no-store"


def test_the_next_trial_is_not_told_before_the_hosts_press(room: Room) -> None:
    ada = room.join("Ada")
    with room.follow(ada) as phone:
        room.lead(act="begin")
        first = until(phone, phase="ask")
        room.lead(**led("reveal", 1))
        assert until(phone, phase="reveal")["trial"] == first["trial"]
        room.lead(**led("next", 1))
        assert set(until(phone, position=2)["pictures"]).isdisjoint(first["pictures"])


def test_each_is_given_pictures_of_their_own(room: Room) -> None:
    cookies = [room.join(name) for name in ("Ada", "Bo")]
    room.lead(act="begin")
    addresses = []
    for cookie in cookies:
        for _ in range(2):  # a reload finds the same
            with room.follow(cookie) as phone:
                addresses.append(tuple(hear(phone)["pictures"]))
    assert addresses[0] == addresses[1] != addresses[2] == addresses[3]
    assert len({len(address) for pair in addresses for address in pair}) == 1


@pytest.mark.parametrize(
    "intrude",
    [
        lambda room: room.server.socket("no-room-10", room.join("Ada")),
        lambda room: room.server.socket(room.code, ""),
        lambda room: room.server.socket(room.code, f"room-{room.code}=made-up"),
        lambda room: room.server.socket(room.code, Room(room.server).join("Elsewhere")),
        lambda room: room.server.socket(room.code, room.join("Ada"), "host"),
        lambda room: room.server.socket(room.code, room.host, "player"),
        lambda room: room.server.socket(room.code, room.host, "admin"),
        lambda room: room.server.socket(room.code, room.join("Ada"), origin="http://evil.test"),
        lambda room: room.server.socket(room.code, room.join("Ada"), origin="null"),
    ],
    ids=[
        "code",
        "cookie",
        "token",
        "room",
        "role-host",
        "role-player",
        "role",
        "origin",
        "sandbox",
    ],
)
def test_strangers_are_refused_without_a_word(
    room: Room, intrude: Callable[[Room], ClientConnection]
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        intrude(room)
    assert (refused.value.response.status_code, refused.value.response.body) == (403, b"")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("x" * (channel.LONGEST + 1), channel.TOO_LONG),
        ("[" * channel.LONGEST, channel.BROKEN),
        ('{"kind":"state"}', channel.BROKEN),
        (b"\0", channel.BROKEN),
    ],
    ids=["long", "deep", "other", "bytes"],
)
def test_whoever_says_anything_but_ping_is_hung_up_on(
    room: Room, said: str | bytes, why: int
) -> None:
    with room.follow(room.join("Ada")) as phone:
        hear(phone)
        phone.send(said)
        assert closed(phone) == why


def test_a_thousand_pings_are_answered(room: Room) -> None:
    with room.follow(room.join("Ada")) as phone:
        hear(phone)
        for _ in range(1000):
            phone.send('{"kind":"ping"}')
        heard = [json.loads(phone.recv(20))["kind"] for _ in range(1000)]
    assert heard == ["pong"] * 1000


def test_an_answer_counts_once_and_is_acknowledged_each_time(room: Room) -> None:
    ada = room.join("Ada")
    with room.follow(ada) as phone, room.follow(room.host) as host:
        assert room.answer(ada, 1_000_000) == 409  # not begun, and no such trial
        room.lead(act="begin")
        trial = until(phone, phase="ask")["trial"]
        told = {"trial": trial, "place": 1, "seconds": 2.0}
        assert room.post("answers", told, ada) == (200, {"trial": trial, "place": 1})
        again = told | {"place": 0}
        assert room.post("answers", again, ada) == (200, {"trial": trial, "place": 1})
        assert until(host, answered=1)
        room.lead(**led("reveal", 1))
        until(phone, phase="reveal")
        status, refusal = room.post("answers", told, ada)
        assert (status, refusal["why"]) == (409, "This pair is over.")


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"trial": True, "place": 0, "seconds": 1}, 409),
        ({"trial": "1", "place": 0, "seconds": 1}, 409),
        ({"place": 0}, 409),
        ([], 409),
        ("{", 400),
        ("[" * 2000, 400),
        ("x" * 3000, 400),
    ],
)
def test_what_is_no_answer_is_refused(room: Room, told: object, status: int) -> None:
    ada = room.join("Ada")
    room.lead(act="begin")
    assert room.post("answers", told, ada)[0] == status


@pytest.mark.parametrize("place", [2, -1, 0.5, True, "0", None, 1e308])
def test_a_place_where_no_face_is_is_refused(room: Room, place: object) -> None:
    ada = room.join("Ada")
    with room.follow(ada) as phone:
        room.lead(act="begin")
        assert room.answer(ada, until(phone, phase="ask")["trial"], place) == 409


def test_a_page_of_another_site_can_do_nothing(room: Room) -> None:
    ada = room.join("Ada")
    for cookie, what, told in (
        (room.host, "lead", {"act": "begin"}),
        (ada, "answers", {"trial": 1, "place": 0, "seconds": None}),
    ):
        for headers in ({"origin": "http://evil.test"}, {"origin": ""}):
            address = f"/rooms/{room.code}/{what}"
            status, _, _ = room.server.ask("POST", address, told, cookie=cookie, headers=headers)
            assert status == 403
    plain = {"content-type": "text/plain"}  # what a form of another site may send
    address = f"/rooms/{room.code}/lead"
    told = {"act": "begin"}
    assert room.server.ask("POST", address, told, cookie=room.host, headers=plain)[0] == 400


def test_only_the_host_leads(room: Room) -> None:
    for cookie in ("", room.join("Ada"), Room(room.server).host):
        assert room.post("lead", {"act": "begin"}, cookie)[0] == 403
    assert room.lead(act="delete") == 409
    assert room.lead(act="reveal", position="1") == 409
    assert room.lead(act="reveal") == 409
    assert room.lead(act="begin") == 200


def test_a_refusal_is_said_in_the_readers_language(room: Room) -> None:
    address, told = f"/rooms/{room.code}/lead", {"act": "pause"}
    french = {"x-language": "fr"}
    _, body, _ = room.server.ask("POST", address, told, cookie=room.host, headers=french)
    assert "rien" in json.loads(body)["why"]


def test_who_is_removed_hears_that_it_is_over(room: Room) -> None:
    ada = room.join("Ada")
    with room.follow(ada) as phone:
        hear(phone)
        secret = room.host.split("=", 1)[1]
        here = room.server.rooms
        (player,) = here.host_view(room.code, secret).snapshot.players
        here.lead(room.code, secret, lead.remove, player.id)
        assert closed(phone) == channel.GONE
    assert room.answer(ada, 1) == 403


def test_alone_everybody_has_their_own_trial(server: Served) -> None:
    room = Room(server, Rules(Pace.SELF))
    ada, bo = room.join("Ada"), room.join("Bo")
    with room.follow(ada) as phone, room.follow(bo) as other, room.follow(room.host) as host:
        room.lead(act="begin")
        assert until(host, phase="alone")["players"]
        for position in range(1, 6):
            asked = until(phone, phase="ask", position=position)
            room.answer(ada, asked["trial"])
            told = until(phone, phase="reveal", position=position)
            assert told["truth"].count("real") == 1
            assert room.post("advance", {"trial": asked["trial"]}, ada)[0] == 200
        assert until(phone, phase="done")["score"]["answers"] == 5
        assert until(host, finished=1)
        assert room.answer(bo, until(other, phase="ask", position=1)["trial"]) == 200


def test_held_back_the_truth_comes_at_the_end(server: Served) -> None:
    room = Room(server, feedback=False)
    ada = room.join("Ada")
    with room.follow(ada) as phone, room.follow(room.host) as host:
        room.lead(act="begin")
        for position in range(1, 6):
            asked = until(phone, phase="ask", position=position)
            room.answer(ada, asked["trial"])
            state = until(phone, position=position, choice=0)
            assert not {"truth", "score", "verdicts", "correct"} & state.keys()
            assert room.lead(**led("reveal", position)) == 409
            assert room.lead(**led("next", position)) == 200
        assert until(phone, phase="ended")["score"]["answers"] == 5
        assert "votes" not in until(host, phase="ended")


@pytest.mark.parametrize(
    ("ranking", "between", "end", "podium"),
    [
        (Ranking.ALWAYS, True, True, True),
        (Ranking.END, False, True, True),
        (Ranking.OWN, True, True, False),
        (Ranking.HIDDEN, False, False, False),
    ],
)
def test_a_place_is_told_as_the_host_wants_it(
    server: Served, ranking: Ranking, between: bool, end: bool, podium: bool
) -> None:
    room = Room(server, Rules(ranking=ranking))
    ada = room.join("Ada")
    with room.follow(ada) as phone, room.follow(room.host) as host:
        room.lead(act="begin")
        room.answer(ada, until(phone, phase="ask")["trial"])
        room.lead(**led("reveal", 1))
        assert (until(phone, phase="reveal")["place"] is not None) is between
        listed = until(host, phase="reveal")["ranking"]
        assert (listed is not None) is (ranking is Ranking.ALWAYS)
        room.lead(act="end")
        told = until(phone, phase="ended")
        assert ((told["place"] is not None), (told["podium"] is not None)) == (end, podium)


def test_a_trial_reveals_itself_when_all_have_answered(server: Served) -> None:
    room = Room(server, Rules(reveal_after=0))
    ada, bo = room.join("Ada"), room.join("Bo")
    with room.follow(ada) as phone:
        room.lead(act="begin")
        trial = until(phone, phase="ask")["trial"]
        room.answer(ada, trial)
        assert until(phone, choice=0)["phase"] == "ask"
        room.answer(bo, trial)
        assert until(phone, phase="reveal")["trial"] == trial


def test_a_trial_reveals_itself_when_its_time_is_up(server: Served) -> None:
    room = Room(server, Rules(reveal_after=15))
    ada = room.join("Ada")
    with room.follow(ada) as phone, room.follow(room.host) as host:
        room.lead(act="begin")
        assert 14 < until(host, phase="ask")["seconds_left"] <= 15
        assert room.lead(act="reveal_after", seconds=None) == 200
        assert until(host, reveal_after=None)["seconds_left"] is None
        with room.server.rooms.store.read() as session:
            assert session.query(Row).filter_by(code=room.code).one().reveal_after is None
        assert room.lead(act="reveal_after", seconds=7) == 409
        assert until(phone, phase="ask")


def test_what_another_server_does_is_noticed(room: Room) -> None:
    ada = room.join("Ada")
    elsewhere = Classroom(room.server.rooms.game)
    with room.follow(ada) as phone:
        assert hear(phone)["phase"] == "lobby"
        elsewhere.lead(room.code, room.host.split("=", 1)[1], lead.begin)
        assert until(phone, phase="ask")["position"] == 1


def test_as_many_tabs_as_one_has_and_no_more(room: Room) -> None:
    ada = room.join("Ada")
    with ExitStack() as tabs:
        for _ in range(MOST_EACH):
            hear(tabs.enter_context(room.follow(ada)))
        with room.follow(ada) as one_more:
            assert closed(one_more) == channel.FULL
    with room.follow(ada) as tab:
        hear(tab)


def led(act: str, position: int) -> dict[str, object]:
    return {"act": act, "position": position}


def closed(follower: ClientConnection) -> int | None:
    """Why the server hangs up, sooner or later."""
    with suppress(ConnectionClosed):
        while True:
            follower.recv(20)
    return follower.close_code
