"""Tables as WordprocessingML: their widths, rows and cells, made of finished markup."""

import re
from collections.abc import Iterable, Sequence

from factcheck.report.blocks import (
    Block,
    Card,
    Column,
    Facts,
    Listing,
    Notice,
    Paragraph,
    Quotation,
)
from factcheck.report.renderings.wordml import w

EMPTY = "<w:p/>"
MARGINS = 180
"""What a cell keeps free on both sides together, in twentieths of a point."""
SHORT, SHORT_CELL = 1_000, 600
"""Letters of what is kept on one page: over its whole width, and in a cell.

Much more would leave half of many pages empty.
"""
_LINE = 30
"""Letters that a line of its own takes the place of."""
_AFTER = w("p", w("pPr", w("spacing", after=0, line=120, lineRule="exact")))
"""After a table: two that touch are one to Word, and a cell must not end with one."""
_NO_BORDERS = w(
    "tblBorders", *(w(side, val="nil") for side in ("top", "left", "bottom", "right", "insideH"))
)


def shares(columns: Sequence[Column], width: int) -> list[int]:
    """How wide each column is, of `width` in all."""
    whole = sum(each.share for each in columns)
    return [max(1, int(width * each.share / whole)) for each in columns]


def grid(
    rows: Iterable[str],
    widths: Sequence[int],
    *,
    left: int = 0,
    caption: str = "",
    plain: bool = False,
) -> str:
    """A table of finished rows. `plain`: without lines and without a head."""
    look = {"firstRow": int(not plain), "firstColumn": 1, "lastRow": 0, "lastColumn": 0}
    properties = w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblInd", w=left, type="dxa"),
        _NO_BORDERS if plain else "",
        w("tblLayout", type="fixed"),
        w("tblLook", val="0680" if plain else "06A0", **look, noHBand=1, noVBand=1),
        w("tblCaption", val=caption) if caption else "",
    )
    columns = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", properties, columns, *rows) + _AFTER


def row(cells: Iterable[str], *, whole: bool, head: bool = False, height: int = 0) -> str:
    """A row; `whole` is not broken over pages, a `head` is repeated on each."""
    settings = [
        w("cantSplit") if whole else "",
        w("trHeight", val=height, hRule="atLeast") if height else "",
        w("tblHeader") if head else "",
    ]
    told = "".join(settings)
    return w("tr", w("trPr", told) if told else "", *cells)


def cell(inner: str, width: int, looks: str = "", *, low: bool = False) -> str:
    """A cell around paragraphs; `low`: they stand at its bottom."""
    settings = w("tcW", w=width, type="dxa") + looks + (w("vAlign", val="bottom") if low else "")
    return w("tc", w("tcPr", settings), inner)


def bookmark(anchor: str) -> str:
    """The anchor as Word takes names of places: letters, figures and `_`, 40 at most."""
    return re.sub(r"\W", "_", f"_{anchor}", flags=re.ASCII)[:40]


def weight(blocks: Iterable[Block]) -> int:
    """About how many letters the blocks take up, each line counted as some."""
    return sum(_weight(each) for each in blocks)


def _weight(block: Block) -> int:
    match block:
        case Paragraph(runs):
            return _LINE + sum(_letters(run.text) for run in runs)
        case Quotation(text) | Notice(text):
            return _LINE + _letters(text)
        case Listing(items):
            return sum(weight(item) for item in items)
        case Card(_, title, body):
            return weight([Paragraph(title), *body])
        case Facts(rows):
            return weight(Paragraph(runs) for _, runs in rows)
        case _:
            return SHORT


def _letters(text: str) -> int:
    return len(text) + _LINE * text.count("\n")
