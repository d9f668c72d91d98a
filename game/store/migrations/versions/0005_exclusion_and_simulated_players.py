"""Players may be excluded or simulated, and no number names a second one; guesses by time."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_guess_closed_at", "guess", ["closed_at"])
    numbered = {"sqlite_autoincrement": True}
    with op.batch_alter_table("player", table_kwargs=numbered) as player:
        player.add_column(sa.Column("excluded_at", sa.DateTime(timezone=True)))
        player.add_column(sa.Column("excluded_because", sa.String(length=200)))
        player.drop_constraint(op.f("ck_player_kind"), type_="check")
        player.create_check_constraint(
            op.f("ck_player_kind"), "kind IN ('human', 'model', 'simulated')"
        )


def downgrade() -> None:
    # Nothing older can hold these.
    made_up = "SELECT id FROM player WHERE kind = 'simulated'"
    for rows in (f"guess WHERE player_id IN ({made_up})", f"seat WHERE player_id IN ({made_up})"):
        op.execute(f"DELETE FROM {rows}")
    op.execute("DELETE FROM player WHERE kind = 'simulated'")
    with op.batch_alter_table("player") as player:
        player.drop_constraint(op.f("ck_player_kind"), type_="check")
        player.create_check_constraint(op.f("ck_player_kind"), "kind IN ('human', 'model')")
        player.drop_column("excluded_because")
        player.drop_column("excluded_at")
    op.drop_index("ix_guess_closed_at", "guess")
