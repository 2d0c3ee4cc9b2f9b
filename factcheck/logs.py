"""The service's own log: one line for each thing, as text or JSON, and no word of any article.

A message of ours is written as it stands. Of anybody else's only the pattern is and the numbers
in it, and of an exception its kind and its way through the code: what they say may quote a
statement's values, an address or a name.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from itertools import count
from types import TracebackType
from typing import Any

from factcheck.errors import FactcheckError
from factcheck.operating_settings import LogFormat

_OURS = "factcheck"
_PLAIN = (TypeError, AttributeError, NameError, ImportError)
"""What these say names parts of the code alone."""
_DEEPEST = 20
_CHAIN = 5


class Lines(logging.Formatter):
    """Makes the lines."""

    def __init__(self, form: LogFormat) -> None:
        super().__init__()
        self._as_json = form is LogFormat.JSON

    def format(self, record: logging.LogRecord) -> str:
        """One line; as text, a trace has lines of its own."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = getattr(record, "told", {})
        trace = _trace(record.exc_info[1]) if record.exc_info else []
        if self._as_json:
            line = {
                "time": at.replace("+00:00", "Z"),
                "level": record.levelname.lower(),
                "logger": record.name,
                "message": _message(record),
                **told,
            }
            return json.dumps(line | {"trace": trace} if trace else line, ensure_ascii=False)
        words = [f"{name}={value}" for name, value in told.items() if value is not None]
        first = f"{at.replace('+00:00', 'Z')} {record.levelname.lower()} {record.name}: "
        return "\n  ".join([first + " ".join([_message(record), *words]), *trace])


def _message(record: logging.LogRecord) -> str:
    if record.name.split(".", 1)[0] == _OURS:
        return record.getMessage()
    if not isinstance(record.msg, str):
        return f"({type(record.msg).__name__})"
    if not isinstance(record.args, tuple):
        return record.msg
    kept = tuple(each if isinstance(each, int | float) else "…" for each in record.args)
    try:
        return record.msg % kept
    except (TypeError, ValueError):
        return record.msg


def _trace(error: BaseException | None) -> list[str]:
    """The exception and what it came from, newest first: kinds, and places in the code."""
    lines: list[str] = []
    for number in count():
        if error is None or number == _CHAIN:
            break
        lines += [_named(error), *_places(error.__traceback__)]
        error = error.__cause__ or error.__context__
    return lines


def _named(error: BaseException) -> str:
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, FactcheckError):
        return f"{name}: {error.code}"
    if isinstance(error, _PLAIN):
        return f"{name}: {error}"
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    state = getattr(getattr(error, "orig", error), "sqlstate", None)
    return f"{name}: SQLSTATE {state}" if state else name


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_DEEPEST:]
    return [f"at {each.filename}:{each.lineno} in {each.name}" for each in reversed(frames)]


def configure(form: LogFormat) -> None:
    """Write all of this process' log to standard error, in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(logging.INFO)
