"""The questions put to the store. Each returns a select; who asks runs it in a session."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from game.generators.recipe import GENERATOR
from game.store.tables import Face, Guess, Kind, Mode, Player, Round, Trial

# What scores are compared over: ten pairs of the game's own fakes.
_RANKED = and_(Round.mode == Mode.ROUND, Round.generator == GENERATOR)


def player_by_identity(identity_sha256: str) -> Select[Player]:
    """The player that this hash names."""
    return select(Player).where(Player.identity_sha256 == identity_sha256)


def open_round(player_id: int) -> Select[Round]:
    """The player's round that has not ended: at most one."""
    return select(Round).where(Round.player_id == player_id, Round.ended_at.is_(None))


def last_ended_round(player_id: int) -> Select[Round]:
    """The player's latest finished round."""
    return (
        select(Round)
        .where(Round.player_id == player_id, Round.ended_at.is_not(None))
        .order_by(Round.started_at.desc(), Round.id.desc())
        .limit(1)
    )


def trial(trial_id: int) -> Select[Trial]:
    """One trial with its round and faces."""
    return (
        select(Trial)
        .join(Trial.round)
        .where(Trial.id == trial_id)
        .options(contains_eager(Trial.round), selectinload(Trial.faces))
    )


def trial_for_update(trial_id: int) -> Select[Trial]:
    """The same, with its round locked: two presses at once are then one after the other.

    SQLite has no row locks and needs none: there every writer queues.
    """
    return trial(trial_id).with_for_update(of=Round)


def player_for_update(player_id: int) -> Select[Player]:
    """A player, locked while a round is dealt to them."""
    return select(Player).where(Player.id == player_id).with_for_update()


def trial_on_table(round_id: int) -> Select[Trial]:
    """The trial at which the round stands, none once the round is over."""
    return select(Trial).join(Round).where(Round.id == round_id, Trial.position == Round.position)


def answered_trials(round_id: int) -> Select[Trial]:
    """The trials of a round that its owner has closed, in order, with faces and all guesses."""
    return (
        select(Trial)
        .join(Round)
        .join(Guess, and_(Guess.trial_id == Trial.id, Guess.player_id == Round.player_id))
        .where(Round.id == round_id, Guess.closed_at.is_not(None))
        .order_by(Trial.position)
        .options(selectinload(Trial.faces), selectinload(Trial.guesses).joinedload(Guess.player))
    )


def round_length(round_id: int) -> Select[int]:
    """How many trials a round has."""
    return select(func.count()).select_from(Trial).where(Trial.round_id == round_id)


def guess(trial_id: int, player_id: int) -> Select[Guess]:
    """This player's answer to this trial."""
    return select(Guess).where(Guess.trial_id == trial_id, Guess.player_id == player_id)


def who_guessed(trial_id: int) -> Select[int]:
    """Ids of the players who have answered a trial."""
    return select(Guess.player_id).where(Guess.trial_id == trial_id)


def photos_seen(player_id: int, deck: str) -> Select[str | None]:
    """Names of the deck's photos that were planned for this player in any round."""
    return (
        select(Face.photo)
        .join(Trial)
        .join(Round)
        .where(Round.player_id == player_id, Round.deck == deck, Face.photo.is_not(None))
        .distinct()
    )


def photos_judged(player_id: int) -> Select[str | None]:
    """Names of the photos in pairs that this player has closed."""
    return (
        select(Face.photo)
        .join(Trial)
        .join(Guess, Guess.trial_id == Trial.id)
        .where(Guess.player_id == player_id, Guess.closed_at.is_not(None), Face.photo.is_not(None))
        .distinct()
    )


def standings(minimum: int) -> Select[int, str, Kind, int, int, datetime | None]:
    """Player id, nickname, kind, scored trials, correct ones and last answer, per player.

    Only players with at least `minimum` scored trials. A climb's do not count, since it leads
    everybody to where they are right seven times in ten; nor do rounds against a stage.
    """
    scored = func.count(Guess.correct)
    return (
        select(
            Player.id,
            Player.nickname,
            Player.kind,
            scored,
            func.count(case((Guess.correct.is_(True), 1))),
            func.max(Guess.answered_at),
        )
        .join(Guess)
        .join(Trial)
        .join(Round)
        .where(Guess.correct.is_not(None), _RANKED)
        .group_by(Player.id, Player.nickname, Player.kind)
        .having(scored >= minimum)
    )


def confidence_counts(but_not_round: int) -> Select[int | None, int, int]:
    """How sure people said they were, how often they were right, how many answers; scored ones.

    One round is left out: what it is judged by must not come from itself.
    """
    return (
        select(
            Guess.confidence, func.count(case((Guess.correct.is_(True), 1))), func.count(Guess.id)
        )
        .join(Trial)
        .join(Round)
        .where(
            _RANKED,
            Guess.correct.is_not(None),
            Guess.confidence.is_not(None),
            Trial.round_id != but_not_round,
        )
        .group_by(Guess.confidence)
    )


def judged_by_both(networks: Sequence[int]) -> Select[Guess, Guess]:
    """The owner's scored guess and a network's, for each trial and each such network."""
    person, network = aliased(Guess), aliased(Guess)
    return (
        select(person, network)
        .select_from(Trial)
        .join(Round)
        .join(person, and_(person.trial_id == Trial.id, person.player_id == Round.player_id))
        .join(network, network.trial_id == Trial.id)
        .where(
            _RANKED,
            person.correct.is_not(None),
            network.correct.is_not(None),
            network.player_id.in_(networks),
        )
        .order_by(Trial.id, network.player_id)
        .options(joinedload(network.player), joinedload(person.trial).selectinload(Trial.faces))
    )
