"""What is stored: rooms, players, rounds with who sits at them, trials with their faces, guesses.

The truth of a trial is which of its faces are photos and which are recipes: nothing repeats it.
One subject: the tables and what holds between them, which a reader wants side by side.
"""

import enum
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.vocabulary import Design, Kind, Mode, Pace, Ranking, RoomPhase, Target


class UtcDateTime(TypeDecorator[datetime]):
    """A time in UTC, aware on both databases (SQLite would drop the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def now() -> datetime:
    """The present in UTC."""
    return datetime.now(UTC)


def named(kind: type[enum.StrEnum]) -> Enum:
    """An enumeration stored by its value and checked by the database."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=16,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Every constraint has a name from the first day, so that migrations can speak of it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime()}  # noqa: RUF012  (SQLAlchemy's own contract)


class Room(Base):
    """A class: joined by its code, led by whoever holds the secret of which the hash is kept.

    `position` is the trial that a host-paced room is at; `teams` is how many there are, 0 for none.
    `other_votes` are another class's on the same set: for each trial, how many chose each answer.
    `reveal_after` are the seconds after which a trial reveals itself: 0 once all have answered,
    NULL at the host's press alone. Where `speed_counts`, the faster stand first among equal scores.
    """

    __tablename__ = "room"
    __table_args__ = (CheckConstraint("reveal_after IN (0, 15, 30)", name="reveal_after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    host_sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(64))
    pace: Mapped[Pace] = mapped_column(named(Pace))
    phase: Mapped[RoomPhase] = mapped_column(named(RoomPhase), default=RoomPhase.LOBBY)
    position: Mapped[int] = mapped_column(default=1)
    paused: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)
    teams: Mapped[int] = mapped_column(default=0)
    other_votes: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))
    reveal_after: Mapped[int | None]
    ranking: Mapped[Ranking] = mapped_column(named(Ranking), server_default=Ranking.END.value)
    speed_counts: Mapped[bool] = mapped_column(server_default=false())
    opened_at: Mapped[datetime] = mapped_column(default=now)


class Player(Base):
    """Who answers. Recognised by a hash: of a person's browser token, of a network's weights.

    A VISITOR is a person who has given no name: on no board, and deleted after a day. Whoever
    joins a room is a player of that room alone, and goes with it. Whoever is excluded from
    rankings is so since a time and for a reason; their answers stay.
    """

    __tablename__ = "player"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012  (a number never names another)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(named(Kind))
    nickname: Mapped[str] = mapped_column(String(32))
    identity_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("room.id", ondelete="CASCADE"), index=True
    )
    team: Mapped[int | None]
    joined_at: Mapped[datetime] = mapped_column(default=now)
    excluded_at: Mapped[datetime | None]
    excluded_because: Mapped[str | None] = mapped_column(String(200))


class Round(Base):
    """A block of trials planned ahead from a seed, for everybody who takes a seat at it.

    `generator` made the fakes with `truncation_psi`; both are NULL in a climb, which meets many.
    `style` is the style of the game's own fakes among them, NULL if they are plain.
    `display_seconds` is how long a trial's faces stay in sight, NULL without a limit. Without
    `feedback` the truth is held back until the end. `code` is how others find the same round.
    """

    __tablename__ = "round"
    __table_args__ = (Index(None, "mode", "deck"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("room.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    design: Mapped[Design] = mapped_column(named(Design))
    target: Mapped[Target] = mapped_column(named(Target), server_default=Target.REAL.value)
    mode: Mapped[Mode] = mapped_column(named(Mode), server_default=Mode.ROUND.value)
    generator: Mapped[str | None] = mapped_column(String(64), server_default=GENERATOR)
    truncation_psi: Mapped[float | None] = mapped_column(server_default=str(TRUNCATION_PSI))
    style: Mapped[str | None] = mapped_column(String(80))
    deck: Mapped[str] = mapped_column(String(64))
    display_seconds: Mapped[float | None]
    feedback: Mapped[bool] = mapped_column(server_default=true())
    seed: Mapped[int] = mapped_column(BigInteger)
    planned_at: Mapped[datetime] = mapped_column(default=now)

    trials: Mapped[list["Trial"]] = relationship(
        back_populates="round", order_by="Trial.position", passive_deletes=True
    )


class Seat(Base):
    """A player's way through a round.

    `position` is the trial on the table, counted from 1; it is the one place that says how far the
    player is, so every tab and every reload shows the same pair. `shown_at` is when that trial was
    first sent to the player, NULL before that and where no clock runs.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("round_id", "player_id"),
        # Two tabs that press "play" at once get one round, not two.
        Index(
            "uq_seat_open",
            "player_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "player_id", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    player_id: Mapped[int] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship()


class Trial(Base):
    """What is shown at once; stored before it is shown."""

    __tablename__ = "trial"
    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        {"sqlite_autoincrement": True},  # browsers keep a trial's number: it never names another
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    position: Mapped[int]

    round: Mapped[Round] = relationship(back_populates="trials")
    faces: Mapped[list["Face"]] = relationship(
        back_populates="trial", order_by="Face.place", passive_deletes=True
    )
    guesses: Mapped[list["Guess"]] = relationship(back_populates="trial", passive_deletes=True)


class Face(Base):
    """One face of a trial at its place (0: left): a photo of the deck, or a fake's recipe.

    A fake without a `style` is plain. A photo's `size` is that of the thumbnail it was reduced to,
    NULL if it was shown whole.
    """

    __tablename__ = "face"
    __table_args__ = (
        UniqueConstraint("trial_id", "place"),
        CheckConstraint(
            "(photo IS NULL) = (generator IS NOT NULL AND checkpoint_sha256 IS NOT NULL AND seed"
            " IS NOT NULL AND truncation_psi IS NOT NULL AND noise_mode IS NOT NULL)"
            " AND (photo IS NOT NULL OR size IS NOT NULL)",
            name="photo_or_recipe",
        ),
        Index(None, "seed"),  # who marked this fake?
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id", ondelete="CASCADE"))
    place: Mapped[int]
    photo: Mapped[str | None] = mapped_column(String(255))
    generator: Mapped[str | None] = mapped_column(String(64))
    checkpoint_sha256: Mapped[str | None] = mapped_column(String(64))
    seed: Mapped[int | None] = mapped_column(BigInteger)
    truncation_psi: Mapped[float | None]
    size: Mapped[int | None]
    noise_mode: Mapped[str | None] = mapped_column(String(16))
    style: Mapped[str | None] = mapped_column(String(80))

    trial: Mapped[Trial] = relationship(back_populates="faces")


class Guess(Base):
    """One player's answer to one trial.

    `choice` is the place that was picked; of a single face, 0 if it was called real and 1 if not.
    A person's guess stays open until it is closed by a
    confidence (1: guess, 2: fairly, 3: certain) or by "I know this face"; a network's is closed at
    once and keeps its p(fake) per place. `correct` is set on closing and stays NULL where the trial
    is not scored, so scores are plain counts over it. `seconds` to the answer and `shown_seconds`
    that the faces were in sight were measured in the browser, and are NULL where they could not be.
    In an attack `seconds` is never less than the server's own time allows.
    `tells` are the spots that the player named afterwards: [place, x, y, tell], both from 0 to 1.
    """

    __tablename__ = "guess"
    __table_args__ = (
        UniqueConstraint("trial_id", "player_id"),
        CheckConstraint("confidence BETWEEN 1 AND 3", name="confidence"),
        CheckConstraint("seconds BETWEEN 0 AND 86400", name="seconds"),
        CheckConstraint("shown_seconds BETWEEN 0 AND 86400", name="shown_seconds"),
        CheckConstraint("choice >= 0", name="choice"),
        # SQLite would keep a fraction in a column of whole numbers.
        CheckConstraint("typeof(choice) IN ('integer', 'null')", name="whole_choice").ddl_if(
            dialect="sqlite"
        ),
        Index(None, "player_id", "correct"),
        Index(None, "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id", ondelete="CASCADE"))
    player_id: Mapped[int] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"))
    choice: Mapped[int | None]
    confidence: Mapped[int | None]
    p_fake: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))
    knows_face: Mapped[bool] = mapped_column(default=False)
    seconds: Mapped[float | None]
    shown_seconds: Mapped[float | None]
    tells: Mapped[list[tuple[int, float, float, str]] | None] = mapped_column(
        JSON(none_as_null=True)
    )
    correct: Mapped[bool | None]
    answered_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]

    trial: Mapped[Trial] = relationship(back_populates="guesses")
    player: Mapped[Player] = relationship()
