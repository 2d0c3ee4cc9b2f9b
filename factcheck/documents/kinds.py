"""What a body is, by its bytes; what it is called only decides between kinds of text."""

import re
from enum import StrEnum
from pathlib import PurePath

from factcheck.errors import Unreadable
from factcheck.saying import say


class Kind(StrEnum):
    """What can be read, by its media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


ATTACHMENT = "attachment"
"""What is asked of the reader for the file attached to a PDF instead of the PDF's own text."""
_HEAD = 1_024
"""Bytes in which a body shows what it is."""
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|title|body|meta|script|article|div|h1|p|table|\?xml)[\s>/]"
    rb"|<!--",
    re.IGNORECASE,
)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", say("an old Office file; save it as DOCX or PDF first")),
    (b"{\\rtf", say("an RTF file; save it as DOCX or PDF first")),
    (b"\x89PNG", say("a picture")),
    (b"\xff\xd8\xff", say("a picture")),
    (b"GIF8", say("a picture")),
    (b"RIFF", say("a picture, a recording or a film")),
    (b"\x1f\x8b", say("a compressed file")),
    (b"Rar!", say("a compressed file")),
    (b"7z\xbc\xaf", say("a compressed file")),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_UNSEEN = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
"""Bytes that no text has; escape is for ISO 2022."""


def kind_of(body: bytes, media_type: str | None, filename: str | None) -> Kind:
    """What the bytes are. Raises `Unreadable` for what is no document, saying what it is."""
    head = body[:_HEAD]
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise Unreadable(say("This is {what}; there is no text to read.", what=what))
    wide = head.startswith(_UTF16)
    if not wide and sum(byte in _UNSEEN for byte in head) > len(head) // 50:
        raise Unreadable(say("This is no text, web page, PDF or Word file."))
    start = (head.replace(b"\0", b"")[2:] if wide else head.removeprefix(b"\xef\xbb\xbf")).lstrip()
    if _PAGE.match(start) or _is_called_page(media_type, filename):
        return Kind.HTML
    return Kind.TEXT


def _is_called_page(media_type: str | None, filename: str | None) -> bool:
    """Whether what has no mark of a page is called one all the same: a fragment of HTML."""
    called = (media_type or "").partition(";")[0].strip().lower()
    if called in _PAGE_TYPES:
        return True
    return not called and PurePath(filename or "").suffix.lower() in _PAGE_SUFFIXES
