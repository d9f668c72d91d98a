"""What tests of the pages share."""

from collections.abc import Iterator

import pytest

from game.ui.resources import settings


@pytest.fixture(autouse=True)
def _settings_of_each_test() -> Iterator[None]:
    """A server reads its settings once; each test is a server that may have others."""
    settings.clear()
    yield
    settings.clear()
