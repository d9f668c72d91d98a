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

from game.discriminators.judge import SIDE, Judge
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
from game.language import say
from game.refusal import Refused
from game.rounds import Photo, Plan, Shown
from game.scoring.heat import heat
from game.store.tables import Design, Mode, Target

ROUND_LENGTH = 10
ODD_ONE_OF = 4  # faces, three of them of one kind
HANDS_AHEAD = 4  # rounds made before anybody asks: a second of work each
CHOICES = 8  # fakes of which a climb takes one
FACES_KEPT = 400  # framed faces in memory, 77 kB each in the default deck
SUITED = 3  # photos a pair, of those that suit the player, for the fakes to be matched with
BYTES_KEPT = 300_000_000  # of larger ones fewer are kept


def fake(
    generator: Generator, seed: int, psi: float = TRUNCATION_PSI, size: int = FACE_SIZE
) -> Recipe:
    """A fake as the game deals it: what judges learn from and are measured on, too.

    Of the sizes that the generator makes, the least that fills `size` pixels, or its largest.
    """
    fitting = [made for made in generator.sizes if made >= size]
    made = fitting[0] if fitting else generator.sizes[-1]
    if len(generator.layer_resolutions) == 1:  # without w there is nothing to truncate
        psi = 1.0
    return generator.recipe(seed, psi, made)


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
        width, height = deck.frame.size
        kept = min(FACES_KEPT, BYTES_KEPT // (3 * width * height))
        self._framed = lru_cache(maxsize=kept)(self._frame)
        self._judged = lru_cache(maxsize=FACES_KEPT // 2)(self._judge)
        self._ahead = ThreadPoolExecutor(1, "judges")
        usual = Plan(deck.name)
        self.hands = Pool("rounds", lambda: self.make(secrets.randbits(63), usual), HANDS_AHEAD)

    def hand(
        self,
        plan: Plan,
        length: int = ROUND_LENGTH,
        progress: Callable[[float], object] = lambda _: None,
    ) -> Hand:
        """The fakes of a round: made ahead if they are the usual ones, or made now with progress.

        Raises Unavailable if there is no such generator.
        """
        halved = 2 if plan.mode is Mode.EXPERIMENT else 1
        fakes = length // halved * _fakes_a_trial(plan)
        usual = (GENERATOR, TRUNCATION_PSI, ROUND_LENGTH)
        ahead = self.hands.take() if (plan.generator, plan.truncation_psi, fakes) == usual else None
        return ahead or self.make(secrets.randbits(63), plan, fakes, progress)

    def for_deck(self, deck: Deck) -> "Dealer":
        """A dealer of another deck, with the same generators and judges."""
        return Dealer(deck, self.generator, self.judges, self._opponents)

    def trials(
        self, hand: Hand, plan: Plan, seen: Collection[str], suited: Sequence[str] | None = None
    ) -> list[tuple[Shown, ...]]:
        """The hand's trials, each with its faces in their order, for one who has seen these photos.

        Photos stand beside fakes that they are near to. A single face is either of such a pair, so
        its colour and contrast do not tell. In the experiment both are dealt, each by itself, so
        that exactly half of the faces are photos.
        `suited` names photos, the most suitable first: then only the first few that are not seen
        yet are dealt; which of those stands where follows from the fakes, and so from the seed.
        Raises Refused once the player has seen half of the photos: none is shown twice, and among
        the rest too few are near a fake, so that colour and contrast would begin to tell.
        """
        fakes = [
            hand.recipes[i : i + _fakes_a_trial(plan)]
            for i in range(0, len(hand.recipes), _fakes_a_trial(plan))
        ]
        content = hand.content.reshape(len(fakes), -1, hand.content.shape[1]).mean(axis=1)
        beside = _photos_a_trial(plan)
        unseen = self._unseen(seen, beside * len(fakes))
        if suited is not None:
            unseen = self._most_suited(unseen, suited, beside * len(fakes))
        photos = self.deck.play_content[unseen]
        size = self._thumbnail(hand.recipes[0])
        chosen = match(*_comparable(content.repeat(beside, axis=0), photos, size))
        rng = np.random.default_rng([hand.seed, 1])
        trials: list[tuple[Shown, ...]] = []
        for recipes, indices in zip(fakes, chosen.reshape(-1, beside), strict=True):
            real = [Photo(self.deck.play[unseen[index]], size) for index in indices]
            faces: list[Shown] = [*real, *recipes]
            order = rng.permutation(len(faces))
            if plan.mode is Mode.EXPERIMENT:
                trials += [(face,) for face in faces]
                continue
            shown = order[:1] if plan.design is Design.YES_NO else order
            trials.append(tuple(faces[i] for i in shown))
        if plan.mode is Mode.EXPERIMENT:
            return [trials[i] for i in rng.permutation(len(trials))]
        return trials

    def most_trials(self, plan: Plan) -> int:
        """So many trials can be dealt fairly to somebody who has seen none of the photos."""
        return len(self.deck.play) // 2 // _photos_a_trial(plan)

    def step(self, generator: str, seed: int, seen: Collection[str]) -> tuple[Shown, Shown]:
        """A pair (left, right) for a climb, whose fake is of this generator.

        Of a few fakes the one is taken to which an unseen photo is nearest, so that a climb does
        not use up the photos that a round could be matched with. Raises Refused as `pairs` does.
        """
        rng = np.random.default_rng(seed)
        seeds = rng.integers(PLAY_SEEDS.start, PLAY_SEEDS.stop, CHOICES)
        opponent = self.opponent(generator)
        fills = self.deck.frame.face_size
        recipes = [fake(opponent, int(face_seed), size=fills) for face_seed in seeds]
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
                say(
                    "You have seen {seen} of the {all} photos of this deck, and with "
                    "{wanted} more the rest would no longer make fair pairs. Well played!",
                    seen=len(self.deck.play) - len(unseen),
                    all=len(self.deck.play),
                    wanted=wanted,
                )
            )
        return unseen

    def _most_suited(self, unseen: list[int], suited: Sequence[str], wanted: int) -> list[int]:
        """The first few of the suited photos among the unseen; Refused if they do not suffice."""
        at = {self.deck.play[index]: index for index in unseen}
        found = [at[name] for name in suited if name in at][: SUITED * wanted]
        if len(found) < wanted:
            raise Refused(
                say("You have seen the photos that suit your level; play an ordinary round now.")
            )
        return found

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

        seen = [looked_at(self.judges, self._as_judged(face)) for face in faces]
        return {name: [pictures[name] for pictures in seen] for name in seen[0]}

    def marked(self, face: Shown, spots: Sequence[tuple[float, float]]) -> np.ndarray:
        """A face, uint8 (height, width, 3), with where people marked it, (x, y) each, in colour."""
        from game.discriminators.saliency import overlay  # slow to import, seldom used

        picture = self.picture(face)
        thick = heat(np.reshape(spots, (-1, 2)), *picture.shape[:2])
        return overlay(picture, thick / (thick.max() + 1e-12))

    def close(self) -> None:
        """End the threads."""
        self.hands.close()
        self._ahead.shutdown(cancel_futures=True)

    def _judge(self, faces: tuple[Shown, ...]) -> list[list[float]]:
        pictures = np.stack([self._as_judged(face) for face in faces])
        return [judge.p_fake(pictures).tolist() for judge in self.judges]

    def _as_judged(self, face: Shown) -> np.ndarray:
        """The framed face at the size that the judges learned from."""
        picture = self.picture(face)
        return picture if len(picture) == SIDE else reduced(picture, SIDE)

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
        plan: Plan,
        fakes: int = ROUND_LENGTH,
        progress: Callable[[float], object] = lambda _: None,
    ) -> Hand:
        """So many fakes for such a plan, from this seed; `progress` is told the share done."""
        opponent = self.opponent(plan.generator or GENERATOR)
        psi = TRUNCATION_PSI if plan.truncation_psi is None else plan.truncation_psi
        size = self.deck.frame.face_size
        seeds = np.random.default_rng([seed, 0]).integers(PLAY_SEEDS.start, PLAY_SEEDS.stop, fakes)
        recipes = tuple(fake(opponent, int(face_seed), psi, size) for face_seed in seeds)
        content = []
        for done, recipe in enumerate(recipes, start=1):
            content.append(content_features(self.picture(recipe)))
            progress(done / len(recipes))
        return Hand(seed, recipes, np.stack(content))


def _fakes_a_trial(plan: Plan) -> int:
    """How many fakes a trial needs: three where the one photo is to be found."""
    return ODD_ONE_OF - 1 if (plan.design, plan.target) == (Design.ODD_ONE_OUT, Target.REAL) else 1


def _photos_a_trial(plan: Plan) -> int:
    """How many photos a trial needs: three where the one fake is to be found."""
    return ODD_ONE_OF - 1 if (plan.design, plan.target) == (Design.ODD_ONE_OUT, Target.FAKE) else 1


def _comparable(
    fakes: np.ndarray, photos: np.ndarray, thumbnail: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Content (n, k) of both without what cannot be matched: thumbnails are all soft."""
    return (fakes, photos) if thumbnail is None else (fakes[:, :-1], photos[:, :-1])
