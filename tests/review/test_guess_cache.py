"""The copy of all answers in memory: it is always what the store holds, and never reads twice."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event, func, select, text

from game.common.vocabulary import Design, Kind, Mode
from game.review.guesses import cache as module
from game.review.guesses.cache import GuessCache
from game.review.guesses.kept import kept
from game.review.guesses.table import GuessTable
from game.rounds import answering, players, starting
from game.rounds.plan import Photo, Plan
from game.store import review_queries
from game.store.engine import Question, Store
from game.store.simulated.simulator import simulate
from game.store.tables import Guess, Player, Seat, Trial, now
from tests.fixtures.people import fake


def play(store: Store, player: int, trial: int, place: int) -> None:
    """Answer the trial on the table, fairly sure, and go on."""
    with store.write() as session:
        answering.answer(session, player, trial, place, seconds=2.5, confidence=2)
        answering.advance(session, player, trial)


def counted(store: Store) -> list[tuple[int, int, int]]:
    """Player, scored answers and right ones, as the store counts them."""
    with store.read() as session:
        rows = session.execute(
            select(
                Guess.player_id,
                func.count(Guess.correct),
                func.count(Guess.correct).filter(Guess.correct.is_(True)),
            )
            .join(Player)
            .where(Player.kind != Kind.MODEL, Guess.closed_at.is_not(None))
            .group_by(Guess.player_id)
            .order_by(Guess.player_id)
        )
        return [tuple(row) for row in rows]


def held(table: GuessTable) -> list[tuple[int, int, int]]:
    """The same from the table."""
    return [
        (int(player), int((mine >= 0).sum()), int((mine == 1).sum()))
        for player in np.unique(table.player)
        for mine in [table.correct[table.player == player]]
    ]


def explained(store: Store, question: Question) -> str:
    """How the database goes about a question."""
    how = "EXPLAIN QUERY PLAN" if store.engine.dialect.name == "sqlite" else "EXPLAIN"

    def prefixed(_c: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> Any:
        return f"{how} {statement}", parameters

    event.listen(store.engine, "before_cursor_execute", prefixed, retval=True)
    try:
        with store.engine.connect() as connection:
            cursor = connection.execute(question).cursor
            return "\n".join(str(row) for row in cursor.fetchall())
    finally:
        event.remove(store.engine, "before_cursor_execute", prefixed)


def test_an_empty_store_is_an_empty_table(store: Store) -> None:
    table = GuessCache(store).fresh()
    assert len(table) == 0
    assert table.plans == table.network_ids == ()


def test_an_answer_counts_once_it_is_closed(
    store: Store, ada: int, network: int, tested: list[int]
) -> None:
    answers = GuessCache(store)
    before = answers.fresh()
    with store.write() as session:
        answering.answer(session, ada, tested[0], 0, seconds=1.5, shown_seconds=0.5)
    assert answers.fresh() is before
    with store.write() as session:
        answering.close(session, ada, tested[0], 3)
        answering.judge(session, tested[0], {network: [0.25, 0.75]})
    table = answers.fresh()
    assert table.version == before.version + 1
    assert (table.player.tolist(), table.choice.tolist(), table.correct.tolist()) == (
        [ada],
        [0],
        [1],
    )
    assert (table.confidence[0], table.seconds[0], table.shown_seconds[0]) == (3, 1.5, 0.5)
    assert table.answered[0] == pytest.approx(now().timestamp(), abs=60)
    assert not table.fake_first[0]
    assert table.photos[table.photo[0]] == ("deck", "a.jpg")
    assert table.recipe(table.fake[0]) == fake(1)
    assert table.trial_ids.tolist() == tested[:1]
    assert table.plans[table.plan[0]].design is Design.TWO_AFC
    assert (table.network_ids, table.network_names) == ((network,), ("A network",))
    assert table.network_right.tolist() == [[1]]
    assert table.network_p.tolist() == [[[0.25, 0.75]]]
    assert answers.fresh() is table


def test_a_face_that_is_known_is_an_answer_without_choice_or_score(
    store: Store, ada: int, trials: list[int]
) -> None:
    with store.write() as session:
        answering.know(session, ada, trials[0])
    table = GuessCache(store).fresh()
    assert table.knows.tolist() == [True]
    assert (table.correct[0], table.choice[0], table.confidence[0]) == (-1, -1, 0)
    assert np.isnan(table.seconds[0])


@pytest.fixture
def bo(store: Store, trials: list[int]) -> int:
    """Another player, who sits in Ada's round, too."""
    with store.write() as session:
        bo = players.join(session, "Bo")[0].id
        starting.sit(session, session.get_one(Trial, trials[0]).round_id, bo)
        return bo


def test_whoever_is_deleted_is_gone_and_whoever_is_excluded_is_marked(
    store: Store, ada: int, bo: int, network: int, trials: list[int]
) -> None:
    answers = GuessCache(store)
    for player in (ada, bo):
        play(store, player, trials[0], 0)
    with store.write() as session:
        answering.judge(session, trials[0], {network: [0.25, 0.75]})
    assert answers.fresh().second.tolist() == [False, True]
    with store.write() as session:
        session.get_one(Player, bo).excluded_at = now()
    assert answers.fresh().excluded.tolist() == [False, True]
    with store.write() as session:
        players.forget(session, ada)
    table = answers.fresh()
    assert (table.player.tolist(), table.second.tolist()) == ([bo], [False])
    assert table.network_right.tolist() == [[1]]
    with store.write() as session:
        players.forget(session, bo)
    table = answers.fresh()
    assert len(table) == len(table.trial_ids) == len(table.network_ids) == 0


def test_numbers_that_are_used_again_name_what_is_there_now(store: Store, ada: int) -> None:
    answers = GuessCache(store)
    for deck in ("one deck", "another deck"):
        with store.write() as session:
            player = players.join(session, "Cy")[0].id
            pairs = [(Photo("a.jpg"), fake(1))]
            trial = starting.start(session, player, Plan(deck), 1, pairs).trials[0].id
        play(store, player, trial, 0)
        table = answers.fresh()
        assert [table.plans[plan].deck for plan in table.plan] == [deck]
        with store.write() as session:
            players.forget(session, player)


def test_an_answer_that_is_stored_late_is_found_and_in_its_place(
    store: Store, ada: int, trials: list[int]
) -> None:
    answers = GuessCache(store)
    for trial in trials[:2]:
        play(store, ada, trial, 0)
    with store.read() as session:
        closed_at = session.scalars(
            select(Guess.closed_at).where(Guess.trial_id == trials[0])
        ).one()
    assert len(answers.fresh()) == 2
    assert closed_at is not None
    with store.write() as session:
        late = closed_at - timedelta(seconds=5)
        session.add(
            Guess(trial_id=trials[2], player_id=ada, choice=0, correct=True, closed_at=late)
        )
    table = answers.fresh()
    assert table.trial_ids[table.trial].tolist() == [trials[2], trials[0], trials[1]]
    assert table.nth.tolist() == [0, 1, 2]


def test_a_store_that_was_replaced_is_read_anew(store: Store, ada: int, trials: list[int]) -> None:
    answers = GuessCache(store)
    for trial in trials[:2]:
        play(store, ada, trial, 0)
    assert len(answers.fresh()) == 2
    with store.write() as session:
        session.delete(session.scalars(select(Guess).where(Guess.trial_id == trials[1])).one())
    assert answers.fresh().trial_ids.tolist() == trials[:1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("broken", ["trials", "closed_by_networks"])
def test_a_database_that_fails_on_the_way_costs_no_answer(
    store: Store, ada: int, trials: list[int], broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = GuessCache(store)
    play(store, ada, trials[0], 0)
    answers.fresh()
    play(store, ada, trials[1], 0)

    def fail(_: object) -> Question:
        raise OSError("gone for a moment")

    with monkeypatch.context() as patch:
        patch.setattr(review_queries, broken, fail)
        with pytest.raises(OSError, match="gone for a moment"):
            answers.fresh()
    assert answers.fresh().trial_ids.tolist() == trials[:2]


def test_a_table_counts_as_the_store_does_however_it_was_read(store: Store) -> None:
    simulate(store, players=40, guesses=4000, seed=3)
    whole = GuessCache(store).fresh()
    assert held(whole) == counted(store)
    assert len(whole) == 4000
    with store.read() as session:
        second = session.scalar(
            select(func.count())
            .select_from(Guess)
            .join(Trial)
            .join(Player)
            .where(
                Player.kind != Kind.MODEL,
                Guess.player_id
                != select(Seat.player_id)
                .where(Seat.round_id == Trial.round_id)
                .order_by(Seat.id)
                .limit(1)
                .scalar_subquery(),
            )
        )
        nets = session.execute(
            select(Guess.player_id, func.count(Guess.correct))
            .where(Guess.p_fake.is_not(None))
            .group_by(Guess.player_id)
            .order_by(Guess.player_id)
        ).all()
    assert int(whole.second.sum()) == second
    assert [
        (n, int((r >= 0).sum()))
        for n, r in zip(whole.network_ids, whole.network_right, strict=True)
    ] == [tuple(row) for row in nets]


def test_how_many_came_before_and_whether_one_had_been_taught(store: Store, ada: int) -> None:
    for number, (mode, feedback) in enumerate(
        [(Mode.TEST, False), (Mode.TEST, True), (Mode.TEST, False)]
    ):
        with store.write() as session:
            pair = [(Photo(f"{number}.jpg"), fake(number))]
            plan = Plan("deck", mode=mode, feedback=feedback)
            trial = starting.start(session, ada, plan, 1, pair).trials[0].id
        play(store, ada, trial, 1)
    table = GuessCache(store).fresh()
    assert table.trained.tolist() == [False, False, True]
    assert table.nth.tolist() == [0, 1, 2]
    assert [table.plans[plan].feedback for plan in table.plan] == [False, True, False]


def test_only_what_is_new_is_asked_for_by_an_index(store: Store) -> None:
    population = simulate(store, players=40, guesses=20_000, seed=1)
    assert len(population.player) == 20_000
    with store.write() as session:
        session.execute(text("ANALYZE"))
    recently = now() - timedelta(minutes=1)
    for question in (review_queries.closed_by_people, review_queries.closed_by_networks):
        plan = explained(store, question(recently))
        assert "ix_guess_closed_at" in plan
        assert "SCAN guess" not in plan
        assert "Seq Scan" not in plan


def test_a_large_table_is_renewed_behind_the_page_and_never_older_than_a_minute(
    store: Store, ada: int, trials: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    play(store, ada, trials[0], 0)
    monkeypatch.setattr(module, "MANY", 0)
    answers = GuessCache(store)
    first = answers.fresh()
    play(store, ada, trials[1], 0)
    assert answers.fresh() is first
    monkeypatch.setattr(module, "PAUSE", 0.0)
    assert answers.fresh() is first
    until = time.monotonic() + 60
    while answers.fresh() is first and time.monotonic() < until:
        time.sleep(0.01)
    assert len(answers.fresh()) == 2
    play(store, ada, trials[2], 0)
    monkeypatch.setattr(module, "OLD", 0.0)
    assert len(answers.fresh()) == 3


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where answers are kept, however few."""
    monkeypatch.setattr(module, "FEW", 0)
    return tmp_path / "answers.arrow"


def asked_for_all(store: Store) -> list[str]:
    """Questions about all closed guesses, from now on."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, _parameters: Any, *_rest: Any) -> None:
        if "guess.closed_at IS NOT NULL" in statement and "guess.choice" in statement:
            seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    return seen


def alike(one: GuessTable, other: GuessTable) -> bool:
    """Whether two tables hold the same, column by column."""
    return all(
        np.array_equal(value, getattr(other, name), equal_nan=value.dtype.kind == "f")
        if isinstance(value, np.ndarray)
        else name == "version" or value == getattr(other, name)
        for name, value in vars(one).items()
    )


def test_a_server_that_starts_again_reads_what_is_new(
    file: Path, store: Store, ada: int, network: int, trials: list[int]
) -> None:
    play(store, ada, trials[0], 0)
    with store.write() as session:
        answering.judge(session, trials[0], {network: [0.25, 0.75]})
    before = GuessCache(store, file).fresh()
    seen = asked_for_all(store)
    assert alike(GuessCache(store, file).fresh(), before)
    play(store, ada, trials[1], 1)
    after = GuessCache(store, file).fresh()
    assert seen == []
    assert alike(after, GuessCache(store).fresh())
    assert len(after) == 2


def test_a_file_that_does_not_fit_is_made_anew(
    file: Path, store: Store, ada: int, trials: list[int]
) -> None:
    for trial in trials:
        play(store, ada, trial, 0)
    GuessCache(store, file).fresh()
    whole = file.read_bytes()
    with store.write() as session:  # while no server ran, behind everybody's back
        old = session.query(Guess).filter_by(trial_id=trials[0]).one()
        session.delete(old)
    for found in (whole, whole[: len(whole) // 2], b"", b"no Arrow file"):
        file.write_bytes(found)
        assert held(GuessCache(store, file).fresh()) == counted(store)
        assert alike(GuessCache(store, file).fresh(), GuessCache(store).fresh())


def test_the_file_forgets_whoever_is_deleted(
    file: Path, store: Store, ada: int, bo: int, trials: list[int]
) -> None:
    answers = GuessCache(store, file)
    for player in (ada, bo):
        play(store, player, trials[0], 0)
    answers.fresh()
    with store.write() as session:
        players.forget(session, bo)
    answers.fresh()
    copy = kept(file)
    assert copy is not None
    assert copy.people["player"].tolist() == [ada]
    with store.write() as session:
        players.forget(session, ada)
    answers.fresh()
    assert not file.exists()


def test_answers_that_became_another_players_are_theirs(
    store: Store, ada: int, trials: list[int]
) -> None:
    """As when a host makes one player of two seats: long after the answers were given."""
    with store.write() as session:
        ghost = players.join(session, "Ada 2")[0].id
        starting.sit(session, session.get_one(Trial, trials[0]).round_id, ghost)
    play(store, ghost, trials[0], 0)
    answers = GuessCache(store)
    with store.write() as session:
        guess = session.query(Guess).filter_by(player_id=ghost).one()
        guess.closed_at = now() - timedelta(hours=1)
    play(store, ada, trials[0], 0)
    play(store, ada, trials[1], 1)
    assert held(answers.fresh()) == counted(store)
    with store.write() as session:
        session.delete(session.query(Guess).filter_by(player_id=ada, trial_id=trials[0]).one())
        session.flush()
        session.query(Guess).filter_by(player_id=ghost).one().player_id = ada
        session.flush()
        players.forget(session, ghost)
    assert held(answers.fresh()) == counted(store) == [(ada, 2, 2)]
