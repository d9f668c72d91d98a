"""Imports point one way, and each package of the shape is used where it belongs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [ROOT / "streamlit_app.py", *sorted((ROOT / "game").rglob("*.py"))]

# Who may import a package at all; paths are prefixes below the root.
HOMES = {
    "streamlit": ("game/ui/pages/", "game/ui/", "streamlit_app.py"),
    "torch": ("game/generators/", "game/discriminators/", "game/training/"),
    "sqlalchemy": ("game/store/",),
    "alembic": ("game/store/",),
    "tqdm": ("game/common/terminal.py",),
}
# Each part imports from the parts below it only.
LAYERS = [
    ("game/ui/pages/", "streamlit_app.py", "game/__main__.py"),
    ("game/ui/",),
    ("game/",),  # the game itself: rounds, players, dealer, play, set-up …
    ("game/scoring/",),
    ("game/store/", "game/faces/", "game/generators/", "game/discriminators/"),
    (
        "game/common/settings.py",
        "game/common/language.py",
        "game/common/errors.py",
        "game/common/terminal.py",
        "game/common/files.py",
    ),
]


def layer(path: str) -> int:
    """The layer whose longest prefix fits."""
    fits = [
        (len(p), n) for n, prefixes in enumerate(LAYERS) for p in prefixes if path.startswith(p)
    ]
    return max(fits)[1]


def imported(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(source: Path) -> None:
    path = str(source.relative_to(ROOT))
    for name in imported(source):
        package = name.split(".")[0]
        if package in HOMES:
            assert path.startswith(HOMES[package]), f"{path} imports {package}"
        target = ROOT / (name.replace(".", "/") + ".py")
        if package == "game" and target.exists():
            below = str(target.relative_to(ROOT))
            assert layer(path) <= layer(below), f"{path} imports {below}"
