"""What documents say is there: links, pictures, commands, files; and they say every command."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from game.__main__ import app
from game.common.settings import ROOT

DOCUMENTS = sorted(
    path for place in (".", "docs", "models") for path in (ROOT / place).glob("*.md")
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# In a table a link's text may be a picture, which has brackets of its own.
LINK = re.compile(r"\[(?:[^][]|!\[[^]]*\]\([^)]*\))*\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:game|tests|assets|models|docs)/[a-z0-9_./-]+)`")
TARGET = re.compile(r"^([\w./-]+):", re.MULTILINE)
MADE = re.compile(r"(?:\w+=\S+ )*make ([\w./-]+)")

over_documents = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def prose(path: Path) -> str:
    return FENCE.sub("", path.read_text())


def code(path: Path) -> list[str]:
    """What a document sets as code: pieces within lines, and lines of their own."""
    pieces = [" ".join(piece.split()) for piece in re.findall(r"`([^`]+)`", prose(path))]
    return pieces + [
        line for block in FENCE.findall(path.read_text()) for line in block.split("\n")
    ]


def anchors(path: Path) -> set[str]:
    """The headings of a document as addresses name them: small letters and hyphens."""
    headings = re.findall(r"^#+ +(.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(path: Path, link: str) -> bool:
    place, _, anchor = unquote(link).partition("#")
    target = (path.parent / place).resolve() if place else path
    inside = target.exists() and target.is_relative_to(ROOT)
    return inside and (not anchor or anchor in anchors(target))


def commands(group: Any, *before: str) -> Iterator[str]:
    """Every command of a group and of the groups in it, with its whole name."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *before, name)
        else:
            yield " ".join((*before, name))


COMMANDS = sorted(commands(typer.main.get_command(app)))
# A group alone may be spoken of, too: `python -m game deck`.
KNOWN = {*COMMANDS, *(name.split()[0] for name in COMMANDS)}


def unknown_commands(text: str) -> list[str]:
    """The commands in a text that there are not, as far as a name is no group's alone."""
    text = " ".join(re.sub(r'"\s*f?"', "", text).split())  # a text in code is cut into lines
    said = re.findall(r"python -m game ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", text)
    groups = {name.split()[0] for name in COMMANDS if " " in name}
    asked = [f"{one} {two}".strip() if one in groups else one for one, two in said]
    return [name for name in asked if name not in KNOWN]


@over_documents
def test_every_link_and_picture_leads_somewhere(path: Path) -> None:
    links = [link for link in LINK.findall(prose(path)) if not re.match("https?://", link)]
    pictures = re.findall(r"!\[[^]]*\]\(([^)\s]+)\)", prose(path))
    assert [link for link in (*links, *pictures) if not leads_somewhere(path, link)] == []


@over_documents
def test_every_file_that_is_named_is_there(path: Path) -> None:
    assert [file for file in FILE.findall(prose(path)) if not (ROOT / file).exists()] == []


@over_documents
def test_everything_to_make_is_there(path: Path) -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text())
    made = [found[1] for piece in code(path) if (found := MADE.match(piece))]
    assert [name for name in made if name not in targets] == []


@over_documents
def test_every_command_that_is_named_is_there(path: Path) -> None:
    assert unknown_commands(path.read_text()) == []


def test_every_command_that_the_code_and_its_files_name_is_there() -> None:
    files = [*(ROOT / "game").rglob("*.py"), *(ROOT / "assets").rglob("*.toml")]
    wrong = {file.name: unknown_commands(file.read_text()) for file in files}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    row = rf"^\| `python -m game {command}[ `]"
    assert re.search(row, (ROOT / "docs/commands.md").read_text(), re.MULTILINE)


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 150


def test_every_screenshot_is_shown_by_a_document() -> None:
    shown = "".join(path.read_text() for path in DOCUMENTS)
    files = (ROOT / "assets" / "screenshots").iterdir()
    assert [file.name for file in files if file.name not in shown] == []
