"""Runs the migrations on the connection it is handed, or on the configured database."""

from alembic import context
from sqlalchemy.engine import Connection

import factcheck.store  # noqa: F401 - registers every table
from factcheck.config import Config
from factcheck.db import Base, Database


def run(connection: Connection) -> None:
    """Run the steps; batch mode, for SQLite cannot alter a table in place."""
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(Config.from_env().database_url).engine.begin() as made:
        run(made)
