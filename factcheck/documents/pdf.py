"""PDF files to text. Runs in the reader's process only: PDFium is not thread-safe."""

import re
from io import BytesIO

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from factcheck.errors import TooLarge, Unreadable
from factcheck.limits import MAX_TEXT_CHARACTERS
from factcheck.saying import say

_MOST_PAGES = 2_000
_HYPHENATED = re.compile("[\x02\ufffe](?:\r?\n)?")
"""How PDFium marks a hyphen at the end of a line."""


def warm_up() -> None:
    """Load what the library loads with its first document, by an empty one."""
    document, sample = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(10, 10)
    document.save(sample)
    document.close()
    parse(sample.getvalue())


def parse(body: bytes) -> tuple[str, str]:
    """The text of all pages, an empty line between them, and the title.

    Lines are those of the page; a word that was divided at a line's end is joined.

    Raises `Unreadable`, `TooLarge`.
    """
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            raise Unreadable(say("This PDF can only be opened with its password.")) from error
        raise Unreadable(say("This PDF is damaged.")) from error
    if len(document) > _MOST_PAGES:
        raise TooLarge(
            say(
                "This PDF has {count:,} pages; at most {most:,} are read.",
                count=len(document),
                most=_MOST_PAGES,
            )
        )
    title = document.get_metadata_dict().get("Title", "")
    return _text(document), title


def _text(document: pypdfium2.PdfDocument) -> str:
    pages, size = [], 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        text = _HYPHENATED.sub("", text_page.get_text_bounded())
        text_page.close()
        page.close()
        size += len(text)
        if size > MAX_TEXT_CHARACTERS:
            raise TooLarge(say("The text of this PDF is longer than can be taken."))
        pages.append("\n".join(line.rstrip() for line in text.splitlines()).strip())
    return "\n\n".join(filter(None, pages))
