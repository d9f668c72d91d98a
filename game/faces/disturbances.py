"""What happens to pictures on their way through the world, each with one strength."""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter


def jpeg(picture: np.ndarray, quality: float) -> np.ndarray:
    """One more JPEG pass of this quality (1 to 95, libjpeg's scale), 4:2:0."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=round(quality), subsampling="4:2:0")
    return np.asarray(Image.open(file))


def blur(picture: np.ndarray, sigma: float) -> np.ndarray:
    """A Gaussian blur of this standard deviation in pixels."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(sigma)))


def resize(picture: np.ndarray, factor: float) -> np.ndarray:
    """Scaled down by this factor (below 1) and up again to the size it had, bicubic."""
    height, width = picture.shape[:2]
    image = Image.fromarray(picture)
    small = image.resize((round(width * factor), round(height * factor)), Image.Resampling.BICUBIC)
    return np.asarray(small.resize((width, height), Image.Resampling.BICUBIC))


def noise(picture: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian noise of this standard deviation, in steps of 255; the same picture gets the same.

    Its seed is the sum of the pixels: a measurement made twice is then the same twice.
    """
    rng = np.random.default_rng(int(picture.sum()))
    noisy = picture + rng.normal(0, sigma, picture.shape)
    return noisy.round().clip(0, 255).astype(np.uint8)


DISTURBANCES: dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
    "jpeg": jpeg,
    "blur": blur,
    "resize": resize,
    "noise": noise,
}
