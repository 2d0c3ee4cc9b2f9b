"""The way in: what the bytes are, then their text."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from factcheck.documents.charset import decode
from factcheck.documents.confined import parse
from factcheck.documents.kinds import ATTACHMENT, Kind, kind_of
from factcheck.documents.letters import clean
from factcheck.errors import TooLarge, Unreadable
from factcheck.limits import MAX_TEXT_CHARACTERS
from factcheck.saying import say
from factcheck.texts import title_of

MOST_BYTES = 20_000_000
"""A larger document is refused before anything is done with it."""
_MOST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document, its title (may be empty), and the media type it turned out as."""

    text: str
    title: str
    media_type: str


def read_document(body: bytes, *, media_type: str | None, filename: str | None = None) -> Document:
    """Make text of a document: plain text, HTML, PDF or DOCX.

    What the bytes are decides; `media_type` (of a Content-Type header, with its charset) and
    `filename` only help. In plain text every line end stays as it is. The text holds no NUL
    and no lone surrogate.

    Raises `Unreadable`, `TooLarge`; `Busy` when too many others are being read.
    """
    if len(body) > MOST_BYTES:
        raise TooLarge(
            say(
                "The document has {count:,} bytes; at most {most:,} are read.",
                count=len(body),
                most=MOST_BYTES,
            )
        )
    kind = kind_of(body, media_type, filename)
    if kind is Kind.TEXT:
        text, title = decode(body, media_type=media_type), ""
    elif kind is Kind.HTML:
        page = decode(body, media_type=media_type, page=True)
        text, title = parse(kind, clean(page).encode())
    else:
        text, title = parse(kind, body)
    return _document(clean(text), " ".join(clean(title).split())[:_MOST_TITLE], kind, filename)


def read_attachment(body: bytes) -> tuple[str, bytes]:
    """Name and content of the one file that is attached to a PDF.

    Raises `Unreadable` for none and for several, `TooLarge`, `Busy`.
    """
    content, name = parse(ATTACHMENT, body)
    try:
        return name, content.encode("latin-1")
    except UnicodeEncodeError as error:
        raise Unreadable(say("The file attached to this PDF cannot be read.")) from error


def _document(text: str, title: str, kind: Kind, filename: str | None) -> Document:
    if len(text) > MAX_TEXT_CHARACTERS:
        raise TooLarge(
            say(
                "The document's text is longer than {most:,} characters, the most that is taken.",
                most=MAX_TEXT_CHARACTERS,
            )
        )
    if not any(each.isprintable() and not each.isspace() for each in text):
        raise Unreadable(
            say("There is no text in this document; a scan holds only pictures of it.")
        )
    name = clean(PurePath((filename or "").replace("\\", "/")).name)
    return Document(text, title or title_of(text, Path(name)), kind.value)
