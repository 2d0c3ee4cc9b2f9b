"""What every refusal of the API must look like."""

from string import ascii_letters, digits
from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from factcheck.db import Base, Database
from factcheck.store import log

KEYS = {"type", "title", "status", "detail", "code"}


def problem(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The body of a refusal, which must be the promised problem."""
    body = answer.get_json(force=True)
    assert (answer.status_code, body["code"]) == (status, code), body
    assert answer.content_type == "application/problem+json"
    assert body.keys() >= KEYS
    assert body["status"] == status
    assert body["type"] == f"urn:factcheck:problem:{code}"
    assert all(isinstance(body[key], str) and body[key] for key in KEYS - {"status"})
    assert answer.headers["X-Request-ID"] == body["request_id"]
    # A 422 says which field, and only a 422 does.
    assert ("errors" in body) == (status == 422)
    assert ("reasons" in body) == (code == "transition_refused")
    return dict(body)


def forgeries(cursor: str) -> list[str]:
    """The cursor with its last character replaced, which base64 does not always notice."""
    return [cursor[:-1] + other for other in f"{ascii_letters}{digits}-_" if other != cursor[-1]]


def everything(database: Database) -> dict[str, Any]:
    """How many rows each table has, and where the log ends."""
    with database.reading() as session:
        rows = {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
        head = log.head(session)
        return rows | {"head": (head.seq, head.hash)}
