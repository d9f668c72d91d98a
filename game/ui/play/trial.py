"""The trial that waits for its player: the faces, and under them the one thing to press."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say
from game.common.recipe import GENERATOR
from game.rounds import browser_input
from game.rounds.designs import question
from game.rounds.game_modes import game_mode
from game.rounds.plan import CONFIDENCES, Phase, Turn
from game.ui.buttons import button, press
from game.ui.plain import plain
from game.ui.play import reveal
from game.ui.play.pair import draw_turn
from game.ui.resources import game, opponent


def draw_trial(player_id: int, turn: Turn) -> None:
    """Draw the trial on the table and take the player's press."""
    try:
        pictures = game().pictures(player_id, turn.trial_id)
    except Unavailable as error:
        st.error(say("This pair cannot be drawn. {why}", why=plain(error)))
        button(say("End this round"), game().abandon, player_id)
        return

    told = turn.phase is Phase.REVEAL and turn.plan.feedback
    revealed = game().reveal(player_id, turn.trial_id) if told else None

    def on_answer(told: Any) -> None:
        pressed = browser_input.answer(told)
        times = pressed.seconds, pressed.shown_seconds
        game().answer(player_id, pressed.trial, pressed.place, *times)

    past = game().reveals(player_id)
    mode = game_mode(turn.plan.mode)
    lives = mode.lives_left(past)
    with st.container(key="table"):
        draw_turn(
            turn,
            _title(turn, player_id, lives),
            pictures,
            past,
            networks=game().networks.names if mode.networks_told else (),
            on_answer=partial(press, on_answer),
        )
        line = reveal.verdict(revealed) if revealed else _question(turn)
        st.markdown(line, text_alignment="center")
        with st.container(horizontal=True, horizontal_alignment="center"):
            _buttons(player_id, turn, lives)
        with st.container(horizontal_alignment="center"):
            if turn.phase is not Phase.REVEAL and mode.must_answer:
                st.caption(say(mode.rule), text_alignment="center")
            elif turn.phase is not Phase.REVEAL:
                _button(say("I know this face"), game().know_face, player_id, turn, type="tertiary")
            elif revealed and mode.networks_told:
                reveal.draw_what_was_seen(player_id, revealed, pictures)


def _title(turn: Turn, player_id: int, lives: int | None) -> str:
    mode, asked = game_mode(turn.plan.mode), question(turn.plan.design, turn.plan.target)
    numbered = asked.numbered if mode.endless else asked.numbered_of
    number = say(numbered, n=turn.position, m=turn.length)
    what = ""
    if lives is not None:
        what = say("{lives} of {all} lives left", lives=lives, all=mode.lives)
    elif mode.note is not None:
        what = mode.note(game(), player_id, turn)
    elif turn.plan.generator not in (None, GENERATOR):
        what = opponent(turn.plan.generator)
    return say("{number}: {what}", number=number, what=what) if what else number


def _buttons(player_id: int, turn: Turn, lives: int | None) -> None:
    asked = question(turn.plan.design, turn.plan.target)
    match turn.phase:
        case Phase.ASK:
            # The keyboard's and the screen reader's way, and the way where no script of ours runs.
            for place, (label, key) in enumerate(asked.buttons()):
                _button(label, game().answer, player_id, turn, place, shortcut=key)
        case Phase.SURE:
            for confidence, word in CONFIDENCES.items():
                _button(
                    say(word).capitalize(),
                    game().close_trial,
                    player_id,
                    turn,
                    confidence,
                    shortcut=str(confidence),
                )
        case Phase.REVEAL:
            endless = game_mode(turn.plan.mode).endless
            last = lives == 0 if endless else turn.position == turn.length
            label = say("See how you did") if last else say(asked.following)
            _button(label, game().advance, player_id, turn, type="primary", shortcut="Enter")


def _button(
    label: str, act: Callable[..., None], player_id: int, turn: Turn, *detail: int, **look: Any
) -> None:
    button(label, act, player_id, turn.trial_id, *detail, of=turn.trial_id, **look)


def _question(turn: Turn) -> str:
    if turn.phase is not Phase.ASK:
        return say("**How sure are you?**")
    asked = question(turn.plan.design, turn.plan.target)
    hint = " " + say(asked.hint) if asked.hint else ""
    return f"**{say(asked.question)}**{hint}"
