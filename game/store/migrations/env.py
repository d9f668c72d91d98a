"""Alembic's entry: runs on the connection it is handed, see `Store`."""

from alembic import context
from sqlalchemy import text

from game.store.tables import Base

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.execute(text("SELECT pg_advisory_xact_lock(20140610)"))  # one process migrates
context.configure(
    connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True
)
with context.begin_transaction():
    context.run_migrations()
