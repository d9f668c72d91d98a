"""The same presses in any order over the room's channel, with connections that break."""

import json
import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import Phase, settings

from game.classroom import lead
from game.classroom.classroom import Classroom
from game.common.errors import Refused, Unavailable
from tests.classroom import test_any_order
from tests.classroom.classes import Token
from tests.classroom.test_any_order import AnyOrder, store
from tests.server.serving import Served, served

SERVED: list[Served] = []
WITH_POSITION = {lead.reveal: "reveal", lead.next_trial: "next", lead.back: "back"}
SWITCHES = {lead.pause: ("resume", "pause"), lead.lock: ("unlock", "lock")}
ONCE = {lead.begin: "begin", lead.end: "end"}


def nobody(deck: str) -> None:
    raise Unavailable(deck)


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    """Rooms whose pairs nobody draws and no network judges."""
    game: Any = SimpleNamespace(
        store=store(), dealer_of=nobody, let_networks_answer=lambda *_: None
    )
    rooms = Classroom(game)
    visitors: Any = SimpleNamespace(forget=lambda: 0)
    with served(lambda: rooms, visitors) as running:
        SERVED.append(running)
        yield
        SERVED.clear()


class OverTheChannel(AnyOrder):
    """By request, as phones and the host's page do."""

    def say_answer(self, player: Token, trial: int, place: int, cut: bool) -> None:
        """`cut`: the connection breaks before the answer comes, and the phone says it again."""
        told = {"trial": trial, "place": place, "seconds": 1.0}
        if cut:
            self._hang_up(self._cookie(player), told)
        heard = self._post("answers", told, self._cookie(player))
        assert heard == {"trial": trial, "place": self.answers.get((player, trial), place)}

    def say_advance(self, player: Token, trial: int) -> None:
        self._post("advance", {"trial": trial}, self._cookie(player))

    def say_lead(self, act: Any, *detail: Any) -> None:
        if act in WITH_POSITION:
            told = {"act": WITH_POSITION[act], "position": detail[0]}
        else:
            told = {"act": SWITCHES[act][detail[0]] if act in SWITCHES else ONCE[act]}
        self._post("lead", told, f"host-{self.room.code}={self.room.secret}")

    def _cookie(self, player: Token) -> str:
        return f"room-{self.room.code}={player}"

    def _post(self, what: str, told: Any, cookie: str) -> Any:
        path = f"/rooms/{self.room.code}/{what}"
        status, body, _ = SERVED[0].ask("POST", path, told, cookie=cookie)
        if status in (403, 409):
            raise Refused(body.decode())
        assert status == 200
        return json.loads(body)

    def _hang_up(self, cookie: str, told: Any) -> None:
        """Say it, and hear nothing."""
        body = json.dumps(told)
        head = {
            "host": f"127.0.0.1:{SERVED[0].port}",
            "origin": SERVED[0].origin,
            "cookie": cookie,
            "content-type": "application/json",
            "content-length": len(body),
        }
        lines = [f"POST /rooms/{self.room.code}/answers HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in head.items()]
        with socket.create_connection(("127.0.0.1", SERVED[0].port)) as connection:
            connection.sendall("\r\n".join([*lines, "", body]).encode())


TestOverTheChannel = OverTheChannel.TestCase
TestOverTheChannel.settings = settings(
    test_any_order.TestAnyOrder.settings,
    max_examples=4,
    stateful_step_count=20,
    phases=[Phase.generate],  # a shorter example is looked for at the door, which is faster
)
