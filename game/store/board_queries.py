"""The questions put to the store for boards: attacks, climbs, and the scores at one round."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from game.common.recipe import GENERATOR, usual_psi
from game.common.vocabulary import Design, Kind, Mode, Target
from game.store.tables import Face, Guess, Player, Round, Seat, Trial


def attacks(deck: str, style: str | None) -> Select[int, str, int, int, datetime]:
    """Player id, nickname, most right answers in one attack, attacks and last answer, per player.

    Only attacks that have ended, with the game's own fakes in this style; nobody who is left out of
    rankings.
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
            Round.truncation_psi == usual_psi(style),
            Round.style.is_not_distinct_from(style),
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
        .where(_is_ranked())
        .group_by(Player.id, Player.nickname)
    )


def climbed(
    deck: str, style: str | None
) -> Select[int, int, str, str | None, bool | None, datetime]:
    """Every scored step of every climb that has ended, climb by climb and in order.

    Only those whose last step was in this style.
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
            Round.style.is_not_distinct_from(style),
            Guess.correct.is_not(None),
            _is_ranked(),
        )
        .order_by(Seat.id, Trial.position)
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
        .where(Seat.round_id == round_id, Seat.ended_at.is_not(None), _is_ranked())
        .group_by(Player.id, Player.nickname)
    )


def first_score_at(round_id: int) -> Select[int, str, int, int, float | None]:
    """The same of whoever sat down first: they have given the round to the others."""
    return scores_at(round_id).order_by(func.min(Seat.id)).limit(1)


def days_played(player_id: int) -> Select[str | None]:
    """The codes of the day's challenges that the player has ended."""
    return (
        select(Round.code)
        .join(Seat, Seat.round_id == Round.id)
        .where(Seat.player_id == player_id, Seat.ended_at.is_not(None), Round.mode == Mode.DAILY)
    )


def _is_ranked() -> ColumnElement[bool]:
    """Neither left out of rankings nor without a name."""
    return and_(Player.excluded_at.is_(None), Player.kind != Kind.VISITOR)
