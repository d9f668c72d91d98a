"""The pages in French, without a browser: what a visitor reads there, and how it came to be."""

import json
import re
from collections.abc import Iterator

import pytest
import streamlit as st
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from game.common.language import catalogue, speaking
from game.rounds.game import Game
from game.ui.resources import game, visitors
from tests.ui.visiting import new_tab, pair_data

FRENCH = catalogue("fr")
LETTERS = re.compile(r"{.*?}|([A-Za-z])")
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)  # nobody reads it
PLACE = re.compile(r"{.*?}")


def visit(page: str = "play", **address: str) -> AppTest:
    app = new_tab()
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(f"game/ui/pages/{page}.py").run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> None:
    (button,) = [button for button in app.button if button.label == label]
    with speaking("fr"):  # AppTest itself calls what writes an option, in its own thread
        button.click().run()
    assert not app.exception


def read(app: AppTest) -> set[str]:
    """Every text in the messages of which the page is made."""
    found = set()

    def look(message: Message) -> Iterator[str]:
        for field, value in message.ListFields():
            for part in value if field.is_repeated else [value]:
                if isinstance(part, Message):
                    yield from look(part)
                elif isinstance(part, str):
                    yield part

    def nodes(node: object) -> Iterator[Message]:
        if isinstance(proto := getattr(node, "proto", None), Message):
            yield proto
        for child in getattr(node, "children", {}).values():
            yield from nodes(child)

    for proto in nodes(app._tree):
        for text in look(proto):
            text = STYLE.sub("", text)  # noqa: PLW2901
            found.add(text)
            if text.startswith("{"):
                found.update(_in_data(json.loads(text)))
    return found


def _in_data(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _in_data(part)


def left_in_english(app: AppTest) -> list[str]:
    """The texts of a page that are, with any values in their places, English ones.

    A single small word is not told from the name of a column or a class.
    """
    english = [
        PLACE.split(text)
        for text, french in FRENCH.items()
        if french != text
        and not re.fullmatch("[a-z]*", text)
        and len("".join(LETTERS.findall(text))) > 3
    ]
    translated = set(FRENCH.values())  # which can hold an English text's few words, too
    return [
        text
        for text in read(app) - translated
        if any(_is_made_of(text, parts) for parts in english)
    ]


def _is_made_of(text: str, parts: list[str]) -> bool:
    """Whether the text is these parts with something between each two of them.

    By hand, as an expression with many places tries all ways to fill them on a long text.
    """
    first, *between = parts
    if not between:
        return text == first
    last = between.pop()
    if not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in between:
        if (found := text.find(part, at + 1, end)) < 0:
            return False
        at = found + len(part)
    return at < end


@pytest.fixture(autouse=True)
def _a_game(opened: Game) -> None:
    """Every page here stands on the same one."""


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("leaderboard", "Qui discrimine le mieux\u202f?"),
        ("about", "Ce que vous avez sous les yeux"),
        ("host", "Animer une classe"),
        ("join", "Rejoindre une classe"),
        ("theatre", "Voir un réseau apprendre"),
        ("gans", "Comment marchent les GAN"),
        ("games", "À quoi voulez-vous jouer\u202f?"),
        ("daily", "Le défi du jour"),
        ("data", "Ce qui est enregistré à votre sujet"),
        ("tells", "Apprendre à voir"),
        ("training", "Mesurez ce que vous apprenez"),
        ("experiment", "L’expérience publiée"),
        ("ask", "Interroger les juges"),
        ("judges", "Les juges"),
        ("versus", "Humains ou réseaux\u202f?"),
        ("admin/decks", "Jeux de photos"),
        ("lab/truncation", "Troncature"),
    ],
)
def test_a_page_is_french_throughout(page: str, title: str) -> None:
    app = visit(page, lang="fr")
    assert app.title[0].value == title
    assert left_in_english(app) == []


def test_a_pair_is_asked_and_answered_in_french() -> None:
    app = visit(lang="fr")
    assert left_in_english(app) == []
    asked = pair_data(app)
    assert asked["words"]["answers"] == ["La vraie est à gauche", "La vraie est à droite"]
    player, _ = game().recognise(visitors().answer(asked["opening"], 0, 1.0))
    turn = game().turn(player)
    assert turn
    game().let_networks_follow(player, turn.trial_id).result()
    app.run()
    assert left_in_english(app) == []
    assert "Réseaux qui ont eu raison" in pair_data(app)["networks"]


def test_a_refusal_is_told_in_french() -> None:
    app = visit("training", lang="fr")
    press(app, "S’asseoir")
    assert app.warning[0].value.startswith("Tapez d’abord un pseudo.")


def test_the_browsers_language_is_read_unless_the_address_names_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type(st.context), "locale", "fr-CA")
    assert visit("about").title[0].value == "Ce que vous avez sous les yeux"
    assert visit("about", lang="en").title[0].value == "What you are looking at"
    monkeypatch.setattr(type(st.context), "locale", "de-CH")
    assert visit("about").title[0].value == "Was du hier siehst"
    monkeypatch.setattr(type(st.context), "locale", "tlh")
    assert visit("about").title[0].value == "What you are looking at"


def test_a_language_stays_chosen_from_page_to_page_and_in_the_address() -> None:
    app = visit("about", lang="fr")
    app.query_params.clear()
    app.switch_page("game/ui/pages/training.py").run()
    assert app.title[0].value == "Mesurez ce que vous apprenez"
    assert app.query_params["lang"] == "fr"


def test_the_switch_changes_the_language_at_once() -> None:
    app = visit("about", lang="fr")
    app.menu_button(key="languages").click("en").run()
    assert app.title[0].value == "What you are looking at"
    app.menu_button(key="languages").click("fr").run()
    assert app.title[0].value == "Ce que vous avez sous les yeux"


def test_a_language_that_is_not_known_changes_nothing() -> None:
    assert visit("about", lang="tlh").title[0].value == "What you are looking at"


def test_a_choice_has_the_same_address_in_every_language() -> None:
    for lang in ("en", "fr"):
        app = visit("leaderboard", lang=lang, ranked="Time attack")
        assert app.selectbox(key="ranked").value == "Time attack"
        with speaking(lang):
            app.selectbox(key="ranked").set_value("Climb from noise to faces").run()
        assert app.query_params["ranked"] == "Climb from noise to faces"
