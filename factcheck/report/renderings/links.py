"""Addresses as a file's links may carry them."""

import re
from urllib.parse import quote, urlsplit

from factcheck.report.legible import is_linkable

LONGEST = 2_000
"""Letters of the longest address that is made a link: Word follows no more than some 2,080."""
_ACTING = re.compile(r"""[\s"<>\\^`{|}]""")
"""What an address cannot hold as it is (RFC 3986), and what a format could read as its own."""


def followable(address: str | None) -> str | None:
    """The address with all that could act in it percent-encoded; None if it must stay words."""
    if not address or not is_linkable(address):
        return None
    written = "".join(map(_spelt, address))
    try:
        parts = urlsplit(written)
        named = parts.hostname and "%" not in parts.netloc and (parts.port or 80)
    except ValueError:
        return None
    return written if named and len(written) <= LONGEST else None


def _spelt(letter: str) -> str:
    acts = _ACTING.match(letter) or not letter.isprintable()
    return quote(letter, safe="", errors="replace") if acts else letter
