"""Making a deck's own style, without looking for anybody's face.

What a face shows tells its p, as far as a straight line can: ridge regression, fitted on random
faces whose p is known. Of photos only the mean of what they all show is asked for. The regression
says what p would be seen so; random faces are drawn around it, and what they lack of the photos'
mean moves the centre on. Of how photos differ from each other only the covariance of what they are
matched by is asked for, in `spread_of_style`. No photo's own p is ever known, so no face of a photo
can be made from it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from game.common.errors import Refused
from game.common.language import say
from game.common.recipe import PLAY_SEEDS, STYLED_PSI, TRAIN_SEEDS
from game.faces.content import FEATURES, content_features
from game.faces.decks.deck import LEAST_PHOTOS, Deck
from game.faces.decks.spread_of_style import fitted_spread
from game.faces.detector.mtcnn import Detector
from game.faces.features import ResNet50Thin
from game.faces.frame import Frame
from game.faces.thumbnail import reduced
from game.generators.style import Style, p_of
from game.generators.synthesis import Generator

LOOKED_AT = 64  # pixels a side: what is finer differs between photos and fakes whatever the style
THUMBNAIL = 16
FACES = 2500  # random ones, for the regression
RIDGE = 3000.0
AROUND = 200  # faces around the centre, at each step
STEPS = 2  # more go on after what no face of the generator has
APART, PARTS = 600, 2  # faces that show how those of the style differ, half of them stretched
SMALLEST = 128  # pixels of a face that is looked at
COMPARED = 200  # fakes that are compared with all photos
MATCHED = FEATURES[:-1]  # sharpness is another at another size

Progress = Callable[[float], object]


@dataclass(frozen=True)
class _Regression:
    """From what is seen in a face to its p; `mean` and `spread` standardise what is seen."""

    mean: np.ndarray
    spread: np.ndarray
    weights: np.ndarray

    def step(self, lacking: np.ndarray) -> np.ndarray:
        """How p has to move (w_dim) for this much more to be seen."""
        moved: np.ndarray = (lacking / self.spread) @ self.weights
        return moved.astype(np.float32)


class StyleMaker:
    """One deck, one generator, and the networks that say what a face shows and where it is."""

    def __init__(
        self, deck: Deck, generator: Generator, features: ResNet50Thin, detector: Detector
    ) -> None:
        """From the `train` photos, or from all where there are none. Refused if there are few."""
        self.deck, self._generator, self._features = deck, generator, features
        self._detector = detector
        # Plain faces before any wall cannot be toned, and what is looked at hardly changes by it.
        self._frame = replace(deck.frame, tone=None)
        self.photos = deck.train or deck.play
        if len(self.photos) < LEAST_PHOTOS:
            raise Refused(
                say(
                    "A style needs {least} photos of a deck, not {n}.",
                    least=LEAST_PHOTOS,
                    n=len(self.photos),
                )
            )

    def make(self, progress: Progress = lambda _: None, spread: float = 1.0) -> Style:
        """The style, of this spread; some minutes on two cores.

        The same every time, as far as faces are.
        """
        faces = FACES + STEPS * AROUND + APART
        wanted = self._seen(self._framed_photos).mean(axis=0)
        w = self._w(range(TRAIN_SEEDS.start, TRAIN_SEEDS.start + FACES))
        seen = self._faces(w, self._seen, self._frame, lambda made: progress(made / faces))
        mean = p_of(w).mean(axis=0)
        regression = fitted(seen, p_of(w))
        style = Style(self._generator.checkpoint_sha256, self.deck.licence, mean, mean, spread)
        style = replace(style, centre=mean + regression.step(wanted - regression.mean))
        for step in range(STEPS):
            done = FACES + step * AROUND
            around = self._w(range(TRAIN_SEEDS.start + done, TRAIN_SEEDS.start + done + AROUND))
            around = style.truncated(around, STYLED_PSI)
            progress(done / faces)
            seen = self._faces(around, self._seen, self._frame)
            moved = regression.step(wanted - seen.mean(axis=0))
            style = replace(style, centre=style.centre + moved)
        usual = (STYLED_PSI * spread) ** 2 * np.cov(p_of(w).T)
        return self._apart(style, usual, lambda made: progress((faces - APART + made) / faces))

    def _apart(self, style: Style, usual: np.ndarray, progress: Progress) -> Style:
        """The style with a spread of its own, and its centre moved on; `usual`: see fitted_spread.

        What is true of faces near the centre is less so of those that are stretched, so they are
        looked at, too.
        """
        wanted, centre = self._content(self._framed_photos), style.centre
        moves, seen = [], []
        for part in range(PARTS):
            first = TRAIN_SEEDS.start + FACES + STEPS * AROUND + part * APART // PARTS
            seeds = range(first, first + APART // PARTS)
            progress(part * APART // PARTS)
            w = style.truncated(self._w(seeds), STYLED_PSI)
            moves.append(p_of(w) - centre)
            seen.append(self._faces(w, self._content, self.deck.frame))
            found = fitted_spread(np.concatenate(moves), np.concatenate(seen), wanted, usual)
            style = replace(style, centre=centre + found.shift)
            style = replace(style, along=found.along, stretch=found.stretch)
        return style

    def nearest(self, style: Style) -> dict[str, Any]:
        """How near its fakes come to the photos it is from; see `nearest_of`."""
        seeds = range(PLAY_SEEDS.start, PLAY_SEEDS.start + COMPARED)
        pictures = self._pictures(style.truncated(self._w(seeds), STYLED_PSI), self._frame)
        fakes, photos = map(self._features.features, (pictures, self._framed_photos))
        return nearest_of(fakes, photos)

    @cached_property
    def _framed_photos(self) -> np.ndarray:
        """Uint8 (n, side, side, 3), for the centre, the spread and how near fakes come."""
        return np.stack([self.deck.photo(name) for name in self.photos])

    def _w(self, seeds: range) -> np.ndarray:
        z = np.concatenate([self._generator.latent(seed) for seed in seeds])
        return self._generator.ws(z)[:, 0]

    def _faces(
        self,
        w: np.ndarray,
        look: Callable[[np.ndarray], np.ndarray],
        frame: Frame,
        progress: Progress = lambda _: None,
    ) -> np.ndarray:
        """What a look at the faces of these w (n, w_dim) in this frame finds, (n, k)."""
        seen = []
        for i in range(0, len(w), 8):
            seen.append(look(self._pictures(w[i : i + 8], frame)))
            progress(min(i + 8, len(w)))
        return np.concatenate(seen)

    def _pictures(self, w: np.ndarray, frame: Frame) -> np.ndarray:
        """Faces of these w (n, w_dim) in this frame, uint8 (n, side, side, 3)."""
        size = next(size for size in self._generator.sizes if size >= SMALLEST)
        num_ws = self._generator.network.config.num_ws
        faces = (self._generator.picture(np.tile(one, (num_ws, 1)), size) for one in w)
        return np.stack([frame.fake(face) for face in faces])

    def _seen(self, pictures: np.ndarray) -> np.ndarray:
        """Framed pictures to what is seen in them, (n, 3776): thumbnails and coarse features."""
        small = np.stack([reduced(picture, LOOKED_AT) for picture in pictures])
        thumbnails = np.stack([reduced(picture, THUMBNAIL) for picture in pictures])
        pixels = thumbnails.reshape(len(pictures), -1).astype(np.float32)
        return np.hstack([pixels, self._features.coarse(small)])

    def _content(self, pictures: np.ndarray) -> np.ndarray:
        """Framed pictures to what they are matched by, (n, 16), all as soft as a small face is."""
        scale = SMALLEST / pictures.shape[1]
        left, top, right, bottom = (scale * edge for edge in self.deck.frame.face_box)
        small = [reduced(picture, SMALLEST) for picture in pictures]
        points = [self._detector.landmarks(one, (left, top, right, bottom)) for one in small]
        content = [content_features(one, found) for one, found in zip(small, points, strict=True)]
        return np.stack(content)[:, : len(MATCHED)]


def fitted(seen: np.ndarray, p: np.ndarray) -> _Regression:
    """Ridge regression from what is seen (n, k), standardised, to p (n, w_dim)."""
    mean, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    standard = (seen - mean) / spread
    gram = standard.T @ standard + RIDGE * np.eye(standard.shape[1], dtype=standard.dtype)
    weights = np.linalg.solve(gram, standard.T @ (p - p.mean(axis=0)))
    return _Regression(mean, spread, weights)


def nearest_of(fakes: np.ndarray, photos: np.ndarray) -> dict[str, float]:
    """Distances in features (n, k) and (m, k), as parts of the usual one of two photos.

    `least`: of any fake to any photo. `photos`: the median over photos of the distance to the one
    that is nearest, so how near one person is to another who happens to look alike.
    """
    apart = np.linalg.norm(photos[:, None] - photos[None], axis=2)
    usual = np.median(apart[np.triu_indices(len(photos), 1)])
    np.fill_diagonal(apart, np.inf)
    across = np.linalg.norm(fakes[:, None] - photos[None], axis=2)
    return {
        "least": float(across.min() / usual),
        "photos": float(np.median(apart.min(axis=1)) / usual),
    }
