"""Fakes may be in a deck's own style; those of before are plain."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("round", "face")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("style", sa.String(80), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "style")
