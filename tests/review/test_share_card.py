"""The card: its size, no metadata, every nickname within it, a face of nobody."""

import io
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from game.common.recipe import PLAY_SEEDS, Recipe
from game.review import share_card
from game.review.share_card import FACE, GROUND, MARGIN, SIZE, Figures, card, drawable, lines

FACE_OF_NOBODY = np.full((FACE, FACE, 3), 90, np.uint8)


def made(nickname: str, address: str = "http://play.example") -> Image.Image:
    figures = Figures(nickname, 8, 10, 0.61)
    return Image.open(io.BytesIO(card(FACE_OF_NOBODY, figures, address)))


def test_a_card_is_a_png_of_its_size_without_metadata() -> None:
    image = made("Ada")
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "RGB")
    assert image.info == {}
    assert not image.getexif()


@pytest.mark.parametrize(
    "nickname",
    [
        "W" * 24,
        "Zoë O’Brien-Łukasz",
        "Ж" * 24,
        "\U0001f600\u20e3 e\u0301",
        "中" * 24,
        "1. <b> {n} %s\n",
    ],
)
def test_every_nickname_fits_and_leaves_the_margin_free(nickname: str) -> None:
    image = made(nickname, "http://a-rather-long-name-of-a-school-server.example.org:8501")
    edge = np.asarray(image)[:, SIZE[0] - MARGIN + 12 :]
    ground = tuple(int(GROUND[at : at + 2], 16) for at in (1, 3, 5))
    assert (edge == ground).all()


def test_signs_that_the_font_does_not_have_are_left_out() -> None:
    assert drawable("Zoë ′ψ") == "Zoë ′ψ"
    assert drawable("中 Li") == "Li"
    assert drawable("中") == ""


def test_the_lines_say_the_figures_and_nothing_that_is_not_known() -> None:
    assert lines(Figures("Ada", 8, 10, 0.61)) == (
        "8 of 10 right",
        "better than 61 % of people",
    )
    assert lines(Figures("Ada", 8, 10, None)) == ("8 of 10 right",)


def test_the_face_is_generated_from_a_seed_that_no_round_is_dealt_from() -> None:
    asked: list[Recipe] = []

    def make(recipe: Recipe) -> np.ndarray:
        asked.append(recipe)
        return FACE_OF_NOBODY

    generator: Any = SimpleNamespace(
        recipe=lambda seed, psi, size: Recipe("g", "f" * 64, seed, psi, size), face=make
    )
    seeds = set()
    for _ in range(20):
        assert share_card.face(generator) is not None
        seeds.add(asked[-1].seed)
    assert len(seeds) > 1
    assert not any(seed in PLAY_SEEDS for seed in seeds)
