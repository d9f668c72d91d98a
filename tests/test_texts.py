"""Every text that a visitor reads goes through `say`, and is translated."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from string import Formatter
from typing import Any

import altair as alt
import pytest
from babel.messages.pofile import read_po

from game.common.language import FIRST, LANGUAGES, catalogue, say, speaking
from game.common.settings import ROOT
from game.discriminators.known import NAMES, paragraphs
from game.rounds.tells import course
from game.ui import number_format
from game.ui.number_format import PERCENT

SOURCES = [ROOT / "streamlit_app.py", *sorted((ROOT / "game").rglob("*.py"))]
SHOWN = [
    path
    for path in SOURCES
    if path.is_relative_to(ROOT / "game/ui") or path.name == "streamlit_app.py"
]
TRANSLATED = [code for code in LANGUAGES if code != FIRST]
SAY = {"say": 1, "to_say": 1, "Later": 1, "say_many": 2}  # and how many texts each takes
PROSE = re.compile(r"[A-Za-z]{2,} [a-zA-Z(]|^[A-Z][a-z]+")

# What looks like a text and is none that anybody reads.
NOT_READ = {
    "Enter": "a key",
    "Left": "a key",
    "Right": "a key",
    "YYYY-MM-DD HH:mm": "a format",
    "Patch detector": "a judge's name, to compare with",
}
MARKUP = re.compile(r"^\s*(digraph|export default|<style>)|style=|<img|<div|&quot;")

# Whose refusals are told on the command line alone.
COMMANDS = (
    "game/__main__.py",
    "game/classroom/commands.py",
    "game/faces/decks/commands.py",
    "game/generators/face_files.py",  # python -m game faces
    "game/store/simulated/",
    "game/store/transfer/",  # export, import, backup
    "game/rounds/redraw.py",
    "game/faces/decks/congress.py",  # python -m game deck fetch
    "game/admin/bench/generator.py",
    "game/admin/cluster/",
    "game/admin/worker.py",
    "game/generators/latent_space.py",
    "game/common/recipe.py",  # the Lab's fields keep to what it allows
    "game/generators/imports/stylegan2_files.py",  # python -m game generator add
    "game/generators/synthesis.py",
    "game/admin/bench/",
    "game/training/",  # but for the live run, which has `say` already
)


def named(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def texts_in_code() -> Iterator[str]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and named(node) in SAY:
                for text in node.args[: SAY[named(node)]]:
                    assert not isinstance(text, ast.JoinedStr), f"{path}:{text.lineno}"
                    if isinstance(text, ast.Constant):
                        yield text.value


def texts_in(value: Any, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Every string in nested lists and dicts, but for those under some keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in without:
                yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def texts_in_files() -> Iterator[str]:
    for chapter in course().chapters.values():
        fields = asdict(chapter)
        examples = [*fields.pop("examples", ()), fields.pop("without", None)]
        yield from texts_in(fields, without=("key", "sources"))
        yield from (example["sees"] for example in examples if example)
    directions = tomllib.loads((ROOT / "assets/directions.toml").read_text())
    for direction in (one for known in directions.values() for one in known):
        yield from (direction["name"], *direction["ends"])
    for file in (ROOT / "assets/decks").glob("*.toml"):
        deck = tomllib.loads(file.read_text())
        yield from (deck["title"], deck["source"], deck["licence"])
    literature = tomllib.loads((ROOT / "assets/literature.toml").read_text())
    yield from (entry["condition"] for entry in literature["people"])
    yield from (entry["design"] for part in literature.values() for entry in part)
    yield from (e["because"] for part in literature.values() for e in part if "because" in e)
    for name in NAMES:
        yield from paragraphs((ROOT / "models" / f"{name}.md").read_text())


def texts() -> set[str]:
    """All that differ between languages: with a letter, or a sign that French sets apart."""
    return {
        text
        for text in (*texts_in_code(), *texts_in_files())
        if re.search("[A-Za-z:]", re.sub(r"{[^}]*}", "", text))
    }


def fields(text: str) -> Counter[tuple[str | None, str | None]]:
    return Counter((name, spec) for _, name, spec, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_is_translated_and_nothing_else(code: str) -> None:
    known = catalogue(code)
    assert sorted(texts() - set(known)) == []
    assert sorted(set(known) - texts()) == []
    with (ROOT / "assets/locale" / f"{code}.po").open("rb") as source:
        assert not [m.id for m in read_po(source) if m.id and (m.fuzzy or not m.string)]


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_places_and_the_markup_of_its_text(code: str) -> None:
    for english, text in catalogue(code).items():
        if "{" in english:
            assert set(fields(text)) == set(fields(english)), english
        for sign in ("**", "`", "]("):
            assert text.count(sign) == english.count(sign), english
        assert re.match(r"\s*", text).group() == re.match(r"\s*", english).group(), english  # type: ignore[union-attr]


# What is never set so in a language: a sign without its space or with one too many, quotation
# marks of another language, one that is not closed.
MISSET = {
    "fr": r"[ x][;!?»]|[ \w]:(\s|$)|«[ \w]|[\"']|(?<!après) …",
    "de": r" [;:!?,]|[\"'«»”]|„[^“]*(„|$)|(^|“)[^„]*“",
    "es": r" [;:!?,.»]|« |[\"'“”]|«[^»]*(«|$)|(^|»)[^«]*»|(^|[?])[^¿]*[?]|(^|!)[^¡]*!|(?<!tras) …",
}


@pytest.mark.parametrize("code", TRANSLATED)
def test_signs_are_set_as_the_language_sets_them(code: str) -> None:
    for text in catalogue(code).values():
        plain = re.sub(r"`[^`]*`|{[^}]*}|\]\([^)]*\)", "x", text)
        assert not re.search(MISSET[code], plain), text
        assert not re.search(r"[^\N{NO-BREAK SPACE}-]%", plain), text  # as figures have it


def prose(path: Path) -> Iterator[tuple[int, str]]:
    """Strings in a module that look like a text and are not said."""
    tree = ast.parse(path.read_text())
    documented = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }

    def look(node: ast.AST) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Call) and named(node) in SAY:
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            read = PROSE.search(text) and text not in NOT_READ and not MARKUP.search(text)
            if read and id(node) not in docstrings:
                yield node.lineno, text
        for child in ast.iter_child_nodes(node):
            yield from look(child)

    return look(tree)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_text_field_tells_its_length_while_one_types(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and named(node) in ("text_input", "text_area"):
            assert "max_chars" in {word.arg for word in node.keywords}, node.lineno


TEXT_CALLS = {
    "write", "markdown", "title", "header", "subheader", "caption", "info", "error", "warning",
    "success", "button", "text_input", "selectbox", "checkbox", "toggle", "slider",
    "select_slider", "metric", "download_button", "spinner", "expander", "popover",
    "segmented_control", "radio", "number_input", "file_uploader", "form_submit_button", "text",
    "big", "heading",
}  # fmt: skip
TEXT_ARGUMENTS = {"label", "help", "placeholder", "alt", "title"}


def labels(path: Path) -> Iterator[tuple[int, str]]:
    """Strings with letters that a page shows as they stand, however short."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        shown = [word.value for word in node.keywords if word.arg in TEXT_ARGUMENTS]
        if named(node) in TEXT_CALLS:
            shown += node.args[:1]
        for text in shown:
            parts = text.values if isinstance(text, ast.JoinedStr) else [text]
            for part in parts:
                if isinstance(part, ast.Constant) and re.search("[A-Za-z]", str(part.value)):
                    yield part.lineno, str(part.value)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_of_a_page_escapes(path: Path) -> None:
    assert list(prose(path)) == []
    assert [found for found in labels(path) if found[1] not in ("AUC", "None", "False")] == []


def test_no_refusal_that_a_page_may_tell_escapes() -> None:
    for path in SOURCES:
        if str(path.relative_to(ROOT)).startswith(COMMANDS):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
                continue
            for text in node.exc.args[:1]:
                bare = isinstance(text, ast.JoinedStr) or (
                    isinstance(text, ast.Constant) and isinstance(text.value, str)
                )
                refusal = named(node.exc) in ("Refused", "Unavailable", "NoSuchRoom")
                assert not (bare and refusal), f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", sorted((ROOT / "game/ui").rglob("*.js")), ids=lambda p: p.name)
def test_a_script_has_no_text_of_its_own(path: Path) -> None:
    written = r"(textContent|alt) = {0}|\"aria-label\", {0}|html\({1}, {1}, {0}|button\({1}, {0}"
    literal, name = '["`][^"`]*[A-Za-z]', '"[^"]*"'
    assert not re.search(written.replace("{0}", literal).replace("{1}", name), path.read_text())


def test_a_percentage_is_written_in_one_way_in_texts_tables_and_charts() -> None:
    number_format.use_in_charts()
    for code in LANGUAGES:
        with speaking(code):
            assert say("{share:.0%}", share=0.2) == "20\u00a0%"
            assert say("{share:.0%}", share=0.2) == PERCENT % 20
            number = alt.Chart().to_dict(validate=False)["config"]["locale"]["number"]
            assert number["percent"] == "\u00a0%"
            assert say("{n:,.1f}", n=1234.5) == "1{thousands}234{decimal}5".format(**number)
    assert [text for text in texts() if re.search(r"\d%", re.sub("{[^}]*}", "", text))] == []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FormattedValue) and node.format_spec:
                assert not ast.unparse(node.format_spec).endswith("%'"), f"{path}:{node.lineno}"
            if isinstance(node, ast.keyword) and node.arg == "format":
                printf = r"'percent'|%\.[1-9]"  # with a point in every language
                assert not re.search(printf, ast.unparse(node.value)), path
