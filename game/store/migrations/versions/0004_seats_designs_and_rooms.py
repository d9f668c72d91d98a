"""Many players may sit at one round; further designs and modes; rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
CHOICES = {
    "design": ("TWO_AFC", "YES_NO", "ODD_ONE_OUT"),
    "mode": ("round", "climb", "attack", "daily", "room", "test", "experiment"),
    "target": ("real", "fake"),
}


def upgrade() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("host_sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=64), nullable=False),
        sa.Column("pace", pick("pace", "host", "self"), nullable=False),
        sa.Column("phase", pick("roomphase", "lobby", "ask", "reveal", "ended"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("code", name=op.f("uq_room_code")),
    )
    with op.batch_alter_table("player") as player:
        player.add_column(sa.Column("room_id", sa.Integer(), nullable=True))
        player.add_column(sa.Column("team", sa.Integer(), nullable=True))
        player.create_foreign_key(
            op.f("fk_player_room_id_room"), "room", ["room_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index("ix_player_room_id", "player", ["room_id"])
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_seat_round_id_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_seat_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("round_id", "player_id", name=op.f("uq_seat_round_id_player_id")),
    )
    op.execute(
        "INSERT INTO seat (round_id, player_id, position, started_at, ended_at)"
        " SELECT id, player_id, position, started_at, ended_at FROM round"
    )
    op.create_index("ix_seat_player_id_started_at", "seat", ["player_id", "started_at"])
    op.create_index(
        "uq_seat_open",
        "seat",
        ["player_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.drop_index("uq_round_open", "round")
    op.drop_index("ix_round_player_id_started_at", "round")
    with op.batch_alter_table("round") as round_:
        round_.drop_constraint(op.f("fk_round_player_id_player"), type_="foreignkey")
        for column in ("player_id", "position", "ended_at"):
            round_.drop_column(column)
        round_.alter_column("started_at", new_column_name="planned_at")
        round_.add_column(
            sa.Column(
                "target", pick("target", *CHOICES["target"]), server_default="real", nullable=False
            )
        )
        round_.add_column(sa.Column("truncation_psi", sa.Double(), server_default="0.7"))
        round_.add_column(sa.Column("display_seconds", sa.Double()))
        round_.add_column(
            sa.Column("feedback", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        round_.add_column(sa.Column("code", sa.String(length=40)))
        round_.add_column(sa.Column("room_id", sa.Integer()))
        round_.create_foreign_key(
            op.f("fk_round_room_id_room"), "room", ["room_id"], ["id"], ondelete="CASCADE"
        )
        round_.create_unique_constraint(op.f("uq_round_code"), ["code"])
        for column in ("design", "mode"):
            round_.drop_constraint(op.f(f"ck_round_{column}"), type_="check")
            values = ", ".join(f"'{value}'" for value in CHOICES[column])
            round_.create_check_constraint(op.f(f"ck_round_{column}"), f"{column} IN ({values})")
    op.create_index("ix_round_room_id", "round", ["room_id"])
    op.execute("UPDATE round SET truncation_psi = NULL WHERE mode = 'climb'")
    op.add_column("guess", sa.Column("tells", sa.JSON(), nullable=True))
    op.add_column("guess", sa.Column("shown_seconds", sa.Double(), nullable=True))


def downgrade() -> None:
    # Nothing older can hold these.
    op.execute(
        "DELETE FROM round WHERE design <> 'TWO_AFC' OR mode NOT IN ('round', 'climb')"
        " OR id NOT IN (SELECT round_id FROM seat)"
    )
    op.execute("DELETE FROM player WHERE room_id IS NOT NULL")
    for orphans in (
        "seat WHERE round_id NOT IN (SELECT id FROM round)",
        "trial WHERE round_id NOT IN (SELECT id FROM round)",
        "face WHERE trial_id NOT IN (SELECT id FROM trial)",
        "guess WHERE trial_id NOT IN (SELECT id FROM trial)",
    ):
        op.execute(f"DELETE FROM {orphans}")
    op.drop_column("guess", "shown_seconds")
    op.drop_column("guess", "tells")
    op.drop_index("ix_round_room_id", "round")
    with op.batch_alter_table("round") as round_:
        round_.add_column(sa.Column("player_id", sa.Integer()))
        round_.add_column(sa.Column("position", sa.Integer()))
        round_.add_column(sa.Column("ended_at", sa.DateTime(timezone=True)))
    # One seat a round: the first, where there are several.
    op.execute(
        "UPDATE round SET (player_id, position, ended_at) = (SELECT player_id, position, ended_at"
        " FROM seat WHERE seat.round_id = round.id ORDER BY seat.id LIMIT 1)"
    )
    with op.batch_alter_table("round") as round_:
        round_.drop_constraint(op.f("fk_round_room_id_room"), type_="foreignkey")
        round_.drop_constraint(op.f("uq_round_code"), type_="unique")
        round_.drop_constraint(op.f("ck_round_target"), type_="check")
        for column in (
            "room_id",
            "code",
            "feedback",
            "display_seconds",
            "truncation_psi",
            "target",
        ):
            round_.drop_column(column)
        round_.alter_column("planned_at", new_column_name="started_at")
        round_.alter_column("player_id", nullable=False)
        round_.alter_column("position", nullable=False)
        round_.create_foreign_key(
            op.f("fk_round_player_id_player"), "player", ["player_id"], ["id"], ondelete="CASCADE"
        )
        for column in ("design", "mode"):
            round_.drop_constraint(op.f(f"ck_round_{column}"), type_="check")
        round_.create_check_constraint(op.f("ck_round_design"), "design IN ('TWO_AFC')")
        round_.create_check_constraint(op.f("ck_round_mode"), "mode IN ('round', 'climb')")
    op.create_index("ix_round_player_id_started_at", "round", ["player_id", "started_at"])
    op.create_index(
        "uq_round_open",
        "round",
        ["player_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.drop_table("seat")
    op.drop_index("ix_player_room_id", "player")
    with op.batch_alter_table("player") as player:
        player.drop_constraint(op.f("fk_player_room_id_room"), type_="foreignkey")
        player.drop_column("team")
        player.drop_column("room_id")
    op.drop_table("room")


def pick(name: str, *values: str) -> sa.Enum:
    """A column that holds one of these."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)
