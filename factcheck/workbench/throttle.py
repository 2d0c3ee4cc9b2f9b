"""A brake on guessing passwords."""

from datetime import datetime, timedelta
from threading import Lock

from factcheck.errors import FactcheckError

LIMIT = 5
WINDOW = timedelta(minutes=5)
RETRY_AFTER = {"Retry-After": str(int(WINDOW.total_seconds()))}
_MOST = 10_000
"""How many pairs of address and origin are remembered; the oldest is forgotten first."""


class TooOften(FactcheckError):
    """Somebody guesses too often; the same try is looked at again when a while has passed."""

    code = "too_often"


class Throttle:
    """Counts tries by key, in this process alone: each worker process has its own."""

    def __init__(self, most: int = _MOST) -> None:
        self._guard = Lock()
        self._most = most
        self._tries: dict[str, list[datetime]] = {}

    def admit(self, key: str, now: datetime) -> bool:
        """Count one more try, unless there were `LIMIT` within `WINDOW` already."""
        with self._guard:
            tries = [then for then in self._tries.pop(key, ()) if now - then < WINDOW]
            admitted = len(tries) < LIMIT
            self._tries[key] = [*tries, now] if admitted else tries
            while len(self._tries) > self._most:
                del self._tries[next(iter(self._tries))]
            return admitted

    def forget(self, key: str) -> None:
        """The right password came: the tries before it count no more."""
        with self._guard:
            self._tries.pop(key, None)
