"""Boxes in a picture: left, top, right, bottom in pixels, from its corner (0, 0)."""

import numpy as np


def suppress(
    boxes: np.ndarray, scores: np.ndarray, most: float, *, of_the_smaller: bool = False
) -> np.ndarray:
    """Non-maximum suppression: the indices of the boxes (n, 4) that stay, the best first.

    A box goes if it shares more than the part `most` with a better one: of both together, or of the
    smaller of the two.
    """
    area = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    left = scores.argsort()[::-1]
    kept = []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        first = np.maximum(boxes[best, :2], boxes[left, :2])
        last = np.minimum(boxes[best, 2:], boxes[left, 2:])
        shared = np.prod((last - first).clip(min=0), axis=1)
        whole = area[best] + area[left] - shared
        if of_the_smaller:
            whole = np.minimum(area[best], area[left])
        left = left[shared <= most * whole]
    return np.array(kept, int)


def shifted(boxes: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """Boxes (n, 4) with each edge moved by `shifts` (n, 4), in parts of the box's own sides."""
    sides = boxes[:, 2:] - boxes[:, :2]
    return boxes + shifts * np.concatenate([sides, sides], axis=1)


def squares(boxes: np.ndarray, size: tuple[int, int], smallest: int) -> np.ndarray:
    """The squares round the boxes (n, 4), in whole pixels, in a picture of this width and height.

    Left out are those that no face can have: from half of `smallest` to twice the picture's longer
    side they may be wide, with the middle in the picture.
    """
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    side = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True)
    inside = ((middle > 0) & (middle < size)).all(axis=1)
    fair = inside & (side[:, 0] >= smallest / 2) & (side[:, 0] <= 2 * max(size))
    return np.rint(np.concatenate([middle - side / 2, middle + side / 2], axis=1))[fair]
