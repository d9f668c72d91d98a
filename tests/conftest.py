"""What every test has; what a folder's tests share is in its own conftest."""

import os
import sys

import pytest

# The judges that set-up brings at once: no test waits for another network, or fetches it.
os.environ.setdefault(
    "GAME_JUDGES",
    "symmetry,power-spectrum,critic,small-cnn,patch-detector,neighbour-residuals",
)

# Folders whose files take minutes. They begin first: no worker is left alone with one at the end.
LONG = ("tests/browser/", "tests/ui/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [not item.nodeid.startswith(folder) for folder in LONG])


@pytest.fixture(autouse=True)
def seeded() -> None:
    """Torch's random numbers do not depend on the tests before; Python's and NumPy's neither."""
    if torch := sys.modules.get("torch"):
        torch.manual_seed(0)
