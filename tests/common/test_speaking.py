"""What is said is said in the language of whoever reads it."""

from contextvars import copy_context
from datetime import date

import pytest

from game.common.language import Later, language, say, say_many, settle, speaking


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "50.0\u00a0% of 3,200 on 1 March 2025"),
        ("fr", "50,0\u00a0% of 3\u202f200 on 1 mars 2025"),
        ("de", "50,0\u00a0% of 3.200 on 1. März 2025"),
        ("es", "50,0\u00a0% of 3.200 on 1 de marzo de 2025"),
    ],
)
def test_figures_and_dates_are_written_as_the_reader_does(code: str, said: str) -> None:
    with speaking(code):
        told = say("{share:.1%} of {n:,} on {day}", share=0.5, n=3200, day=date(2025, 3, 1))
    assert told == said


def test_one_and_many_are_those_of_the_language() -> None:
    assert [say_many("{n} person", "{n} people", n) for n in (0, 1, 2)] == [
        "0 people",
        "1 person",
        "2 people",
    ]
    with speaking("fr"):
        assert [say_many("{n} person", "{n} people", n) for n in (0, 1, 2)] == [
            "0 personne",
            "1 personne",
            "2 personnes",
        ]
    with speaking("de"):
        assert say_many("{n} person", "{n} people", 0) == "0 Personen"


def test_a_text_without_a_translation_stays_english() -> None:
    with speaking("fr"):
        assert say("Nobody has ever said this.") == "Nobody has ever said this."
        assert language() == "fr"
    assert language() == "en"


def test_a_text_that_others_show_is_translated_when_they_do() -> None:
    later = Later("Making the face …")
    assert str(later) == "Making the face …"
    with speaking("fr"):
        assert str(later) == say("Making the face …") != "Making the face …"


def test_what_is_settled_is_asked_once_and_for_this_thread_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = iter(["fr", "en"])
    monkeypatch.setattr("game.common.language._spoken", lambda: next(read))

    def served() -> list[str]:
        settle()
        return [language(), language()]

    assert copy_context().run(served) == ["fr", "fr"]
    assert language() == "en"
