"""How the server says that it is alive and ready, what it counts, and that nothing is kept."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from game.classroom.classroom import Classroom
from game.rounds.game import Game
from game.rounds.visitors import Visitors
from game.server.headers import HEADERS
from game.store.engine import NEWER, Rejected, Store
from tests.server.serving import PATIENCE, Served, hear, served, until
from tests.server.test_channel import Room


def test_it_is_alive_and_ready(server: Served) -> None:
    Room(server)
    assert server.ask("GET", "/healthz")[:2] == (200, b"ok")
    status, body, _ = server.ask("GET", "/readyz")
    assert (status, body) == (200, b'{"ready":true,"problem":""}')


def test_without_a_database_it_is_alive_and_not_ready(server: Served) -> None:
    Room(server)
    away = Rejected("away", None, None, OSError())
    with patch("game.server.app.schema", side_effect=away):
        assert server.ask("GET", "/healthz")[0] == 200
        status, body, _ = server.ask("GET", "/readyz")
    assert status == 503
    assert b"The database does not answer." in body


def test_a_server_of_the_version_before_goes_on_and_says_that_it_is_to_be_replaced(
    server: Served,
) -> None:
    room = Room(server)
    ada = room.join("Ada")
    with changed_by_a_newer_version(server.rooms.store), room.follow(ada) as phone:
        assert server.ask("GET", "/readyz")[:2] == (503, told_not_ready(NEWER))
        assert room.lead(act="begin") == 200
        assert room.answer(ada, until(phone, phase="ask")["trial"]) == 200
    assert server.ask("GET", "/readyz")[0] == 200


def told_not_ready(problem: str) -> bytes:
    return json.dumps({"ready": False, "problem": problem}, separators=(",", ":")).encode()


@contextmanager
def changed_by_a_newer_version(store: Store) -> Iterator[None]:
    """With one more column, and a revision that nobody here knows."""

    def run(*statements: str) -> None:
        with store.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    run(
        "ALTER TABLE guess ADD COLUMN later INTEGER", "UPDATE alembic_version SET version_num = 'z'"
    )
    yield
    run(
        f"UPDATE alembic_version SET version_num = '{store.revision}'",
        "ALTER TABLE guess DROP COLUMN later",
    )


def test_a_database_that_was_away_at_the_start_is_tried_again(game: Game) -> None:
    tries = iter([Rejected("away", None, None, OSError())])

    def rooms() -> Classroom | None:
        for away in tries:
            raise away
        return Classroom(game)

    with served(rooms, Visitors(game)) as server:
        deadline = time.monotonic() + PATIENCE
        while server.ask("GET", "/readyz")[0] != 200:  # by nobody but a proxy that looks
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_without_a_game_it_is_alive_and_rooms_are_refused_for_a_moment() -> None:
    with served(lambda: None) as server:
        assert server.ask("GET", "/healthz")[0] == 200
        assert server.ask("GET", "/readyz")[0] == 503
        assert server.ask("POST", "/rooms/wavy-otter-10/answers", {})[0] == 503


def test_what_is_counted(server: Served) -> None:
    room = Room(server)
    ada = room.join("Ada")
    before = counted(server)
    with room.follow(ada) as phone:
        hear(phone)
        room.lead(act="begin")
        trial = hear(phone)["trial"]
        assert room.answer(ada, trial) == 200
        after = counted(server)
    assert after['game_sockets{kind="player"}'] == 1
    name = 'game_requests_total{part="rooms",status="200"}'
    assert after[name] >= before.get(name, 0) + 2
    assert after["game_answer_seconds_count"] == before["game_answer_seconds_count"] + 1
    assert after["game_push_seconds_count"] > before["game_push_seconds_count"]
    assert after["game_guesses"] == before["game_guesses"] + 1
    assert after["game_trials"] == before["game_trials"]
    assert counted(server)['game_sockets{kind="player"}'] == 0


def test_metrics_are_shown_to_this_machine_alone(server: Served) -> None:
    forwarded = {"x-forwarded-for": "203.0.113.7"}
    assert server.ask("GET", "/metrics", headers=forwarded)[0] == 404


def test_pictures_of_nobody_are_gone_and_every_answer_is_guarded(server: Served) -> None:
    for address in ("/pictures/made-up", "/healthz", "/rooms/none/state"):
        status, _, headers = server.ask("GET", address)
        assert status in (200, 403, 410)
        assert HEADERS.items() <= headers.items()


def counted(server: Served) -> dict[str, float]:
    """Every figure by its name."""
    _, body, headers = server.ask("GET", "/metrics")
    assert headers["content-type"].startswith("text/plain; version=")
    return {
        name: float(value) for name, value in re.findall(r"^(\w\S*) (\S+)$", body.decode(), re.M)
    }
