"""A text as people bring it: pasted, in a file, or at an address.

A page is asked for while no transaction is open: other machines answer slowly.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from factcheck.documents import read_document
from factcheck.egress import Egress
from factcheck.errors import Rejected, Unreachable
from factcheck.saying import say
from factcheck.texts import check_text, title_of

_OK = 200


@dataclass(frozen=True, slots=True)
class Given:
    """A text, what it seems to be called, and the address that it came from, if it did."""

    text: str
    title: str
    url: str | None = None


def pasted(text: str) -> Given:
    """A text that somebody typed or pasted. Raises `Rejected`, `TooLarge`."""
    check_text(text)
    return Given(text, title_of(text, Path("untitled")))


def in_file(data: bytes, *, media_type: str | None, filename: str | None) -> Given:
    """The text of a document: plain text, HTML, PDF or DOCX.

    Raises `Rejected` for an empty file, `Unreadable`, `TooLarge`, `Busy`.
    """
    if not data:
        raise Rejected(
            say("The file is empty."), {"file": [say("It holds nothing. Choose another one.")]}
        )
    found = read_document(data, media_type=media_type, filename=filename)
    return Given(found.text, found.title)


def at_address(egress: Egress, url: str) -> Given:
    """The main text of a page on the web; its address is where it was found in the end.

    Raises `EgressRefused`, `Unreachable` (also for an answer that is no page), `Unreadable`,
    `TooLarge`, `Busy`.
    """
    page = egress.fetch(url)
    if page.status != _OK:
        answer = f"{page.status} {page.reason}".strip()
        host = urlsplit(page.url).hostname
        raise Unreachable(
            say("{host} answered {answer}, not with a page.", host=host, answer=answer)
        )
    kind = page.header("content-type")
    return replace(in_file(page.body, media_type=kind, filename=None), url=page.url)
