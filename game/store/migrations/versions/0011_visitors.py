"""A player may be a visitor who has no name yet."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BEFORE = ("human", "model", "simulated")


def upgrade() -> None:
    constrain(*BEFORE, "visitor")


def downgrade() -> None:
    # Nothing older can hold these.
    unnamed = "SELECT id FROM player WHERE kind = 'visitor'"
    for rows in (f"guess WHERE player_id IN ({unnamed})", f"seat WHERE player_id IN ({unnamed})"):
        op.execute(f"DELETE FROM {rows}")
    op.execute("DELETE FROM player WHERE kind = 'visitor'")
    constrain(*BEFORE)


def constrain(*kinds: str) -> None:
    values = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("player", table_kwargs={"sqlite_autoincrement": True}) as player:
        player.drop_constraint(op.f("ck_player_kind"), type_="check")
        player.create_check_constraint(op.f("ck_player_kind"), f"kind IN ({values})")
