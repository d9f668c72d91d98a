"""When a room's trials reveal themselves; who sees how its players rank, and if speed counts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

RANKING = sa.Enum(
    *("always", "end", "own", "hidden"),
    name="ranking",
    native_enum=False,
    create_constraint=True,
    length=16,
)


def upgrade() -> None:
    with op.batch_alter_table("room") as room:
        room.add_column(sa.Column("reveal_after", sa.Integer()))
        room.add_column(sa.Column("ranking", RANKING, server_default="end", nullable=False))
        room.add_column(
            sa.Column("speed_counts", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        room.create_check_constraint(op.f("ck_room_reveal_after"), "reveal_after IN (0, 15, 30)")
    # Rooms of before ranked equal scores by time, and go on as they were.
    op.execute("UPDATE room SET speed_counts = true")


def downgrade() -> None:
    with op.batch_alter_table("room") as room:
        room.drop_constraint(op.f("ck_room_reveal_after"), type_="check")
        room.drop_constraint(op.f("ck_room_ranking"), type_="check")
        room.drop_column("speed_counts")
        room.drop_column("ranking")
        room.drop_column("reveal_after")
