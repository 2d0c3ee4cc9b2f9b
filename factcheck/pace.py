"""How fast each API key may go: a bucket of tokens for each, in this process alone.

A key may use a whole minute's worth at once, and gets it back evenly over a minute. Under
several processes each counts by itself, so that together they may let through as many times
more: what it protects is the process, and a count in the database would cost it a write for
every read.
"""

import math
import time
from collections.abc import Callable
from threading import Lock

from factcheck.errors import RateLimited
from factcheck.saying import say

_MOST = 10_000
"""How many keys are remembered; those that have rested are forgotten first."""


class Pace:
    """`per_minute` requests for each key; 0: as many as it likes."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = per_minute, clock
        self._guard = Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, key_id: str) -> None:
        """One request of this key. Raises `RateLimited` when it has to wait."""
        if not self._most:
            return
        rate = self._most / 60
        with self._guard:
            now = self._clock()
            left, at = self._left.get(key_id, (float(self._most), now))
            left = min(left + (now - at) * rate, self._most)
            admitted = left >= 1
            self._left[key_id] = (left - 1 if admitted else left, now)
            if len(self._left) > _MOST:
                self._forget(now)
        if not admitted:
            wait = math.ceil(round((1 - left) / rate, 6))
            message = say(
                "This key may send {most} requests a minute. Wait {wait} seconds.",
                most=self._most,
                wait=wait,
            )
            raise RateLimited(message, most=self._most, wait=wait)

    def _forget(self, now: float) -> None:
        """Forget the keys whose buckets are full again, which is as if they had never come."""
        self._left = {key: kept for key, kept in self._left.items() if now - kept[1] < 60}
