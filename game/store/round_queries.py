"""The questions put to the store about rounds, their trials and seats, and guesses.

Each function here and in the modules named `…_queries` returns a select; who asks runs it in a
session.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from game.common.vocabulary import PEOPLE, Kind
from game.store.tables import Guess, Player, Round, Seat, Trial


def by_code(code: str) -> Select[Round]:
    """The round that is found by this code."""
    return select(Round).where(Round.code == code)


def empty() -> Select[Round]:
    """Rounds outside rooms at which nobody sits any more."""
    return select(Round).where(
        Round.room_id.is_(None), ~select(Seat.id).where(Seat.round_id == Round.id).exists()
    )


def seeds_among(seeds: Sequence[int]) -> Select[int]:
    """Those of these seeds of which there is a round."""
    return select(Round.seed).where(Round.seed.in_(seeds))


def still_to_play(round_ids: Sequence[int]) -> Select[int]:
    """Those of these rounds that others may still play: found by a code, or a room's."""
    return select(Round.id).where(
        Round.id.in_(round_ids), or_(Round.code.is_not(None), Round.room_id.is_not(None))
    )


def length(round_id: int) -> Select[int]:
    """How many trials a round has."""
    return select(func.count()).select_from(Trial).where(Trial.round_id == round_id)


def seat(round_id: int, player_id: int, *, for_update: bool) -> Select[Seat]:
    """This player's seat at this round, locked or not.

    SQLite has no row locks and needs none: there every writer queues.
    """
    found = select(Seat).where(Seat.round_id == round_id, Seat.player_id == player_id)
    return found.with_for_update() if for_update else found


def trial(trial_id: int) -> Select[Trial]:
    """One trial with its round and faces."""
    return (
        select(Trial)
        .join(Trial.round)
        .where(Trial.id == trial_id)
        .options(contains_eager(Trial.round), selectinload(Trial.faces))
    )


def trial_for_update(trial_id: int) -> Select[Trial]:
    """The same, locked, so that two do not store a network's answer to it at once."""
    return trial(trial_id).with_for_update(of=Trial)


def trial_at(round_id: int, position: int) -> Select[Trial]:
    """A round's trial at a position, none beyond its end."""
    return select(Trial).where(Trial.round_id == round_id, Trial.position == position)


def answered_trials(round_id: int, player_id: int) -> Select[Trial]:
    """The trials of a round that this player has closed, in order, with their faces."""
    return (
        select(Trial)
        .join(Trial.round)
        .join(Guess, and_(Guess.trial_id == Trial.id, Guess.player_id == player_id))
        .where(Round.id == round_id, Guess.closed_at.is_not(None))
        .order_by(Trial.position)
        .options(contains_eager(Trial.round), selectinload(Trial.faces))
    )


def newest_unanswered(player_id: int) -> Select[int]:
    """The newest trial that this player has not answered."""
    answered = select(Guess.id).where(Guess.trial_id == Trial.id, Guess.player_id == player_id)
    return select(Trial.id).where(~answered.exists()).order_by(Trial.id.desc()).limit(1)


def guess(trial_id: int, player_id: int) -> Select[Guess]:
    """This player's answer to this trial."""
    return select(Guess).where(Guess.trial_id == trial_id, Guess.player_id == player_id)


def guesses(trial_id: int) -> Select[Guess]:
    """Everybody's answers to this trial, with who gave them."""
    return (
        select(Guess)
        .where(Guess.trial_id == trial_id)
        .order_by(Guess.player_id)
        .options(joinedload(Guess.player))
    )


def own_and_networks_guesses(round_id: int, player_id: int) -> Select[Guess]:
    """A player's answers to a round and the networks', with who gave them; nobody else's."""
    return (
        select(Guess)
        .join(Trial)
        .where(
            Trial.round_id == round_id, or_(Guess.player_id == player_id, Guess.p_fake.is_not(None))
        )
        .order_by(Guess.player_id)
        .options(joinedload(Guess.player))
    )


def closed_by_a_person(trial_id: int) -> Select[bool | None]:
    """Of every person who has closed a trial, right or wrong, or None where it was not scored."""
    return (
        select(Guess.correct)
        .join(Player)
        .where(Guess.trial_id == trial_id, Player.kind.in_(PEOPLE), Guess.closed_at.is_not(None))
    )


def networks_that_judged(trial_id: int) -> Select[str]:
    """The hashes of the weights of the networks that have answered a trial."""
    return (
        select(Player.identity_sha256)
        .join(Guess, Guess.player_id == Player.id)
        .where(Guess.trial_id == trial_id, Player.kind == Kind.MODEL)
    )


def unjudged_since(moment: datetime) -> Select[int, int]:
    """Trials outside rooms closed by a person since then that no network judged: who, which."""
    verdict = aliased(Guess)
    judged = exists().where(verdict.trial_id == Trial.id, verdict.p_fake.is_not(None))
    return (
        select(func.min(Guess.player_id), Trial.id)
        .select_from(Guess)
        .join(Trial)
        .join(Round)
        .where(Guess.closed_at >= moment, Guess.p_fake.is_(None), Round.room_id.is_(None), ~judged)
        .group_by(Trial.id)
        .order_by(Trial.id)
    )
