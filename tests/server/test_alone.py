"""A round over the server's routes: who may ask, what is told when, what becomes of answers."""

import json
import re
import threading
from typing import Any

import pytest
from sqlalchemy import select

from game.common.vocabulary import Mode
from game.rounds import answering
from game.rounds.dealing.pictures import Pictures
from game.rounds.game import Game
from game.store.tables import Guess
from tests.rounds.playing import STAGE
from tests.server.serving import Served

TELLING = re.compile(r'"truth"|"judges": \[|"outcome":|"onward"|"verdict": "[^{]*"')


class Seat:
    """A browser with a player's cookie, and a round of three."""

    def __init__(self, server: Served, **plan: Any) -> None:
        self.server: Served = server
        self.game: Game = server.rooms.game
        self.player, token = self.game.join("Ada")
        self.cookie = f"player={token}"
        self.game.start(self.player, self.game.plan(generator=STAGE, **plan), 3)

    def state(self, what: str = "state") -> dict[str, Any]:
        status, body, headers = self.server.ask("GET", f"/round/{what}", cookie=self.cookie)
        assert (status, headers["cache-control"]) == (200, "private, no-store")
        return dict(json.loads(body))

    def post(self, what: str, told: object) -> tuple[int, dict[str, Any]]:
        status, body, _ = self.server.ask("POST", f"/round/{what}", told, cookie=self.cookie)
        return status, json.loads(body)

    def answer(self, trial: object, place: object = 0, **other: object) -> Any:
        return self.post("answer", pressed(trial, place) | other)

    def guesses(self) -> list[Guess]:
        with self.game.store.read() as session:
            return list(
                session.scalars(select(Guess).filter_by(player_id=self.player).order_by(Guess.id))
            )

    def networks_answers(self, trial: int) -> int:
        with self.game.store.read() as session:
            networks = select(Guess).where(Guess.trial_id == trial, Guess.p_fake.is_not(None))
            return len(session.scalars(networks).all())


def pressed(trial: object, place: object = 0) -> dict[str, object]:
    return {
        "trial": trial,
        "place": place,
        "seconds": 1.5,
        "shown_seconds": None,
        "confidence": None,
    }


@pytest.fixture
def seat(server: Served) -> Seat:
    return Seat(server)


def test_a_round_is_played_with_one_request_for_each_press(seat: Seat) -> None:
    state = seat.state()
    for position in (1, 2, 3):
        assert (state["phase"], state["position"]) == ("ask", position)
        _, told = seat.answer(state["trial"], 1, confidence=position)
        assert (told["phase"], told["choice"]) == ("reveal", 1)
        assert told["outcome"] == ("right" if told["truth"][1] == "real" else "wrong")
        judged = seat.state("judged")
        assert len(judged["judges"]) == len(seat.game.networks.names)
        assert not judged["awaited"]
        _, state = seat.post("advance", {"trial": told["trial"]})
        # What was told ahead is what comes, at the same addresses.
        assert judged["next"] == (state if position < 3 else None)
    assert state == {"phase": "over"}
    assert [guess.confidence for guess in seat.guesses()] == [1, 2, 3]


def test_the_truth_waits_neither_for_the_networks_nor_for_the_next_pair(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_judge, verdicts = threading.Event(), Pictures.verdicts

    def judged(pictures: Pictures, dealt: Any) -> Any:
        assert may_judge.wait(60)
        return verdicts(pictures, dealt)

    monkeypatch.setattr(Pictures, "verdicts", judged)
    first = seat.state()["trial"]
    with monkeypatch.context() as undrawn:
        undrawn.setattr(Pictures, "drawn", lambda *_: None)
        _, told = seat.answer(first)
    assert told["truth"]
    assert told["awaited"]
    assert told["next"] is None
    names = [row["name"] for row in told["judges"]]
    assert len(names) == len(seat.game.networks.names)
    assert {row["outcome"] for row in told["judges"]} == {"awaited"}
    # Its pictures do not wait for the networks, either.
    assert seat.state()["next"]["position"] == 2
    _, asked = seat.post("advance", {"trial": first})
    _, told = seat.answer(asked["trial"])
    assert (bool(told["truth"]), told["awaited"]) == (True, True)
    may_judge.set()
    told = seat.state("judged")
    assert [row["name"] for row in told["judges"]] == names
    assert not told["awaited"]
    # Also of the pair that was left before they had answered: each once.
    assert [seat.networks_answers(trial) for trial in (first, asked["trial"])] == [len(names)] * 2


def test_networks_answer_what_a_server_that_ended_has_left_them(seat: Seat) -> None:
    trial = seat.state()["trial"]
    with seat.game.store.write() as session:  # stored, and no word to the networks
        answering.answer(session, seat.player, trial, 0)
    assert seat.networks_answers(trial) == 0
    for _ in range(2):
        seat.game.let_networks_catch_up()
        seat.game.let_networks_follow(seat.player, trial).result()
        assert seat.networks_answers(trial) == len(seat.game.networks.names)


def test_nothing_of_the_truth_is_told_before_the_answer(seat: Seat) -> None:
    """Nor of the next trial while this one's truth is told; all faces are of one length."""
    state = seat.state()
    assert not TELLING.search(json.dumps(state))
    _, told = seat.answer(state["trial"])
    assert TELLING.search(json.dumps(told))
    assert not TELLING.search(json.dumps(told["next"]))
    assert told["pictures"] == state["pictures"]
    addresses = [*state["pictures"], *told["next"]["pictures"]]
    assert len({len(address) for address in addresses}) == 1
    faces = [seat.server.ask("GET", address) for address in addresses]
    assert {status for status, _, _ in faces} == {200}
    assert len({len(face) for _, face, _ in faces}) == 1


def test_without_feedback_an_answer_leads_on_and_tells_nothing(server: Served) -> None:
    seat = Seat(server, mode=Mode.TEST, feedback=False)
    state = seat.state()
    _, sure = seat.answer(state["trial"])
    assert (sure["phase"], sure["trial"]) == ("sure", state["trial"])
    _, after = seat.post("sure", {"trial": state["trial"], "confidence": 3})
    assert (after["phase"], after["position"], after["scores"]) == ("ask", 2, [])
    for text in (sure, after):
        assert not TELLING.search(json.dumps(text))


def test_an_answer_counts_once_and_only_to_the_trial_in_sight(seat: Seat) -> None:
    first = seat.state()["trial"]
    assert seat.answer(first, 0)[0] == 200
    status, told = seat.answer(first, 1)  # sent again
    assert (status, told["choice"]) == (200, 0)
    for _ in range(2):  # a second time changes nothing
        assert seat.post("advance", {"trial": first})[1]["position"] == 2
    status, late = seat.answer(first, 1)
    assert (status, late) == (409, {"why": "That pair is over; your first answer to it counts."})
    assert [guess.choice for guess in seat.guesses()] == [0]


WRONG = (
    *({"place": place} for place in (0.5, True, 1e308, "0", None, [0], 7)),
    *({"seconds": seconds} for seconds in (-1, 86_401, "1", True)),
    *({"shown_seconds": seconds} for seconds in (-1, "1", {})),
    *({"confidence": sure} for sure in (0, 4, True, "3", 1.5)),
    *({"trial": trial} for trial in (0, 0.5, True, 10**400, "1", None)),
)


def test_whatever_a_browser_sends_for_an_answer_is_refused_in_words(seat: Seat) -> None:
    right = pressed(seat.state()["trial"])
    for told in ("null", "7", "[1, 2]", {}, {"trial": 1}, *(right | wrong for wrong in WRONG)):
        status, answer = seat.post("answer", told)
        assert status == 409, told
        assert answer["why"].endswith(".")
    assert seat.post("answer", right | {"place": "x" * 5000})[0] == 400
    assert seat.post("answer", "{")[0] == 400
    assert seat.post("dance", {"trial": right["trial"]})[0] == 404
    assert seat.guesses() == []


def test_only_the_player_s_own_page_is_heard(seat: Seat) -> None:
    trial = seat.state()["trial"]
    assert Seat(seat.server).answer(trial)[0] == 409
    foreign = {"origin": "https://elsewhere.example"}
    for cookie, headers in ((seat.cookie, foreign), ("", {}), ("player=made-up", {})):
        asked = seat.server.ask(
            "POST", "/round/answer", pressed(trial), cookie=cookie, headers=headers
        )
        assert asked[0] == 403
    assert seat.server.ask("GET", "/round/state", cookie="player=made-up")[0] == 403
    assert seat.guesses() == []


def test_the_answer_to_a_first_pair_makes_a_player_whose_cookie_no_script_reads(
    server: Served,
) -> None:
    opening = server.visitors.open(lambda _: None)
    told = {"opening": opening.token, "place": 1, "seconds": 2.5}
    status, body, headers = server.ask("POST", "/round/first", told)
    assert status == 200
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    state = json.loads(body)
    assert (state["phase"], state["choice"], state["position"]) == ("reveal", 1, 1)
    _, again, _ = server.ask("POST", "/round/first", told | {"place": 0})
    assert json.loads(again)["choice"] == 1  # the first answer counts, and its player
    _, own, _ = server.ask("GET", "/round/state", cookie=cookie.split(";")[0])
    assert json.loads(own)["trial"] == state["trial"]
    foreign = {"origin": "https://elsewhere.example"}
    assert server.ask("POST", "/round/first", told, headers=foreign)[0] == 403
    assert server.ask("POST", "/round/first", told | {"opening": "made up"})[0] == 409
    assert server.ask("POST", "/round/first", told | {"opening": 7})[0] == 409
