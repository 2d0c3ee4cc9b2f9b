"""As many facts as one likes, written straight into the tables that facts are read from.

Their claims are not made: nothing that reads facts reads claims, and making a million of
them by hand would measure something else.
"""

import json
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.engine import make_url

from benchmarks import articles
from factcheck.db import sqlite_driver
from factcheck.store.fact_body import whole
from factcheck.store.facts import number_at, when
from factcheck.store.tokens import mark, words

STATUSES = ("verified", "disputed", "unverified")
_SHARES = (60, 25, 15)
_FIRST = number_at(datetime(2025, 1, 1, tzinfo=UTC))
_STEP = 7_000_003
"""Microseconds between two facts."""
_BATCH = 20_000
FACTS = (
    "number", "claim_id", "desk_id", "article_id", "version", "status", "live", "public",
    "was_public", "public_number", "claimreview", "corrected", "published_at",
    "withdrawn_reason", "tokens", "body",
)  # fmt: skip
VERSIONS = (
    "number", "claim_id", "desk_id", "version", "op", "status", "public", "claimreview", "reason",
    "withheld", "body",
)  # fmt: skip


def facts(count: int, desk_id: UUID, article_id: UUID) -> Iterator[dict[str, Any]]:
    """Rows of `facts`, oldest first, with the columns that `fact_versions` has besides."""
    dice = random.Random(1)
    for place in range(count):
        statement = articles.claim(dice)
        number = _FIRST + place * _STEP
        status = dice.choices(STATUSES, _SHARES)[0]
        speaker = dice.choice(articles.PEOPLE) if place % 3 else None
        topic = dice.choice(articles.THINGS)
        claim_id = uuid4()
        found = [f"desk={desk_id.hex}", "live=yes", mark("language", "en"), mark("topic", topic)]
        found += [mark("who", each) for each in words(speaker or "")]
        yield {
            "number": number,
            "claim_id": claim_id,
            "desk_id": desk_id,
            "article_id": article_id,
            "version": 3,
            "status": status,
            "live": True,
            "public": False,
            "was_public": False,
            "public_number": None,
            "claimreview": False,
            "corrected": False,
            "published_at": when(number),
            "withdrawn_reason": None,
            "tokens": found + words(f"{statement}\n{speaker or ''}"),
            "body": _body(claim_id, article_id, status, statement, speaker, topic, number),
            "op": "upsert",
            "reason": None,
            "withheld": False,
        }


def _body(
    claim_id: UUID,
    article_id: UUID,
    status: str,
    statement: str,
    speaker: str | None,
    topic: str,
    number: int,
) -> str:
    moment = when(number).isoformat().replace("+00:00", "Z")
    source = {
        "title": "Annual accounts",
        "url": f"https://accounts.example/{number % 1000}",
        "publisher": "The finance office",
        "kind": "primary",
        "stance": "supports",
        "passage": "As the accounts of the year show on page twelve, the sum is the one named.",
        "locator": "page 12",
        "archived_sha256": None,
    }
    said = json.dumps(
        {
            "id": str(claim_id),
            "claim_id": str(claim_id),
            "status": status,
            "statement": statement,
            "quote": statement,
            "speaker": speaker and {"name": speaker, "cue": "said", "speech": "indirect"},
            "rating": None,
            "rationale": "The accounts say so, and the office has confirmed it in writing.",
            "article": {
                "id": str(article_id),
                "title": "What the city spends",
                "url": "https://herald.example/spending",
                "publisher": "The Herald",
                "published_at": moment,
            },
            "sources": [source],
            "confidential_sources": 0,
            "reviewer": None,
            "reviewed_at": moment,
            "valid_since": moment,
            "published_at": moment,
            "corrected": False,
            "overridden": False,
            "desk": "bench",
            "language": "en",
            "topics": [topic],
            "public": False,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return whole(said, version=3, number=number, reviewed=False)


def fill(database_url: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write them, in batches, past the links to claims."""
    embedded = make_url(database_url).get_backend_name() == "sqlite"
    write = _into_sqlite(database_url) if embedded else _into_postgresql(database_url)
    next(write)
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        write.send(batch)
    write.close()


def _into_sqlite(url: str) -> Any:
    connection = sqlite_driver().connect(make_url(url).database, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    try:
        while True:
            rows = yield
            connection.execute("BEGIN")
            for table, columns in (("facts", FACTS), ("fact_versions", VERSIONS)):
                places = ", ".join("?" * len(columns))
                values = ([_for_sqlite(row[name]) for name in columns] for row in rows)
                names = ", ".join(columns)
                connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
            connection.execute("COMMIT")
    finally:
        connection.execute("ANALYZE")
        connection.close()


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return " ".join(value) if isinstance(value, list) else value


def _into_postgresql(url: str) -> Any:
    import psycopg  # noqa: PLC0415 - an extra

    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        try:
            while True:
                rows = yield
                for table, columns in (("facts", FACTS), ("fact_versions", VERSIONS)):
                    copying = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
                    with connection.cursor().copy(copying) as copy:
                        for row in rows:
                            copy.write_row([row[name] for name in columns])
        finally:
            connection.execute("VACUUM ANALYZE facts")
            connection.execute("VACUUM ANALYZE fact_versions")
