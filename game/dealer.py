"""The dealer: makes fakes ahead, pairs them with photos, and draws any face again from the store.

A round's ten fakes come from its secret seed alone; which photo stands beside which fake comes from
the pictures (each fake gets a photo that is near it in colour, contrast and sharpness, so that none
of these gives it away) and from what the player has seen. The side is a coin of the same seed.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from game.discriminators.judge import Judge
from game.faces.content import content_features, match
from game.faces.deck import Deck
from game.faces.frame import encode
from game.faces.thumbnail import enlarged, reduced
from game.generators.pool import Pool
from game.generators.recipe import (
    FACE_SIZE,
    GENERATOR,
    PLAY_SEEDS,
    TRUNCATION_PSI,
    Recipe,
)
from game.generators.synthesis import Generator
from game.refusal import Refused
from game.rounds import Photo, Shown

ROUND_LENGTH = 10
HANDS_AHEAD = 4  # rounds made before anybody asks: a second of work each
CHOICES = 8  # fakes of which a climb takes one
FACES_KEPT = 400  # framed faces in memory, 77 kB each


def fake(generator: Generator, seed: int) -> Recipe:
    """A fake as the game deals it: what judges learn from and are measured on, too."""
    if len(generator.layer_resolutions) == 1:  # without w there is nothing to truncate
        return generator.recipe(seed, 1.0)
    return generator.recipe(seed, TRUNCATION_PSI, min(FACE_SIZE, generator.sizes[-1]))


# A generator by its name and, if it is trained anew now and then, the sha256 of its weights.
Opponents = Callable[[str, str | None], Generator]


@dataclass(frozen=True)
class Hand:
    """The fakes of a round to come: recipes, and what match() needs, (n, k)."""

    seed: int
    recipes: tuple[Recipe, ...]
    content: np.ndarray


class Dealer:
    """One deck, one generator, any number of judges; safe to share between threads."""

    def __init__(
        self,
        deck: Deck,
        generator: Generator,
        judges: Sequence[Judge],
        opponents: Opponents | None = None,
    ) -> None:
        self.deck = deck
        self.generator = generator
        self.judges = tuple(judges)
        self._opponents = opponents
        # Bounded: what has fallen out is made again from its recipe.
        self._framed = lru_cache(maxsize=FACES_KEPT)(self._frame)
        self._judged = lru_cache(maxsize=FACES_KEPT // 2)(self._judge)
        self._ahead = ThreadPoolExecutor(1, "judges")
        self.hands = Pool("rounds", lambda: self.make(secrets.randbits(63)), HANDS_AHEAD)

    def hand(
        self,
        progress: Callable[[float], object] = lambda _: None,
        generator: str = GENERATOR,
    ) -> Hand:
        """The next hand: one made ahead, or, if there is none, one made now with its progress.

        Raises Unavailable if there is no such generator.
        """
        ahead = self.hands.take() if generator == GENERATOR else None
        return ahead or self.make(secrets.randbits(63), progress, generator)

    def pairs(self, hand: Hand, seen: Collection[str]) -> list[tuple[Shown, Shown]]:
        """Pairs (left, right) for a player who has seen these photos.

        Raises Refused once the player has seen half of the photos: none is shown twice, and among
        the rest too few are near a fake, so that colour and contrast would begin to tell.
        """
        unseen = self._unseen(seen, len(hand.recipes))
        photos = self.deck.play_content[unseen]
        size = self._thumbnail(hand.recipes[0])
        chosen = match(*_comparable(hand.content, photos, size))
        coins = np.random.default_rng([hand.seed, 1]).integers(0, 2, len(hand.recipes))
        pairs: list[tuple[Shown, Shown]] = []
        for recipe, index, coin in zip(hand.recipes, chosen, coins, strict=True):
            photo = Photo(self.deck.play[unseen[index]], size)
            pairs.append((photo, recipe) if coin else (recipe, photo))
        return pairs

    def step(self, generator: str, seed: int, seen: Collection[str]) -> tuple[Shown, Shown]:
        """A pair (left, right) for a climb, whose fake is of this generator.

        Of a few fakes the one is taken to which an unseen photo is nearest, so that a climb does
        not use up the photos that a round could be matched with. Raises Refused as `pairs` does.
        """
        rng = np.random.default_rng(seed)
        seeds = rng.integers(PLAY_SEEDS.start, PLAY_SEEDS.stop, CHOICES)
        opponent = self.opponent(generator)
        recipes = [fake(opponent, int(face_seed)) for face_seed in seeds]
        size = self._thumbnail(recipes[0])
        if size is None:
            recipes = recipes[:1]  # slow to make, and varied enough
        content = np.stack([content_features(self.picture(recipe)) for recipe in recipes])
        unseen = self._unseen(seen, 1)
        content, photos = _comparable(content, self.deck.play_content[unseen], size)
        apart = ((content[:, None] - photos[None]) / (photos.std(axis=0) + 1e-9)) ** 2
        which, nearest = np.unravel_index(apart.sum(axis=2).argmin(), apart.shape[:2])
        photo = Photo(self.deck.play[unseen[nearest]], size)
        recipe = recipes[which]
        return (photo, recipe) if rng.integers(2) else (recipe, photo)

    def _unseen(self, seen: Collection[str], wanted: int) -> list[int]:
        """The play photos that a player has not seen; Refused once half of them are used up."""
        unseen = [index for index, name in enumerate(self.deck.play) if name not in seen]
        if len(unseen) < len(self.deck.play) / 2 + wanted:
            raise Refused(
                f"You have seen half of the {len(self.deck.play)} photos of this deck, and the "
                "rest would no longer make fair pairs. Well played!"
            )
        return unseen

    def opponent(self, name: str, sha256: str | None = None) -> Generator:
        """The generator of that name; `sha256` says which weights of it, if it is trained anew.

        Raises Unavailable if there is none.
        """
        if name == self.generator.name or self._opponents is None:
            return self.generator
        return self._opponents(name, sha256)

    def _thumbnail(self, recipe: Recipe) -> int | None:
        """The size of a fake too small for the frame; its photo is then reduced to that, too."""
        return recipe.size if recipe.size < self.deck.frame.size[0] else None

    def picture(self, face: Shown) -> np.ndarray:
        """The framed face, uint8 (height, width, 3)."""
        return self._framed(face)

    def encoded(self, faces: Sequence[Shown]) -> list[bytes]:
        """What the browser gets: every face by the same encoder, to the same number of bytes.

        The judges begin to look at them, too, so that a reveal need not wait.
        """
        encoded = [encode(self.picture(face)) for face in faces]
        self._ahead.submit(self.verdicts, faces)
        return encoded

    def verdicts(self, faces: Sequence[Shown]) -> list[list[float]]:
        """p(fake) of each judge for each face, in the order of `judges`."""
        return self._judged(tuple(faces))

    def looked_at(self, faces: Sequence[Shown]) -> dict[str, list[np.ndarray]]:
        """By network judge: each face, uint8 (height, width, 3), with what mattered in colour."""
        from game.discriminators.saliency import looked_at  # slow to import, seldom used

        seen = [looked_at(self.judges, self.picture(face)) for face in faces]
        return {name: [pictures[name] for pictures in seen] for name in seen[0]}

    def close(self) -> None:
        """End the threads."""
        self.hands.close()
        self._ahead.shutdown(cancel_futures=True)

    def _judge(self, faces: tuple[Shown, ...]) -> list[list[float]]:
        pictures = np.stack([self.picture(face) for face in faces])
        return [judge.p_fake(pictures).tolist() for judge in self.judges]

    def _frame(self, face: Shown) -> np.ndarray:
        if isinstance(face, Photo):
            whole = self.deck.photo(face.name)
            return whole if face.size is None else enlarged(reduced(whole, face.size), len(whole))
        fake_face = self.opponent(face.generator, face.checkpoint_sha256).face(face)
        if self._thumbnail(face):  # trained on thumbnails of framed photos, so framed already
            return enlarged(fake_face, self.deck.frame.size[0])
        return self.deck.frame.fake(fake_face)

    def make(
        self,
        seed: int,
        progress: Callable[[float], object] = lambda _: None,
        generator: str = GENERATOR,
    ) -> Hand:
        """The hand of this seed; `progress` is told the share that is done."""
        opponent = self.opponent(generator)
        seeds = np.random.default_rng([seed, 0]).integers(
            PLAY_SEEDS.start, PLAY_SEEDS.stop, ROUND_LENGTH
        )
        recipes = tuple(fake(opponent, int(face_seed)) for face_seed in seeds)
        content = []
        for done, recipe in enumerate(recipes, start=1):
            content.append(content_features(self.picture(recipe)))
            progress(done / len(recipes))
        return Hand(seed, recipes, np.stack(content))


def _comparable(
    fakes: np.ndarray, photos: np.ndarray, thumbnail: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Content (n, k) of both without what cannot be matched: thumbnails are all soft."""
    return (fakes, photos) if thumbnail is None else (fakes[:, :-1], photos[:, :-1])
