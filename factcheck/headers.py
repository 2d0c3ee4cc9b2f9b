"""The headers that every answer carries, whichever part of the service gives it."""

import re
from secrets import token_hex

ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""What JSON and files may load when somebody opens them as a page: nothing."""
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")


def request_id(given: str | None) -> str:
    """The caller's request id if it is one, else a new one."""
    return given if given and _REQUEST_ID.fullmatch(given) else token_hex(8)


def known(etag: str, if_none_match: str) -> bool:
    """Whether the asker has what the ETag names already (RFC 9110, 13.1.2; by weak comparison)."""
    return etag in {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
