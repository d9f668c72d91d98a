"""The dealer: makes fakes ahead, pairs them with photos, and draws any face again from the store.

A round's ten fakes come from its secret seed alone; which photo stands beside which fake comes from
the pictures (each fake gets a photo that is near it in colour, contrast and sharpness, so that none
of these gives it away) and from what the player has seen. The side is a coin of the same seed.
"""

import hashlib
import queue
import secrets
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from game.common.errors import Refused
from game.common.language import say
from game.common.recipe import FACE_SIZE, GENERATOR, PLAY_SEEDS, TRUNCATION_PSI, Recipe
from game.common.single_flight import SingleFlight
from game.discriminators.judge import SIDE, Judge
from game.faces.content import FEATURES, content_features, match
from game.faces.decks.deck import Deck
from game.faces.frame import encode
from game.faces.thumbnail import enlarged, reduced
from game.generators.pool import Pool, Ready
from game.generators.synthesis import Generator
from game.rounds.designs import question
from game.rounds.game_modes import game_mode
from game.rounds.made_ahead import Ahead, HandFolder
from game.rounds.plan import Dealt, Photo, Plan, Shown
from game.scoring.heat import heat

ROUND_LENGTH = 10
HANDS_AHEAD = 24  # rounds made before anybody asks, some seconds of work each: a class and its host
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
        kept: Path | None = None,
    ) -> None:
        """Rounds made ahead are kept below the folder `kept`, or in memory without one."""
        self.deck = deck
        self.generator = generator
        self.judges = tuple(judges)
        self._opponents = opponents
        # Bounded: what has fallen out is made again from its recipe.
        width, height = deck.frame.size
        faces = min(FACES_KEPT, BYTES_KEPT // (3 * width * height))
        self._framed = SingleFlight(self._frame, maxsize=faces)
        self._encoded = SingleFlight(self._encode, maxsize=faces // 2)
        self._judged = SingleFlight(self._judge, maxsize=FACES_KEPT // 2)
        self._behind = ThreadPoolExecutor(1, "behind")
        self._usual = Plan(deck.name)
        self._one_hand = threading.Lock()
        self._people = 0  # who wait for a face
        self._nobody = threading.Condition()
        made_from = (deck.frame, generator.checkpoint_sha256, TRUNCATION_PSI, FEATURES)
        folder = hashlib.sha256(repr(made_from).encode()).hexdigest()[:16]
        ready: Ready[Ahead] = (
            HandFolder(kept / folder, HANDS_AHEAD) if kept else queue.Queue(HANDS_AHEAD)
        )
        self.hands = Pool("rounds", self._make_ahead, ready)

    def hand(
        self,
        plan: Plan,
        length: int = ROUND_LENGTH,
        progress: Callable[[float], object] = lambda _: None,
    ) -> Hand:
        """The fakes of a round: made ahead if they are the usual ones, or made now with progress.

        Raises Unavailable if there is no such generator.
        """
        len(self.deck.play_content)  # slow once: not first asked for while the store is locked
        halved = 2 if game_mode(plan.mode).both_of_a_pair else 1
        fakes = length // halved * question(plan.design, plan.target).fakes
        usual = (GENERATOR, TRUNCATION_PSI, ROUND_LENGTH)
        if (plan.generator, plan.truncation_psi, fakes) != usual:
            return self.make(secrets.randbits(63), plan, fakes, progress)
        with self._waited_for():
            ahead = self.hands.take()
            if ahead is None:
                with self._one_hand:  # side by side, nobody would have theirs before all had
                    return self.make(secrets.randbits(63), plan, fakes, progress)
            hand = Hand(ahead.seed, self._recipes(ahead.seed, plan, fakes), ahead.content)
            self.picture(hand.recipes[0])  # another server may have made it; whoever waits sees so
            progress(1.0)
            return hand

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
        asked, both = question(plan.design, plan.target), game_mode(plan.mode).both_of_a_pair
        fakes = [
            hand.recipes[i : i + asked.fakes] for i in range(0, len(hand.recipes), asked.fakes)
        ]
        content = hand.content.reshape(len(fakes), -1, hand.content.shape[1]).mean(axis=1)
        beside = asked.photos
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
            if both:
                trials += [(face,) for face in faces]
                continue
            trials.append(tuple(faces[i] for i in order[: asked.faces]))
        if both:
            return [trials[i] for i in rng.permutation(len(trials))]
        return trials

    def most_trials(self, plan: Plan) -> int:
        """So many trials can be dealt fairly to somebody who has seen none of the photos."""
        return len(self.deck.play) // 2 // question(plan.design, plan.target).photos

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
        """The framed face, uint8 (height, width, 3), before a trial moves it."""
        return self._framed(face)

    def pictures(self, dealt: Dealt) -> list[np.ndarray]:
        """The faces of a trial as everybody sees them, people and judges alike."""
        return [self.deck.frame.moved(self.picture(face), dealt.shift) for face in dealt.faces]

    def encoded(self, dealt: Dealt) -> list[bytes]:
        """What the browser gets: every face by the same encoder, to the same number of bytes.

        The judges begin to look at them, too, so that a reveal need not wait.
        """
        with self._waited_for():
            return self._encoded(dealt)

    def expect(self, dealt: Dealt) -> None:
        """Draw a trial before it is on the table."""
        self._do_behind(self._encoded, dealt)

    def verdicts(self, dealt: Dealt) -> list[list[float]]:
        """p(fake) of each judge for each face, in the order of `judges`."""
        return self._judged(dealt)

    def looked_at(self, dealt: Dealt) -> dict[str, list[np.ndarray]]:
        """By network judge: each face, uint8 (height, width, 3), with what mattered in colour."""
        from game.discriminators.saliency import looked_at  # slow to import, seldom used

        seen = [looked_at(self.judges, picture) for picture in self._as_judged(dealt)]
        return {name: [pictures[name] for pictures in seen] for name in seen[0]}

    def with_spots(self, picture: np.ndarray, spots: Sequence[tuple[float, float]]) -> np.ndarray:
        """The picture, uint8 (height, width, 3), with people's spots (x, y) in colour."""
        from game.discriminators.saliency import overlay  # slow to import, seldom used

        thick = heat(np.reshape(spots, (-1, 2)), *picture.shape[:2])
        return overlay(picture, thick / (thick.max() + 1e-12))

    def close(self) -> None:
        """End the threads."""
        self.hands.close()
        self._behind.shutdown(cancel_futures=True)

    def _encode(self, dealt: Dealt) -> list[bytes]:
        encoded = [encode(picture) for picture in self.pictures(dealt)]
        self._do_behind(self._judged, dealt)
        return encoded

    def _do_behind(self, what: Callable[[Dealt], object], dealt: Dealt) -> None:
        with suppress(RuntimeError):  # closed: who still holds the dealer does all in its time
            self._behind.submit(what, dealt)

    @contextmanager
    def _waited_for(self) -> Iterator[None]:
        """Meanwhile no round is made ahead."""
        with self._nobody:
            self._people += 1
        try:
            yield
        finally:
            with self._nobody:
                self._people -= 1
                self._nobody.notify_all()

    def _make_ahead(self) -> Ahead:
        def give_way(_: float) -> None:
            with self._nobody:
                self._nobody.wait_for(lambda: not self._people)

        hand = self.make(secrets.randbits(63), self._usual, progress=give_way)
        return Ahead(hand.seed, hand.content)

    def _judge(self, dealt: Dealt) -> list[list[float]]:
        pictures = np.stack(self._as_judged(dealt))
        return [judge.p_fake(pictures).tolist() for judge in self.judges]

    def _as_judged(self, dealt: Dealt) -> list[np.ndarray]:
        """The faces of a trial at the size that the judges learned from."""
        pictures = self.pictures(dealt)
        return [made if len(made) == SIDE else reduced(made, SIDE) for made in pictures]

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
        recipes = self._recipes(seed, plan, fakes)
        content = []
        for done, recipe in enumerate(recipes, start=1):
            content.append(content_features(self.picture(recipe)))
            progress(done / len(recipes))
        return Hand(seed, recipes, np.stack(content))

    def _recipes(self, seed: int, plan: Plan, fakes: int) -> tuple[Recipe, ...]:
        opponent = self.opponent(plan.generator or GENERATOR)
        psi = TRUNCATION_PSI if plan.truncation_psi is None else plan.truncation_psi
        size = self.deck.frame.face_size
        seeds = np.random.default_rng([seed, 0]).integers(PLAY_SEEDS.start, PLAY_SEEDS.stop, fakes)
        return tuple(fake(opponent, int(face_seed), psi, size) for face_seed in seeds)


def _comparable(
    fakes: np.ndarray, photos: np.ndarray, thumbnail: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Content (n, k) of both without what cannot be matched: thumbnails are all soft."""
    return (fakes, photos) if thumbnail is None else (fakes[:, :-1], photos[:, :-1])
