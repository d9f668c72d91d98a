"""The tests of a folder start with what that folder needs, and without what is slow to load."""

import subprocess
import sys

import pytest

from game.common.settings import ROOT

COLLECT = """
import sys
import pytest
failed = pytest.main(["-q", "--collect-only", sys.argv[1]])
sys.exit(failed or ", ".join(sorted(set(sys.argv[2:]) & sys.modules.keys())) or 0)
"""


@pytest.mark.parametrize(
    ("folder", "foreign"),
    [
        ("scoring", ["pandas", "sklearn", "sqlalchemy", "statsmodels", "streamlit", "torch"]),
        ("common", ["sqlalchemy", "streamlit", "torch"]),
        ("store", ["streamlit", "torch"]),
    ],
)
def test_a_folder_is_collected_without_what_is_foreign_to_it(
    folder: str, foreign: list[str]
) -> None:
    command = [sys.executable, "-c", COLLECT, f"tests/{folder}", *foreign]
    collected = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert collected.returncode == 0, collected.stdout + collected.stderr
