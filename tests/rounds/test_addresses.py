"""The addresses that name a game."""

from types import SimpleNamespace
from typing import Any

import pytest

from game.common.errors import Refused
from game.common.vocabulary import Design, Mode, Target
from game.rounds import addresses
from game.rounds.plan import Plan

GAME: Any = SimpleNamespace(
    dealer=SimpleNamespace(deck=SimpleNamespace(name="usual")),
    deck_names=lambda: ("own", "usual"),
    plan=Plan,
)


def test_an_address_that_says_nothing_names_the_usual_round() -> None:
    assert addresses.plan_from({}, GAME) == Plan("usual")
    assert addresses.plan_from({"embed": "true"}, GAME) == Plan("usual")


def test_an_address_says_all_that_can_be_chosen() -> None:
    address = {
        "mode": "round",
        "design": "ODD_ONE_OUT",
        "target": "fake",
        "seconds": "0.5",
        "psi": "1.0",
        "against": "dcgan-64-05",
        "deck": "own",
    }
    assert addresses.plan_from(address, GAME) == Plan(
        "own", Design.ODD_ONE_OUT, Target.FAKE, Mode.ROUND, "dcgan-64-05", 1.0, 0.5
    )


def test_a_climb_meets_many_generators_and_an_attack_one() -> None:
    climb = addresses.plan_from({"mode": "climb"}, GAME)
    assert (climb.mode, climb.generator, climb.truncation_psi) == (Mode.CLIMB, None, None)
    assert addresses.plan_from({"mode": "attack", "psi": "0.5"}, GAME).truncation_psi == 0.5


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"mode": "room"}, "choose round, attack, climb, daily or level"),
        ({"design": "yes"}, "choose TWO_AFC, YES_NO or ODD_ONE_OUT"),
        ({"design": "YES_NO", "target": "fake"}, "Only an odd one out"),
        ({"design": "ODD_ONE_OUT", "target": "me"}, "choose real or fake"),
        ({"seconds": "soon"}, "must be a number"),
        ({"seconds": "nan"}, "must be a number"),
        ({"seconds": "1e999"}, "must be a number"),
        ({"seconds": "0.01"}, "0.1 to 10 seconds"),
        ({"seconds": "11"}, "0.1 to 10 seconds"),
        ({"psi": "3"}, "choose 0.5, 0.7, 0.9 or 1.0"),
        ({"deck": "nobody's"}, "choose own or usual"),
        ({"mode": "attack", "seconds": "1"}, "leaves no choice of seconds"),
        ({"mode": "attack", "design": "YES_NO"}, "leaves no choice of design"),
        ({"mode": "climb", "psi": "1.0"}, "leaves no choice of psi"),
        ({"mode": "daily", "deck": "own"}, "leaves no choice of deck"),
        ({"mode": "level", "against": "dcgan-64-05"}, "leaves no choice of against"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(address: dict[str, str], says: str) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        addresses.plan_from(address, GAME)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("name", addresses.GAMES)
def test_every_game_of_the_menu_has_an_address_that_names_it(name: str) -> None:
    address = addresses.address(name, 0.25, {"psi": "1"}, "own")
    plan = addresses.plan_from(address, GAME)
    assert addresses.name(plan) == name
    if plan.mode is Mode.ROUND:
        assert (plan.display_seconds, plan.truncation_psi, plan.deck) == (0.25, 1.0, "own")
