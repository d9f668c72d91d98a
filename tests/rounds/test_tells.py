"""The course of tells: its manifest is sound."""

import pytest

from game.common.recipe import PLAY_SEEDS
from game.common.settings import Settings
from game.generators.manifest import entries
from game.rounds.tells import Tell, course, names

TELLS = course().tells
EXAMPLES = [example for tell in TELLS for example in (*tell.examples, tell.without) if example]


def test_every_chapter_has_a_key_and_a_name_of_its_own() -> None:
    chapters = [*TELLS, *course().notes]
    assert len({chapter.key for chapter in chapters}) == len(chapters)
    assert len({chapter.name for chapter in chapters}) == len(chapters)


def test_the_names_are_those_of_the_tells_and_fit_a_button() -> None:
    assert names() == [(tell.key, tell.name) for tell in TELLS]
    assert all(len(name) <= 20 for _, name in names())


@pytest.mark.parametrize("tell", TELLS, ids=lambda tell: tell.key)
def test_every_tell_has_examples_and_every_example_a_place(tell: Tell) -> None:
    assert len(tell.examples) >= 2
    assert all(example.boxes and example.sees for example in tell.examples)


def test_every_generator_is_in_the_zoo_and_no_face_is_one_that_is_dealt() -> None:
    zoo = entries(Settings.from_environment())
    assert {example.generator for example in EXAMPLES} <= set(zoo)
    assert not any(example.seed in PLAY_SEEDS for example in EXAMPLES)


def test_every_box_lies_in_the_picture() -> None:
    for example in EXAMPLES:
        for left, top, right, bottom in example.boxes:
            assert 0 <= left < right <= 1
            assert 0 <= top < bottom <= 1
