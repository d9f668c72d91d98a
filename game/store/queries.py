"""The questions put to the store. Each returns a select; who asks runs it in a session."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from game.common.recipe import GENERATOR, TRUNCATION_PSI, Recipe
from game.common.vocabulary import Design, Kind, Mode, Target
from game.store.tables import Face, Guess, Player, Round, Seat, Trial


def player_by_identity(identity_sha256: str) -> Select[Player]:
    """The player that this hash names."""
    return select(Player).where(Player.identity_sha256 == identity_sha256)


def open_seat(player_id: int) -> Select[Seat]:
    """The player's way through a round that has not ended: at most one. With its round."""
    return (
        select(Seat)
        .where(Seat.player_id == player_id, Seat.ended_at.is_(None))
        .options(joinedload(Seat.round))
    )


def last_ended_seat(player_id: int, without: Collection[Mode]) -> Select[Seat]:
    """The player's latest finished round, with what was planned; none of these modes."""
    return (
        select(Seat)
        .join(Seat.round)
        .where(
            Seat.player_id == player_id,
            Seat.ended_at.is_not(None),
            Round.mode.not_in(without),
        )
        .order_by(Seat.started_at.desc(), Seat.id.desc())
        .limit(1)
        .options(contains_eager(Seat.round))
    )


def ended_blocks(player_id: int, mode: Mode) -> Select[int, bool, datetime, int, int, int, int]:
    """A player's ended rounds of this mode, the oldest first.

    Each with its id, whether it had feedback, when it began, how many trials it has, and how many
    of them the player closed, had scored, and got right.
    """
    return (
        select(
            Round.id,
            Round.feedback,
            Seat.started_at,
            func.count(Trial.id),
            func.count(Guess.closed_at),
            func.count(Guess.correct),
            func.count(case((Guess.correct.is_(True), 1))),
        )
        .join(Seat, Seat.round_id == Round.id)
        .join(Trial, Trial.round_id == Round.id)
        .outerjoin(Guess, and_(Guess.trial_id == Trial.id, Guess.player_id == player_id))
        .where(Seat.player_id == player_id, Seat.ended_at.is_not(None), Round.mode == mode)
        .group_by(Round.id, Round.feedback, Seat.id, Seat.started_at)
        .order_by(Seat.started_at, Seat.id)
    )


def seat(round_id: int, player_id: int, *, for_update: bool) -> Select[Seat]:
    """This player's seat at this round, locked or not.

    SQLite has no row locks and needs none: there every writer queues.
    """
    found = select(Seat).where(Seat.round_id == round_id, Seat.player_id == player_id)
    return found.with_for_update() if for_update else found


def round_by_code(code: str) -> Select[Round]:
    """The round that is found by this code."""
    return select(Round).where(Round.code == code)


def empty_rounds() -> Select[Round]:
    """Rounds outside rooms at which nobody sits any more."""
    return select(Round).where(
        Round.room_id.is_(None), ~select(Seat.id).where(Seat.round_id == Round.id).exists()
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
    """The same, locked, so that two do not store a network's answer to it at once."""
    return trial(trial_id).with_for_update(of=Trial)


def player_for_update(player_id: int) -> Select[Player]:
    """A player, locked while a round is dealt to them."""
    return select(Player).where(Player.id == player_id).with_for_update()


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
        .where(Guess.trial_id == trial_id, Player.kind == Kind.HUMAN, Guess.closed_at.is_not(None))
    )


def round_length(round_id: int) -> Select[int]:
    """How many trials a round has."""
    return select(func.count()).select_from(Trial).where(Trial.round_id == round_id)


def guess(trial_id: int, player_id: int) -> Select[Guess]:
    """This player's answer to this trial."""
    return select(Guess).where(Guess.trial_id == trial_id, Guess.player_id == player_id)


def marks_on(face: Recipe) -> Select[int, int, list[tuple[int, float, float, str]] | None]:
    """Who marked trials that show this fake, its place there, and their marks on all places."""
    return (
        select(Guess.player_id, Face.place, Guess.tells)
        .select_from(Face)
        .join(Guess, Guess.trial_id == Face.trial_id)
        .where(
            *(getattr(Face, column) == value for column, value in vars(face).items()),
            Guess.tells.is_not(None),
        )
        .order_by(Guess.id)
    )


def guesses(trial_id: int) -> Select[Guess]:
    """Everybody's answers to this trial, with who gave them."""
    return (
        select(Guess)
        .where(Guess.trial_id == trial_id)
        .order_by(Guess.player_id)
        .options(joinedload(Guess.player))
    )


def networks_that_judged(trial_id: int) -> Select[str]:
    """The hashes of the weights of the networks that have answered a trial."""
    return (
        select(Player.identity_sha256)
        .join(Guess, Guess.player_id == Player.id)
        .where(Guess.trial_id == trial_id, Player.kind == Kind.MODEL)
    )


def photos_seen(player_id: int, deck: str) -> Select[str | None]:
    """Names of the deck's photos that were planned for this player in any round."""
    return (
        select(Face.photo)
        .join(Trial)
        .join(Round)
        .join(Seat, Seat.round_id == Round.id)
        .where(Seat.player_id == player_id, Round.deck == deck, Face.photo.is_not(None))
        .distinct()
    )


def newest_unanswered(player_id: int) -> Select[int]:
    """The newest trial that this player has not answered."""
    answered = select(Guess.id).where(Guess.trial_id == Trial.id, Guess.player_id == player_id)
    return select(Trial.id).where(~answered.exists()).order_by(Trial.id.desc()).limit(1)


def photo_seen_before(trial_id: int, player_id: int) -> Select[int]:
    """A face of this trial whose photo the player has already had in another one, if there is."""
    here, before, round_here, round_before = (
        aliased(Face),
        aliased(Face),
        aliased(Round),
        aliased(Round),
    )
    trial_here, trial_before = aliased(Trial), aliased(Trial)
    return (
        select(here.id)
        .join(trial_here, trial_here.id == here.trial_id)
        .join(round_here, round_here.id == trial_here.round_id)
        .join(before, before.photo == here.photo)
        .join(trial_before, trial_before.id == before.trial_id)
        .join(round_before, round_before.id == trial_before.round_id)
        .join(Guess, and_(Guess.trial_id == trial_before.id, Guess.player_id == player_id))
        .where(
            here.trial_id == trial_id,
            before.trial_id != trial_id,
            round_before.deck == round_here.deck,
        )
        .limit(1)
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


def nicknames(ids: Sequence[int]) -> Select[int, str, Kind]:
    """What these players are called, and whether they are people."""
    return select(Player.id, Player.nickname, Player.kind).where(Player.id.in_(ids))


def still_to_play(round_ids: Sequence[int]) -> Select[int]:
    """Those of these rounds that others may still play: found by a code, or a room's."""
    return select(Round.id).where(
        Round.id.in_(round_ids), or_(Round.code.is_not(None), Round.room_id.is_not(None))
    )


def attacks(deck: str) -> Select[int, str, int, int, datetime]:
    """Player id, nickname, most right answers in one attack, attacks and last answer, per player.

    Only attacks that have ended, with the game's own fakes; nobody who is left out of rankings.
    """
    played = (
        select(
            Seat.player_id.label("player_id"),
            func.count(case((Guess.correct.is_(True), 1))).label("score"),
            func.max(Guess.answered_at).label("answered_at"),
        )
        .join(Round, Round.id == Seat.round_id)
        .join(Trial, Trial.round_id == Round.id)
        .join(Guess, and_(Guess.trial_id == Trial.id, Guess.player_id == Seat.player_id))
        .where(
            Seat.ended_at.is_not(None),
            Round.deck == deck,
            Round.mode == Mode.ATTACK,
            Round.design == Design.TWO_AFC,
            Round.target == Target.REAL,
            Round.generator == GENERATOR,
            Round.truncation_psi == TRUNCATION_PSI,
            Round.display_seconds.is_(None),
        )
        .group_by(Seat.id, Seat.player_id)
        .subquery()
    )
    return (
        select(
            Player.id,
            Player.nickname,
            func.max(played.c.score),
            func.count(),
            func.max(played.c.answered_at),
        )
        .join(played, played.c.player_id == Player.id)
        .where(Player.excluded_at.is_(None))
        .group_by(Player.id, Player.nickname)
    )


def climbed(deck: str) -> Select[int, int, str, str | None, bool | None, datetime]:
    """Every scored step of every climb that has ended, climb by climb and in order.

    Seat id, player id, nickname, the fake's generator, right or wrong, and when. Nobody who is
    left out of rankings.
    """
    return (
        select(
            Seat.id, Player.id, Player.nickname, Face.generator, Guess.correct, Guess.answered_at
        )
        .select_from(Seat)
        .join(Player, Player.id == Seat.player_id)
        .join(Round, Round.id == Seat.round_id)
        .join(Trial, Trial.round_id == Round.id)
        .join(Guess, and_(Guess.trial_id == Trial.id, Guess.player_id == Seat.player_id))
        .join(Face, and_(Face.trial_id == Trial.id, Face.generator.is_not(None)))
        .where(
            Seat.ended_at.is_not(None),
            Round.mode == Mode.CLIMB,
            Round.deck == deck,
            Guess.correct.is_not(None),
            Player.excluded_at.is_(None),
        )
        .order_by(Seat.id, Trial.position)
    )


def weights_in_play(generator: str, since: datetime) -> Select[str | None]:
    """The weights of this generator in rounds begun since, at which somebody still sits."""
    return (
        select(Face.checkpoint_sha256)
        .join(Trial)
        .join(Seat, Seat.round_id == Trial.round_id)
        .where(Face.generator == generator, Seat.ended_at.is_(None), Seat.started_at > since)
        .distinct()
    )


def scores_at(round_id: int) -> Select[int, str, int, int, float | None]:
    """Of everybody who has ended a round: id, nickname, right and scored trials, seconds it took.

    The seconds are None if the browser could not measure every one of them. Nobody who is left out
    of rankings.
    """
    every = func.count(Guess.seconds) == func.count(Guess.id)
    return (
        select(
            Player.id,
            Player.nickname,
            func.count(case((Guess.correct.is_(True), 1))),
            func.count(Guess.correct),
            case((every, func.sum(Guess.seconds))),
        )
        .select_from(Seat)
        .join(Player, Player.id == Seat.player_id)
        .join(Trial, Trial.round_id == Seat.round_id)
        .join(Guess, and_(Guess.trial_id == Trial.id, Guess.player_id == Player.id))
        .where(Seat.round_id == round_id, Seat.ended_at.is_not(None), Player.excluded_at.is_(None))
        .group_by(Player.id, Player.nickname)
    )
