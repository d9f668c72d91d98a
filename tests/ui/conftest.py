"""The game as the pages of a server share it, and pictures that a visitor may send."""

from collections.abc import Iterator
from functools import cache

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from game.generators import compiled
from game.rounds.game import Game
from game.ui import resources
from game.ui.lab import diversity
from game.ui.resources import game, settings
from tests.fixtures.decks import deck, home
from tests.fixtures.games import own_environment
from tests.fixtures.pictures import faces, generator, portraits


@pytest.fixture(scope="session", autouse=True)
def _one_server_long() -> Iterator[None]:
    """What a server does once and AppTest or a module's game would do again and again."""
    scan = cache(manifest_scanner.scan_component_manifests)  # of every package, for each tab
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        # What a test changes in this process must be what faces are made by.
        patch.setattr(resources, "workers_of", lambda *_: None)
        # Compiling takes most of a minute; tests/generators/test_compiled.py does.
        patch.setattr(compiled, "compile_in_background", lambda *_: None)
        # Less diverse than 100 faces, and made in a sixth of the time.
        patch.setattr(diversity, "N", 16)
        patch.setattr(diversity, "SIDE", 4)
        yield


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Game]:
    """The game that all AppTest sessions of a module share, as those of a server do."""
    with own_environment(tmp_path_factory), pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(st.context), "cookies", {})  # AppTest has none of its own
        st.cache_resource.clear()  # settings of what was opened before
        yield game()
        game().close()
        st.cache_resource.clear()
        st.cache_data.clear()


@pytest.fixture(autouse=True)
def _settings_of_each_test() -> Iterator[None]:
    """A server reads its settings once; each test is a server that may have others."""
    settings.clear()
    yield
    settings.clear()
