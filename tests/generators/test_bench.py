"""The benchmark measures what it says, and says what is missing."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from game.generators import bench
from game.refusal import Unavailable
from game.settings import Settings


def test_rows_compare_torch_with_openvino_at_the_same_and_at_its_own_precision(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "SEEDS", bench.SEEDS[:1])
    rows = bench.bench_generator(settings, runs=1)
    reference, ours, default = rows
    assert [row["engine"] for row in rows] == ["openvino", "torch", "openvino"]
    assert [row["mode"] for row in rows[:2]] == ["float32", "float32"]
    assert default["mode"] in ("bfloat16-default", "float32-default")
    assert reference["max_abs_diff"] == 0 < ours["max_abs_diff"] <= 2e-3
    for row in rows:
        assert (row["size"], row["batch"], row["threads"]) == (1024, 1, 2)
        ratio = row["ms"] / reference["ms"]
        assert row["ratio_to_openvino"] == pytest.approx(ratio, abs=0.002)


def test_without_openvino_it_says_what_to_install(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(Unavailable, match=r"requirements-dev\.txt"):
        bench.openvino_engine(settings, precision="f32")


def test_without_the_wheel_it_says_how_to_fetch_it(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="python -m game setup"):
        bench.openvino_engine(replace(settings, home=tmp_path), precision="f32")
