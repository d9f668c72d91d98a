"""What is told of closed trials: the truth, the verdicts on it, the scores so far."""

from collections.abc import Sequence
from typing import Any

from game.common.language import say
from game.rounds.answering import picked
from game.rounds.designs import Question
from game.rounds.game_modes import game_mode
from game.rounds.plan import Photo, Reveal, Verdict
from game.rounds.revealing import outcomes

_SIGNS = {True: "right", False: "wrong", None: "unscored"}


def revealed(reveal: Reveal, networks: Sequence[str]) -> dict[str, Any]:
    """The truth of a trial, what the player made of it, and what the networks did.

    While they have not answered yet, these are `awaited`, each in its row.
    """
    mode = game_mode(reveal.plan.mode)
    large, line = _verdict(reveal)
    return {
        "truth": truth(reveal),
        "outcome": _SIGNS[reveal.correct],
        "verdict": large,
        "question": line,
        "networks": _right(reveal, networks) if mode.networks_told else "",
        "judges": _judges(reveal, networks) if mode.networks_told else [],
        "awaited": mode.networks_told and bool(networks) and not reveal.verdicts,
        "closer": "open" if mode.teaches else "offered" if mode.networks_told else "",
        "note": "",
    }


def truth(reveal: Reveal) -> list[str]:
    """What each face is."""
    return ["real" if isinstance(face, Photo) else "fake" for face in reveal.faces]


def _verdict(reveal: Reveal) -> tuple[str, str]:
    """The verdict in one word and in a sentence."""
    if reveal.knows_face:
        return say("Not counted"), say("You knew this face, so this does not count.")
    if reveal.late:
        large, line = say("Too late"), say("Too late: a life is gone.")
    elif reveal.correct is None:
        large = say("Not counted")
        line = say("You have had this photo before, so this does not count.")
    else:
        large = line = say("Right.") if reveal.correct else say("Fooled.")
    return large, line


def _right(reveal: Reveal, networks: Sequence[str]) -> str:
    """How many of the networks got it right; while that is open, a sentence as wide, not shown."""
    answers = [verdict.correct for verdict in reveal.verdicts] or [True] * len(networks)
    if not answers:
        return ""
    return say(
        "{right} of {networks} networks got it right.",
        right=answers.count(True),
        networks=len(answers),
    )


def _judges(reveal: Reveal, networks: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each network."""
    if reveal.verdicts:
        return [_judge(reveal, verdict) for verdict in reveal.verdicts]
    percents = [100] * len(reveal.faces)  # as wide as any
    awaited = {"percents": percents, "place": None, "outcome": "awaited"}
    return [{"name": say(name)} | awaited for name in networks]


def _judge(reveal: Reveal, verdict: Verdict) -> dict[str, Any]:
    """A network's answer: the place it took for the one asked for, None if it saw no difference."""
    percents = [round(100 * p) for p in verdict.p_fake]
    single = len(percents) == 1
    undecided = percents == [50] if single else len(set(percents)) == 1
    return {
        "name": say(verdict.nickname),
        "percents": percents,
        "place": None if undecided else picked(verdict.p_fake, reveal.plan.target),
        "outcome": "none" if undecided else _SIGNS[verdict.correct],
    }


def scores(past: Sequence[Reveal], networks: Sequence[str]) -> list[dict[str, Any]]:
    """Right and wrong so far, the player's first."""
    return [
        {
            "name": say(name),
            "own": name == "you",
            "outcomes": [_SIGNS[answer] for answer in answers],
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


def words(asked: Question) -> dict[str, Any]:
    """What round.js writes, and faces.js for it."""
    return face_words(asked.faces) | {
        "answers": [label for label, _ in asked.buttons()],
        "show": say("Show for {seconds} s"),
        "once": say("Once; or press Space. The time is measured in this browser."),
        "hidden": say("Out of sight. What was it?"),
        "gone": say("Out of sight."),
        "late": say("Too late: it costs a life"),
        "know": say("I know this face"),
        "sure_of": say("{answer}, {sure}"),
        "judges": say("What the networks said"),
        "outcomes": {
            "right": say("was right"),
            "wrong": say("was wrong"),
            "unscored": say("not scored"),
            "none": say("no opinion"),
            "awaited": say("is looking …"),
        },
        "closer": say("Why? Look closer"),
        "offline": say("No connection. This page goes on by itself once there is one."),
        "offline_kept": say("No connection. Your answer is kept, and sent once there is one."),
    }
