"""A face detector: Zhang et al. 2016, "Joint Face Detection and Alignment Using Multitask Cascaded
Convolutional Networks", rebuilt in Torch.

Three small networks one after another: P-Net proposes boxes at every place and scale, R-Net and
O-Net look at each proposal more closely, drop most and mend the rest; O-Net adds the landmarks.
"""

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from game.common.settings import Settings
from game.generators.pinned import load_pinned

SMALLEST = 20  # pixels: the side of the smallest face looked for, as in the paper's own code
SEARCHED_SIDE = 1024  # pixels: the longest side of a picture as it is searched
CELL, STRIDE = 12, 2  # pixels: P-Net's field of view, and how far it lies from the next
SHRINK = 0.709  # from one level of the pyramid to the next: about half the area
# The least probability of a face after each network. O-Net's is higher than the 0.7 of the paper's
# code: a face that is not there would be judged as if it were.
P_LEAST, R_LEAST, O_LEAST = 0.6, 0.7, 0.9
# The most proposals that go on, at each scale and in all: however busy a picture is, its time is
# bounded. A photo of a crowd has fewer.
MOST_AT_A_SCALE, MOST = 1000, 500


@dataclass(frozen=True)
class Found:
    """A face: its box, how sure the detector is (0 to 1), and five points (x, y) in the picture.

    `landmarks`: the eye, left in the picture, the other eye, the nose, both corners of the mouth.
    """

    box: tuple[float, float, float, float]
    score: float
    landmarks: tuple[tuple[float, float], ...]

    @property
    def eyes(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """(x, y) of the eye on the left of the picture, then of the other."""
        return self.landmarks[0], self.landmarks[1]

    def scaled(self, factor: float) -> "Found":
        """The same face in a picture that is `factor` times as large."""
        left, top, right, bottom = (factor * edge for edge in self.box)
        landmarks = tuple((factor * x, factor * y) for x, y in self.landmarks)
        return Found((left, top, right, bottom), self.score, landmarks)


def load_detector(settings: Settings) -> "Detector":
    """The detector as set-up left it. Raises Unavailable if its file is missing or another one."""
    path = settings.detector / "mtcnn.safetensors"
    return load_pinned(Detector, path, settings.assets / "detector.toml")


class CascadeNet(nn.Module):
    """One of the three: features, and a head each for the box, the landmarks and the face."""

    def __init__(self, *features: nn.Module, **heads: nn.Module) -> None:
        super().__init__()
        self.features = nn.Sequential(*features)
        self.heads = nn.ModuleDict(heads)

    def forward(self, x: Tensor) -> dict[str, np.ndarray]:
        """x (n, 3, h, w) in [-1, 1] to `box` (n, 4, …), `landmarks` (n, 10), `face` (n, …).

        A box is given as four shifts in parts of the old box's sides; landmarks as five x, then
        five y, in parts of the old box; face as a probability.
        """
        features = self.features(x)
        out = {name: head(features) for name, head in self.heads.items()}
        out["face"] = out["face"].softmax(dim=1)[:, 1]
        return {name: values.numpy() for name, values in out.items()}


def _convolution(before: int, width: int, side: int, pool: int = 0) -> tuple[nn.Module, ...]:
    layers = (nn.Conv2d(before, width, side), nn.PReLU(width))
    return (*layers, nn.MaxPool2d(pool, 2, ceil_mode=True)) if pool else layers


class Detector(nn.Module):
    """The cascade, figure 2 of the paper."""

    def __init__(self) -> None:
        super().__init__()
        self.p_net = CascadeNet(
            *_convolution(3, 10, 3, pool=2),
            *_convolution(10, 16, 3),
            *_convolution(16, 32, 3),
            box=nn.Conv2d(32, 4, 1),
            face=nn.Conv2d(32, 2, 1),
        )
        self.r_net = CascadeNet(  # of 24x24 pixels
            *_convolution(3, 28, 3, pool=3),
            *_convolution(28, 48, 3, pool=3),
            *_convolution(48, 64, 2),
            *(nn.Flatten(), nn.Linear(3 * 3 * 64, 128), nn.PReLU(128)),
            box=nn.Linear(128, 4),
            face=nn.Linear(128, 2),
        )
        self.o_net = CascadeNet(  # of 48x48 pixels
            *_convolution(3, 32, 3, pool=3),
            *_convolution(32, 64, 3, pool=3),
            *_convolution(64, 64, 3, pool=2),
            *_convolution(64, 128, 2),
            *(nn.Flatten(), nn.Linear(3 * 3 * 128, 256), nn.PReLU(256)),
            box=nn.Linear(256, 4),
            landmarks=nn.Linear(256, 10),
            face=nn.Linear(256, 2),
        )

    def search(self, picture: np.ndarray) -> list[Found]:
        """`detect`, in a smaller copy of the picture if it is large."""
        image = Image.fromarray(picture)
        image.thumbnail((SEARCHED_SIDE, SEARCHED_SIDE), Image.Resampling.BICUBIC)
        scale = max(picture.shape[:2]) / max(image.size)
        return [found.scaled(scale) for found in self.detect(np.asarray(image))]

    @torch.inference_mode()
    def detect(self, picture: np.ndarray) -> list[Found]:
        """The faces in a picture, uint8 (height, width, 3), the surest first."""
        image = Image.fromarray(picture)
        boxes = squares(self._propose(image), image.size, CELL)
        if not len(boxes):
            return []
        out = self.r_net(_patches(image, boxes, 24))
        likely = out["face"] > R_LEAST
        boxes, scores = shifted(boxes, out["box"])[likely], out["face"][likely]
        boxes = squares(boxes[suppress(boxes, scores, 0.7)], image.size, CELL)
        if not len(boxes):
            return []
        out = self.o_net(_patches(image, boxes, 48))
        landmarks = _points(out["landmarks"], boxes)
        boxes, scores = shifted(boxes, out["box"]), out["face"]
        sure = np.flatnonzero(scores > O_LEAST)
        kept = sure[suppress(boxes[sure], scores[sure], 0.7, of_the_smaller=True)]
        return [Found(tuple(boxes[i].tolist()), float(scores[i]), landmarks[i]) for i in kept]

    @torch.inference_mode()
    def landmarks(
        self, picture: np.ndarray, box: tuple[float, float, float, float]
    ) -> tuple[tuple[float, float], ...]:
        """The five points of the face in this box of a picture, as in `Found`.

        Only the last network looks, a tenth of `detect`'s time: for a picture whose face lies at a
        known place. Points are given whether there is a face or not.
        """
        boxes = np.rint(np.array([box]))
        out = self.o_net(_patches(Image.fromarray(picture), boxes, 48))
        return _points(out["landmarks"], boxes)[0]

    def _propose(self, image: Image.Image) -> np.ndarray:
        """P-Net at every scale: boxes (n, 4)."""
        boxes, scores = [np.empty((0, 4))], [np.empty(0)]
        scale = CELL / SMALLEST
        while min(image.size) * scale >= CELL:
            size = (round(image.width * scale), round(image.height * scale))
            out = self.p_net(_as_input([image.resize(size, Image.Resampling.BILINEAR)]))
            face = out["face"][0]  # (rows, columns)
            rows, columns = np.nonzero(face > P_LEAST)
            best = face[rows, columns].argsort()[::-1][:MOST_AT_A_SCALE]
            rows, columns = rows[best], columns[best]
            corner = np.stack([columns, rows], axis=1) * STRIDE
            there = np.concatenate([corner, corner + CELL], axis=1) / scale
            there = shifted(there, out["box"][0, :, rows, columns])
            kept = suppress(there, face[rows, columns], 0.5)
            boxes.append(there[kept])
            scores.append(face[rows, columns][kept])
            scale *= SHRINK
        everywhere = np.concatenate(boxes)
        return everywhere[suppress(everywhere, np.concatenate(scores), 0.7)[:MOST]]


def _points(parts: np.ndarray, boxes: np.ndarray) -> list[tuple[tuple[float, float], ...]]:
    """O-Net's landmarks (n, 10), in parts of the boxes (n, 4), to five points (x, y) for each."""
    sides = boxes[:, 2:] - boxes[:, :2]
    places = boxes[:, None, :2] + parts.reshape(-1, 2, 5).swapaxes(1, 2) * sides[:, None]
    return [tuple(map(tuple, points)) for points in places.tolist()]


def _patches(image: Image.Image, boxes: np.ndarray, side: int) -> Tensor:
    """What is in the boxes, (n, 3, side, side) in [-1, 1]; black beyond the picture."""
    crops = (image.crop(tuple(box)) for box in boxes.astype(int).tolist())
    return _as_input([crop.resize((side, side), Image.Resampling.BILINEAR) for crop in crops])


def _as_input(images: list[Image.Image]) -> Tensor:
    pixels = torch.from_numpy(np.stack([np.asarray(image) for image in images]))
    return (pixels.permute(0, 3, 1, 2).float() - 127.5) / 128


# Boxes (n, 4) are left, top, right, bottom in pixels, from the picture's corner (0, 0).


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
