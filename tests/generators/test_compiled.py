"""Compilation is taken where it works and helps, and missed without harm where it does not."""

import logging
import shutil
import time
from typing import Any

import pytest
import torch

from game.generators import compiled
from game.generators.compiled import compile_in_background, compile_synthesis
from game.generators.families.mobile_stylegan import HaarUpsample, MobileStyleGAN
from game.generators.synthesis import Generator
from tests.generators.filling import fill
from tests.tolerance import assert_same


@pytest.fixture
def small(network: MobileStyleGAN) -> Generator:
    return Generator("small", "0" * 64, network)


def test_the_form_for_the_compiler_is_the_same_transform() -> None:
    up = HaarUpsample(w_dim=8, in_channels=12)
    fill(up)
    x, w = torch.randn(1, 12, 5, 5), torch.randn(8)
    assert_same(up.elementwise(x.clone(), w), up(x.clone(), w))


@pytest.mark.skipif(shutil.which("g++") is None, reason="torch.compile needs a C++ compiler")
def test_the_compiled_network_makes_the_same_image(small: Generator) -> None:
    ws = small.ws(small.latent(1))[0]
    eager = small.image(ws, 32)
    small.faster[32] = compile_synthesis(small, 32)
    assert_same(small.image(ws, 32), eager)


def fake_compiler(monkeypatch: pytest.MonkeyPatch, small: Generator, delay: float) -> None:
    def draw(ws: torch.Tensor, size: int, noise_mode: Any) -> torch.Tensor:
        time.sleep(delay)
        return torch.zeros(3, size, size) + ws[0, 0] * 0

    monkeypatch.setattr(compiled, "compile_synthesis", lambda *_: draw)


def test_what_is_faster_is_taken(
    small: Generator, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fake_compiler(monkeypatch, small, delay=0.0)
    seconds = iter((1.0, 0.5))  # eager, then compiled
    monkeypatch.setattr(compiled, "_seconds", lambda *_: next(seconds))
    with caplog.at_level(logging.WARNING):
        compile_in_background(small, 32).join(30)
    assert 32 in small.faster
    assert [record.message.endswith("compiled stays") for record in caplog.records] == [True]
    assert not small.image(small.ws(small.latent(1))[0], 32).any()
    assert small.image(small.ws(small.latent(1))[0], 32, "none").any()  # eager, as before


def test_what_is_slower_is_left(
    small: Generator, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fake_compiler(monkeypatch, small, delay=0.3)
    with caplog.at_level(logging.WARNING):
        compile_in_background(small, 32).join(30)
    assert not small.faster
    assert [record.message.endswith("eager stays") for record in caplog.records] == [True]


def test_without_a_compiler_eager_goes_on_and_one_line_says_why(
    small: Generator, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_compiler(*_: object, **__: object) -> None:
        raise RuntimeError("No working C++ compiler found\nand a long story")

    monkeypatch.setattr(torch, "compile", no_compiler)
    with caplog.at_level(logging.WARNING):
        compile_in_background(small, 32).join(30)
    assert not small.faster
    assert [record.message for record in caplog.records] == [
        "faces of 32 pixels are made without compilation: No working C++ compiler found"
    ]
