"""What the dealer draws: each deal a picture of its own, the same whenever it is drawn again."""

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Unavailable
from game.common.recipe import Recipe
from game.faces.decks.deck import Deck
from game.rounds import answering, players, starting, stored
from game.rounds.dealing.dealer import Dealer
from game.rounds.dealing.dealers import Dealers
from game.rounds.dealing.fakes import fake
from game.rounds.game import Game
from game.rounds.plan import Dealt, Photo, Plan
from game.rounds.stored import shift_of
from game.store.engine import Store
from game.store.tables import Round
from tests.fixtures.games import dealer_without_networks
from tests.fixtures.threads import at_once
from tests.rounds.playing import Maker


class CountingMaker(Maker):
    """Makes coloured noise, each in a moment, and counts."""

    def __init__(self) -> None:
        self.made = count()

    def face(self, recipe: Recipe) -> np.ndarray:
        next(self.made)
        threading.Event().wait(0.01)
        noise = np.random.default_rng(recipe.seed).integers(0, 256, (16, 16, 3), np.uint8)
        return np.asarray(Image.fromarray(noise).resize((recipe.size, recipe.size)))


@pytest.fixture
def dealer(deck: Deck) -> Iterator[Dealer]:
    opened = dealer_without_networks(deck, CountingMaker())
    yield opened
    opened.close()


def faces(dealer: Dealer) -> tuple[Photo, Recipe]:
    return Photo(dealer.deck.play[0]), fake(dealer.generator, 2_000_001)


def test_twenty_requests_for_one_face_make_it_once(dealer: Dealer) -> None:
    _, recipe = faces(dealer)
    drawn = at_once(20, lambda n: dealer.encoded(Dealt((recipe,), shift_of(n % 2, 1)))[0])
    assert len(set(drawn)) == 2  # two trials
    assert next(dealer.generator.made) == 1  # type: ignore[attr-defined]


def test_two_deals_of_a_face_differ_in_bytes_and_each_is_drawn_again_the_same(
    dealer: Dealer, deck: Deck
) -> None:
    deals = [Dealt(faces(dealer), shift_of(seed, n)) for seed in (1, 2) for n in (1, 2)]
    drawn = [dealer.encoded(dealt) for dealt in deals]
    for pictures in zip(*drawn, strict=True):  # all deals of the photo, then those of the fake
        assert len(set(pictures)) == len(deals)
        assert len({len(picture) for picture in pictures}) == 1
    anew = dealer_without_networks(deck, CountingMaker())
    for dealt, files in zip(deals, drawn, strict=True):
        shown = [np.asarray(Image.open(io.BytesIO(data))) for data in files]
        assert np.array_equal(shown, anew.pictures.of_trial(dealt))
    anew.close()


def test_who_knows_the_bytes_of_four_accounts_knows_none_of_a_fifth(
    store: Store, dealer: Dealer
) -> None:
    plan = Plan(dealer.deck.name)
    known: set[bytes] = set()
    names: set[str] = set()
    met_again = recognised = 0
    for account in range(5):
        with store.write() as session:
            player = players.join(session, f"Eve {account}")[0].id
        seen: set[str] = set()
        for block in range(2):
            seed = 10 * account + block
            made = dealer.make(seed, plan, 10)
            with store.write() as session:
                answering.abandon(session, player)
                trials = dealer.trials(made, plan, seen)
                round_id = starting.start(session, player, plan, seed, trials).id
            with store.read() as session:
                rows = session.get_one(Round, round_id).trials
                deals = [stored.dealt(trial) for trial in rows]
            for dealt in deals:
                for face, picture in zip(dealt.faces, dealer.encoded(dealt), strict=True):
                    if not isinstance(face, Photo):
                        continue
                    if account == 4:
                        met_again += face.name in names
                        recognised += picture in known
                    known.add(picture)
                    names.add(face.name)
                    seen.add(face.name)
    assert met_again > 0  # by its bytes each of these would be known
    assert recognised == 0


@pytest.mark.parametrize("reach", [1, 8])
def test_a_moved_picture_has_moved_by_that_much_and_keeps_its_size(deck: Deck, reach: int) -> None:
    y, x = np.mgrid[0:160, 0:160]
    spot = 200 * np.exp(-((x - 80) ** 2 + (y - 80) ** 2) / 200)
    picture = np.repeat(spot[..., None], 3, axis=2).astype(np.uint8)
    for shift in ((-0.5, 0.25), (0.0, 0.0), (0.4, -0.4)):
        moved = replace(deck.frame, reach=reach).moved(picture, shift).astype(float)
        assert moved.shape == picture.shape
        light = moved[40:120, 40:120, 1]
        places = y[40:120, 40:120], x[40:120, 40:120]
        down, right = (float((place * light).sum() / light.sum()) for place in places)
        wanted = [reach * part for part in shift]
        assert (80 - right, 80 - down) == pytest.approx(wanted, abs=0.08)


def test_a_dealer_that_was_closed_still_draws_for_who_holds_it(dealer: Dealer) -> None:
    dealer.close()
    assert len(dealer.encoded(Dealt(faces(dealer), (0.1, 0.1)))) == 2


def test_a_deleted_deck_takes_its_photos_from_memory(
    game: Game, deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(deck, name="few")
    monkeypatch.setattr(game._dealers, "_deck", lambda _: few)
    held = game.dealer_of("few")
    held.pictures.framed(Photo(deck.play[0]))

    def gone(name: str) -> Any:
        raise Unavailable(f"There is no deck {name!r}.")

    monkeypatch.setattr(game._dealers, "_deck", gone)
    for _ in range(2):
        with pytest.raises(Unavailable):
            game.dealer_of("few")
    monkeypatch.setattr(game._dealers, "_deck", lambda _: few)
    assert game.dealer_of("few") is not held


def test_another_decks_rounds_are_made_ahead_where_the_usual_ones_are(
    dealer: Dealer, deck: Deck
) -> None:
    dealers = Dealers(dealer, lambda name: replace(deck, name=name))
    assert not dealers.of("other").ahead.running
    dealer.ahead.start()
    assert dealers.of("another").ahead.running
    dealers.close()
