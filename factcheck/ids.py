"""Identifiers: UUIDv7, made in Python, so that they sort by the time they were made."""

import secrets
import threading
import time
from uuid import UUID

_guard = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562, sections 5.7 and 6.2), greater than all that this process made.

    48 bits of Unix milliseconds, then 12 bits that count within one (so that things made
    in one transaction keep their order), then 62 random bits.
    """
    global _last  # noqa: PLW0603 - the one counter of the process
    with _guard:
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        moment, count = _last >> 12, _last & 0xFFF
    value = moment << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)
