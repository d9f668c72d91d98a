"""Players, rounds, trials, faces and guesses."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "player",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "human", "model", name="kind", native_enum=False, create_constraint=True, length=16
            ),
            nullable=False,
        ),
        sa.Column("nickname", sa.String(length=32), nullable=False),
        sa.Column("identity_sha256", sa.String(length=64), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_player")),
        sa.UniqueConstraint("identity_sha256", name=op.f("uq_player_identity_sha256")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column(
            "design",
            sa.Enum("TWO_AFC", name="design", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("deck", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_round_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_index("ix_round_player_id_started_at", "round", ["player_id", "started_at"])
    op.create_index(
        "uq_round_open",
        "round",
        ["player_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_trial_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_trial_round_id_position")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "face",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("photo", sa.String(length=255), nullable=True),
        sa.Column("generator", sa.String(length=64), nullable=True),
        sa.Column("checkpoint_sha256", sa.String(length=64), nullable=True),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("truncation_psi", sa.Double(), nullable=True),
        sa.Column("noise_mode", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "(photo IS NULL) = (generator IS NOT NULL AND checkpoint_sha256 IS NOT NULL AND seed"
            " IS NOT NULL AND truncation_psi IS NOT NULL AND noise_mode IS NOT NULL)",
            name=op.f("ck_face_photo_or_recipe"),
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trial.id"], name=op.f("fk_face_trial_id_trial"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_face")),
        sa.UniqueConstraint("trial_id", "place", name=op.f("uq_face_trial_id_place")),
    )
    op.create_table(
        "guess",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("p_fake", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("knows_face", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("correct", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("confidence BETWEEN 1 AND 3", name=op.f("ck_guess_confidence")),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_guess_seconds")),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_guess_player_id_player"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trial.id"], name=op.f("fk_guess_trial_id_trial"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guess")),
        sa.UniqueConstraint("trial_id", "player_id", name=op.f("uq_guess_trial_id_player_id")),
    )
    op.create_index("ix_guess_player_id_correct", "guess", ["player_id", "correct"])


def downgrade() -> None:
    for table in ("guess", "face", "trial", "round", "player"):
        op.drop_table(table)
