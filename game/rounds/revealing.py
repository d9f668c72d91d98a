"""What a player may see, and when: faces at once, the truth after their answer or at the end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from game.common.errors import Refused
from game.common.language import say, to_say
from game.rounds import starting, stored
from game.rounds.game_modes import game_mode
from game.rounds.modes.mode import SoFar
from game.rounds.plan import Phase, Reveal, Turn, Verdict
from game.store import player_queries, round_queries
from game.store.engine import Session
from game.store.tables import Guess, Seat, Trial


def turn(session: Session, player_id: int) -> Turn | None:
    """Where the player's open round stands; None without one."""
    seat = session.scalar(player_queries.open_seat(player_id))
    if seat is None:
        return None
    trial = session.scalars(round_queries.trial_at(seat.round_id, seat.position)).one()
    guess = session.scalar(round_queries.guess(trial.id, player_id))
    phase = Phase.ASK if guess is None else Phase.SURE if guess.closed_at is None else Phase.REVEAL
    return Turn(
        plan=stored.plan_of(seat.round),
        trial_id=trial.id,
        position=trial.position,
        length=session.scalars(round_queries.length(seat.round_id)).one(),
        faces=len(trial.faces),
        phase=phase,
        choice=guess.choice if guess else None,
        elapsed=stored.elapsed(seat),
    )


def following(session: Session, player_id: int, now: Turn) -> Turn | None:
    """The turn after one that is revealed, for its pictures to be sent while the player looks.

    None where it follows from the answers, where a clock would run, and at the end of the round.
    """
    mode = game_mode(now.plan.mode)
    if now.phase is not Phase.REVEAL or mode.endless or mode.clock is not None:
        return None
    trial, _ = stored.seated(session, player_id, now.trial_id)
    after = session.scalar(round_queries.trial_at(trial.round_id, now.position + 1))
    if after is None:
        return None
    return replace(
        now,
        trial_id=after.id,
        position=after.position,
        faces=len(after.faces),
        phase=Phase.ASK,
        choice=None,
        elapsed=0.0,
    )


def reveals(session: Session, round_id: int, player_id: int) -> list[Reveal]:
    """The truth of every trial of a round that this player has closed, in order.

    None while it is held back: whatever shows a player the truth of theirs gets it here.
    """
    seat = session.scalar(round_queries.seat(round_id, player_id, for_update=False))
    if seat is None or not is_told(seat):
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
    trial, _ = stored.seated(session, player_id, trial_id)
    for found in reveals(session, trial.round_id, player_id):
        if found.trial_id == trial_id:
            return found
    raise Refused(say("That pair is not yours to see yet."))


def so_far(session: Session, player_id: int) -> SoFar | None:
    """The player's endless round, once its current trial is closed; None before, or without one."""
    seat = session.scalar(player_queries.open_seat(player_id))
    if seat is None or not game_mode(seat.round.mode).endless:
        return None
    past = reveals(session, seat.round_id, player_id)
    if len(past) < seat.position:
        return None
    return SoFar(
        stored.plan_of(seat.round),
        seat.round.seed,
        session.scalars(round_queries.length(seat.round_id)).one(),
        past,
        starting.photos_seen(session, player_id, seat.round.deck),
    )


def is_told(seat: Seat) -> bool:
    """Whether a player may see the truth of what they closed: after each trial or at the end."""
    return seat.round.feedback or seat.ended_at is not None


def _reveal(trial: Trial, guesses: Sequence[Guess], player_id: int) -> Reveal:
    own = next((guess for guess in guesses if guess.player_id == player_id), None)
    return with_answer(truth_of(trial, guesses), own)


def truth_of(trial: Trial, guesses: Sequence[Guess]) -> Reveal:
    """The truth of a trial and the networks' verdicts among these guesses; nobody's own answer."""
    return Reveal(
        plan=stored.plan_of(trial.round),
        round_id=trial.round_id,
        trial_id=trial.id,
        position=trial.position,
        faces=tuple(stored.shown(face) for face in trial.faces),
        target_place=stored.target_place(trial),
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
        late=stored.is_late(own, truth.plan.mode),
        correct=own.correct,
        spots=tuple((place, x, y, tell) for place, x, y, tell in own.tells or ()),
    )


def outcomes(past: Sequence[Reveal], networks: Sequence[str]) -> dict[str, list[bool | None]]:
    """Right, wrong or not scored (None) for each closed trial: the player as "you", the networks.

    A network that did not judge a trial (it was trained again since) has None there.
    """
    found: dict[str, list[bool | None]] = {to_say("you"): [reveal.correct for reveal in past]}
    for name in networks:
        correct = [{v.nickname: v.correct for v in reveal.verdicts} for reveal in past]
        found[name] = [answer.get(name) for answer in correct]
    return found
