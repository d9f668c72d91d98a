"""The one door for answers, people's and networks': who may give one, and what becomes final.

Only `advance` moves a player to the next trial, but where the truth is held back: there an answer
does so itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Kind, Target
from game.rounds import spots, stored
from game.rounds.browser_input import DAY, is_whole
from game.rounds.browser_input import seconds as measured
from game.rounds.game_modes import game_mode
from game.rounds.plan import CONFIDENCES
from game.rounds.revealing import is_told
from game.store import face_queries, player_queries, round_queries
from game.store.engine import Session
from game.store.tables import Guess, Player, Seat, Trial, now


def sent(session: Session, player_id: int, trial_id: int) -> None:
    """Start an attack's clock once a trial's faces are made and about to be sent.

    Only the current trial is ever sent. A reload, another tab or a restart of the server finds
    the clock running.
    """
    trial, seat = stored.seated(session, player_id, trial_id, for_update=True)
    is_current = trial.position == seat.position
    timed = game_mode(trial.round.mode).clock is not None
    if timed and is_current and seat.shown_at is None:
        seat.shown_at = now()


def answer(
    session: Session,
    player_id: int,
    trial_id: int,
    place: int,
    *,
    seconds: float | None = None,
    shown_seconds: float | None = None,
    confidence: int | None = None,
) -> None:
    """The door for people: `place` is the face that they pick, or what they call a single one.

    A first answer stands: a second one to the same trial changes nothing. How sure they are (1 to
    3) may come with it; where the round asks that by itself, an answer without it stays open until
    `close`. Raises Refused for anybody who may not answer.
    """
    trial, seat = _current(session, player_id, trial_id)
    if not (is_whole(place) and 0 <= place < max(2, len(trial.faces))):
        raise Refused(say("There is no face at that place."))
    seconds, shown_seconds = measured(seconds), measured(shown_seconds)
    if confidence is not None:
        _check_confidence(confidence)
    if session.scalar(round_queries.guess(trial_id, player_id)) is not None:
        return
    guess = Guess(
        trial_id=trial_id,
        player_id=player_id,
        choice=place,
        seconds=_believed(seconds, seat),
        shown_seconds=shown_seconds,
        confidence=confidence,
    )
    session.add(guess)
    if confidence is not None or not game_mode(trial.round.mode).asks_confidence:
        _close_own(session, guess, trial, seat, scored=True)


def _current(session: Session, player_id: int, trial_id: int) -> tuple[Trial, Seat]:
    """The trial and the seat, if it is the one that this player is to answer now."""
    trial, seat = stored.seated(session, player_id, trial_id, for_update=True)
    if seat.ended_at is not None or trial.position < seat.position:
        raise Refused(say("That pair is over; your first answer to it counts."))
    if trial.position > seat.position:
        raise Refused(say("That pair has not been dealt yet."))
    return trial, seat


def _believed(seconds: float | None, seat: Seat) -> float | None:
    """A time to answer as the browser measured it; in an attack never less than is sure."""
    least = min(stored.elapsed(seat), DAY)
    return least if least > (seconds or 0.0) else seconds


def close(session: Session, player_id: int, trial_id: int, confidence: int) -> None:
    """Say how sure (1 to 3); the answer is then final. A second time changes nothing."""
    trial, seat = _current(session, player_id, trial_id)
    guess = session.scalar(round_queries.guess(trial_id, player_id))
    if guess is None:
        raise Refused(say("Choose a face first."))
    _check_confidence(confidence)
    if guess.closed_at is None:
        guess.confidence = confidence
        _close_own(session, guess, trial, seat, scored=True)


def _check_confidence(told: int) -> None:
    if not (is_whole(told) and told in CONFIDENCES):
        raise Refused(say("Confidence is 1, 2 or 3."))


def know(session: Session, player_id: int, trial_id: int) -> None:
    """Say "I know this face": the trial is kept, and not scored."""
    trial, seat = _current(session, player_id, trial_id)
    if refusal := game_mode(trial.round.mode).must_answer:
        raise Refused(say(refusal))
    guess = session.scalar(round_queries.guess(trial_id, player_id))
    if guess is None:
        guess = Guess(trial_id=trial_id, player_id=player_id)
        session.add(guess)
    if guess.closed_at is None:
        guess.knows_face = True
        _close_own(session, guess, trial, seat, scored=False)


def _close_own(session: Session, guess: Guess, trial: Trial, seat: Seat, *, scored: bool) -> None:
    """Make a person's answer final, and leave the trial at once where its truth is held back.

    In one transaction: between the two, another tab would find the trial at its reveal. The seats
    of a room are moved in `rooms`.
    """
    _close(session, guess, trial, scored=scored)
    if not trial.round.feedback and trial.round.room_id is None:
        _leave(session, seat)


def _close(session: Session, guess: Guess, trial: Trial, *, scored: bool) -> None:
    """Make an answer final. A photo that the player has had before is not scored."""
    if guess.p_fake is None:  # a person
        before = face_queries.photo_seen_before(trial.id, guess.player_id)
        scored = scored and session.scalar(before) is None
    late = stored.is_late(guess, trial.round.mode)
    right = guess.choice == stored.target_place(trial) and not late
    guess.correct = right if scored else None
    guess.closed_at = now()


def judge(session: Session, trial_id: int, verdicts: Mapping[int, Sequence[float]]) -> None:
    """The door for networks: by network, p(fake) for every face, of which its answer follows.

    They come after people: the store holds no network's verdict on a trial that nobody has closed.
    A first answer stands.
    """
    trial = stored.find(session, trial_id, for_update=True)
    people = session.scalars(round_queries.closed_by_a_person(trial_id)).all()
    scored = any(correct is not None for correct in people)
    judged = set(session.scalars(round_queries.networks_that_judged(trial_id)))
    for network_id, p_fake in verdicts.items():
        network = session.get(Player, network_id)
        if network is None or network.kind is not Kind.MODEL:
            raise Refused(say("There is no such network."))
        if not people:
            raise Refused(say("A network answers after the person whose pair it is."))
        if len(p_fake) != len(trial.faces):
            raise Refused(say("A network says its p(fake) for every face."))
        if network.identity_sha256 in judged:
            continue
        guess = Guess(
            trial_id=trial_id,
            player_id=network_id,
            choice=picked(p_fake, trial.round.target),
            p_fake=list(p_fake),
        )
        session.add(guess)
        _close(session, guess, trial, scored=scored)


def picked(p_fake: Sequence[float], target: Target) -> int:
    """The place that a network picks; of a single face, 0 if it is more likely the target."""
    fit = [p if target is Target.FAKE else 1 - p for p in p_fake]
    if len(fit) == 1:
        return 0 if fit[0] > 0.5 else 1
    return max(range(len(fit)), key=fit.__getitem__)


def keep_spots(session: Session, player_id: int, trial_id: int, told: Sequence[Any]) -> None:
    """Keep where the fakes of a closed trial gave themselves away, in place of earlier spots.

    Each is (place, x, y, tell). Raises Refused for an open trial and for what is no spot.
    """
    trial, seat = stored.seated(session, player_id, trial_id, for_update=True)
    guess = session.scalar(round_queries.guess(trial_id, player_id))
    if guess is None or guess.closed_at is None:
        raise Refused(say("Answer this pair first."))
    if not is_told(seat):  # which face may have spots is the truth
        raise Refused(say("That pair is not yours to see yet."))
    fakes = [face.place for face in trial.faces if face.photo is None]
    guess.tells = spots.checked(told, fakes) or None


def advance(session: Session, player_id: int, trial_id: int) -> None:
    """Leave a revealed trial for the next one, or end the round. A second time changes nothing."""
    trial, seat = stored.seated(session, player_id, trial_id, for_update=True)
    if trial.position != seat.position or seat.ended_at is not None:
        return
    guess = session.scalar(round_queries.guess(trial_id, player_id))
    if guess is None or guess.closed_at is None:
        raise Refused(say("Answer this pair first."))
    _leave(session, seat)


def _leave(session: Session, seat: Seat) -> None:
    """Go on to the next trial, or end the round behind its last one."""
    seat.position += 1
    seat.shown_at = None
    if seat.position > session.scalars(round_queries.length(seat.round_id)).one():
        seat.ended_at = now()


def abandon(session: Session, player_id: int) -> None:
    """End the open round as it stands: without lives, or without pictures."""
    seat = session.scalar(player_queries.open_seat(player_id))
    if seat is not None:
        seat.ended_at = now()
