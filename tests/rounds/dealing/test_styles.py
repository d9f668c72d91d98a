"""A deck with a style: its fakes are dealt in it, stored so, and kept apart from plain ones."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from game.common.recipe import GENERATOR, STYLED_PSI, TRUNCATION_PSI, Recipe
from game.common.vocabulary import Mode
from game.faces.decks.deck import Deck
from game.rounds import addresses, players
from game.rounds.game import Game
from game.rounds.modes import attack, climb
from game.rounds.modes.ladder import Step
from game.rounds.plan import Plan
from game.store.engine import Store
from game.store.tables import Round, now
from tests.fixtures.games import dealer_without_networks
from tests.rounds.playing import STAGE, Maker, answer, faces

STYLE = "celeba-sample-0123456789ab"


class Zoo(Maker):
    """The game's own generator, by its name alone: its faces are grey."""

    name = GENERATOR


@pytest.fixture
def styled(deck: Deck) -> Deck:
    return replace(deck, style=STYLE)


@pytest.fixture
def game(store: Store, styled: Deck) -> Iterator[Game]:
    stage = Maker()
    stage.name = STAGE
    dealer = dealer_without_networks(styled, Zoo(), lambda *_: stage)
    ladder = [Step("a stage", STAGE), Step("the game's own", GENERATOR)]
    yield Game(store, dealer, ladder, lambda: (styled.name,), lambda _: styled)
    dealer.close()


def join(game: Game, nickname: str = "Ada") -> int:
    with game.store.write() as session:
        return players.join(session, nickname)[0].id


def styles(game: Game, trial_id: int) -> list[str | None]:
    return [face.style for face in faces(game, trial_id) if isinstance(face, Recipe)]


def test_a_round_is_planned_dealt_and_stored_in_the_decks_style(game: Game) -> None:
    ada = join(game)
    game.start(ada)
    turn = game.turn(ada)
    assert turn is not None
    assert turn.plan.style == STYLE
    assert styles(game, turn.trial_id) == [STYLE]
    with game.store.read() as session:
        assert session.query(Round).one().style == STYLE
    assert turn.plan.truncation_psi == STYLED_PSI
    assert addresses.plan_from({}, game) == turn.plan
    asked = addresses.plan_from({"psi": "0.5"}, game)
    assert (asked.style, asked.truncation_psi) == (STYLE, 0.5)


def test_only_the_games_own_fakes_have_it(game: Game) -> None:
    against = addresses.plan_from({"against": STAGE}, game)
    assert (against.style, against.truncation_psi) == (None, TRUNCATION_PSI)
    made = game.dealer.make(1, game.plan(generator=STAGE))
    assert {recipe.style for recipe in made.recipes} == {None}
    dealt = [game.dealer.step(name, 7, set()) for name in (STAGE, GENERATOR)]
    fakes = [face for pair in dealt for face in pair if isinstance(face, Recipe)]
    assert [recipe.style for recipe in fakes] == [None, STYLE]
    assert [recipe.truncation_psi for recipe in fakes] == [TRUNCATION_PSI, STYLED_PSI]


def test_what_was_planned_plain_stays_plain(game: Game) -> None:
    made = game.dealer.fakes(Plan(game.dealer.deck.name))
    assert {recipe.style for recipe in made.recipes} == {None}


def test_attacks_and_climbs_of_another_style_are_on_another_board(
    game: Game, store: Store, deck: Deck
) -> None:
    ada = join(game)
    game.start(ada, game.plan(mode=Mode.ATTACK))
    for _ in range(3):
        answer(game, ada, right=False)
    bo = join(game, "Bo")
    climb.begin(game, bo)
    while game.turn(bo) is not None:
        answer(game, bo, right=False)
    assert [best.player_id for best in attack.best(game)] == [ada]
    assert [best.player_id for best in climb.best(game)] == [bo]
    with store.write() as session:
        for round_ in session.query(Round):
            assert round_.planned_at < now()
            round_.style = None
    assert attack.best(game) == climb.best(game) == []
