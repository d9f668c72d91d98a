"""The table: the pair, and under it the one thing to press in each phase."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say, say_many, to_say
from game.common.recipe import GENERATOR
from game.common.vocabulary import Design, Mode, Target
from game.rounds import in_colour, received
from game.rounds.modes import attack
from game.rounds.modes.climb import Rung
from game.rounds.opponents import stage_name
from game.rounds.plan import CONFIDENCES, Phase, Reveal, Turn
from game.ui.plain import plain
from game.ui.play import spots
from game.ui.play.pair import show_turn
from game.ui.player import press
from game.ui.resources import game, opponent

NUMBERED = {
    Design.TWO_AFC: to_say("Pair {n}"),
    Design.YES_NO: to_say("Face {n}"),
    Design.ODD_ONE_OUT: to_say("Set {n}"),
}
_OF = {
    Design.TWO_AFC: to_say("Pair {n} of {m}"),
    Design.YES_NO: to_say("Face {n} of {m}"),
    Design.ODD_ONE_OUT: to_say("Set {n} of {m}"),
}
_NEXT = {
    Design.TWO_AFC: to_say("Next pair"),
    Design.YES_NO: to_say("Next face"),
    Design.ODD_ONE_OUT: to_say("Next set"),
}
_QUESTIONS = {
    (Design.TWO_AFC, Target.REAL): to_say("**Which of the two is real?**"),
    (Design.YES_NO, Target.REAL): to_say("**Real or generated?**"),
    (Design.ODD_ONE_OUT, Target.REAL): to_say(
        "**Which one is the photo?** The other three are generated."
    ),
    (Design.ODD_ONE_OUT, Target.FAKE): to_say(
        "**Which one is generated?** The other three are photos."
    ),
}


def show(player_id: int, turn: Turn) -> None:
    """Draw the trial on the table and take the player's press."""
    try:
        pictures = game().pictures(player_id, turn.trial_id)
    except Unavailable as error:
        st.error(say("This pair cannot be drawn. {why}", why=plain(error)))
        st.button(say("End this round"), on_click=game().abandon, args=(player_id,))
        return

    told = turn.phase is Phase.REVEAL and turn.plan.feedback
    revealed = game().reveal(player_id, turn.trial_id) if told else None

    def on_answer(told: Any) -> None:
        pressed = received.answer(told)
        times = pressed.seconds, pressed.shown_seconds
        game().answer(player_id, pressed.trial, pressed.place, *times)

    past = game().reveals(player_id)
    lives = attack.lives(past) if turn.plan.mode is Mode.ATTACK else None
    study = turn.plan.mode is Mode.EXPERIMENT  # as published: the truth is all the feedback
    with st.container(key="table"):
        show_turn(
            turn,
            _title(turn, player_id, lives),
            pictures,
            past,
            networks=() if study else game().network_names,
            on_answer=partial(press, on_answer),
        )
        st.markdown(_line(turn, revealed), text_alignment="center")
        with st.container(horizontal=True, horizontal_alignment="center"):
            _buttons(player_id, turn, lives)
        with st.container(horizontal_alignment="center"):
            if turn.phase is not Phase.REVEAL and lives is not None:
                st.caption(say(attack.RULE), text_alignment="center")
            elif turn.phase is not Phase.REVEAL:
                _button(say("I know this face"), game().know_face, player_id, turn, type="tertiary")
            elif revealed and not study:
                if st.toggle(say("Show what the networks looked at"), key="looked-at"):
                    _looked_at(player_id, turn)
                spots.show(player_id, revealed, pictures)


def _title(turn: Turn, player_id: int, lives: int | None) -> str:
    number = say(NUMBERED[turn.plan.design], n=turn.position)
    what = ""
    if lives is not None:
        what = say("{lives} of {all} lives left", lives=lives, all=attack.LIVES)
    elif turn.plan.mode is Mode.CLIMB:
        rung = game().rung(player_id, turn.trial_id)
        what = rung_name(rung) if rung else ""
    else:
        number = say(_OF[turn.plan.design], n=turn.position, m=turn.length)
        if turn.plan.mode is Mode.DAILY:
            what = say("today's challenge")
        elif turn.plan.mode is Mode.LEVEL:
            what = say("at your level")
        elif turn.plan.generator not in (None, GENERATOR):
            what = opponent(turn.plan.generator)
    return say("{number}: {what}", number=number, what=what) if what else number


def rung_name(rung: Rung) -> str:
    """A step of the climb as a visitor reads it."""
    return say(rung.name) if rung.generator == GENERATOR else stage_name(rung.name)


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
    match turn.phase:
        case Phase.ASK:
            # The keyboard's and the screen reader's way, and the way where no script of ours runs.
            for place, (label, key) in enumerate(answers(turn)):
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
            last = lives == 0 if turn.plan.endless else turn.position == turn.length
            label = say("See how you did") if last else say(_NEXT[turn.plan.design])
            _button(label, game().advance, player_id, turn, type="primary", shortcut="Enter")


def answers(turn: Turn) -> list[tuple[str, str]]:
    """What each answer is called, and its key."""
    match turn.plan.design:
        case Design.TWO_AFC:
            return [(say("Left is real"), "Left"), (say("Right is real"), "Right")]
        case Design.YES_NO:
            return [(say("It is real"), "Left"), (say("It is generated"), "Right")]
        case Design.ODD_ONE_OUT:
            return [(say("It is face {n}", n=n), str(n)) for n in range(1, turn.faces + 1)]


def _button(
    label: str, act: Callable[..., None], player_id: int, turn: Turn, *detail: int, **look: Any
) -> None:
    st.button(
        label,
        # The trial is part of the key: a press that arrives late is a press on the old trial.
        key=f"{label}-{turn.trial_id}",
        on_click=press,
        args=(act, player_id, turn.trial_id, *detail),
        **look,
    )


def _line(turn: Turn, revealed: Reveal | None) -> str:
    if revealed is None:
        asked = say(_QUESTIONS[turn.plan.design, turn.plan.target])
        return asked if turn.phase is Phase.ASK else say("**How sure are you?**")
    if revealed.knows_face:
        return say("**You knew this face**, so this does not count.")
    agreed = sum(verdict.correct is True for verdict in revealed.verdicts)
    verdict = say("Right.") if revealed.correct else say("Fooled.")
    if revealed.late:
        verdict = say("Too late: a life is gone.")
    elif revealed.correct is None:
        verdict = say("You have had this photo before, so this does not count.")
    if revealed.plan.mode is Mode.EXPERIMENT:
        return f"**{verdict}**"
    return say(
        "**{verdict}** {right} of {networks} networks got it right.",
        verdict=verdict,
        right=agreed,
        networks=len(revealed.verdicts),
    )
