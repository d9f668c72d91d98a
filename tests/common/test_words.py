"""Names of two words, in every language."""

from game.common.language import speaking
from game.common.words import _words, nickname


def test_the_adjective_stands_before_in_english_and_behind_elsewhere() -> None:
    for code, adjective_at in {"en": 0, "fr": 1, "de": 1, "es": 1}.items():
        with speaking(code):
            adjective = nickname().split()[adjective_at]
        assert adjective.lower() in _words(code)[0]
