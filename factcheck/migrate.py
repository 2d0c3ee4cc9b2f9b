"""Bring a database to the newest schema, or say how far behind it is."""

from importlib.resources import files

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from factcheck.db import Database, translated


def upgrade(database: Database, revision: str = "head") -> None:
    """Walk up to `revision`; nothing happens when the database is there already.

    Raises `Busy` when the database cannot be reached.
    """
    with translated(), database.engine.begin() as connection:
        _take_your_time(connection)
        command.upgrade(_settings(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Walk down to `revision`, dropping what the later steps had added."""
    with translated(), database.engine.begin() as connection:
        _take_your_time(connection)
        command.downgrade(_settings(connection), revision)


def _take_your_time(connection: Connection) -> None:
    """A step over a million rows may take what it takes; waiting for locks is bounded still."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def revisions() -> list[str]:
    """All steps, first one first."""
    steps = ScriptDirectory.from_config(_settings(None)).walk_revisions()
    return [step.revision for step in steps][::-1]


def at(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with translated(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _settings(connection: Connection | None) -> AlembicConfig:
    settings = AlembicConfig()
    folder = str(files("factcheck.migrations")).replace("%", "%%")
    settings.set_main_option("script_location", folder)
    settings.attributes["connection"] = connection
    return settings
