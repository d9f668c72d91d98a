"""Rounds at a player's level: their photos suit, they are never ranked, and who has none yet."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from scipy.special import expit
from sqlalchemy import select

from game.common.errors import Refused
from game.common.recipe import Recipe
from game.common.vocabulary import Mode
from game.faces.decks.deck import Deck
from game.review.guesses.cache import GuessCache
from game.review.level import suited_photos
from game.review.scale import FEWEST, FaceScale, Place
from game.rounds.dealing.matching import SUITED
from game.rounds.game import Game
from game.rounds.modes.ladder import Step
from game.rounds.plan import Photo, Plan
from game.store.engine import Store
from game.store.tables import Round
from tests.fixtures.boards import leaderboard
from tests.fixtures.games import dealer_without_networks
from tests.rounds.playing import Maker, faces

PLAN = {"mode": Mode.LEVEL}


class Photographer(Maker):
    """A generator whose faces differ as photos do, so that each is near to another photo.

    Beside plain grey ones, whatever their brightness, always stand the same: the softest photos.
    """

    def __init__(self, deck: Deck) -> None:
        self.deck = deck

    def face(self, recipe: Recipe) -> np.ndarray:
        return self.deck.photo(self.deck.train[recipe.seed % len(self.deck.train)])


@pytest.fixture
def game(store: Store, deck: Deck) -> Iterator[Game]:
    """A table with a generator of varied faces and without networks."""
    dealer = dealer_without_networks(deck, Photographer(deck))
    yield Game(store, dealer, [Step("photos", "g")], lambda: (deck.name,), lambda _: deck)
    dealer.close()


class Known:
    """A scale on which everybody is as able as said, and every photo's difficulty is known."""

    def __init__(self, ability: float | None, difficulty: dict[str, float]) -> None:
        self.ability = ability
        self.difficulty = difficulty

    def person(self, _: int) -> Place | None:
        return None if self.ability is None else Place(self.ability, 0.3, FEWEST)

    def suited_to(self, ability: float) -> list[str]:
        def away(name: str) -> float:
            return abs(float(expit(ability - self.difficulty[name])) - 0.7)

        return sorted(self.difficulty, key=away)


def play_at_level(game: Game, scale: FaceScale | None, player: int, plan: Plan) -> None:
    table = GuessCache(game.store).fresh()
    game.start(player, plan, suited=suited_photos(table, scale, player, plan.deck))


def known(game: Game, ability: float | None = 1.0, photos: int | None = None) -> Any:
    rng = np.random.default_rng(3)
    names = game.dealer.deck.play[:photos]
    return Known(ability, {name: float(rng.normal(0, 1)) for name in names})


def dealt(game: Game, player: int) -> list[str]:
    """Names of the photos of the player's open round."""
    with game.store.read() as session:
        trials = [t.id for t in session.scalars(select(Round).order_by(Round.id)).all()[-1].trials]
    assert game.turn(player) is not None
    pairs = [faces(game, trial) for trial in trials]
    return [face.name for pair in pairs for face in pair if isinstance(face, Photo)]


def away(scale: Known, names: list[str]) -> float:
    return float(np.mean([abs(expit(1.0 - scale.difficulty[name]) - 0.7) for name in names]))


def test_the_photos_are_nearer_to_the_level_than_any_and_never_one_seen_before(game: Game) -> None:
    scale = known(game)
    player, _ = game.join("Ada")
    usual, _ = game.join("Bo")
    game.start(usual)
    ordinary = dealt(game, usual)
    rounds = []
    for _ in range(2):
        play_at_level(game, scale, player, game.plan(**PLAN))
        rounds.append(dealt(game, player))
        turn = game.turn(player)
        assert turn is not None
        assert turn.plan.mode is Mode.LEVEL
        game.abandon(player)
    for names in rounds:
        assert len(set(names)) == 10
        assert set(names) <= set(scale.suited_to(1.0)[: 10 * (SUITED + 1)])
        assert away(scale, names) < away(scale, ordinary) / 3
    assert not set(rounds[0]) & set(rounds[1])


def test_two_players_of_one_level_are_not_dealt_the_same(game: Game) -> None:
    found = []
    for name in ("Ada", "Bo", "Cy"):
        player, _ = game.join(name)
        play_at_level(game, known(game), player, game.plan(**PLAN))
        found.append(tuple(sorted(dealt(game, player))))
    assert len(set(found)) == 3


def test_who_or_what_is_not_known_yet_is_told_what_to_do(game: Game) -> None:
    player, _ = game.join("Ada")
    plan = game.plan(**PLAN)
    scales: list[FaceScale | None] = [None, known(game, None)]
    for scale in scales:
        with pytest.raises(Refused, match="after 30 pairs"):
            play_at_level(game, scale, player, plan)
    with pytest.raises(Refused, match="judged 5 times"):
        play_at_level(game, known(game, photos=0), player, plan)
    with pytest.raises(Refused, match="photos that suit your level"):
        play_at_level(game, known(game, photos=9), player, plan)
    assert game.turn(player) is None


def test_a_round_at_a_level_is_on_no_leaderboard(game: Game) -> None:
    player, _ = game.join("Ada")
    play_at_level(game, known(game), player, game.plan(**PLAN))
    while turn := game.turn(player):
        game.answer(player, turn.trial_id, 0, confidence=1)
        game.advance(player, turn.trial_id)
    assert not leaderboard(game)
    assert game.plan(mode=Mode.LEVEL) == game.reveals(player)[0].plan
