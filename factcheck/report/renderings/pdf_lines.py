"""Paragraphs run together as the lines of one: every block has its price, and each piece, too."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from factcheck.report.blocks import Block, Facts, Listing, Notice, Paragraph, Quotation
from factcheck.report.renderings.pdf_pieces import (
    SMALL,
    Piece,
    Place,
    apart,
    is_linked,
    joined,
    language_of,
    pieces,
    settable,
)
from factcheck.report.style import Style
from factcheck.report.wording import MARKS

_POINT = "•\u2002"
_BETWEEN = " · "
_LINE = 40
"""Letters on a line of a column."""


class Line(NamedTuple):
    """Words of a paragraph; `small`: beside the main thing."""

    small: bool
    words: list[Piece]


def line_of(block: Paragraph, at: Place) -> Line:
    """A paragraph as a line among others."""
    return Line(block.small, pieces(block.runs, at, small=block.small))


def together(lines: Sequence[Line], at: Place, *, labelled: bool = False) -> list[Piece]:
    """The lines in one paragraph.

    What is small follows a status on its line, and in a wide place whatever is small before
    it. `labelled`: small words are what the line after them is called, and stand before it.
    """
    made: list[Piece] = []
    before = None
    for line in lines:
        if not line.words:
            continue
        if before is not None:
            made[-1] = _followed(made[-1], _parting(before, line, at.wide, labelled))
        made += line.words
        before = line
    return joined(made)


def _parting(before: Line, line: Line, wide: bool, labelled: bool) -> str:
    """What stands between two lines."""
    if line.small and (_is_status(before.words[0]) or (wide and before.small)):
        return _BETWEEN
    is_label = labelled and before.small and not line.small
    return " " if is_label and not _said(line.words[0]).startswith(_POINT) else "\n"


def _said(piece: Piece) -> str:
    return piece if isinstance(piece, str) else piece[1]


def _is_status(piece: Piece) -> bool:
    return not isinstance(piece, str) and piece[0] in MARKS


def _followed(piece: Piece, by: str) -> Piece:
    """What parts two lines goes with the first of them, for a piece of its own costs more."""
    return piece + by if isinstance(piece, str) else [piece[0], piece[1] + by, *piece[2:]]


def is_flat(blocks: Sequence[Block]) -> bool:
    """Whether the blocks are of the kinds that can be lines of one paragraph."""
    return all(
        isinstance(each, Facts | Notice | Paragraph | Quotation)
        or (isinstance(each, Listing) and all(map(is_flat, each.items)))
        for each in blocks
    )


def letters_in(blocks: Sequence[Block]) -> int:
    """How many letters flat blocks have, each line break counted as a line of them."""
    return sum(map(_letters_of, blocks))


def _letters_of(block: Block) -> int:
    if isinstance(block, Paragraph):
        return sum(_letters(run.text) for run in block.runs)
    if isinstance(block, Quotation | Notice):
        return _letters(block.text)
    if isinstance(block, Facts):
        return sum(_letters(run.text) for _, runs in block.rows for run in runs)
    return sum(map(letters_in, block.items)) if isinstance(block, Listing) else 0


def _letters(text: str) -> int:
    return len(text) + _LINE * text.count("\n")


def flat_lines(blocks: Sequence[Block], at: Place, style: Style) -> Iterator[Line]:
    """All that flat blocks say, in as few changes of type as may be."""
    for each in blocks:
        match each:
            case Paragraph():
                small, words = line_of(each, at)
                yield Line(small, _plain(words, at.linked))
            case Quotation(text, language):
                spoken = language_of(language)
                foreign = (
                    f" {spoken[0]}" if spoken and spoken != language_of(style.language) else ""
                )
                quoted = style.label("pdf.quoted", text=apart(settable(text)))
                yield Line(small=False, words=[[f"quoted{foreign}", quoted]])
            case Notice(text):
                yield Line(small=False, words=[["strong", settable(text)]])
            case Facts(rows):
                for name, runs in rows:
                    words = _plain(pieces(runs, at), at.linked)
                    yield Line(small=False, words=[[SMALL, f"{settable(name)}: "], *words])
            case Listing(items):
                for item in items:
                    yield from _points(flat_lines(item, at, style))


def _points(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of a point, the first behind a dot."""
    for place, line in enumerate(lines):
        yield line if place else Line(small=False, words=joined([_POINT, *line.words]))


def _plain(words: Sequence[Piece], linked: bool) -> list[Piece]:
    """Pieces that can be joined with those beside them, for every change of type costs."""
    return joined(each if linked and is_linked(each) else _plainer(each) for each in words)


def _plainer(piece: Piece) -> Piece:
    if isinstance(piece, str):
        return piece
    look, words = piece[0], piece[1]
    return words if look in ("", "emphasis") else [SMALL if look == "hash" else look, words]
