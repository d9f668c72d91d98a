"""A round may be dealt for a player's level."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = ("round", "climb", "attack", "daily", "room", "test", "experiment")


def upgrade() -> None:
    constrain(*BEFORE, "level")


def downgrade() -> None:
    # Nothing older can hold these.
    op.execute("DELETE FROM round WHERE mode = 'level'")
    for orphans in (
        "seat WHERE round_id NOT IN (SELECT id FROM round)",
        "trial WHERE round_id NOT IN (SELECT id FROM round)",
        "face WHERE trial_id NOT IN (SELECT id FROM trial)",
        "guess WHERE trial_id NOT IN (SELECT id FROM trial)",
    ):
        op.execute(f"DELETE FROM {orphans}")
    constrain(*BEFORE)


def constrain(*modes: str) -> None:
    values = ", ".join(f"'{mode}'" for mode in modes)
    with op.batch_alter_table("round") as round_:
        round_.drop_constraint(op.f("ck_round_mode"), type_="check")
        round_.create_check_constraint(op.f("ck_round_mode"), f"mode IN ({values})")
