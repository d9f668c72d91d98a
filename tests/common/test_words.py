"""Names of two words, in every language."""

import pytest

from game.common.language import LANGUAGES, speaking
from game.common.words import _words, nickname
from game.rounds.players import NICKNAME_LENGTH, clean_nickname


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_proposed_name_is_one_that_is_taken(code: str) -> None:
    adjectives, animals = _words(code)
    for words in (adjectives, animals):
        assert len(set(words)) == len(words)
        assert {clean_nickname(word) for word in words} == set(words)
    assert max(map(len, adjectives)) + 1 + max(map(len, animals)) <= NICKNAME_LENGTH


def test_the_adjective_stands_before_in_english_and_behind_elsewhere() -> None:
    for code, adjective_at in {"en": 0, "fr": 1, "de": 1, "es": 1}.items():
        with speaking(code):
            adjective = nickname().split()[adjective_at]
        assert adjective.lower() in _words(code)[0]
