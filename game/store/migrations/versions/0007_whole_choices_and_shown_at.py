"""Choices are whole, times are within a day; when an attack's pair was sent; further indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FRACTION = "typeof(choice) NOT IN ('integer', 'null')"
TIMES = ("seconds", "shown_seconds")


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        drop_fractions()
    for time in TIMES:  # not measured: nobody looks at a pair for longer, nor for less than nothing
        op.execute(f"UPDATE guess SET {time} = NULL WHERE NOT {time} BETWEEN 0 AND 86400")
    with op.batch_alter_table("guess") as guess:
        guess.drop_constraint(op.f("ck_guess_seconds"), type_="check")
        for time in TIMES:
            guess.create_check_constraint(op.f(f"ck_guess_{time}"), f"{time} BETWEEN 0 AND 86400")
        guess.create_check_constraint(op.f("ck_guess_choice"), "choice >= 0")
        if sqlite:
            guess.create_check_constraint(
                op.f("ck_guess_whole_choice"), "typeof(choice) IN ('integer', 'null')"
            )
    op.add_column("seat", sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_face_seed", "face", ["seed"])
    op.create_index("ix_round_mode_deck", "round", ["mode", "deck"])


def drop_fractions() -> None:
    """An answer that names no place, such as 0.5, which SQLite has kept, is none.

    Before its reveal it is removed, and the trial is asked again. After that it stays without a
    choice and is not scored: the player has been told the truth, so asking again would be no test.
    """
    op.execute(f"DELETE FROM guess WHERE closed_at IS NULL AND {FRACTION}")
    op.execute(f"UPDATE guess SET choice = NULL, correct = NULL WHERE {FRACTION}")


def downgrade() -> None:
    op.drop_index("ix_round_mode_deck", "round")
    op.drop_index("ix_face_seed", "face")
    op.drop_column("seat", "shown_at")
    with op.batch_alter_table("guess") as guess:
        if op.get_bind().dialect.name == "sqlite":
            guess.drop_constraint(op.f("ck_guess_whole_choice"), type_="check")
        guess.drop_constraint(op.f("ck_guess_choice"), type_="check")
        for time in TIMES:
            guess.drop_constraint(op.f(f"ck_guess_{time}"), type_="check")
        guess.create_check_constraint(op.f("ck_guess_seconds"), "seconds >= 0")
