"""Tables for the typesetter: short ones as they are, long ones as records across the page.

A row whose height is not known costs the typesetter half a megabyte, and it sets it twice; a
record, which is one paragraph, costs a fifth of that.
"""

from collections.abc import Callable, Sequence
from typing import Any

from factcheck.report.blocks import Block, Card, Column, Listing, Paragraph, Row, Table
from factcheck.report.renderings.pdf_heights import fits, words_fit
from factcheck.report.renderings.pdf_lines import (
    Line,
    flat_lines,
    is_flat,
    letters_in,
    together,
)
from factcheck.report.renderings.pdf_pieces import (
    CELL,
    SMALL,
    Piece,
    Place,
    joined,
    on_one_line,
    pieces,
    settable,
)
from factcheck.report.style import Style

Node = dict[str, Any]
Press = Callable[[Sequence[Block], Place], list[Node]]

LONGEST_TITLE = 300
"""Letters."""
MANY_CARDS = 100
"""More cards than these in a section are set as records."""
_BLOCKS = 4_500
"""More blocks than these in its cells make a table a long one."""
_TALL = 12_000
"""Letters that have room on two pages or three, in a column of a table."""
_LITTLE = 8
"""Blocks in a row; of more, no address is made a link: each costs as much as a line."""
_GAP = 8.5
"""Points between two columns."""
_RECORD = 9.0
"""The size of the type in a record, in points."""


def is_long(table: Table) -> bool:
    """Whether so much stands in a table, or in a row of it, that it is set as records."""
    cells = [cell for row in table.rows for cell in row.cells]
    many = sum(map(_count, cells)) > _BLOCKS
    return (many or any(map(is_tall, cells))) and all(map(is_flat, cells))


def is_tall(blocks: Sequence[Block]) -> bool:
    """Whether blocks go on for pages: typst takes long over a frame with so much in it."""
    return letters_in(blocks) > _TALL


def _count(blocks: Sequence[Block]) -> int:
    return sum(sum(map(_count, each.items)) if isinstance(each, Listing) else 1 for each in blocks)


def table_node(table: Table, at: Place, press: Press, anchors: set[str]) -> Node:
    """The table as it is, but that lists in the last column stand below the other cells."""
    below = _has_lists_last(table)
    places = _places(table, at, below)
    columns = [
        {"title": settable(each.title, narrow=True), "width": place.width, "numeric": each.numeric}
        for each, place in zip(table.columns, places, strict=True)
    ]
    return {
        "is": "table",
        "caption": settable(table.caption),
        "columns": columns,
        "rows": [_row(each, places, press, anchors, narrow=table.narrow) for each in table.rows],
        "narrow": table.narrow,
        "below": below,
    }


def _row(
    row: Row, places: Sequence[Place], press: Press, anchors: set[str], *, narrow: bool
) -> Node:
    """The cells, the first of which names the row."""
    cells = [press(cell, place) for cell, place in zip(row.cells, places, strict=True)]
    if not narrow and cells:
        cells[0] = [
            each | {"words": [*map(_strong, each["words"])]} if "words" in each else each
            for each in cells[0]
        ]
    anchor = {"anchor": row.anchor} if row.anchor in anchors else {}
    return {"cells": cells} | anchor | ({} if all(map(fits, cells, places)) else {"broken": True})


def _strong(piece: Piece) -> Piece:
    return ["strong", piece] if isinstance(piece, str) else piece


def _has_lists_last(table: Table) -> bool:
    lasts = [row.cells[-1] for row in table.rows if row.cells]
    return len(table.columns) > 2 and any(
        isinstance(each, Listing) for cell in lasts for each in cell
    )


def _places(table: Table, at: Place, below: bool) -> list[Place]:
    """Where the cells of each column stand."""
    shares = [each.share for each in table.columns]
    room = at.width - _GAP * (len(shares) - 1)
    widths = [room * share / (sum(shares) or 1.0) for share in shares]
    if not below:
        return [Place(width, CELL, in_table=True) for width in widths]
    first, *between, _ = widths
    whole = at.width - first - _GAP
    part = (whole - _GAP * (len(between) - 1)) / (sum(between) or 1.0)
    beside = [Place(width, CELL, in_table=True) for width in (first, *(part * x for x in between))]
    return [*beside, Place(whole, CELL, in_table=True, wide=True)]


def records_node(table: Table, at: Place, style: Style) -> Node:
    """A long table: each row as `[number, words, whole]`, with links if its rows hold little."""
    blocks = sum(_count(cell) for row in table.rows for cell in row.cells)
    linked = blocks < _LITTLE * len(table.rows)
    inner = Place(at.width, _RECORD, wide=True, linked=linked)
    return {
        "is": "records",
        "caption": settable(table.caption),
        "records": [_record(each, table.columns, inner, style) for each in table.rows],
    }


def _record(row: Row, columns: Sequence[Column], at: Place, style: Style) -> list[Any]:
    first, *others = row.cells
    number = joined(part for line in flat_lines(first, at, style) for part in line.words)
    lines: list[Line] = []
    for column, cell in zip(columns[1:], others, strict=True):
        found = list(flat_lines(cell, at, style))
        if len(cell) == 1 and isinstance(cell[0], Paragraph) and found[0].words:
            # Of a value alone nobody could tell what it is.
            title = f"{settable(column.title)}: "
            found = [Line(small=True, words=[[SMALL, title], *found[0].words])]
        lines += found
    words = together(lines, at)
    return [number, words, words_fit(words, at)]


def cards_node(cards: Sequence[Card], at: Place, style: Style) -> Node:
    """Many cards: each as `[title, words, whole]`."""
    inner = at._replace(wide=True)
    found = []
    for each in cards:
        title, *more = titles(each, inner)
        lines = [Line(small=False, words=part["words"]) for part in more]
        lines += flat_lines(each.body, inner, style)
        words = together(lines, inner, labelled=True)
        found.append([title["words"], words, words_fit(words, inner)])
    return {"is": "cards", "cards": found}


def titles(card: Card, at: Place) -> list[Node]:
    """The title as a paragraph; a very long one shortened, and then all of it.

    A heading is also a bookmark, and has to go with what is below it.
    """
    words = pieces(card.title, at)
    text = "".join([run.text for run in card.title])
    whole = {"is": "paragraph", "words": words}
    short = on_one_line(text, LONGEST_TITLE)
    if not short or len(text) > LONGEST_TITLE or "\n" in text:
        return [{"is": "paragraph", "words": [short or "–"]}, whole]
    return [whole]
