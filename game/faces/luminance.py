"""Brightness from colours, wherever a picture is looked at without them."""

import numpy as np

WEIGHTS = (0.299, 0.587, 0.114)  # of red, green and blue, as JPEG weighs them (ITU-R BT.601)


def luminance(pictures: np.ndarray, kind: type[np.floating] = np.float32) -> np.ndarray:
    """Pictures (…, height, width, 3) to their brightness (…, height, width), on the same scale.

    In 32 bits, by which judges and matched photos were settled, unless another kind is asked for.
    """
    grey: np.ndarray = pictures.astype(kind) @ np.array(WEIGHTS, kind)
    return grey
