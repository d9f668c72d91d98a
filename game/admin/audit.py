"""The audit: can a simple classifier tell fakes from photos by what must not tell?

It is run on pairs dealt as players get them. `container` cues are about the file and the frame;
they must carry nothing (AUC within 0.40 to 0.60). `content` cues are about the picture as a whole;
photos and fakes really differ there, and matching keeps single numbers weak. The thumbnail says how
much is left to who looks at everything.
"""

import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PIL import Image
from scipy.fft import dctn
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from game.common.errors import Refused
from game.common.recipe import GENERATOR
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.content import FEATURES, content_features
from game.faces.decks.deck import DECK, load_deck
from game.faces.frame import Frame, encode
from game.faces.luminance import luminance
from game.faces.thumbnail import reduced
from game.generators.zoo import load_generator
from game.rounds.dealing.dealer import Dealer
from game.rounds.plan import Dealt, Photo, Plan
from game.rounds.stored import shift_of
from game.scoring.auc import auc_interval
from game.scoring.intervals import wilson

SEED = 20181204

Cue = Callable[[np.ndarray, Frame], Sequence[float] | np.ndarray]


def audit(settings: Settings, rounds: int) -> list[dict[str, Any]]:
    """Deal rounds of ten pairs, player after player, and test every cue: see `examine_cues`."""
    dealer = Dealer(load_deck(DECK, settings), load_generator(GENERATOR, settings), [])
    seen: set[str] = set()
    plan = Plan(DECK)
    fakes, photos, groups = [], [], []
    for seed in progress_bar(range(SEED, SEED + rounds), desc="rounds dealt", unit="round"):
        made = dealer.make(seed, plan)
        try:
            trials = dealer.trials(made, plan, seen)
        except Refused:  # this player has seen all that can be dealt; the next one sits down
            seen.clear()
            trials = dealer.trials(made, plan, seen)
        for position, faces in enumerate(trials, start=1):
            drawn = dealer.pictures.of_trial(Dealt(faces, shift_of(seed, position)))
            for face, picture in zip(faces, drawn, strict=True):
                if isinstance(face, Photo):
                    photos.append(picture)
                    # A photo that two players saw must not be learned in one fold and tested in
                    # another.
                    groups.append(face.name)
                    seen.add(face.name)
                else:
                    fakes.append(picture)
    return examine_cues(fakes, photos, groups, dealer.deck.frame)


def examine_cues(
    fakes: Sequence[np.ndarray], photos: Sequence[np.ndarray], groups: Sequence[str], frame: Frame
) -> list[dict[str, Any]]:
    """Rows {cue, kind, n, auc, auc_low, auc_high, pairs, pairs_low, pairs_high}.

    For framed fakes and photos, pair by pair; `n` counts the pairs. For every cue a logistic
    regression on its numbers and their squares is fitted and scored out of fold, pairs of one group
    staying together. `auc`: of single faces, with a 95 % interval by DeLong; below 0.5 it is chance
    as far as the classifier can see. `pairs`: another is fitted to the differences within pairs,
    and this is the share of pairs in which it finds the fake, with Wilson's interval.
    """
    rows = []
    fake = np.repeat([True, False], len(fakes))
    folds, both = GroupKFold(5), [*groups, *groups]
    for name, (kind, cue) in CUES.items():
        numbers = np.array([cue(picture, frame) for picture in (*fakes, *photos)], dtype=float)
        numbers = np.hstack([numbers, (numbers - numbers.mean(axis=0)) ** 2])
        difference = numbers[: len(fakes)] - numbers[len(fakes) :]
        # Each difference also the other way round, so that neither side is the usual one.
        two_ways = np.vstack([difference, -difference])
        scores, lean = (
            cross_val_predict(
                make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000)),
                given,
                fake,
                groups=both,
                cv=folds,
                method="decision_function",
            )
            for given in (numbers, two_ways)
        )
        auc, auc_low, auc_high = auc_interval(scores[fake], scores[~fake])
        # Of pairs that look the same to it, it finds every other one.
        found = round(
            ((lean[fake] > 0).sum() + (lean[~fake] < 0).sum() + (lean == 0).sum() / 2) / 2
        )
        pairs_low, pairs_high = wilson(found, len(fakes))
        rows.append(
            {"cue": name, "kind": kind, "n": len(fakes)}
            | {"auc": auc, "auc_low": auc_low, "auc_high": auc_high}
            | {"pairs": found / len(fakes), "pairs_low": pairs_low, "pairs_high": pairs_high}
        )
    return rows


def encoded_size(picture: np.ndarray, frame: Frame) -> Sequence[float]:
    """Bytes sent to the browser."""
    return [len(encode(picture))]


def picture_size(picture: np.ndarray, frame: Frame) -> Sequence[float]:
    """Width and height of what is sent."""
    return Image.open(io.BytesIO(encode(picture))).size


def colour_mode(picture: np.ndarray, frame: Frame) -> Sequence[float]:
    """Channels and depth of what is sent, and whether there is any colour in it."""
    image = Image.open(io.BytesIO(encode(picture)))
    coloured = np.ptp(picture.astype(int), axis=2).max() > 8
    return [len(image.getbands()), ["L", "P", "RGB", "RGBA"].index(image.mode), coloured]


def border(picture: np.ndarray, frame: Frame) -> Sequence[float]:
    """How much the two outermost lines of each side differ, and how dark they are at most.

    A picture that was filled up or shifted shows here.
    """
    sides = [np.rot90(picture, turns)[:2].astype(float) for turns in range(4)]
    steps = [np.log1p(np.abs(side[0] - side[1]).mean()) for side in sides]
    return [min(steps), max(steps), min(side.mean() for side in sides) < 4]


def block_grid(picture: np.ndarray, frame: Frame) -> Sequence[float]:
    """Steps of brightness across the photos' grid of 8x8 blocks, against all steps, down, across.

    On a log scale: 0 without a grid at that phase. The other seven phases are not told apart: they
    lie on fixed parts of an aligned face, and so are content.
    """
    grey = luminance(picture, np.float64)
    strengths = []
    for axis, start in ((0, frame.window[1]), (1, frame.window[0])):
        step = np.abs(np.diff(grey, axis=axis)).mean(axis=1 - axis)
        at_grid = step[(-start - 1) % 8 :: 8]
        strengths.append(float(np.log(at_grid.mean() + 0.1) - np.log(step.mean() + 0.1)))
    return strengths


def block_phases(picture: np.ndarray, frame: Frame) -> Sequence[float]:
    """Steps of brightness at each phase of an 8x8 grid, down and across, on a log scale."""
    profile: list[float] = []
    for axis in (0, 1):
        step = np.abs(np.diff(luminance(picture, np.float64), axis=axis)).mean(axis=1 - axis)
        phases = np.log([step[phase::8].mean() + 0.1 for phase in range(8)])
        profile += list(phases - phases.mean())
    return profile


def jpeg_tables(picture: np.ndarray, frame: Frame) -> np.ndarray:
    """How far the DCT coefficients lie from multiples of the frame's JPEG steps, by frequency.

    That depends on what is in the picture, too (whites that are clipped, for one). So the same of
    the picture shifted by half a block and compressed again is subtracted: what is left is about
    the container (calibration, Fridrich 2004). Without it the cue told photos from fakes at 0.61
    even if both had been put through one and the same fresh JPEG pass.
    """
    left, top, right, bottom = frame.window
    width, height = frame.canvas
    around = ((top, height - bottom + 4), (left, width - right + 4), (0, 0))
    shifted = np.pad(picture[4:, 4:], around, "symmetric")
    return off_steps(picture, frame) - off_steps(frame.compress(shifted), frame)


def off_steps(picture: np.ndarray, frame: Frame) -> np.ndarray:
    """Mean distance to the next multiple of the step, brightness, 14 low frequencies, (14,).

    Whole blocks of the photos' own grid; the mean of a block is left out.
    """
    left, top = (-frame.window[0]) % 8, (-frame.window[1]) % 8
    grey = luminance(picture, np.float64)[top:, left:]
    rows, columns = grey.shape[0] // 8, grey.shape[1] // 8
    blocks = grey[: 8 * rows, : 8 * columns].reshape(rows, 8, columns, 8).swapaxes(1, 2)
    steps = np.array(frame.quantisation[0], dtype=float).reshape(8, 8)
    multiples = dctn(blocks - 128, axes=(2, 3), norm="ortho") / steps
    off = np.abs(multiples - np.rint(multiples)).mean(axis=(0, 1))
    return np.array([off[u, v] for u in range(5) for v in range(5) if 0 < u + v < 5])


def thumbnail(picture: np.ndarray, frame: Frame) -> np.ndarray:
    """The picture's colours at 16x16: what is seen of it from across a room."""
    return reduced(picture, 16).ravel()


def _content(*features: str) -> Cue:
    places = [FEATURES.index(feature) for feature in features]
    return lambda picture, frame: content_features(picture)[places]


CUES: dict[str, tuple[str, Cue]] = {
    "encoded size": ("container", encoded_size),
    "picture size": ("container", picture_size),
    "colour mode": ("container", colour_mode),
    "border": ("container", border),
    "JPEG block grid": ("container", block_grid),
    "JPEG tables": ("container", jpeg_tables),
    # The same two traces with what the picture's content adds to them.
    "JPEG block grid, all phases": ("content", block_phases),
    "JPEG tables, not calibrated": ("content", off_steps),
    "mean colour": ("content", _content("red", "green", "blue")),
    "spread of brightness": ("content", _content("contrast")),
    "mean saturation": ("content", _content("saturation")),
    "spread of saturation": ("content", _content("spread of saturation")),
    "sharpness": ("content", _content("sharpness")),
    "all that is matched, together": ("content", _content(*FEATURES)),
    "thumbnail": ("content", thumbnail),
}
