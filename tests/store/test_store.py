"""The store itself: migrations, isolation, constraints."""

from contextlib import suppress
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from game.classroom import rooms
from game.common.vocabulary import Kind, Mode, Ranking
from game.rounds import answering, players, starting, stored
from game.rounds.plan import Photo, Plan
from game.store import face_queries
from game.store.engine import Store
from game.store.tables import Base, Face, Guess, Player, Room, Round
from tests.fixtures.people import fake


def test_the_migrations_make_exactly_the_tables(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_fake_from_before_sizes_were_stored_was_made_at_1024(
    store: Store, trials: list[int]
) -> None:
    with store.migrations() as config:
        command.downgrade(config, "0001")
        command.upgrade(config, "head")
    with store.read() as session:
        sizes = session.scalars(select(Face.size).where(Face.photo.is_(None))).all()
        assert set(sizes) == {1024}
        assert session.query(Face).count() == 6


def test_a_store_from_before_keeps_everybody_and_takes_simulated_players(
    store: Store, ada: int, network: int, trials: list[int]
) -> None:
    with store.write() as session:
        answering.answer(session, ada, trials[0], 0)
    with store.migrations() as config:
        command.downgrade(config, "0004")
    with store.migrations() as config:
        command.upgrade(config, "head")
    with store.write() as session:
        session.add(Player(kind=Kind.SIMULATED, nickname="simulated 1", identity_sha256="5" * 64))
    with store.read() as session:
        kinds = [(player.id, player.kind) for player in session.scalars(select(Player))]
        assert set(kinds[:2]) == {(ada, Kind.HUMAN), (network, Kind.MODEL)}
        assert [guess.player_id for guess in session.scalars(select(Guess))] == [ada]
    with store.migrations() as config:
        command.downgrade(config, "0004")
    with store.migrations() as config:
        command.upgrade(config, "head")
    with store.read() as session:
        assert session.query(Player).count() == 2


def test_a_store_from_before_rounds_at_a_level_keeps_all_others(
    store: Store, ada: int, trials: list[int]
) -> None:
    with store.write() as session:
        answering.abandon(session, ada)
        plan = Plan("deck", mode=Mode.LEVEL)
        starting.start(session, ada, plan, 2, [(Photo("d.jpg"), fake(4))])
    for wanted in ("0005", "head"):
        with store.migrations() as config:
            go = command.downgrade if wanted == "0005" else command.upgrade
            go(config, wanted)
    with store.read() as session:
        assert session.query(Face).count() == 6
        assert [round_.mode for round_ in session.scalars(select(Round))] == [Mode.ROUND]


@pytest.mark.parametrize("closed", [False, True])
def test_an_answer_that_named_no_place_is_asked_again_unless_the_truth_was_told(
    store: Store, ada: int, tested: list[int], closed: bool
) -> None:
    with store.write() as session:
        answering.answer(session, ada, tested[0], 0, seconds=2.0)
        if closed:
            answering.close(session, ada, tested[0], 2)
    with store.migrations() as config:
        command.downgrade(config, "0006")
    sqlite = store.engine.dialect.name == "sqlite"
    choice = 0.5 if sqlite else 0  # PostgreSQL never took another one
    with store.write() as session:
        session.execute(text("UPDATE guess SET seconds = 1e300, choice = :at"), {"at": choice})
    with store.migrations() as config:
        command.upgrade(config, "head")
    with store.read() as session:
        found = [(guess.choice, guess.correct) for guess in session.scalars(select(Guess))]
        assert session.scalars(select(Guess.seconds)).all() == [None] * len(found)
    if sqlite:
        assert found == ([(None, None)] if closed else [])
    else:
        assert found == [(0, True if closed else None)]


@pytest.mark.parametrize(
    ("column", "value"),
    [("choice", -1), *((c, v) for c in ("seconds", "shown_seconds") for v in (-1, 86_401, 1e308))],
)
def test_no_answer_is_kept_that_could_not_be(
    store: Store, ada: int, trials: list[int], column: str, value: float
) -> None:
    with pytest.raises(IntegrityError), store.write() as session:
        session.add(Guess(trial_id=trials[0], player_id=ada, **{column: value}))


def test_no_fraction_of_a_place_is_kept(store: Store, ada: int, trials: list[int]) -> None:
    # PostgreSQL makes it whole by itself.
    with suppress(IntegrityError), store.write() as session:
        session.add(Guess(trial_id=trials[0], player_id=ada, choice=0.5))
    with store.read() as session:
        kept = session.scalars(select(Guess.choice)).all()
    assert kept == ([] if store.engine.dialect.name == "sqlite" else [0])


def test_the_number_of_a_player_never_names_another(store: Store, ada: int) -> None:
    with store.write() as session:
        players.forget(session, ada)
    with store.write() as session:
        assert players.join(session, "Bo")[0].id > ada


def test_a_write_that_fails_changes_nothing(store: Store) -> None:
    def join_and_fail() -> None:
        with store.write() as session:
            players.join(session, "Ada")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        join_and_fail()
    with store.read() as session:
        assert session.query(Player).count() == 0


def test_one_guess_a_trial_and_player(store: Store, ada: int, trials: list[int]) -> None:
    with pytest.raises(IntegrityError), store.write() as session:
        session.add_all(Guess(trial_id=trials[0], player_id=ada, choice=side) for side in (0, 1))


def test_one_open_round_a_player(store: Store, ada: int, trials: list[int]) -> None:
    with pytest.raises(IntegrityError), store.write() as session:
        starting.start(session, ada, Plan("deck"), 2, [(Photo("z.jpg"), fake(9))])


def test_a_face_is_a_photo_or_a_whole_recipe(store: Store, trials: list[int]) -> None:
    for wrong in ({"photo": "a.jpg", **vars(fake(1))}, {"seed": 3}, {}):
        with pytest.raises(IntegrityError), store.write() as session:
            session.add(Face(trial_id=trials[0], place=5, **wrong))


def test_a_recipe_comes_back_as_it_went_in(store: Store, ada: int, trials: list[int]) -> None:
    with store.read() as session:
        _, dealt = stored.dealt_to(session, ada, trials[1])
        assert dealt.faces == (fake(2), Photo("b.jpg"))


def test_photos_seen_are_those_of_any_round_of_the_player(
    store: Store, ada: int, trials: list[int]
) -> None:
    with store.read() as session:
        assert set(session.scalars(face_queries.photos_seen(ada, "deck"))) == {
            "a.jpg",
            "b.jpg",
            "c.jpg",
        }
        assert session.scalars(face_queries.photos_seen(ada, "another deck")).all() == []


@pytest.mark.parametrize("url", ["sqlite://", "mysql://localhost/x", "oracle://x"])
def test_an_address_that_cannot_serve_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        Store(url)


def test_rooms_of_before_rank_by_speed_as_they_did_and_new_ones_do_not(store: Store) -> None:
    with store.migrations() as config:
        command.downgrade(config, "0007")
    with store.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO room (code, host_sha256, title, pace, phase, position, paused, locked,"
                " teams, opened_at) VALUES ('a-b-11', 'x', '10b', 'host', 'lobby', 1, false, false,"
                " 0, '2026-01-01 00:00:00')"
            )
        )
    with store.migrations() as config:
        command.upgrade(config, "head")
    with store.read() as session:
        room = session.query(Room).one()
        assert (room.speed_counts, room.ranking, room.reveal_after) == (True, Ranking.END, None)
    with store.write() as session:
        room, _ = rooms.open_room(session, "10b", Plan("deck", mode=Mode.ROOM), 1, [(fake(1),)] * 5)
        assert not room.speed_counts
    with pytest.raises(IntegrityError), store.write() as session:
        session.query(Room).filter_by(code=room.code).one().reveal_after = 20
