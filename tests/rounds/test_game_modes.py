"""Every mode has one record, and the record alone says how it is named, dealt and shown."""

from types import SimpleNamespace
from typing import Any

import pytest

from game.common.language import catalogue
from game.common.settings import ROOT
from game.common.vocabulary import Design, Mode, Target
from game.rounds import addresses
from game.rounds.designs import QUESTIONS, question
from game.rounds.game_modes import MODES, game_mode
from game.rounds.modes.mode import GameMode
from game.rounds.plan import Plan

GAME: Any = SimpleNamespace(
    dealer=SimpleNamespace(deck=SimpleNamespace(name="usual")),
    deck_names=lambda: ("usual",),
    plan=lambda **choices: Plan(**{"deck": "usual"} | choices),
)
NAMED = [known for known in MODES if known.choices is not None]


def name(known: GameMode) -> str:
    return known.mode.value


def test_every_mode_has_exactly_one_record() -> None:
    assert sorted(known.mode for known in MODES) == sorted(Mode)
    assert all(game_mode(known.mode) is known for known in MODES)
    assert len({known.label for known in MODES}) == len(MODES)


@pytest.mark.parametrize("known", MODES, ids=name)
def test_what_visitors_read_of_it_is_there_in_french(known: GameMode) -> None:
    french = catalogue("fr")
    for text in (known.label, known.plural, known.rule, known.must_answer):
        assert not text or french[text]


@pytest.mark.parametrize("known", MODES, ids=name)
def test_its_own_page_is_there(known: GameMode) -> None:
    assert known.held_back == (known.page is not None)
    assert known.page is None or (ROOT / "game/ui/pages" / f"{known.page}.py").exists()


@pytest.mark.parametrize("known", NAMED, ids=name)
def test_its_address_names_it_and_its_menu_too(known: GameMode) -> None:
    plan = addresses.plan_from({"mode": known.mode.value}, GAME)
    assert plan.mode is known.mode
    assert (plan.generator is not None) == known.one_opponent
    assert addresses.name(plan) in addresses.GAMES
    assert set(known.choices or ()) <= set(addresses.KEYS)


@pytest.mark.parametrize("known", NAMED, ids=name)
def test_it_is_dealt_to_the_player_with_the_plan_of_its_address(
    known: GameMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table at which a round is open: whoever deals asks for it, and nothing is made."""
    started: list[Plan] = []
    monkeypatch.setattr("game.rounds.modes.sharing.take_seat", lambda *_: False)
    monkeypatch.setattr("game.rounds.modes.sharing.played", lambda *_: [])
    table: Any = SimpleNamespace(
        turn=lambda _: "open",
        plan=GAME.plan,
        start=lambda player, plan, *_, **__: started.append(plan),
    )
    plan = addresses.plan_from({"mode": known.mode.value}, GAME)
    known.deal(table, 1, plan, lambda _: None, None)
    assert [dealt.mode for dealt in started] == ([known.mode] if known.mode != "climb" else [])


@pytest.mark.parametrize("known", MODES, ids=name)
def test_lives_clocks_and_ends_go_together(known: GameMode) -> None:
    assert known.endless == (known.further is not None)
    assert known.lives is None or known.endless  # else it could end before they are lost
    assert known.lives_left([]) == known.lives
    assert known.clock is None or not known.asks_confidence  # time would run meanwhile


def test_every_question_has_one_record_and_shows_what_it_deals() -> None:
    assert {asked.design for asked in QUESTIONS} == set(Design)
    for asked in QUESTIONS:
        assert question(asked.design, asked.target) is asked
        assert asked.faces in (1, asked.photos + asked.fakes)
        assert len(asked.buttons()) == len(asked.answers()) == max(2, asked.faces)
        assert asked.chance == 1 / max(2, asked.faces)
        assert addresses.GAMES[asked.label] == asked.address
    assert question(Design.TWO_AFC).target is Target.REAL
