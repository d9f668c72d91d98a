"""The game itself: a round's pairs, the one door for answers, and what may be seen when.

A trial on the table goes through three phases, each a fact in the store and none in the browser:
ASK (no guess yet), SURE (a choice, not closed), REVEAL (closed). Only `advance` moves the round to
its next trial. So a reload, a second tab or a double press finds the round as it stands.
"""

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.generators.recipe import GENERATOR, Recipe
from game.refusal import Refused
from game.store import queries
from game.store.engine import Session
from game.store.tables import Design, Face, Guess, Kind, Mode, Player, Round, Trial, now

CONFIDENCES = {1: "a guess", 2: "fairly sure", 3: "certain"}


class Phase(enum.StrEnum):
    """What the trial on the table waits for."""

    ASK = "ask"
    SURE = "sure"
    REVEAL = "reveal"


@dataclass(frozen=True)
class Photo:
    """A real face: a photo of the round's deck by its name, whole or as a thumbnail of `size`."""

    name: str
    size: int | None = None


Shown = Photo | Recipe


@dataclass(frozen=True)
class Turn:
    """What a player may know of the trial on the table: nothing here depends on the truth."""

    trial_id: int
    position: int
    length: int
    phase: Phase
    choice: int | None
    mode: Mode = Mode.ROUND
    generator: str | None = GENERATOR


@dataclass(frozen=True)
class Verdict:
    """A network's answer to a trial: p(fake) for each place; `correct` is None if not scored."""

    nickname: str
    p_fake: tuple[float, ...]
    correct: bool | None


@dataclass(frozen=True)
class Reveal:
    """The truth of a closed trial."""

    mode: Mode
    generator: str | None
    round_id: int
    trial_id: int
    position: int
    faces: tuple[Shown, ...]
    real_place: int
    choice: int | None
    confidence: int | None
    knows_face: bool
    correct: bool | None
    verdicts: tuple[Verdict, ...]


def start(
    session: Session,
    player_id: int,
    deck: str,
    seed: int,
    pairs: Sequence[Sequence[Shown]],
    *,
    mode: Mode = Mode.ROUND,
    generator: str | None = GENERATOR,
) -> Round:
    """Store a round before any of its trials is shown: all of them, or a climb's first."""
    round_ = Round(
        player_id=player_id,
        design=Design.TWO_AFC,
        mode=mode,
        generator=generator,
        deck=deck,
        seed=seed,
    )
    for pair in pairs:
        append(round_, pair)
    session.add(round_)
    session.flush()
    return round_


def append(round_: Round, pair: Sequence[Shown]) -> None:
    """One more trial at the end of a round."""
    faces = [_stored(place, shown) for place, shown in enumerate(pair)]
    round_.trials.append(Trial(position=len(round_.trials) + 1, faces=faces))


def turn(session: Session, player_id: int) -> Turn | None:
    """Where the player's open round stands; None without one."""
    round_ = session.scalar(queries.open_round(player_id))
    if round_ is None:
        return None
    trial = session.scalars(queries.trial_on_table(round_.id)).one()
    guess = session.scalar(queries.guess(trial.id, player_id))
    phase = Phase.ASK if guess is None else Phase.SURE if guess.closed_at is None else Phase.REVEAL
    length = session.scalars(queries.round_length(round_.id)).one()
    choice = guess.choice if guess else None
    return Turn(trial.id, trial.position, length, phase, choice, round_.mode, round_.generator)


def answer(
    session: Session,
    player_id: int,
    trial_id: int,
    place: int,
    *,
    seconds: float | None = None,
    p_fake: Sequence[float] | None = None,
) -> None:
    """The door for people and networks: `place` is the face called real.

    A first answer stands: a second one to the same trial changes nothing. A network says its
    p(fake) for every place, and its answer is closed at once. Raises Refused for anybody who may
    not answer.
    """
    trial, player = _admitted(session, player_id, trial_id)
    if not 0 <= place < len(trial.faces):
        raise Refused(f"There is no face at place {place}.")
    if seconds is not None and not (math.isfinite(seconds) and seconds >= 0):
        raise Refused("A time to answer cannot be negative or endless.")
    if session.scalar(queries.guess(trial_id, player_id)) is not None:
        return
    guess = Guess(trial_id=trial_id, player_id=player_id, choice=place, seconds=seconds)
    session.add(guess)
    if player.kind is Kind.MODEL:
        if p_fake is None or len(p_fake) != len(trial.faces):
            raise Refused("A network says its p(fake) for every face.")
        guess.p_fake = list(p_fake)
        owner = session.scalars(queries.guess(trial_id, trial.round.player_id)).one()
        _close(guess, trial, scored=not owner.knows_face)


def close(session: Session, player_id: int, trial_id: int, confidence: int) -> None:
    """Say how sure (1 to 3); the answer is then final. A second time changes nothing."""
    trial, _ = _admitted(session, player_id, trial_id)
    guess = session.scalar(queries.guess(trial_id, player_id))
    if guess is None:
        raise Refused("Choose a face first.")
    if confidence not in CONFIDENCES:
        raise Refused("Confidence is 1, 2 or 3.")
    if guess.closed_at is None:
        guess.confidence = confidence
        _close(guess, trial, scored=True)


def know(session: Session, player_id: int, trial_id: int) -> None:
    """Say "I know this face": the trial is kept, and not scored."""
    trial, _ = _admitted(session, player_id, trial_id)
    guess = session.scalar(queries.guess(trial_id, player_id))
    if guess is None:
        guess = Guess(trial_id=trial_id, player_id=player_id)
        session.add(guess)
    if guess.closed_at is None:
        guess.knows_face = True
        _close(guess, trial, scored=False)


def advance(session: Session, player_id: int, trial_id: int) -> None:
    """Leave a revealed trial for the next one, or end the round. A second time changes nothing."""
    trial = _found(session.scalar(queries.trial_for_update(trial_id)))
    if trial.round.player_id != player_id:
        raise Refused("That pair belongs to another player.")
    if trial.position != trial.round.position or trial.round.ended_at is not None:
        return
    guess = session.scalar(queries.guess(trial_id, player_id))
    if guess is None or guess.closed_at is None:
        raise Refused("Answer this pair first.")
    trial.round.position += 1
    if trial.round.position > session.scalars(queries.round_length(trial.round_id)).one():
        trial.round.ended_at = now()


def abandon(session: Session, player_id: int) -> None:
    """End the open round as it stands: for one whose pictures can no longer be made."""
    round_ = session.scalar(queries.open_round(player_id))
    if round_ is not None:
        round_.ended_at = now()


def faces(session: Session, player_id: int, trial_id: int) -> tuple[Shown, ...]:
    """What to draw, left to right, for the player whose trial it is."""
    trial = _found(session.scalar(queries.trial(trial_id)))
    if trial.round.player_id != player_id:
        raise Refused("That pair belongs to another player.")
    return tuple(shown(face) for face in trial.faces)


def reveals(session: Session, round_: Round) -> list[Reveal]:
    """The truth of every trial of a round that its owner has closed, in order."""
    return [
        _reveal(trial, round_.player_id)
        for trial in session.scalars(queries.answered_trials(round_.id))
    ]


def reveal(session: Session, player_id: int, trial_id: int) -> Reveal:
    """The truth of one closed trial. Raises Refused while it is open, and to other players."""
    round_ = _found(session.scalar(queries.trial(trial_id))).round
    if round_.player_id == player_id:
        for found in reveals(session, round_):
            if found.trial_id == trial_id:
                return found
    raise Refused("That pair is not yours to see yet.")


def marks(past: Sequence[Reveal], networks: Sequence[str]) -> dict[str, list[bool | None]]:
    """Right, wrong or not scored (None) for each closed trial: the player as "you", the networks.

    A network that did not judge a trial (it was trained again since) has None there.
    """
    found: dict[str, list[bool | None]] = {"you": [reveal.correct for reveal in past]}
    for name in networks:
        correct = [{v.nickname: v.correct for v in reveal.verdicts} for reveal in past]
        found[name] = [answer.get(name) for answer in correct]
    return found


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
    )


def _stored(place: int, what: Shown) -> Face:
    return (
        Face(place=place, photo=what.name, size=what.size)
        if isinstance(what, Photo)
        else Face(place=place, **vars(what))
    )


def _found(trial: Trial | None) -> Trial:
    if trial is None:
        raise Refused("There is no such pair.")
    return trial


def _admitted(session: Session, player_id: int, trial_id: int) -> tuple[Trial, Player]:
    """The trial, if this player may answer it now.

    A person answers the trial on the table of their own round. A network answers any trial, but
    only after its owner has: the store holds no network's verdict on a pair that is still open.
    """
    trial = _found(session.scalar(queries.trial_for_update(trial_id)))
    player = session.get(Player, player_id)
    if player is None:
        raise Refused("There is no such player.")
    if player.kind is Kind.MODEL:
        owner = session.scalar(queries.guess(trial_id, trial.round.player_id))
        if owner is None or owner.closed_at is None:
            raise Refused("A network answers after the person whose pair it is.")
    elif trial.round.player_id != player_id:
        raise Refused("That pair belongs to another player.")
    elif trial.round.ended_at is not None or trial.position < trial.round.position:
        raise Refused("That pair is over; your first answer to it counts.")
    elif trial.position > trial.round.position:
        raise Refused("That pair has not been dealt yet.")
    return trial, player


def _reveal(trial: Trial, owner_id: int) -> Reveal:
    (own,) = (guess for guess in trial.guesses if guess.player_id == owner_id)
    return Reveal(
        mode=trial.round.mode,
        generator=trial.round.generator,
        round_id=trial.round_id,
        trial_id=trial.id,
        position=trial.position,
        faces=tuple(shown(face) for face in trial.faces),
        real_place=_real_place(trial),
        choice=own.choice,
        confidence=own.confidence,
        knows_face=own.knows_face,
        correct=own.correct,
        verdicts=tuple(
            Verdict(guess.player.nickname, tuple(guess.p_fake), guess.correct)
            for guess in sorted(trial.guesses, key=lambda guess: guess.player_id)
            if guess.p_fake is not None
        ),
    )


def _real_place(trial: Trial) -> int:
    (place,) = (face.place for face in trial.faces if face.photo is not None)
    return place


def _close(guess: Guess, trial: Trial, *, scored: bool) -> None:
    guess.correct = guess.choice == _real_place(trial) if scored else None
    guess.closed_at = now()
