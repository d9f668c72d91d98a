"""What is imported is declared, once: requirements.txt is pyproject.toml's list with reasons."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]


def required(file: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in (ROOT / file).read_text().splitlines())
    return [line for line in lines if line and not line.startswith("-r")]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[=<>]", requirement)[0].lower() for requirement in requirements}


def test_requirements_are_those_of_the_project() -> None:
    assert sorted(required("requirements.txt")) == sorted(DECLARED)
    assert all("==" in requirement for requirement in DECLARED)


def test_every_import_is_a_direct_dependency() -> None:
    known = packages_distributions()
    needed = names(DECLARED)
    for_development = needed | names(required("requirements-dev.txt"))
    for source in [ROOT / "streamlit_app.py", *(ROOT / "game").rglob("*.py")]:
        benches = {"bench", "cluster"} & set(source.relative_to(ROOT).parts)
        for node in ast.walk(ast.parse(source.read_text())):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            for module in modules:
                package = module.split(".")[0]
                if package == "game" or package in sys.stdlib_module_names:
                    continue
                declared = for_development if benches else needed
                found = {name.lower().replace("_", "-") for name in known[package]}
                assert found & declared, f"{source} imports {package}, which is not declared"
