"""What the file and the frame may give away: each cue takes a look at a picture to its numbers."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image
from scipy.fft import dctn

from game.admin.audit.look import Look
from game.faces.frame import Frame, encode
from game.faces.luminance import luminance


def encoded_size(look: Look) -> Sequence[float]:
    """Bytes sent to the browser."""
    return [len(encode(look.picture))]


def picture_size(look: Look) -> Sequence[float]:
    """Width and height of what is sent."""
    return Image.open(io.BytesIO(encode(look.picture))).size


def colour_mode(look: Look) -> Sequence[float]:
    """Channels and depth of what is sent, and whether there is any colour in it."""
    image = Image.open(io.BytesIO(encode(look.picture)))
    coloured = np.ptp(look.picture.astype(int), axis=2).max() > 8
    return [len(image.getbands()), ["L", "P", "RGB", "RGBA"].index(image.mode), coloured]


def border(look: Look) -> Sequence[float]:
    """How much the two outermost lines of each side differ, and how dark they are at most.

    A picture that was filled up or shifted shows here.
    """
    sides = [np.rot90(look.picture, turns)[:2].astype(float) for turns in range(4)]
    steps = [np.log1p(np.abs(side[0] - side[1]).mean()) for side in sides]
    return [min(steps), max(steps), min(side.mean() for side in sides) < 4]


def block_grid(look: Look) -> Sequence[float]:
    """Steps of brightness across the photos' grid of 8x8 blocks, against all steps, down, across.

    On a log scale: 0 without a grid at that phase. The other seven phases are not told apart: they
    lie on fixed parts of an aligned face, and so are content.
    """
    return _steps_at_grid(look.picture, look.frame)


def calibrated_block_grid(look: Look) -> Sequence[float]:
    """The same, less that of the picture shifted by half a block and compressed again.

    How far blocks stand out depends on how much fine detail they have lost, so on content, too:
    what is left is about the container, see `jpeg_tables`.
    """
    again = _steps_at_grid(_recompressed(look), look.frame)
    return [a - b for a, b in zip(_steps_at_grid(look.picture, look.frame), again, strict=True)]


def _steps_at_grid(picture: np.ndarray, frame: Frame) -> list[float]:
    grey = luminance(picture, np.float64)
    strengths = []
    for axis, start in ((0, frame.window[1]), (1, frame.window[0])):
        step = np.abs(np.diff(grey, axis=axis)).mean(axis=1 - axis)
        at_grid = step[(-start - 1) % 8 :: 8]
        strengths.append(float(np.log(at_grid.mean() + 0.1) - np.log(step.mean() + 0.1)))
    return strengths


def block_phases(look: Look) -> Sequence[float]:
    """Steps of brightness at each phase of an 8x8 grid, down and across, on a log scale."""
    profile: list[float] = []
    for axis in (0, 1):
        step = np.abs(np.diff(luminance(look.picture, np.float64), axis=axis)).mean(axis=1 - axis)
        phases = np.log([step[phase::8].mean() + 0.1 for phase in range(8)])
        profile += list(phases - phases.mean())
    return profile


def jpeg_tables(look: Look) -> np.ndarray:
    """How far the DCT coefficients lie from multiples of the frame's JPEG steps, by frequency.

    That depends on what is in the picture, too (whites that are clipped, for one). So the same of
    the picture shifted by half a block and compressed again is subtracted: what is left is about
    the container (calibration, Fridrich 2004). Without it the cue told photos from fakes at 0.61
    even if both had been put through one and the same fresh JPEG pass.
    """
    return _off_steps(look.picture, look.frame) - _off_steps(_recompressed(look), look.frame)


def _recompressed(look: Look) -> np.ndarray:
    """The picture shifted by half a block and compressed again."""
    left, top, right, bottom = look.frame.window
    width, height = look.frame.canvas
    around = ((top, height - bottom + 4), (left, width - right + 4), (0, 0))
    return look.frame.compress(np.pad(look.picture[4:, 4:], around, "symmetric"))


def off_steps(look: Look) -> np.ndarray:
    """The same without that calibration."""
    return _off_steps(look.picture, look.frame)


def _off_steps(picture: np.ndarray, frame: Frame) -> np.ndarray:
    """Mean distance to the next multiple of the step, brightness, 14 low frequencies, (14,).

    Whole blocks of the photos' own grid; the mean of a block is left out. So are blocks that are
    clipped, black or white somewhere in a colour: what was cut off there lies between the steps,
    and how much is clipped is content, which no calibration takes away.
    """
    left, top = (-frame.window[0]) % 8, (-frame.window[1]) % 8
    blocks = _blocks(luminance(picture, np.float64)[top:, left:])
    inside = np.min((picture > 1) & (picture < 254), axis=2)
    clear = _blocks(inside[top:, left:]).all(axis=(2, 3))
    blocks = blocks[clear if clear.any() else np.ones_like(clear)]  # (n, 8, 8)
    steps = np.array(frame.quantisation[0], dtype=float).reshape(8, 8)
    multiples = dctn(blocks - 128, axes=(1, 2), norm="ortho") / steps
    off = np.abs(multiples - np.rint(multiples)).mean(axis=0)
    return np.array([off[u, v] for u in range(5) for v in range(5) if 0 < u + v < 5])


def _blocks(values: np.ndarray) -> np.ndarray:
    """(height, width) to its whole blocks, (rows, columns, 8, 8)."""
    rows, columns = values.shape[0] // 8, values.shape[1] // 8
    whole = values[: 8 * rows, : 8 * columns]
    return whole.reshape(rows, 8, columns, 8).swapaxes(1, 2)
