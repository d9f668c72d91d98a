"""The house: imports point one way, packages are used where they belong, no room is too full."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GAME = ROOT / "game"
SOURCES = [ROOT / "streamlit_app.py", *sorted(GAME.rglob("*.py"))]

# From bottom to top: each imports from those before it and from itself only. Pages are on top of
# what they are made of, and what starts the game or hands its commands out on top of all.
ORDER = (
    "game/common/",
    "game/store/",
    "game/generators/",
    "game/faces/",
    "game/scoring/",
    "game/discriminators/",
    "game/rounds/",
    "game/classroom/",
    "game/review/",
    "game/training/",
    "game/admin/",
    "game/ui/",
    "game/ui/pages/",
    "game/server/",
    "game/__main__.py",
    "streamlit_app.py",
)
# Who may import a package at all; paths are prefixes below the root. Benchmarks measure everything.
HOMES = {
    "streamlit": ("game/ui/", "game/server/", "streamlit_app.py", "game/admin/bench/"),
    "starlette": ("game/ui/", "game/server/"),
    "prometheus_client": ("game/server/metrics.py",),
    "torch": (
        "game/generators/",
        "game/discriminators/",
        "game/training/",
        "game/faces/detector/",
        "game/faces/features",
        "game/admin/bench/",
    ),
    "sqlalchemy": ("game/store/",),
    "alembic": ("game/store/",),
    "procrastinate": ("game/store/queue.py", "game/admin/worker.py"),
    "tqdm": ("game/common/terminal.py",),
}
INTO_NETWORKS = ("ask", "gans", "tells", "theatre")  # pages that need Torch; and the Lab's
MOST_ENTRIES = 15  # of game/
MOST_MODULES = 20  # of one folder, without those of folders in it
LONGEST, SHORTEST = 250, 12  # lines of a module
REASON = "One subject: "  # what the docstring of a longer one goes on with


def name_of(source: Path) -> str:
    return str(source.relative_to(ROOT))


each_source = pytest.mark.parametrize("source", SOURCES, ids=name_of)


def place(path: str) -> int:
    """Where in `ORDER` a module belongs: the longest prefix that fits; the game itself is below."""
    fits = [(len(prefix), n) for n, prefix in enumerate(ORDER) if path.startswith(prefix)]
    return max(fits, default=(0, -1))[1]


@cache
def imported(source: Path) -> tuple[str, ...]:
    """Everything that a module imports, wherever in it: `a.b` and, of `from a import b`, both."""

    def names() -> Iterator[str]:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{name_of(source)} imports by dots"
                yield node.module or ""
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    return tuple(names())


def modules_below(source: Path) -> set[str]:
    """The game's own modules that this one imports, as paths below the root."""
    files = (ROOT / (name.replace(".", "/") + ".py") for name in imported(source))
    return {name_of(file) for file in files if file.is_relative_to(GAME) and file.is_file()}


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """The first circle that is found, empty if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@each_source
def test_imports_point_one_way(source: Path) -> None:
    path = name_of(source)
    for below in modules_below(source):
        assert place(below) <= place(path), f"{path} imports {below}"


@each_source
def test_a_package_is_imported_where_it_belongs(source: Path) -> None:
    path = name_of(source)
    for package in {name.split(".")[0] for name in imported(source)} & set(HOMES):
        assert path.startswith(HOMES[package]), f"{path} imports {package}"


def imported_at_once(source: Path) -> Iterator[str]:
    """What is imported with a module: not within functions, nor for the sake of types."""

    def names(body: list[ast.stmt]) -> Iterator[str]:
        for node in body:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}", *(f"{node.module}.{a.name}" for a in node.names))
            elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.dump(node.test):
                yield from names([*node.body, *node.orelse])

    return names(ast.parse(source.read_text()).body)


def test_who_serves_games_and_classes_imports_no_torch_at_once() -> None:
    pages = [page for page in (GAME / "ui/pages").glob("*.py") if page.stem not in INTO_NETWORKS]
    waiting = [ROOT / "streamlit_app.py", *pages]
    seen: set[Path] = set()
    while waiting:
        source = waiting.pop()
        seen.add(source)
        for name in imported_at_once(source):
            assert name.split(".")[0] not in ("torch", "captum"), name_of(source)
            below = ROOT / (name.replace(".", "/") + ".py")
            if name.startswith("game.") and below.is_file() and below not in seen:
                waiting.append(below)
    assert GAME / "rounds/dealing/dealer.py" in seen


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle({name_of(source): modules_below(source) for source in SOURCES}) == []


def test_no_folders_import_each_other_in_a_circle() -> None:
    """A folder and one inside it are one subject: between them only modules must not."""
    graph: dict[str, set[str]] = {}
    for source in SOURCES:
        here = str(Path(name_of(source)).parent)
        there = {str(Path(below).parent) for below in modules_below(source)}
        graph.setdefault(here, set()).update(
            folder
            for folder in there
            if not (folder + "/").startswith(here + "/")
            and not (here + "/").startswith(folder + "/")
        )
    assert circle(graph) == []


def test_every_folder_has_its_place() -> None:
    entries = {entry.name for entry in GAME.iterdir()} - {"__pycache__"}
    named = {prefix.split("/")[1] for prefix in ORDER if prefix.startswith("game/")}
    assert entries == named | {"__init__.py"}
    assert len(entries) <= MOST_ENTRIES


def test_no_folder_has_too_many_modules() -> None:
    for folder in {source.parent for source in SOURCES}:
        own = [file for file in folder.glob("*.py") if file.name != "__init__.py"]
        assert len(own) <= MOST_MODULES, f"{name_of(folder)} has {len(own)} modules"


@each_source
def test_a_module_is_neither_long_without_a_reason_nor_next_to_nothing(source: Path) -> None:
    text = source.read_text()
    lines = len(text.splitlines())
    if lines > LONGEST:
        said = ast.get_docstring(ast.parse(text)) or ""
        assert REASON in said, f"{lines} lines, and its docstring does not say why"
    if source.name != "__init__.py":
        assert lines >= SHORTEST, f"{lines} lines: which module does it belong to?"


def test_every_folder_says_what_lives_there() -> None:
    for folder in {source.parent for source in SOURCES if source.is_relative_to(GAME)}:
        if "migrations" in folder.parts:  # Alembic's, no package
            continue
        said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
        assert len(said.splitlines()) >= 2, f"{name_of(folder)}: what lives there, what may not?"
