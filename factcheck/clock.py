"""The time, read at the edges only and handed down as `now`."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """The present moment as an aware UTC datetime."""
    return datetime.now(UTC)
