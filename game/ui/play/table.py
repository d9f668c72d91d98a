"""The table: the pair, and under it the one thing to press in each phase."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say, say_many
from game.common.recipe import GENERATOR
from game.rounds import received
from game.rounds.dealing import in_colour
from game.rounds.designs import question
from game.rounds.game_modes import game_mode
from game.rounds.plan import CONFIDENCES, Phase, Reveal, Turn
from game.ui.plain import plain
from game.ui.play import spots
from game.ui.play.pair import draw_turn
from game.ui.press import button, press
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
        pressed = received.answer(told)
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
            networks=game().network_names if mode.networks_told else (),
            on_answer=partial(press, on_answer),
        )
        st.markdown(_line(turn, revealed), text_alignment="center")
        with st.container(horizontal=True, horizontal_alignment="center"):
            _buttons(player_id, turn, lives)
        with st.container(horizontal_alignment="center"):
            if turn.phase is not Phase.REVEAL and mode.must_answer:
                st.caption(say(mode.rule), text_alignment="center")
            elif turn.phase is not Phase.REVEAL:
                _button(say("I know this face"), game().know_face, player_id, turn, type="tertiary")
            elif revealed and mode.networks_told:
                if st.toggle(say("Show what the networks looked at"), key="looked-at"):
                    _looked_at(player_id, turn)
                spots.draw_spots(player_id, revealed, pictures)


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


def _looked_at(player_id: int, turn: Turn) -> None:
    """Under the pair, by network: the same faces, what mattered to it in orange."""
    with st.spinner(say("Asking the networks …")):
        found = in_colour.for_networks(game(), player_id, turn.trial_id)
        people, with_spots = in_colour.for_people(game(), player_id, turn.trial_id)
    if people:
        found[say_many("{n} person", "{n} people", people)] = with_spots
    with st.container(width=900, key="saliency"):
        for column, (name, faces) in zip(st.columns(len(found)), found.items(), strict=True):
            column.image(
                np.hstack(faces),
                say(name),
                alt=say("What mattered to this judge: {name}", name=say(name)),
                output_format="PNG",
            )
        st.caption(
            say(
                "The more orange, the more the network's verdict hangs on the detail there, for "
                "real or for fake (integrated gradients)."
            )
            + (" " + say("For people: where they marked the fake.") if people else "")
        )


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


def _line(turn: Turn, revealed: Reveal | None) -> str:
    if revealed is None:
        if turn.phase is not Phase.ASK:
            return say("**How sure are you?**")
        asked = question(turn.plan.design, turn.plan.target)
        hint = " " + say(asked.hint) if asked.hint else ""
        return f"**{say(asked.question)}**{hint}"
    if revealed.knows_face:
        return say("**You knew this face**, so this does not count.")
    agreed = sum(verdict.correct is True for verdict in revealed.verdicts)
    verdict = say("Right.") if revealed.correct else say("Fooled.")
    if revealed.late:
        verdict = say("Too late: a life is gone.")
    elif revealed.correct is None:
        verdict = say("You have had this photo before, so this does not count.")
    if not game_mode(revealed.plan.mode).networks_told:
        return f"**{verdict}**"
    return say(
        "**{verdict}** {right} of {networks} networks got it right.",
        verdict=verdict,
        right=agreed,
        networks=len(revealed.verdicts),
    )
