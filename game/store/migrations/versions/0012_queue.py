"""A queue of jobs for workers, and what they have made: on PostgreSQL, in a schema of its own."""

import sqlalchemy as sa
from alembic import op

from game.store.queue import SCHEMA, create_queue

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"CREATE SCHEMA {SCHEMA}")
    create_queue(op.get_bind())
    op.create_table(
        "stock",
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        sa.Column("made_from", sa.String(16), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock")),
        schema=SCHEMA,
    )
    op.create_index(op.f("ix_stock_made_from"), "stock", ["made_from"], schema=SCHEMA)
    op.create_table(
        "made",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=True),
        sa.Column("problem", sa.Text, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_made")),
        sa.CheckConstraint("(content IS NULL) <> (problem IS NULL)", name=op.f("ck_made_either")),
        schema=SCHEMA,
    )
    op.create_index(op.f("ix_made_made_at"), "made", ["made_at"], schema=SCHEMA)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP SCHEMA {SCHEMA} CASCADE")  # no answer is in it
