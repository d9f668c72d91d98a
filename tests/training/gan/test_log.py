"""A run's log: read while it is written, thinned without losing its course."""

import json
from pathlib import Path

import pytest

from game.common.errors import Refused
from game.training.gan import log
from game.training.gan.log import MOST_ROWS, SHIPPED, read_log, ship_log, thinned


def rows(n: int) -> list[dict[str, float]]:
    return [dict.fromkeys((*SHIPPED, "seconds"), float(i)) for i in range(n)]


def test_a_line_that_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    assert read_log(tmp_path) == []
    (tmp_path / "metrics.jsonl").write_text('{"images": 50}\n{"images": 1')
    assert read_log(tmp_path) == [{"images": 50}]


@pytest.mark.parametrize("n", [1, MOST_ROWS, MOST_ROWS + 1, 7 * MOST_ROWS + 3])
def test_thinning_keeps_the_mean_and_the_order(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    thin = thinned(rows(n))
    assert len(thin) <= MOST_ROWS
    assert set(thin[0]) == set(SHIPPED)
    images = [row["images"] for row in thin]
    assert images == sorted(images)
    monkeypatch.setattr(log, "MOST_ROWS", 1)
    assert thinned(rows(n))[0]["r_t"] == (n - 1) / 2


def test_a_log_is_shipped_whole_or_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="has no log"):
        ship_log(tmp_path, tmp_path)
    lines = "".join(json.dumps(row) + "\n" for row in rows(3))
    (tmp_path / "metrics.jsonl").write_text(lines)
    shipped = json.loads(ship_log(tmp_path, tmp_path).read_text())
    assert [row["images"] for row in shipped] == [0, 1, 2]
