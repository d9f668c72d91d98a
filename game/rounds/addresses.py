"""The games to choose from, and the addresses that name them."""

import enum
import math
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TypeVar

from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Design, Mode, Target
from game.rounds.designs import QUESTIONS, question
from game.rounds.game import Game
from game.rounds.game_modes import MODES, game_mode
from game.rounds.plan import Plan

T = TypeVar("T", bound=enum.StrEnum)

# What a visitor reads, and how the address says it.
GAMES: dict[str, dict[str, str]] = {asked.label: asked.address for asked in QUESTIONS} | {
    known.label: {"mode": known.mode.value}
    for known in MODES
    if known.choices is not None and "design" not in known.choices
}
SECONDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
PSIS = (0.5, 0.7, 0.9, 1.0)
_CHOICES = {known.mode: known.choices for known in MODES if known.choices is not None}
KEYS = tuple(dict.fromkeys(("mode", *chain.from_iterable(_CHOICES.values()))))


def plan_from(address: Mapping[str, str], game: Game) -> Plan:
    """The round that an address names; what it leaves out is as usual.

    Raises Refused for anything that cannot be. Whether the generator is there is asked when a round
    is dealt.
    """
    mode = _one_of("mode", address.get("mode", Mode.ROUND.value), _CHOICES)
    for key in KEYS:
        if key in address and key not in ("mode", *_CHOICES[mode]):
            raise Refused(
                say(
                    "The mode {mode} leaves no choice of {key}; take it out of the address.",
                    mode=mode,
                    key=key,
                )
            )
    design = _one_of("design", address.get("design", Design.TWO_AFC.value), Design)
    if "target" in address and sum(asked.design is design for asked in QUESTIONS) == 1:
        raise Refused(say("Only an odd one out has a target; take it out of the address."))
    target = _one_of("target", address.get("target", Target.REAL.value), Target)
    psi: dict[str, float | None] = {}
    generator = None
    if not game_mode(mode).one_opponent:
        psi["truncation_psi"] = None
    else:
        generator = address.get("against", Plan.generator)
        if "psi" in address:
            psi["truncation_psi"] = _psi(address["psi"])
    if "deck" in address and address["deck"] not in game.deck_names():
        known = _listed(game.deck_names())
        raise Refused(
            say(
                "There is no deck {deck}; choose {known}.",
                deck=repr(address["deck"][:40]),
                known=known,
            )
        )
    return game.plan(
        deck=address.get("deck", game.dealer.deck.name),
        design=design,
        target=target,
        mode=mode,
        generator=generator,
        **psi,
        display_seconds=_seconds(address["seconds"]) if "seconds" in address else None,
    )


def address(
    name: str, seconds: float | None, opponent: Mapping[str, str], deck: str | None
) -> dict[str, str]:
    """The address of a game of GAMES, without what its mode leaves no choice of."""
    chosen = {"mode": Mode.ROUND.value, **GAMES[name], **opponent}
    if deck is not None:
        chosen["deck"] = deck
    if seconds is not None:
        chosen["seconds"] = f"{seconds:g}"
    mode = Mode(chosen["mode"])
    return {key: value for key, value in chosen.items() if key == "mode" or key in _CHOICES[mode]}


def name(plan: Plan) -> str:
    """A plan as a visitor reads it, by GAMES."""
    mode = game_mode(plan.mode)
    if "design" in (mode.choices or ()):
        return question(plan.design, plan.target).label
    return mode.label


def _psi(text: str) -> float:
    psi = _number("psi", text)
    if psi not in PSIS:
        raise Refused(
            say(
                "There is no round with ψ {psi:g}; choose {known}.",
                psi=psi,
                known=_listed(map(str, PSIS)),
            )
        )
    return psi


def _seconds(text: str) -> float:
    seconds = _number("seconds", text)
    if not min(SECONDS) <= seconds <= max(SECONDS):
        raise Refused(say("Faces are in sight for 0.1 to 10 seconds; choose a time between them."))
    return seconds


def _number(key: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Refused(
            say("In the address {key} must be a number, not {text}.", key=key, text=repr(text[:40]))
        )
    return number


def _one_of(key: str, text: str, members: Iterable[T]) -> T:
    known = {member.value: member for member in members}
    if text not in known:
        raise Refused(
            say(
                "There is no {key} {text}; choose {known}.",
                key=key,
                text=repr(text[:40]),
                known=_listed(known),
            )
        )
    return known[text]


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return say("{words} or {last}", words=", ".join(first), last=last) if first else last
