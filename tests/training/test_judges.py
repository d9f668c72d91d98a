"""How judges are trained: the parts are apart, the maths is right, the cards are theirs."""

import numpy as np
import pytest

from game.common.errors import Refused
from game.common.recipe import PLAY_SEEDS, TRAIN_SEEDS, VALIDATION_SEEDS
from game.common.settings import ROOT, Settings
from game.discriminators.judges import JUDGES
from game.faces.decks.deck import Deck
from game.training.faces import PARTS, SEEDS, Part, photo_names, sources
from game.training.fitting import fits
from game.training.judges import train


def test_no_photo_and_no_seed_is_in_two_parts(deck: Deck) -> None:
    photos = photo_names(deck)
    names = [name for part in photos.values() for name in part]
    assert len(names) == len(set(names)) == len(deck.train) + len(deck.play)
    assert set(photos["held_out"]) == set(deck.play)
    for source in sources(Settings.from_environment()):
        for part in PARTS:
            assert source.seeds(part).start in SEEDS[part]
            assert source.seeds(part)[-1] in SEEDS[part]
    assert TRAIN_SEEDS.stop <= VALIDATION_SEEDS.start
    assert VALIDATION_SEEDS.stop <= PLAY_SEEDS.start


def test_the_spectrum_judge_learns_a_planted_difference() -> None:
    rng = np.random.default_rng(0)
    rough = rng.integers(0, 256, (60, 64, 64, 3), np.uint8)
    smooth = ((rough.astype(int) + np.roll(rough, 1, 1) + np.roll(rough, 1, 2)) // 3).astype(
        np.uint8
    )
    fit = fits(Settings.from_environment())["power-spectrum"]
    weights = fit(
        {"g": [Part(rough[:30], smooth[:30])]}, {"g": [Part(rough[30:45], smooth[30:45])]}
    )
    from game.discriminators.power_spectrum import PowerSpectrum

    judge = PowerSpectrum(weights["weight"], float(weights["bias"][0]), "")
    assert judge.p_fake(smooth[45:]).min() > 0.5 > judge.p_fake(rough[45:]).max()


@pytest.mark.parametrize("name", JUDGES)
def test_every_shipped_judge_has_a_card_with_figures(name: str) -> None:
    card = (ROOT / "models" / f"{name}.md").read_text()
    for word in ("auc_low", "accuracy_real", "accuracy_fake", "What it cannot do", "Licence"):
        assert word in card


def test_an_unknown_judge_is_refused() -> None:
    with pytest.raises(Refused, match="power-spectrum, critic, small-cnn"):
        train("nobody", Settings.from_environment())
