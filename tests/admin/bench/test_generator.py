"""The benchmark measures what it says, and says what is missing."""

import itertools
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from game.admin.bench import generator as bench
from game.common.errors import Unavailable
from game.common.settings import Settings


@pytest.mark.skipif(
    "ONEDNN_MAX_CPU_ISA" in os.environ,
    reason="held to another instruction set OpenVINO crashes at its own precision",
)
def test_rows_compare_torch_with_openvino_at_the_same_and_at_its_own_precision(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "SEEDS", bench.SEEDS[:1])
    monkeypatch.setattr(bench, "THREADS", 1)  # two would wait for each other beside other tests
    # Compiling every size takes minutes; test_compiled.py has a real compilation.
    monkeypatch.setattr(
        bench, "compile_synthesis", lambda generator, _: generator.network.synthesis
    )
    *rows, machine = bench.bench_generator(settings, runs=1)
    sizes = (128, 256, 512, 1024)
    peers = [row for row in rows if row["engine"] == "openvino"]
    assert [row["mode"] for row in peers[:2]] == ["float32", "float32"]
    assert all(row["mode"].endswith("-default") for row in peers[2:])
    ours = {(r["size"], r["mode"], r["batch"]): r for r in rows if r["engine"] == "torch"}
    assert set(ours) == set(itertools.product(sizes, ("eager", "compiled"), (1, 4)))
    assert peers[0]["max_abs_diff"] == 0 < ours[1024, "eager", 1]["max_abs_diff"] <= 2e-3
    assert ours[256, "eager", 1]["max_abs_diff"] is None
    for row in rows:
        assert row["threads"] == 1
        ratio = row["ms"] / peers[0]["ms"]
        assert row["ratio_to_openvino"] == pytest.approx(ratio, abs=0.002)
    assert machine["peak_gflops"] > 1
    assert machine["copy_gb_per_s"] > 0.1
    limits = [machine["arithmetic_limit_ms"][str(size)] for size in sizes]
    assert limits == sorted(limits)
    assert limits[-1] < ours[1024, "eager", 1]["ms"]


def test_without_openvino_it_says_what_to_install(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(Unavailable, match=r"requirements-dev\.txt"):
        bench.openvino_engine(settings, precision="f32")


def test_without_the_wheel_it_says_how_to_fetch_it(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="python -m game setup"):
        bench.openvino_engine(replace(settings, home=tmp_path), precision="f32")
