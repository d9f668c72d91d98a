"""The game itself: a round's pairs, the one door for answers, and what may be seen when.

A trial on the table goes through three phases, each a fact in the store and none in the browser:
ASK (no guess yet), SURE (a choice, not closed), REVEAL (closed). Only `advance` moves the round to
its next trial. So a reload, a second tab or a double press finds the round as it stands.
"""

import enum
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.recipe import GENERATOR, TRUNCATION_PSI, Recipe
from game.common.vocabulary import Design, Kind, Mode, Target
from game.rounds.received import DAY, is_whole
from game.rounds.received import seconds as measured
from game.rounds.spots import Mark, checked
from game.store import face_queries, player_queries, round_queries
from game.store.engine import Session
from game.store.tables import Face, Guess, Player, Round, Seat, Trial, now

ATTACK_SECONDS = 10.0  # in an attack an answer after that is none
LATENCY_SECONDS = 3.0  # that a pair and its answer may be on their way, off the server's own time
CONFIDENCES = {1: to_say("a guess"), 2: to_say("fairly sure"), 3: to_say("certain")}


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
class Dealt:
    """What a trial is drawn from: its faces, left to right, and the shift of them all.

    The shift, below one pixel in x and in y, is the trial's own: no two trials show a face by the
    same bytes, so that nobody knows a photo again by them.
    """

    faces: tuple[Shown, ...]
    shift: tuple[float, float]


@dataclass(frozen=True)
class Plan:
    """What a round asks, of which fakes, and how: the columns of the table `round`."""

    deck: str
    design: Design = Design.TWO_AFC
    target: Target = Target.REAL
    mode: Mode = Mode.ROUND
    generator: str | None = GENERATOR
    truncation_psi: float | None = TRUNCATION_PSI
    display_seconds: float | None = None
    feedback: bool = True
    code: str | None = None
    room_id: int | None = None

    @property
    def asks_confidence(self) -> bool:
        """Whether an answer waits for how sure it was; where time counts, it does not."""
        return self.mode not in (Mode.ATTACK, Mode.ROOM, Mode.EXPERIMENT)

    @property
    def endless(self) -> bool:
        """Whether the next trial depends on the answers so far."""
        return self.mode in (Mode.CLIMB, Mode.ATTACK)


@dataclass(frozen=True)
class Turn:
    """What a player may know of the trial on the table: nothing here depends on the truth.

    `faces` is how many are shown; `elapsed` are seconds that an attack's clock has surely run.
    """

    plan: Plan
    trial_id: int
    position: int
    length: int
    faces: int
    phase: Phase
    choice: int | None
    elapsed: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """A network's answer to a trial: p(fake) for each place; `correct` is None if not scored."""

    nickname: str
    p_fake: tuple[float, ...]
    correct: bool | None


@dataclass(frozen=True)
class Reveal:
    """The truth of a closed trial; `late` if the answer came when the clock had run out.

    `target_place` is the place that it was right to choose; of a single face, 0 if it is a photo
    and 1 if it is not. `marks` are where the player saw a fake give itself away.
    """

    plan: Plan
    round_id: int
    trial_id: int
    position: int
    faces: tuple[Shown, ...]
    target_place: int
    choice: int | None
    confidence: int | None
    knows_face: bool
    late: bool
    correct: bool | None
    verdicts: tuple[Verdict, ...]
    marks: tuple[Mark, ...] = ()


def start(
    session: Session,
    player_id: int | None,
    plan: Plan,
    seed: int,
    trials: Sequence[Sequence[Shown]],
) -> Round:
    """Store a round before any of its trials is shown: all of them, or an endless one's first.

    The player takes the first seat; a room's round (None) waits for its players.
    """
    round_ = Round(**vars(plan), seed=seed)
    for faces_ in trials:
        append(round_, faces_)
    session.add(round_)
    session.flush()
    if player_id is not None:
        sit(session, round_.id, player_id)
    return round_


def append(round_: Round, faces_: Sequence[Shown]) -> None:
    """One more trial at the end of a round."""
    stored = [_stored(place, face) for place, face in enumerate(faces_)]
    round_.trials.append(Trial(position=len(round_.trials) + 1, faces=stored))


def sit(session: Session, round_id: int, player_id: int, position: int = 1) -> Seat:
    """Take a seat at a round, at its first trial or a later one."""
    seat = Seat(round_id=round_id, player_id=player_id, position=position)
    session.add(seat)
    session.flush()
    return seat


def plan_of(round_: Round) -> Plan:
    """What was planned."""
    return Plan(**{field.name: getattr(round_, field.name) for field in fields(Plan)})


def turn(session: Session, player_id: int) -> Turn | None:
    """Where the player's open round stands; None without one."""
    seat = session.scalar(player_queries.open_seat(player_id))
    if seat is None:
        return None
    trial = session.scalars(round_queries.trial_at(seat.round_id, seat.position)).one()
    guess = session.scalar(round_queries.guess(trial.id, player_id))
    phase = Phase.ASK if guess is None else Phase.SURE if guess.closed_at is None else Phase.REVEAL
    return Turn(
        plan=plan_of(seat.round),
        trial_id=trial.id,
        position=trial.position,
        length=session.scalars(round_queries.length(seat.round_id)).one(),
        faces=len(trial.faces),
        phase=phase,
        choice=guess.choice if guess else None,
        elapsed=_elapsed(seat),
    )


def sent(session: Session, player_id: int, trial_id: int) -> None:
    """Start an attack's clock once a trial's faces are made and about to be sent.

    Only the trial on the table is ever sent. A reload, another tab or a restart of the server finds
    the clock running.
    """
    trial, seat = _seated(session, player_id, trial_id, for_update=True)
    on_table = trial.position == seat.position
    if trial.round.mode is Mode.ATTACK and on_table and seat.shown_at is None:
        seat.shown_at = now()


def answer(
    session: Session,
    player_id: int,
    trial_id: int,
    place: int,
    *,
    seconds: float | None = None,
    shown_seconds: float | None = None,
) -> None:
    """The door for people: `place` is the face that they pick, or what they call a single one.

    A first answer stands: a second one to the same trial changes nothing. It stays open until they
    say how sure they are, if the round asks that. Raises Refused for anybody who may not answer.
    """
    trial, seat = _on_table(session, player_id, trial_id)
    if not (is_whole(place) and 0 <= place < max(2, len(trial.faces))):
        raise Refused(say("There is no face at that place."))
    seconds, shown_seconds = measured(seconds), measured(shown_seconds)
    if session.scalar(round_queries.guess(trial_id, player_id)) is not None:
        return
    guess = Guess(
        trial_id=trial_id,
        player_id=player_id,
        choice=place,
        seconds=_believed(seconds, seat),
        shown_seconds=shown_seconds,
    )
    session.add(guess)
    if not plan_of(trial.round).asks_confidence:
        _close_own(session, guess, trial, seat, scored=True)


def judge(session: Session, network_id: int, trial_id: int, p_fake: Sequence[float]) -> None:
    """The door for networks: p(fake) for every face, of which the answer follows.

    They come after people: the store holds no network's verdict on a trial that nobody has closed.
    A first answer stands.
    """
    trial = find(session, trial_id, for_update=True)
    network = session.get(Player, network_id)
    if network is None or network.kind is not Kind.MODEL:
        raise Refused(say("There is no such network."))
    people = session.scalars(round_queries.closed_by_a_person(trial_id)).all()
    if not people:
        raise Refused(say("A network answers after the person whose pair it is."))
    if len(p_fake) != len(trial.faces):
        raise Refused(say("A network says its p(fake) for every face."))
    if session.scalar(round_queries.guess(trial_id, network_id)) is not None:
        return
    guess = Guess(
        trial_id=trial_id,
        player_id=network_id,
        choice=_picked(p_fake, trial.round.target),
        p_fake=list(p_fake),
    )
    session.add(guess)
    _close(session, guess, trial, scored=any(correct is not None for correct in people))


def close(session: Session, player_id: int, trial_id: int, confidence: int) -> None:
    """Say how sure (1 to 3); the answer is then final. A second time changes nothing."""
    trial, seat = _on_table(session, player_id, trial_id)
    guess = session.scalar(round_queries.guess(trial_id, player_id))
    if guess is None:
        raise Refused(say("Choose a face first."))
    if confidence not in CONFIDENCES:
        raise Refused(say("Confidence is 1, 2 or 3."))
    if guess.closed_at is None:
        guess.confidence = confidence
        _close_own(session, guess, trial, seat, scored=True)


def know(session: Session, player_id: int, trial_id: int) -> None:
    """Say "I know this face": the trial is kept, and not scored."""
    trial, seat = _on_table(session, player_id, trial_id)
    if trial.round.mode is Mode.ATTACK:
        raise Refused(say("In a time attack every pair counts; choose a face."))
    guess = session.scalar(round_queries.guess(trial_id, player_id))
    if guess is None:
        guess = Guess(trial_id=trial_id, player_id=player_id)
        session.add(guess)
    if guess.closed_at is None:
        guess.knows_face = True
        _close_own(session, guess, trial, seat, scored=False)


def mark(session: Session, player_id: int, trial_id: int, marks: Sequence[Any]) -> None:
    """Keep where the fakes of a closed trial gave themselves away, in place of earlier marks.

    Each mark is (place, x, y, tell). Raises Refused for an open trial and for what is no mark.
    """
    trial, seat = _seated(session, player_id, trial_id, for_update=True)
    guess = session.scalar(round_queries.guess(trial_id, player_id))
    if guess is None or guess.closed_at is None:
        raise Refused(say("Answer this pair first."))
    if not _is_told(seat):  # which face may be marked is the truth
        raise Refused(say("That pair is not yours to see yet."))
    fakes = [face.place for face in trial.faces if face.photo is None]
    guess.tells = checked(marks, fakes) or None


def advance(session: Session, player_id: int, trial_id: int) -> None:
    """Leave a revealed trial for the next one, or end the round. A second time changes nothing."""
    trial, seat = _seated(session, player_id, trial_id, for_update=True)
    if trial.position != seat.position or seat.ended_at is not None:
        return
    guess = session.scalar(round_queries.guess(trial_id, player_id))
    if guess is None or guess.closed_at is None:
        raise Refused(say("Answer this pair first."))
    _leave(session, seat)


def abandon(session: Session, player_id: int) -> None:
    """End the open round as it stands: without lives, or without pictures."""
    seat = session.scalar(player_queries.open_seat(player_id))
    if seat is not None:
        seat.ended_at = now()


def dealt_to(session: Session, player_id: int, trial_id: int) -> tuple[str, Dealt]:
    """Deck and faces of a trial, for a player at whose round it is one."""
    trial, _ = _seated(session, player_id, trial_id)
    return trial.round.deck, dealt(trial)


def following(session: Session, trial_id: int) -> Dealt | None:
    """The trial after this one, if it has been dealt: only to be drawn ahead."""
    trial = session.scalars(round_queries.trial(trial_id)).one()
    after = session.scalar(round_queries.trial_at(trial.round_id, trial.position + 1))
    return dealt(after) if after else None


def dealt(trial: Trial) -> Dealt:
    """A stored trial as it is drawn, whenever that is."""
    faces = tuple(shown(face) for face in trial.faces)
    return Dealt(faces, shift_of(trial.round.seed, trial.position))


def shift_of(seed: int, position: int) -> tuple[float, float]:
    """The shift (x, y) of a round's trial, each from -0.5 to 0.5 pixels."""
    x, y = np.random.default_rng([seed, 2, position]).uniform(-0.5, 0.5, 2)
    return float(x), float(y)


def reveals(session: Session, round_id: int, player_id: int) -> list[Reveal]:
    """The truth of every trial of a round that this player has closed, in order.

    None while it is held back: whatever shows a player the truth of theirs gets it here.
    """
    seat = session.scalar(round_queries.seat(round_id, player_id, for_update=False))
    if seat is None or not _is_told(seat):
        return []
    guesses: dict[int, list[Guess]] = defaultdict(list)
    for guess in session.scalars(round_queries.own_and_networks_guesses(round_id, player_id)):
        guesses[guess.trial_id].append(guess)
    return [
        _reveal(trial, guesses[trial.id], player_id)
        for trial in session.scalars(round_queries.answered_trials(round_id, player_id))
    ]


def reveal(session: Session, player_id: int, trial_id: int) -> Reveal:
    """The truth of one closed trial. Raises Refused while it is open, and to other players."""
    trial, _ = _seated(session, player_id, trial_id)
    for found in reveals(session, trial.round_id, player_id):
        if found.trial_id == trial_id:
            return found
    raise Refused(say("That pair is not yours to see yet."))


def truth_of(trial: Trial, guesses: Sequence[Guess]) -> Reveal:
    """The truth of a trial and the networks' verdicts among these guesses; nobody's own answer."""
    return Reveal(
        plan=plan_of(trial.round),
        round_id=trial.round_id,
        trial_id=trial.id,
        position=trial.position,
        faces=tuple(shown(face) for face in trial.faces),
        target_place=_target_place(trial),
        choice=None,
        confidence=None,
        knows_face=False,
        late=False,
        correct=None,
        verdicts=tuple(
            Verdict(guess.player.nickname, tuple(guess.p_fake), guess.correct)
            for guess in guesses
            if guess.p_fake is not None
        ),
    )


def with_answer(truth: Reveal, own: Guess | None) -> Reveal:
    """The same truth beside what a player said; None if they said nothing."""
    if own is None:
        return truth
    return replace(
        truth,
        choice=own.choice,
        confidence=own.confidence,
        knows_face=own.knows_face,
        late=_late(own, truth.plan),
        correct=own.correct,
        marks=tuple((place, x, y, tell) for place, x, y, tell in own.tells or ()),
    )


def marks(past: Sequence[Reveal], networks: Sequence[str]) -> dict[str, list[bool | None]]:
    """Right, wrong or not scored (None) for each closed trial: the player as "you", the networks.

    A network that did not judge a trial (it was trained again since) has None there.
    """
    found: dict[str, list[bool | None]] = {to_say("you"): [reveal.correct for reveal in past]}
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


def find(session: Session, trial_id: int, *, for_update: bool = False) -> Trial:
    """A trial by the number that a browser keeps. Raises Refused if there is none."""
    question = round_queries.trial_for_update if for_update else round_queries.trial
    trial = session.scalar(question(trial_id)) if is_whole(trial_id) else None
    if trial is None:
        raise Refused(say("There is no such pair."))
    return trial


def _seated(
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


def _on_table(session: Session, player_id: int, trial_id: int) -> tuple[Trial, Seat]:
    """The trial and the seat, if this player may answer it now: it is the one on their table."""
    trial, seat = _seated(session, player_id, trial_id, for_update=True)
    if seat.ended_at is not None or trial.position < seat.position:
        raise Refused(say("That pair is over; your first answer to it counts."))
    if trial.position > seat.position:
        raise Refused(say("That pair has not been dealt yet."))
    return trial, seat


def _is_told(seat: Seat) -> bool:
    """Whether a player may see the truth of what they closed: after each trial or at the end."""
    return seat.round.feedback or seat.ended_at is not None


def _elapsed(seat: Seat) -> float:
    """For how long the trial on an attack's table has surely been seen, by the server's clock."""
    if seat.shown_at is None:
        return 0.0
    return max(0.0, (now() - seat.shown_at).total_seconds() - LATENCY_SECONDS)


def _believed(seconds: float | None, seat: Seat) -> float | None:
    """A time to answer as the browser measured it; in an attack never less than is sure."""
    least = min(_elapsed(seat), DAY)
    return least if least > (seconds or 0.0) else seconds


def _reveal(trial: Trial, guesses: Sequence[Guess], player_id: int) -> Reveal:
    own = next((guess for guess in guesses if guess.player_id == player_id), None)
    return with_answer(truth_of(trial, guesses), own)


def _target_place(trial: Trial) -> int:
    """The place of the one face that is asked for; behind the last if it is not there."""
    real = trial.round.target is Target.REAL
    found = [face.place for face in trial.faces if (face.photo is not None) == real]
    (place,) = found or [len(trial.faces)]
    return place


def _picked(p_fake: Sequence[float], target: Target) -> int:
    """The place that a network picks; of a single face, 0 if it is more likely the target."""
    fit = [p if target is Target.FAKE else 1 - p for p in p_fake]
    if len(fit) == 1:
        return 0 if fit[0] > 0.5 else 1
    return max(range(len(fit)), key=fit.__getitem__)


def _late(guess: Guess, plan: Plan) -> bool:
    """Whether the clock had run out; a time that the browser could not measure is in time."""
    return plan.mode is Mode.ATTACK and (guess.seconds or 0) > ATTACK_SECONDS


def _close_own(session: Session, guess: Guess, trial: Trial, seat: Seat, *, scored: bool) -> None:
    """Make a person's answer final, and leave the trial at once where its truth is held back.

    In one transaction: between the two, another tab would find the trial at its reveal. The seats
    of a room are moved in `rooms`.
    """
    _close(session, guess, trial, scored=scored)
    if not trial.round.feedback and trial.round.mode is not Mode.ROOM:
        _leave(session, seat)


def _leave(session: Session, seat: Seat) -> None:
    """Go on to the next trial, or end the round behind its last one."""
    seat.position += 1
    seat.shown_at = None
    if seat.position > session.scalars(round_queries.length(seat.round_id)).one():
        seat.ended_at = now()


def _close(session: Session, guess: Guess, trial: Trial, *, scored: bool) -> None:
    """Make an answer final. A photo that the player has had before is not scored."""
    if guess.p_fake is None:  # a person
        before = face_queries.photo_seen_before(trial.id, guess.player_id)
        scored = scored and session.scalar(before) is None
    right = guess.choice == _target_place(trial) and not _late(guess, plan_of(trial.round))
    guess.correct = right if scored else None
    guess.closed_at = now()
