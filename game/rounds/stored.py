"""What the store holds of a round, read as the plain data of `plan`, and who sits at it."""

from dataclasses import fields

import numpy as np

from game.common.errors import Refused
from game.common.language import say
from game.common.recipe import Recipe
from game.common.vocabulary import Mode, Target
from game.rounds.browser_input import is_whole
from game.rounds.game_modes import game_mode
from game.rounds.plan import Dealt, Photo, Plan, Shown
from game.store import round_queries
from game.store.engine import Session
from game.store.tables import Face, Guess, Round, Seat, Trial, now

LATENCY_SECONDS = 3.0  # that a pair and its answer may be on their way, off the server's own time


def find(session: Session, trial_id: int, *, for_update: bool = False) -> Trial:
    """A trial by the number that a browser keeps. Raises Refused if there is none."""
    question = round_queries.trial_for_update if for_update else round_queries.trial
    trial = session.scalar(question(trial_id)) if is_whole(trial_id) else None
    if trial is None:
        raise Refused(say("There is no such pair."))
    return trial


def seated(
    session: Session, player_id: int, trial_id: int, *, for_update: bool = False
) -> tuple[Trial, Seat]:
    """A trial and the player's seat at its round. Raises Refused without one.

    With `for_update` the seat is locked: two presses at once are then one after the other.
    """
    trial = find(session, trial_id)
    seat = session.scalar(round_queries.seat(trial.round_id, player_id, for_update=for_update))
    if seat is None:
        raise Refused(say("That pair belongs to another player."))
    return trial, seat


def plan_of(round_: Round) -> Plan:
    """What was planned."""
    return Plan(**{field.name: getattr(round_, field.name) for field in fields(Plan)})


def shown(face: Face) -> Shown:
    """A stored face as what it is."""
    if face.photo is not None:
        return Photo(face.photo, face.size)
    return Recipe(
        generator=face.generator,  # type: ignore[arg-type]  # the table's check: all or none
        checkpoint_sha256=face.checkpoint_sha256,  # type: ignore[arg-type]
        seed=face.seed,  # type: ignore[arg-type]
        truncation_psi=face.truncation_psi,  # type: ignore[arg-type]
        size=face.size,  # type: ignore[arg-type]
        noise_mode=face.noise_mode,  # type: ignore[arg-type]
        style=face.style,
    )


def dealt(trial: Trial) -> Dealt:
    """A stored trial as it is drawn, whenever that is."""
    faces = tuple(shown(face) for face in trial.faces)
    return Dealt(faces, shift_of(trial.round.seed, trial.position))


def shift_of(seed: int, position: int) -> tuple[float, float]:
    """The shift (x, y) of a round's trial, each from -0.5 to 0.5, see `Frame.moved`."""
    x, y = np.random.default_rng([seed, 2, position]).uniform(-0.5, 0.5, 2)
    return float(x), float(y)


def dealt_to(session: Session, player_id: int, trial_id: int) -> tuple[str, Dealt]:
    """Deck and faces of a trial, for a player at whose round it is one."""
    trial, _ = seated(session, player_id, trial_id)
    return trial.round.deck, dealt(trial)


def following(session: Session, trial: Trial) -> Dealt | None:
    """The trial after this one, if it has been dealt: only to be drawn ahead."""
    after = session.scalar(round_queries.trial_at(trial.round_id, trial.position + 1))
    return dealt(after) if after else None


def target_place(trial: Trial) -> int:
    """The place of the one face that is asked for; behind the last if it is not there."""
    real = trial.round.target is Target.REAL
    found = [face.place for face in trial.faces if (face.photo is not None) == real]
    (place,) = found or [len(trial.faces)]
    return place


def is_late(guess: Guess, mode: Mode) -> bool:
    """Whether the clock had run out; a time that the browser could not measure is in time."""
    clock = game_mode(mode).clock
    return clock is not None and (guess.seconds or 0) > clock


def elapsed(seat: Seat) -> float:
    """For how long an attack's current trial has surely been seen, by the server's clock."""
    if seat.shown_at is None:
        return 0.0
    return max(0.0, (now() - seat.shown_at).total_seconds() - LATENCY_SECONDS)
