"""The migrations: they lead to the models, up and down, with data in the tables."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, Table, inspect, select, text
from sqlalchemy.exc import DBAPIError

import factcheck.store  # noqa: F401 - registers every table
from factcheck import migrate
from factcheck.db import Base, Database
from tests.filled import fill
from tests.newsroom import Newsroom
from tests.review.stages import Stages

Rows = dict[str, list[dict[str, Any]]]
WORDS_INDEX = "ix_facts_tokens"
"""PostgreSQL's; SQLite has FTS5 instead."""


@pytest.fixture
def filled(newsroom: Newsroom) -> Database:
    """A database at head with rows in every table."""
    fill(Stages(newsroom))
    return newsroom.database


def schema(database: Database) -> MetaData:
    """The tables as the database has them, without alembic's own."""
    found = MetaData()
    found.reflect(database.engine, only=lambda name, _: ours(name))
    if "alembic_version" in found.tables:
        found.remove(found.tables["alembic_version"])
    return found


def ours(name: str) -> bool:
    """Whether a table is not one of those that SQLite's search keeps its index in."""
    return not name.startswith("facts_index")


def rows(database: Database, tables: MetaData | None = None) -> Rows:
    """All rows; `tables` is the schema where it has been read already."""
    with database.engine.connect() as connection:
        return {
            table.name: [
                dict(row)
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in (tables or schema(database)).sorted_tables
        }


def names(database: Database) -> set[str]:
    return {name for name in inspect(database.engine).get_table_names() if ours(name)}


def test_head_is_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        ignoring = {
            "include_name": lambda name, kind, _: kind != "table" or ours(name),
            "include_object": lambda _, name, *__: not (database.embedded and name == WORDS_INDEX),
        }
        context = MigrationContext.configure(connection, opts={"compare_type": True} | ignoring)
        assert compare_metadata(context, Base.metadata) == []
    assert migrate.at(database) == migrate.revisions()[-1]
    assert names(database) == {*Base.metadata.tables, "alembic_version"}
    migrate.upgrade(database)  # nothing happens when it is there already


def test_every_constraint_of_the_models_is_in_the_database(database: Database) -> None:
    found, missing = inspect(database.engine), []
    for table in Base.metadata.sorted_tables:
        kept = {each["name"] for each in found.get_check_constraints(table.name)}
        kept |= {each["name"] for each in found.get_unique_constraints(table.name)}
        kept |= {each["name"] for each in found.get_indexes(table.name)}
        kept |= {found.get_pk_constraint(table.name)["name"]}
        named = table.constraints - table.foreign_key_constraints
        wanted = {each.name for each in named} | {each.name for each in table.indexes}
        if database.embedded:
            wanted.discard(WORDS_INDEX)
        missing += [(table.name, name) for name in wanted - kept]
    assert missing == []


def test_every_link_between_the_models_is_in_the_database(database: Database) -> None:
    """By its columns: one that was added to a table later has no name on SQLite."""
    found, wanted, kept = inspect(database.engine), set(), set()
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            to = tuple(each.column.name for each in key.elements)
            wanted.add((table.name, tuple(key.column_keys), key.referred_table.name, to))
        for link in found.get_foreign_keys(table.name):
            columns, to = tuple(link["constrained_columns"]), tuple(link["referred_columns"])
            kept.add((table.name, columns, link["referred_table"], to))
    assert kept == wanted


def test_every_step_goes_down_and_up_with_data_in_the_tables(filled: Database) -> None:
    steps, data = migrate.revisions(), rows(filled)
    empty = [name for name, found in data.items() if not found]
    assert empty == []
    for step in [*steps[:-1][::-1], "base"]:
        migrate.downgrade(filled, step)
        left = rows(filled)
        assert left == shared(data, left)
    assert names(filled) == {"alembic_version"}
    assert migrate.at(filled) is None
    before = schema(filled)
    for step in steps:
        migrate.upgrade(filled, step)
        assert migrate.at(filled) == step
        after = schema(filled)
        new = [table for table in after.sorted_tables if table.name not in before.tables]
        _fill(filled, new, data)
        _fill_new_columns(filled, before, after, data)
        left = rows(filled, after)
        assert left == shared(data, left)
        before = after
    assert rows(filled) == data


def shared(data: Rows, left: Rows) -> Rows:
    """Of `data` the tables and columns that `left` has: a step may have added some."""
    return {
        name: [{key: row[key] for key in kept} for row, kept in zip(data[name], found, strict=True)]
        for name, found in left.items()
    }


def _fill(database: Database, tables: list[Table], data: Rows) -> None:
    """Put the rows into tables that a step has just made."""
    with database.engine.begin() as connection:
        for table in tables:
            if found := data[table.name]:
                if connection.execute(select(table).limit(1)).first():
                    connection.execute(table.delete())  # a step may bring rows of its own
                known = [{each.name: row[each.name] for each in table.columns} for row in found]
                connection.execute(table.insert(), known)


def _fill_new_columns(database: Database, before: MetaData, after: MetaData, data: Rows) -> None:
    """Put the values into columns that a step has just added to a table."""
    with database.engine.begin() as connection:
        for name, old in before.tables.items():
            table = after.tables[name]
            added = {each.name for each in table.columns} - {each.name for each in old.columns}
            for row in data[name] if added else ():
                key = [column == row[column.key] for column in table.primary_key]
                values = {column: row[column] for column in added}
                connection.execute(table.update().where(*key).values(values))


def test_a_base_that_was_left_leaves_nothing_behind(database: Database) -> None:
    migrate.downgrade(database, "base")
    with database.engine.connect() as connection:
        if database.embedded:
            left = connection.execute(text("SELECT name FROM sqlite_master WHERE type <> 'index'"))
        else:
            left = connection.execute(
                text(
                    "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
                    "WHERE nspname = 'public' AND relkind IN ('r', 'v', 'S') UNION "
                    "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace "
                    "WHERE nspname = 'public'"
                )
            )
        assert list(left.scalars()) == ["alembic_version"]
    migrate.upgrade(database)
    assert names(database) == {*Base.metadata.tables, "alembic_version"}


def test_the_log_has_its_head_and_its_guards_after_migration(filled: Database) -> None:
    with filled.engine.connect() as connection:
        head = connection.execute(text("SELECT id, seq, hash FROM log_head")).one()
        entries = connection.execute(text("SELECT count(*) FROM events")).scalar_one()
    assert (head.id, head.seq) == (1, entries)
    for statement in ("UPDATE events SET seq = seq", "DELETE FROM events"):
        with pytest.raises(DBAPIError, match="append-only"), filled.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    migrate.downgrade(filled, "base")
    migrate.upgrade(filled)
    with filled.engine.connect() as connection:
        head = connection.execute(text("SELECT seq, hash FROM log_head")).one()
    assert (head.seq, head.hash) == (0, "0" * 64)


def test_the_steps_are_numbered_in_one_line() -> None:
    steps = migrate.revisions()
    assert steps == [f"{number:04}" for number in range(1, len(steps) + 1)]
