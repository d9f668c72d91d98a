"""Rooms that are opened at one press, with settings that suit a lesson."""

from dataclasses import dataclass

import streamlit as st

from game.classroom.rules import Rules
from game.common.language import say, to_say
from game.common.vocabulary import Ranking
from game.ui.classroom import opening
from game.ui.resources import game


@dataclass(frozen=True)
class Preset:
    """What is asked is always pairs against the game's own generator."""

    title: str
    about: str
    icon: str
    length: int
    rules: Rules


PRESETS = (
    Preset(
        to_say("Warm-up"),
        to_say("5 pairs. The truth comes up once all have answered; nobody is ranked."),
        ":material/bolt:",
        5,
        Rules(reveal_after=0, ranking=Ranking.HIDDEN),
    ),
    Preset(
        to_say("Class"),
        to_say("10 pairs. You reveal each; the best stand on a podium at the end."),
        ":material/groups:",
        10,
        Rules(),
    ),
    Preset(
        to_say("Teams"),
        to_say("10 pairs between two teams. You reveal each; the ranking is shown after it."),
        ":material/diversity_3:",
        10,
        Rules(teams=2, ranking=Ranking.ALWAYS),
    ),
)


def draw_presets() -> None:
    """One button each, and what it opens."""
    pressed = None
    for column, preset in zip(st.columns(len(PRESETS)), PRESETS, strict=True):
        with column:
            if st.button(say(preset.title), icon=preset.icon, type="primary", width="stretch"):
                pressed = preset
            st.caption(say(preset.about))
    if pressed:
        choices = {"deck": game().dealer.deck.name}
        opening.open_dealt(say(pressed.title), choices, pressed.length, pressed.rules)
