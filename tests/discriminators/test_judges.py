"""The shipped judges, and what happens to weights that are not theirs."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save

from game.common.errors import Unavailable
from game.common.settings import Settings
from game.discriminators.judges import JUDGES, load_judges
from game.discriminators.known import NAMES, judges_elsewhere
from game.discriminators.power_spectrum import PowerSpectrum, radial_spectrum
from game.discriminators.small_cnn import CnnJudge
from game.faces.decks.deck import Deck
from game.generators.weights import read_weights, write_weights
from tests.tolerance import assert_same


def test_a_wave_shows_at_its_own_frequency() -> None:
    wave = 127 + 100 * np.sin(2 * np.pi * 12 * np.arange(160) / 160)
    picture = np.broadcast_to(wave[:, None], (160, 160, 3)[:2])[..., None].repeat(3, axis=2)
    spectrum = radial_spectrum(picture[None].astype(np.uint8))
    assert spectrum.shape == (1, 80)
    assert spectrum[0].argmax() == 12 - 1  # column 0 is ring 1


def test_the_spectrum_knows_neither_brightness_nor_contrast(deck: Deck) -> None:
    picture = deck.photo(deck.play[0]).astype(float)
    other = 60 + (picture - picture.mean()) * 0.5
    spectra = radial_spectrum(np.stack([picture, other.clip(0, 255)]).astype(np.uint8))
    assert np.abs(spectra[0, :40] - spectra[1, :40]).mean() < 0.05


def test_judges_say_probabilities_the_same_alone_and_together(deck: Deck) -> None:
    pictures = np.stack([deck.photo(name) for name in deck.play[:4]])
    for judge in load_judges(Settings.from_environment()):
        together = judge.p_fake(pictures)
        assert together.shape == (4,)
        assert ((together > 0) & (together < 1)).all()
        alone = np.concatenate([judge.p_fake(picture[None]) for picture in pictures])
        # Whatever their last step is in, before it they compute in float32.
        assert_same(together.astype(np.float32), alone.astype(np.float32))


def test_weights_come_back_as_they_were_however_they_lay_in_memory(tmp_path: Path) -> None:
    array = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    for lying in (array, array.transpose(2, 0, 1), array[:, ::2]):
        write_weights(tmp_path / "w.safetensors", {"w": lying})
        assert np.array_equal(
            read_weights(tmp_path / "w.safetensors", {"w"}, "a test")[0]["w"], lying
        )


@pytest.mark.parametrize("kind", [PowerSpectrum, CnnJudge])
def test_weights_that_are_not_a_judges_are_refused(
    kind: type[PowerSpectrum | CnnJudge], tmp_path: Path
) -> None:
    file = tmp_path / "small-cnn.safetensors"
    with pytest.raises(Unavailable, match="train-judge small-cnn"):
        kind.load(file)
    file.write_bytes(b"not weights")
    with pytest.raises(Unavailable, match="no safetensors"):
        kind.load(file)
    file.write_bytes(save({"weight": np.zeros(80)}))
    with pytest.raises(Unavailable, match="another network"):
        kind.load(file)


def test_what_is_known_without_the_networks_is_so() -> None:
    settings = Settings.from_environment()
    assert {file: kind.name for file, kind in JUDGES.items()} == NAMES
    assert list(JUDGES) == list(NAMES)
    known = {judge.name: judge.checkpoint_sha256 for judge in judges_elsewhere(settings)}
    for judge in load_judges(settings):
        assert known[judge.name] == judge.checkpoint_sha256
