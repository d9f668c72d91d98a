"""What every test has; what a folder's tests share is in its own conftest."""

import sys

import pytest


@pytest.fixture(autouse=True)
def seeded() -> None:
    """Torch's random numbers do not depend on the tests before; Python's and NumPy's neither."""
    if torch := sys.modules.get("torch"):
        torch.manual_seed(0)
