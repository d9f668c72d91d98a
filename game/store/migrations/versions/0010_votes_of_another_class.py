"""A room knows how another class has voted on the same set."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("room", sa.Column("other_votes", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("room", "other_votes")
