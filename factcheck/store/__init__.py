"""Tables with their queries, one noun a file. Nothing here commits."""

from factcheck.store import (
    articles,
    claims,
    desks,
    facts,
    idempotency,
    log,
    people,
    reports,
    reviews,
    sources,
    worklist,
)

__all__ = [
    "articles",
    "claims",
    "desks",
    "facts",
    "idempotency",
    "log",
    "people",
    "reports",
    "reviews",
    "sources",
    "worklist",
]
