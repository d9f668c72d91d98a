"""A stored face, drawn again on another processor."""

import os
import subprocess
import sys
from collections.abc import Mapping

import numpy as np
import pytest

from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.generators.zoo import load_generator
from game.rounds.dealing.fakes import fake

# An instruction set is chosen once a process. This one every processor has.
OLDEST = {"ONEDNN_MAX_CPU_ISA": "SSE41", "ATEN_CPU_CAPABILITY": "default", "OMP_NUM_THREADS": "1"}
ELSEWHERE = """
import sys
import numpy as np
from game.rounds.dealing.fakes import fake
from game.generators.zoo import load_generator
from game.common.settings import Settings
file, size, *zoo = sys.argv[1:]
faces = {}
for name in zoo:
    generator = load_generator(name, Settings.from_environment())
    recipes = [fake(generator, seed, size=int(size)) for seed in range(4)]
    faces[name] = np.stack([generator.face(recipe) for recipe in recipes])
np.savez(file, **faces)
"""
# The untrained ones are drawn from their seeds there, and refused if a bit is another.
ZOO = (
    *("mobilestylegan-ffhq", "dcgan-64-07", "fully-connected-64-03", "progan-64-03", "style-64-03"),
    *("dcgan-64-00", "style-64-00"),
)


@pytest.fixture(scope="module")
def elsewhere(deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, np.ndarray]:
    """Four faces of each generator, drawn in another process, uint8 (4, H, W, 3)."""
    file = tmp_path_factory.mktemp("elsewhere") / "faces.npz"
    command = [sys.executable, "-c", ELSEWHERE, str(file), str(deck.frame.face_size), *ZOO]
    subprocess.run(command, env=os.environ | OLDEST, check=True)
    with np.load(file) as faces:
        return dict(faces)


@pytest.mark.parametrize("name", ZOO)
def test_a_face_is_the_same_within_one_step_of_255(
    name: str, deck: Deck, elsewhere: Mapping[str, np.ndarray]
) -> None:
    generator, size = load_generator(name, Settings.from_environment()), deck.frame.face_size
    faces = np.stack([generator.face(fake(generator, seed, size=size)) for seed in range(4)])
    apart = np.abs(faces.astype(int) - elsewhere[name])
    assert apart.max() <= 1
    assert (apart > 0).mean() < 1e-3
    if generator.sizes[-1] < deck.frame.size[0]:  # drawn larger, not compressed again
        return
    # A step may carry a JPEG coefficient to its neighbour, which shows in its block.
    both = (faces, elsewhere[name])
    framed = [np.stack([deck.frame.fake(face) for face in ways]) for ways in both]
    apart = np.abs(framed[0].astype(int) - framed[1])
    assert apart.max() <= 8
    assert (apart > 0).mean() < 1e-2
