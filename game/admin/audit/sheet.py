"""A sheet of pairs as they are dealt, to be looked at: photos above, their fakes below."""

import numpy as np
from PIL import Image

from game.admin.audit.audit import SEED
from game.common.recipe import GENERATOR
from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.faces.detector.mtcnn import load_detector
from game.generators.zoo import load_generator
from game.rounds.dealing.dealer import Dealer
from game.rounds.plan import Dealt, Photo, Plan
from game.rounds.stored import shift_of

CELL = 192  # pixels of a face
COARSE = 12  # of a photo that may not leave: how many pixels are left of it


def pairs_sheet(settings: Settings, deck: Deck, rounds: int) -> Image.Image:
    """Rounds of ten pairs of a deck, two rows each. Photos that may not leave are pixelated."""
    dealer = Dealer(deck, load_generator(GENERATOR, settings), [], load_detector(settings))
    plan, seen, rows = Plan(deck.name, style=deck.style, truncation_psi=None), set[str](), []
    for seed in range(SEED, SEED + rounds):
        photos, fakes = [], []
        for position, faces in enumerate(dealer.trials(dealer.make(seed, plan), plan, seen), 1):
            shown = Dealt(faces, shift_of(seed, position))
            for face, picture in zip(faces, dealer.pictures.of_trial(shown), strict=True):
                if isinstance(face, Photo):
                    photos.append(_cell(picture, coarse=not deck.may_leave))
                    seen.add(face.name)
                else:
                    fakes.append(_cell(picture))
        rows += [np.hstack(photos), np.hstack(fakes)]
    dealer.close()
    return Image.fromarray(np.vstack(rows))


def _cell(picture: np.ndarray, *, coarse: bool = False) -> np.ndarray:
    image = Image.fromarray(picture)
    if coarse:
        image = image.resize((COARSE, COARSE), Image.Resampling.BOX)
        return np.asarray(image.resize((CELL, CELL), Image.Resampling.NEAREST))
    return np.asarray(image.resize((CELL, CELL), Image.Resampling.BICUBIC))
