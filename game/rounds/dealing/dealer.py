"""The dealer: makes a round's fakes, ahead if it can, and has photos put beside them.

The fakes follow from a secret seed alone; see `matching` for the photos, `pictures` for both.
"""

import hashlib
import secrets
import threading
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from game.common.recipe import GENERATOR, Recipe, usual_psi
from game.common.settings import Settings
from game.discriminators.judge import Judge
from game.discriminators.known import judges_elsewhere
from game.faces.content import FEATURES
from game.faces.decks.deck import DECK, Deck, load_deck
from game.generators.opponent import Opponent
from game.rounds.dealing import matching
from game.rounds.dealing.fakes import ROUND_LENGTH, Fakes, Opponents, fake, thumbnail
from game.rounds.dealing.made_ahead import Ahead, MadeAhead
from game.rounds.dealing.pictures import Pictures
from game.rounds.dealing.queued import QueuedPictures, QueueWorkers, Stock
from game.rounds.dealing.shared import SharedPictures
from game.rounds.dealing.workers import Workers
from game.rounds.designs import question
from game.rounds.game_modes import game_mode
from game.rounds.opponents import opponent, opponent_elsewhere
from game.rounds.plan import Dealt, Plan, Shown
from game.store.made import Made

if TYPE_CHECKING:  # Torch, which a server may do without
    from game.faces.detector.mtcnn import Detector

CHOICES = 8  # fakes of which a climb takes one

# Who makes a server's faces beside it, or where a worker keeps those that it makes.
Elsewhere = Workers | QueueWorkers | Made


class Dealer:
    """One deck, one generator, any number of judges; safe to share between threads."""

    def __init__(
        self,
        deck: Deck,
        generator: Opponent,
        judges: list[Judge],
        detector: "Detector | None",
        opponents: Opponents | None = None,
        *,
        kept: Path | None = None,
        workers: Elsewhere | None = None,
    ) -> None:
        """Rounds made ahead, and what photos are like, are kept below the folder `kept`.

        Without one they are kept in memory. Other decks' dealers share the workers, or the store
        in which a worker keeps what it makes.

        Who is appended to `judges` later judges what is dealt from then on.
        """
        self.deck = deck
        self.generator = generator
        self.judges = judges
        self._detector = detector
        self._opponents = opponents
        self._kept = kept
        self.workers = workers
        self.pictures = self._pictures()
        psi = usual_psi(deck.style)
        self._usual = Plan(deck.name, truncation_psi=psi, style=deck.style)
        self._one_round = threading.Lock()
        of = generator.checkpoint_sha256, psi, deck.style
        made_from = (deck.frame, *of, FEATURES)
        self.made_from = hashlib.sha256(repr(made_from).encode()).hexdigest()[:16]
        self.ahead = self._ahead()

    def _pictures(self) -> Pictures:
        if isinstance(self.workers, QueueWorkers):
            return QueuedPictures(self.deck, self.judges, self.workers)
        assert self._detector is not None  # else it is the workers'
        measured = self._kept / "measured" if self._kept else None
        made_of = self.deck, self.judges, self.opponent, self._detector, measured
        match self.workers:
            case Made() as made:
                return SharedPictures(*made_of, made=made)
            case workers:
                return Pictures(*made_of, workers=workers)

    def _ahead(self) -> MadeAhead | Stock:
        if isinstance(self.workers, QueueWorkers):
            return Stock(self.deck, self.made_from, self.workers)
        folder = self._kept / "rounds-ahead" / self.made_from if self._kept else None
        return MadeAhead(self.make_ahead, folder)

    @classmethod
    def open(cls, settings: Settings, *, workers: Elsewhere | None = None) -> "Dealer":
        """The game's own deck, generator and judges, loaded. Fails with what is missing.

        With the workers of a queue no network is loaded, nor Torch.
        """
        if isinstance(workers, QueueWorkers):
            deck = load_deck(DECK, settings)
            opponents = partial(opponent_elsewhere, settings, workers, deck)
            judges: list[Judge] = [*judges_elsewhere(settings)]
            made_with = opponents(GENERATOR, None), judges, None, opponents
            return cls(deck, *made_with, kept=settings.home, workers=workers)
        from game.discriminators.judges import load_first_judges
        from game.faces.detector.mtcnn import load_detector
        from game.generators.zoo import load_generator

        return cls(
            load_deck(DECK, settings),
            load_generator(GENERATOR, settings),
            load_first_judges(settings),
            load_detector(settings),
            partial(opponent, settings),
            kept=settings.home,
            workers=workers,
        )

    def for_deck(self, deck: Deck) -> "Dealer":
        """A dealer of another deck, with the same generators and judges."""
        made_with = self.generator, self.judges, self._detector, self._opponents
        return Dealer(deck, *made_with, kept=self._kept, workers=self.workers)

    def style_of(self, generator: str | None) -> str | None:
        """The style of the game's own fakes, also among others (None); stages have none."""
        return self.deck.style if generator in (None, GENERATOR) else None

    def opponent(self, name: str, sha256: str | None = None) -> Opponent:
        """The generator of that name; `sha256` says which weights of it, if it is trained anew.

        Raises Unavailable if there is none.
        """
        if name == self.generator.name or self._opponents is None:
            return self.generator
        return self._opponents(name, sha256)

    def fakes(
        self,
        plan: Plan,
        length: int = ROUND_LENGTH,
        progress: Callable[[float], object] = lambda _: None,
    ) -> Fakes:
        """The fakes of a round: made ahead if they are the usual ones, or made now with progress.

        Raises Unavailable if there is no such generator.
        """
        # Slow once: not first asked for while the store is locked.
        len(self.pictures.content_of_photos)
        halved = 2 if game_mode(plan.mode).both_of_a_pair else 1
        number = length // halved * question(plan.design, plan.target).fakes
        usual = (GENERATOR, usual_psi(self.deck.style), self.deck.style, ROUND_LENGTH)
        if (plan.generator, plan.truncation_psi, plan.style, number) != usual:
            return self.make(secrets.randbits(63), plan, number, progress)
        with self.ahead.waited_for():
            ahead = self.ahead.take()
            if ahead is None:
                with self._one_round:  # side by side, nobody would have theirs before all had
                    return self.make(secrets.randbits(63), plan, number, progress)
            fakes = Fakes(ahead.seed, self._recipes(ahead.seed, plan, number), ahead.content)
            # Another server may have made it; whoever waits sees so.
            self.pictures.framed(fakes.recipes[0])
            progress(1.0)
            return fakes

    def make(
        self,
        seed: int,
        plan: Plan,
        number: int = ROUND_LENGTH,
        progress: Callable[[float], object] = lambda _: None,
    ) -> Fakes:
        """So many fakes for such a plan, from this seed; `progress` is told the share done."""
        recipes = self._recipes(seed, plan, number)
        return Fakes(seed, recipes, np.stack(self.pictures.contents(recipes, progress)))

    def make_ahead(self, progress: Callable[[float], object]) -> Ahead:
        """A round of the usual fakes, for whoever comes."""
        made = self.make(secrets.randbits(63), self._usual, progress=progress)
        return Ahead(made.seed, made.content)

    def _recipes(self, seed: int, plan: Plan, number: int) -> tuple[Recipe, ...]:
        opponent = self.opponent(plan.generator or GENERATOR)
        psi = usual_psi(plan.style) if plan.truncation_psi is None else plan.truncation_psi
        size = self.deck.frame.face_size
        seeds = opponent.play_seeds(np.random.default_rng([seed, 0]), number)
        return tuple(fake(opponent, face_seed, psi, size, plan.style) for face_seed in seeds)

    def trials(
        self, fakes: Fakes, plan: Plan, seen: Collection[str], suited: Sequence[str] | None = None
    ) -> list[tuple[Shown, ...]]:
        """The trials of these fakes for one who has seen these photos, see `matching.trials`."""
        return matching.trials(
            self.deck, self.pictures.content_of_photos, fakes, plan, seen, suited=suited
        )

    def more_trials(self, plan: Plan, seen: Collection[str]) -> list[tuple[Shown, ...]]:
        """Ten more trials of such a round, for one who has seen these photos."""
        return self.trials(self.fakes(plan), plan, seen)

    def most_trials(self, plan: Plan) -> int:
        """So many trials can be dealt fairly to somebody who has seen none of the people."""
        return self.deck.play_people // 2 // question(plan.design, plan.target).photos

    def step(self, generator: str, seed: int, seen: Collection[str]) -> tuple[Shown, Shown]:
        """A pair (left, right) for a climb, whose fake is of this generator.

        Of a few fakes the one is taken to which an unseen photo is nearest, so that a climb does
        not use up the photos that a round could be matched with. Raises Refused as `trials` does.
        """
        rng = np.random.default_rng(seed)
        opponent = self.opponent(generator)
        seeds = opponent.play_seeds(rng, CHOICES)
        style = self.style_of(generator)
        size = self.deck.frame.face_size
        psi = usual_psi(style)
        recipes = [fake(opponent, face_seed, psi, size, style) for face_seed in seeds]
        if thumbnail(recipes[0], self.deck) is None:
            recipes = recipes[:1]  # slow to make, and varied enough
        content = np.stack(self.pictures.contents(recipes, lambda _: None))
        photo, recipe = matching.nearest_pair(
            self.deck, self.pictures.content_of_photos, recipes, content, seen
        )
        return (photo, recipe) if rng.integers(2) else (recipe, photo)

    def encoded(self, dealt: Dealt) -> list[bytes]:
        """A trial's pictures as a browser gets them, before any round is made ahead."""
        with self.ahead.waited_for():
            return self.pictures.encoded(dealt)

    def close(self) -> None:
        """End the threads."""
        self.ahead.close()
        self.pictures.close()
