"""What the tables themselves refuse, and what reading them costs."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import DateTime, Table, inspect, select, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError, StatementError
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.db import Base, Database
from factcheck.ids import uuid7
from factcheck.store import articles, claims, facts, people
from factcheck.store.articles import Article, Draft
from factcheck.store.claims import Claim, Filters
from factcheck.store.desks import Desk
from factcheck.store.facts import FactFilters, Reader
from factcheck.store.people import Membership, Person
from factcheck.vocabulary import LedgerNote, Stance, Surface
from tests.filled import fill
from tests.review.stages import Stages
from tests.store.counting import counted

TABLES = [table for table in Base.metadata.sorted_tables if table.name != "log_head"]


@pytest.fixture
def filled(stages: Stages) -> Stages:
    """A desk with at least one row in every table that has words or moments of its own."""
    fill(stages)
    return stages


def row_of(session: Session, table: Table) -> dict[str, Any]:
    """Some row of the table."""
    found = session.execute(select(table).limit(1)).mappings().first()
    assert found is not None, f"{table.name} is empty"
    return dict(found)


def fresh(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row with a primary key of its own, where the key refers to nothing."""
    keys = [key for key in table.primary_key.columns if not key.foreign_keys]
    kinds = {UUID: uuid7, int: lambda: 10**6, str: lambda: "new", Surface: lambda: Surface.EXPORT}
    return row | {key.name: kinds[key.type.python_type]() for key in keys}


def refused(database: Database, table: Table, row: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(table.insert().values(row))


def test_a_naive_moment_is_refused_everywhere(filled: Stages) -> None:
    database, naive = filled.room.database, datetime(2026, 1, 1)  # noqa: DTZ001
    for table in TABLES:
        for column in table.columns:
            if not isinstance(getattr(column.type, "impl", column.type), DateTime):
                continue
            with database.reading() as session:
                row = fresh(table, row_of(session, table)) | {column.name: naive}
            with (
                pytest.raises(StatementError, match="naive datetime"),
                database.engine.begin() as connection,
            ):
                connection.execute(table.insert().values(row))
            with database.reading() as session:
                value = row_of(session, table)[column.name]
            assert value is None or value.tzinfo is UTC, (table.name, column.name)


def test_a_moment_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    moment = datetime(2026, 3, 29, 2, 30, 0, 123456, timezone(timedelta(hours=-11)))
    with database.writing() as session:
        session.add(Desk(id=uuid7(), slug="one", name="One", created_at=moment))
    with database.reading() as session:
        kept = session.scalars(select(Desk.created_at)).one()
    assert (kept, kept.tzinfo) == (moment, UTC)


def test_no_row_refers_to_what_is_not_there(filled: Stages) -> None:
    database = filled.room.database
    for table in TABLES:
        for column in table.columns:
            if column.foreign_keys:
                nothing = uuid7() if column.type.python_type is UUID else "nothing"
                with database.reading() as session:
                    row = fresh(table, row_of(session, table)) | {column.name: nothing}
                refused(database, table, row)


def test_the_tables_refuse_words_and_spans_that_make_no_sense(filled: Stages) -> None:
    database, tables = filled.room.database, Base.metadata.tables
    # Written past the models, as a program beside the service would.
    for name, column, wrong in (
        ("policies", "name", "'lenient'"),
        ("memberships", "role", "0"),
        ("memberships", "role", "5"),
        ("api_keys", "role", "9"),
        ("drafts", "number", "0"),
        ("sentences", '"end"', "start"),
        ("sentences", "start", "-1"),
        ("sentences", "disposition", "'maybe'"),
        ("sentences", "note", "'boring'"),
        ("desks", "threshold", "1.01"),
        ("desks", "threshold", "-0.01"),
        ("claims", "score", "1.01"),
        ("claims", "score", "-0.01"),
        ("claims", "kind", "'rumour'"),
        ("claims", "status", "'true'"),
        ("claims", "stage", "'done'"),
        ("claims", "speaker_speech", "'sung'"),
        ("anchors", '"end"', "start"),
        ("anchors", "start", "-1"),
        ("facets", "type", "'colour'"),
        ("sources", "kind", "'quaternary'"),
        ("claims", "flag", "'odd'"),
        ("sources", "reliability", "'G'"),
        ("sources", "state", "'lost'"),
        ("snapshots", "state", "'lost'"),
        ("evidence", "stance", "'likes'"),
        ("evidence", "credibility", "0"),
        ("evidence", "credibility", "7"),
        ("reviews", "status", "'final'"),
        ("carried_claims", "change", "'lost'"),
        ("webhooks", "state", "'odd'"),
        ("deliveries", "state", "'lost'"),
    ):
        assert name in tables
        with (
            pytest.raises(IntegrityError, match=r"(?i)check constraint"),
            database.engine.begin() as connection,
        ):
            connection.exec_driver_sql(f"UPDATE {name} SET {column} = {wrong}")


def test_every_note_of_the_ledger_can_be_stored(filled: Stages) -> None:
    for note in LedgerNote:
        with filled.room.database.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE sentences SET note = '{note.value}'")


def test_what_must_be_unique_is_held_unique_by_the_tables(filled: Stages) -> None:
    database, tables = filled.room.database, Base.metadata.tables
    for name in (
        "desks",  # slug
        "people",  # email
        "memberships",  # one role of a person on a desk
        "policies",  # one version of a number
        "articles",  # one text on a desk
        "drafts",  # one draft of a number
        "sources",  # one record of a source on a desk
        "anchors",  # one place of a claim in a draft
        "reports",  # one report of a number
    ):
        with database.reading() as session:
            row = fresh(tables[name], row_of(session, tables[name]))
        refused(database, tables[name], row)
    with database.reading() as session:
        rows = {name: row_of(session, tables[name]) for name in tables}
    for name, row in rows.items():
        refused(database, tables[name], row)  # the primary key


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [uuid7() for _ in range(20_000)]  # many in one millisecond, too
    assert made == sorted(set(made))
    assert {(each.version, each.variant) for each in made} == {(7, "specified in RFC 4122")}
    assert abs((made[-1].int >> 80) / 1000 - time.time()) < 5


def test_what_was_not_loaded_raises_instead_of_asking_again(filled: Stages) -> None:
    with filled.room.database.reading() as session:
        for model in (Article, Draft, Claim, Membership):
            thing = session.scalars(select(model).limit(1)).one()
            names = [each.key for each in inspect(model).relationships]
            for name in {*names, *(["text", "alarms"] if model is Draft else [])}:
                session.expire(thing, [name])
                with pytest.raises(InvalidRequestError, match="raise"):
                    getattr(thing, name)
            session.expunge_all()
        for mapper in Base.registry.mappers:
            for each in mapper.relationships:
                assert each.lazy == "raise_on_sql", (mapper.class_.__name__, each.key)


def test_a_person_may_be_named_in_any_case(filled: Stages) -> None:
    with filled.room.database.reading() as session:
        found = people.by_email(session, " EDITOR@Example.ORG ")
        assert isinstance(found, Person)
        assert found.email == "editor@example.org"


def test_the_number_of_queries_does_not_grow_with_the_rows(stages: Stages) -> None:
    room, desk = stages.room, stages.room.desk.id

    def listing(session: Session, _: UUID) -> int:
        found = claims.page(session, desk, Filters(), limit=50, after=None).items
        return sum(len(claim.facets) > 0 and bool(claim.anchor.quote) for claim in found)

    def facts_listed(session: Session, _: UUID) -> int:
        found = facts.page(session, Reader(desk), FactFilters(), limit=50, after=None).items
        return len([each.body for each in found])

    def progress(session: Session, article_id: UUID) -> int:
        shown = review.overview(session, articles.article(session, desk, article_id))
        return int(shown["counts"]["stage"]["final"])

    reads: tuple[Callable[[Session, UUID], int], ...] = (listing, facts_listed, progress)
    costs: list[list[int]] = []
    for many in (1, 20):
        text_of_many = " ".join(
            f"The city spent {n + 2} million euros in 2024." for n in range(many)
        )
        article = stages.receive(text_of_many)
        for claim in stages.claims(article):
            stages.evidence(claim.id, Stance.SUPPORTS)
            stages.decide(claim.id)
        costs.append([])
        for read in reads:
            with counted(room.database) as sent, room.database.reading() as session:
                session.execute(text("SELECT 1"))  # what beginning costs is not asked here
                sent.clear()
                assert read(session, article) >= many
            costs[-1].append(len(sent))
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 8
