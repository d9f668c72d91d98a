"""The questions put to the store about faces: which a player has seen, and the spots on them."""

from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from game.common.recipe import Recipe
from game.store.tables import Face, Guess, Round, Seat, Trial


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


def spots_on(face: Recipe) -> Select[int, int, list[tuple[int, float, float, str]] | None]:
    """Who named spots where this fake is shown, its place there, and the spots on all places."""
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


def weights_in_play(generator: str, since: datetime) -> Select[str | None]:
    """The weights of this generator in rounds begun since, at which somebody still sits."""
    return (
        select(Face.checkpoint_sha256)
        .join(Trial)
        .join(Seat, Seat.round_id == Trial.round_id)
        .where(Face.generator == generator, Seat.ended_at.is_(None), Seat.started_at > since)
        .distinct()
    )
