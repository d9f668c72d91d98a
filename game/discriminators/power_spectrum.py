"""The spectrum judge: how much of a picture lies in which fineness, and one weighted sum of it.

A generator paints detail by up-sampling, and what that leaves too weak or too regular shows as a
spectrum that falls off otherwise than a camera's (Durall et al. 2020, "Watch Your Up-Convolution").
"""

from functools import cache

import numpy as np

from game.discriminators.known import NAMES
from game.discriminators.linear_judge import LinearJudge
from game.faces.luminance import luminance


def radial_spectrum(pictures: np.ndarray) -> np.ndarray:
    """Log power by spatial frequency: uint8 (n, side, side, 3) to float (n, side / 2).

    Column r is the mean over the ring of frequencies r + 1/2 to r + 3/2 cycles a picture, of the
    brightness under a Hann window; each row's own mean is taken off, so that a picture's overall
    contrast says nothing.
    """
    side = pictures.shape[1]
    grey = luminance(pictures) / 255
    grey -= grey.mean(axis=(1, 2), keepdims=True)
    hann = np.hanning(side).astype(np.float32)
    power = np.abs(np.fft.rfft2(grey * hann[:, None] * hann)) ** 2  # (n, side, side / 2 + 1)
    mean_power = power.reshape(len(power), -1) @ _rings(side)
    spectrum = np.log10(mean_power + 1e-8)
    return spectrum - spectrum.mean(axis=1, keepdims=True)


@cache
def _rings(side: int) -> np.ndarray:
    """What takes the mean over each ring: (side * (side / 2 + 1), side / 2), once per size."""
    radius = np.hypot(np.fft.fftfreq(side, 1 / side)[:, None], np.arange(side // 2 + 1))
    ring = np.rint(radius).astype(int).ravel()
    weight = np.stack([ring == r for r in range(1, side // 2 + 1)], axis=1).astype(np.float32)
    means: np.ndarray = weight / weight.sum(axis=0)
    return means


class PowerSpectrum(LinearJudge):
    """Logistic regression on the radial spectrum."""

    name = NAMES["power-spectrum"]
    statistic = staticmethod(radial_spectrum)
