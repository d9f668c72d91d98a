"""The faces of a trial: a small component of our own, whose pictures have no address or name."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from game.common.language import say
from game.rounds.game_modes import game_mode
from game.rounds.plan import Phase, Photo, Reveal, Turn
from game.rounds.revealing import outcomes

_HERE = Path(__file__).parent
# What every component has that shows a trial's faces: it goes before its own.
FACES_CSS, FACES_JS = ((_HERE / f"faces.{kind}").read_text() for kind in ("css", "js"))
_pair = st.components.v2.component(
    "discriminator.pair",
    css=FACES_CSS + (_HERE / "pair.css").read_text(),
    js=FACES_JS + (_HERE / "pair.js").read_text(),
)


def draw_turn(
    turn: Turn,
    title: str,
    pictures: Sequence[bytes],
    past: Sequence[Reveal],
    *,
    networks: Sequence[str],
    on_answer: Callable[[Any], None],
) -> None:
    """The trial on the table. `past` are the closed trials; the truth shown is theirs alone."""
    now = None
    if turn.phase is Phase.REVEAL and turn.plan.feedback:
        # Another tab may have closed the trial since this turn was read.
        now = next((reveal for reveal in past if reveal.trial_id == turn.trial_id), None)
    clock = game_mode(turn.plan.mode).clock
    _pair(
        key="pair",
        data={
            "trial": turn.trial_id,
            "phase": turn.phase,
            "choice": turn.choice,
            "position": turn.position,
            "length": 0 if clock else turn.length,  # how many there will be, nobody knows
            "title": title,
            # Scores would tell what is held back.
            "scores": _scores(past, networks) if turn.plan.feedback else [],
            "display_seconds": turn.plan.display_seconds,
            "clock": clock,
            "elapsed": turn.elapsed,
            "pictures": [as_data(picture) for picture in pictures],
            "words": _words(len(pictures)),
        }
        | (_truth(now) if now else {}),
        on_answer_change=lambda: on_answer(st.session_state["pair"].answer),
    )


def draw_reveal(reveal: Reveal, pictures: Sequence[bytes]) -> None:
    """A closed trial to look at again: without scores, and without anything to press."""
    _pair(
        key=f"again-{reveal.trial_id}",
        data={
            "trial": reveal.trial_id,
            "phase": "reveal",
            "choice": reveal.choice,
            "position": reveal.position,
            "length": 0,
            "title": "",
            "scores": [],
            "display_seconds": None,
            "clock": None,
            "pictures": [as_data(picture) for picture in pictures],
            "words": _words(len(pictures)),
        }
        | _truth(reveal),
        on_answer_change=lambda: None,
    )


def _scores(past: Sequence[Reveal], networks: Sequence[str]) -> list[dict[str, Any]]:
    signs = {True: "right", False: "wrong", None: "unscored"}
    return [
        {
            "name": say(name),
            "own": name == "you",
            "outcomes": [signs[answer] for answer in answers],
            "score": f"{answers.count(True)}/{len(answers) - answers.count(None)}",
        }
        for name, answers in outcomes(past, networks).items()
    ]


def face_words(faces: int) -> dict[str, Any]:
    """What faces.js writes; it puts a name, a text or a number into their {names}."""
    names = [say("Left face"), say("Right face")]
    if faces == 1:
        names = [say("The face")]
    elif faces > 2:
        names = [say("Face {n}", n=n) for n in range(1, faces + 1)]
    return {
        "faces": names,
        "named": say("{number}: {what}"),
        "real": say("real photo"),
        "fake": say("generated"),
        "yours": say("your choice"),
        "said": [say("you said real"), say("you said generated")],
        "verdict": say("{n} % fake"),
    }


def _words(faces: int) -> dict[str, Any]:
    """What pair.js writes, and faces.js for it."""
    return face_words(faces) | {
        "answers": [say("← Real"), say("Generated →")],
        "plain": [say("Real"), say("Generated")],
        "show": say("Show for {seconds} s"),
        "once": say("Once; or press Space. The time is measured in this browser."),
        "hidden": say("Out of sight. What was it?"),
        "gone": say("Out of sight."),
        "late": say("Too late: it costs a life"),
    }


def _truth(reveal: Reveal) -> dict[str, Any]:
    return {
        "truth": ["real" if isinstance(face, Photo) else "fake" for face in reveal.faces],
        "verdicts": [
            {"name": say(verdict.nickname), "p_fake": verdict.p_fake}
            for verdict in reveal.verdicts
            if game_mode(reveal.plan.mode).networks_told
        ],
    }


def as_data(picture: bytes) -> str:
    """A picture as an address that carries it, so that there is nothing to fetch."""
    return "data:image/png;base64," + b64encode(picture).decode()
