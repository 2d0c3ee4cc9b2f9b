"""Tables with their queries, one noun a file. Nothing here commits."""

from factcheck.store import (
    articles,
    carried,
    claims,
    closing,
    comments,
    desks,
    facts,
    idempotency,
    log,
    people,
    pins,
    reports,
    reviews,
    snapshots,
    sources,
    worklist,
)

__all__ = [
    "articles",
    "carried",
    "claims",
    "closing",
    "comments",
    "desks",
    "facts",
    "idempotency",
    "log",
    "people",
    "pins",
    "reports",
    "reviews",
    "snapshots",
    "sources",
    "worklist",
]
