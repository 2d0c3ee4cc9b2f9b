"""PDFs made of blocks, and what other programs than made them see in them."""

import re
from dataclasses import replace

import pypdfium2

from factcheck.report.blocks import (
    Block,
    Booklet,
    Paragraph,
    Run,
    Section,
)
from factcheck.report.renderings import pdf
from factcheck.report.style import Style, plain_style
from tests.report import samples

ATTACHED = b'{"content": "what the report says"}\n'
PAPER, RIGHT, FOOT = (595.3, 841.9), 595.3 - 17 * 72 / 25.4 + 4, 25
"""A4, its right margin, and what is too near to the foot of a page, in points."""
FORBIDDEN = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/SubmitForm", b"/GoToR", b"/RichMedia")


def made_of(booklet: Booklet, style: Style | None = None) -> bytes:
    return pdf.render(booklet, style or plain_style(), ATTACHED)


def pages(made: bytes) -> list[str]:
    """The text of each page, on one line, without the places to break."""
    with pypdfium2.PdfDocument(made) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(each.replace("\u200b", "").split()) for each in texts]


def edges(made: bytes) -> list[tuple[float, float]]:
    """Right edge and lower edge of every piece of text, in points."""
    found = []
    with pypdfium2.PdfDocument(made) as document:
        for page in document:
            text = page.get_textpage()
            rects = [text.get_rect(each) for each in range(text.count_rects())]
            found += [(rect[2], rect[1]) for rect in rects]
    return found


def assert_nothing_is_cut(made: bytes) -> None:
    found = edges(made)
    assert max(right for right, _ in found) < RIGHT
    assert min(low for _, low in found) > FOOT


def of_blocks(*blocks: Block) -> Booklet:
    return replace(samples.plain(), sections=[Section("part", "Part", blocks)])


def with_words(words: str) -> Booklet:
    return of_blocks(Paragraph([Run(words, stored=True)]))


def addresses(made: bytes) -> list[str]:
    """What the links of the file lead to."""
    return [each.decode() for each in re.findall(rb"/URI ?\(([^)]*)\)", made)]
