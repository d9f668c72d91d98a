"""A found face in an address: there and back, and nothing else is taken for one."""

import base64
import zlib

import numpy as np
import pytest

from game.common.errors import Refused
from game.generators.projection.encoding import MOST, decode, encode
from game.generators.projection.search import free_ws, layers
from game.generators.synthesis import Generator


@pytest.fixture(scope="module")
def ws(generator: Generator) -> np.ndarray:
    """Of four people, as a search in w+ may find one: another for each resolution."""
    seeds = (1, 1, 2, 2, 3, 4)
    free = np.stack([generator.ws(generator.latent(seed), 0.7)[0, 0] for seed in seeds])
    return free[layers(generator)]


def test_an_address_gives_the_face_again(generator: Generator, ws: np.ndarray) -> None:
    for one in (ws, generator.ws(generator.latent(7))[0]):
        text = encode(generator, one)
        back = decode(generator, text)
        assert text.replace("-", "a").replace("_", "a").isalnum()
        assert len(text) < 4000
        assert encode(generator, back) == text
        pictures = [generator.picture(w, 128).astype(int) for w in (one, back)]
        assert np.abs(np.subtract(*pictures)).mean() < 5
        assert back.dtype == np.float32


def test_the_free_ws_are_all_that_a_search_moves(generator: Generator, ws: np.ndarray) -> None:
    np.testing.assert_array_equal(free_ws(generator, ws)[layers(generator)], ws)


def test_an_address_that_names_no_face_is_refused(generator: Generator, ws: np.ndarray) -> None:
    text = encode(generator, ws)
    mark = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))[:4]
    bomb = base64.urlsafe_b64encode(mark + zlib.compress(bytes(8_000_000))).decode()
    assert len(bomb) < MOST
    for wrong in ("", "x", "é", text[:-9], text + "AAAA", "?" + text, bomb, "A" * (MOST + 1)):
        with pytest.raises(Refused, match="names no face"):
            decode(generator, wrong)


def test_a_face_of_another_generator_is_refused(generator: Generator, ws: np.ndarray) -> None:
    other = Generator("other", "f" * 64, generator.network)
    with pytest.raises(Refused, match="another generator"):
        decode(other, encode(generator, ws))
