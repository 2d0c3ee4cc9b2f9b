"""Identifiers: UUIDv7, made in Python, so that they sort by the time they were made."""

import os
import threading
import time
from uuid import UUID

_AT_ONCE = 4096
"""Random bytes that are asked of the system at once: asking is what an id costs."""
_guard = threading.Lock()
_last = 0
_random: list[int] = []


def _draw() -> int:
    """64 random bits that nobody else gets. The guard must be held."""
    if not _random:
        drawn = os.urandom(_AT_ONCE)
        _random.extend(memoryview(drawn).cast("Q"))
    return _random.pop()


os.register_at_fork(after_in_child=_random.clear)  # a child would draw the same as its parent


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562, sections 5.7 and 6.2), greater than all that this process made.

    48 bits of Unix milliseconds, then 12 bits that count within one (so that things made
    in one transaction keep their order), then 62 random bits.
    """
    global _last  # noqa: PLW0603 - the one counter of the process
    with _guard:
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        moment, count, drawn = _last >> 12, _last & 0xFFF, _draw() >> 2
    value = moment << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | drawn
    return UUID(int=value)
