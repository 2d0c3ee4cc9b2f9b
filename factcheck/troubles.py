"""The complaints of both drivers, and the names that the edges know them by."""

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from factcheck.errors import Busy, Conflict, FactcheckError, StorageFull

Trouble = tuple[type[FactcheckError], str]


def trouble(error: SQLAlchemyError) -> FactcheckError | None:
    """The named error behind a driver's complaint, or None when it is a fault of ours."""
    if not isinstance(error, DBAPIError):
        return None
    found = _UNREACHED if error.connection_invalidated else _recognised(error)
    if found is None:
        return None
    kind, message = found
    return kind(message)


def _recognised(error: DBAPIError) -> Trouble | None:
    state = getattr(error.orig, "sqlstate", "")
    if state == "":  # SQLite tells its troubles in words
        words = str(error.orig).lower()
        return next((known for phrase, known in _BY_WORDS if phrase in words), None)
    if state is None:  # psycopg could not even ask
        return _UNREACHED if isinstance(error, OperationalError) else None
    return next((known for prefix, known in _BY_STATE if state.startswith(prefix)), None)


def left_no_trace(error: DBAPIError) -> bool:
    """Whether the database gave the work up and would take it again: only so nothing is doubled."""
    state = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or state in {"40001", "40P01"}


UNKNOWN = (
    "The connection to the database was lost while this was being committed: it may have been "
    "kept or not. Read again before you send it again, or send it with its Idempotency-Key."
)
_UNREACHED: Trouble = (Busy, "The database cannot be reached right now. Try again.")
_TAKEN: Trouble = (Conflict, "Another change took this place a moment ago. Read again, then retry.")
_FULL: Trouble = (StorageFull, "The disk is full; nothing of this request was kept.")
_UNWRITTEN: Trouble = (Busy, "The disk refused to write; nothing of this request was kept.")
_OCCUPIED: Trouble = (Busy, "The database is busy with another change. Try again.")
_STOPPED: Trouble = (Busy, "This took the database too long, so it was stopped. Try again later.")
_BY_WORDS = (
    ("unique constraint failed", _TAKEN),
    ("disk is full", _FULL),
    ("disk i/o error", _UNWRITTEN),
    ("readonly database", _UNWRITTEN),
    ("unable to open", _UNWRITTEN),
    ("database is locked", _OCCUPIED),
)
_BY_STATE = (
    ("23505", _TAKEN),
    ("53100", _FULL),
    ("53", _UNREACHED),
    ("08", _UNREACHED),
    ("57P", _UNREACHED),
    ("40", _OCCUPIED),
    ("55P03", _OCCUPIED),
    ("57014", _STOPPED),
    ("25P03", _UNREACHED),
)
"""SQLSTATE classes (PostgreSQL manual, appendix A); its messages may quote an article."""
