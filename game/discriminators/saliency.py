"""What a network judge looked at: which pixels its p(fake) hangs on.

Integrated gradients (Sundararajan et al. 2017, by Captum) from a blurred copy of the picture to the
picture itself. So the question is: where does detail, as against its absence, move the verdict?
"""

from collections.abc import Iterable

import numpy as np
from captum.attr import IntegratedGradients
from PIL import Image, ImageFilter
from scipy.ndimage import gaussian_filter

from game.discriminators.judge import Judge
from game.discriminators.network_judge import NetworkJudge, as_input
from game.discriminators.overlay import overlay

STEPS = 8
BLUR = 8.0  # pixels: the standard deviation that leaves a face its colours and none of its detail
SPREAD = 4.0  # pixels: single pixels mean nothing to an eye


def looked_at(judges: Iterable[Judge], picture: np.ndarray) -> dict[str, np.ndarray]:
    """By network judge: the framed picture, uint8 (side, side, 3), with what mattered in colour."""
    return {
        judge.name: overlay(picture, salience(judge, picture))
        for judge in judges
        if isinstance(judge, NetworkJudge)
    }


def mattered(judges: Iterable[Judge], picture: np.ndarray) -> np.ndarray:
    """The mean of the network judges' `salience`, (side, side)."""
    found = [salience(judge, picture) for judge in judges if isinstance(judge, NetworkJudge)]
    mean: np.ndarray = np.mean(found, axis=0)
    return mean


def salience(judge: NetworkJudge, picture: np.ndarray) -> np.ndarray:
    """A framed picture, uint8 (side, side, 3), to float (side, side) in [0, 1]: 1 mattered most."""
    inputs = as_input(picture[None])
    baseline = as_input(blurred(picture)[None])
    attributed = IntegratedGradients(judge.network).attribute(inputs, baseline, n_steps=STEPS)
    mattered = attributed[0].sum(dim=0).abs().detach().numpy()  # either way: to fake and to real
    smooth: np.ndarray = gaussian_filter(mattered, SPREAD)
    return smooth / (smooth.max() + 1e-12)


def blurred(picture: np.ndarray) -> np.ndarray:
    """The picture without its detail."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(BLUR)))


def deleted(picture: np.ndarray, where: np.ndarray) -> np.ndarray:
    """The picture with the blurred one in the places `where`, bool (side, side)."""
    return np.where(where[..., None], blurred(picture), picture)
