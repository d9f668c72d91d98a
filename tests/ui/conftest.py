"""The game as the pages of a server share it, and pictures that a visitor may send."""

from collections.abc import Iterator

import pytest
import streamlit as st

from game.rounds.game import Game
from game.ui.resources import game, settings
from tests.fixtures.decks import deck, home
from tests.fixtures.games import own_environment
from tests.fixtures.pictures import faces, generator, portraits


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
