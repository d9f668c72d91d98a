"""What an answer's commit costs is measured by turns; the game takes the safe way."""

from pathlib import Path

from game.admin.bench.answers import bench_answers
from game.common.settings import Settings
from game.store.engine import Store
from tests.fixtures.stores import new_sqlite


def test_both_ways_to_commit_are_measured_as_often(tmp_path: Path) -> None:
    rows = bench_answers(Settings(tmp_path, ""), turns=1)
    assert [(row["synchronous"], row["answers"]) for row in rows] == [("NORMAL", 30), ("FULL", 30)]
    assert all(0 < row["p50_ms"] <= row["p95_ms"] for row in rows)
    assert not list(tmp_path.iterdir())


def test_an_answer_is_on_the_disk_before_the_game_goes_on(tmp_path: Path) -> None:
    store = Store(new_sqlite(tmp_path))
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
    store.close()
