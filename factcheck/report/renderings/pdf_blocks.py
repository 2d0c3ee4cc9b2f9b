"""Blocks as the typesetter's template takes them: records that say what they are."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from factcheck.report.blocks import (
    Bar,
    Block,
    Card,
    Facts,
    Listing,
    Look,
    Manuscript,
    Notice,
    Paragraph,
    Quotation,
    Segment,
    Series,
    Signatures,
    Table,
)
from factcheck.report.legible import legible
from factcheck.report.renderings.charts import amount, series_svg
from factcheck.report.renderings.pdf_heights import fits
from factcheck.report.renderings.pdf_lines import Line, is_flat, line_of, together
from factcheck.report.renderings.pdf_pieces import (
    SMALL,
    Piece,
    Place,
    apart,
    foldable,
    is_linked,
    language_of,
    line_runs_left,
    pieces,
    runs_left,
    settable,
)
from factcheck.report.renderings.pdf_tables import (
    MANY_CARDS,
    cards_node,
    is_long,
    is_tall,
    records_node,
    table_node,
    titles,
)
from factcheck.report.style import Style
from factcheck.report.wording import MARKS

Node = dict[str, Any]

_UPRIGHT = 24
"""More values than these stand upright, in a picture."""
_NAMES = 40 * 72 / 25.4 + 12
"""Points that the names of facts take up beside them."""
_INSET = 18
"""Points by which the words of a card are narrower than the page."""
_LABEL = 80
"""Letters of what may be kept with what follows: typst cuts off what is longer than a page."""
_POINT = 12
"""Points by which those of a list are."""
_GUTTER = 25.6
"""Points between two blocks side by side."""
_LINES, _SMALL, _TABLES = "lines", "small", "tables"
_THIN, _TIGHT = "\u202f", "\u2060"
"""A narrow space, and none, at which no line ends."""


class PdfBlocks:
    """Turns blocks into what the template sets.

    `language` is that of our own words; what is in `anchors` can be linked to.
    """

    def __init__(self, style: Style, language: str, anchors: set[str]) -> None:
        self._style = style
        self._language = language_of(language)
        self._anchors = anchors
        self._setters: dict[type, Callable[[Any, Place], Node]] = {
            Paragraph: self._paragraph,
            Quotation: self._quotation,
            Notice: self._notice,
            Facts: self._facts,
            Table: self._table,
            Listing: self._listing,
            Card: self._card,
            Bar: self._bar,
            Series: self._series,
            Manuscript: self._manuscript,
            Signatures: self._signatures,
        }

    def title(self, text: str, tag: str | None) -> Node:
        """The title of the whole, which is stored text."""
        return {"text": settable(text, narrow=True)} | self._spoken(text, tag)

    def section(self, blocks: Sequence[Block], at: Place) -> list[Node]:
        """The blocks of a section; cards are set more plainly where they are many."""
        if sum(map(_is_plain_card, blocks)) <= MANY_CARDS:
            return self.blocks(blocks, at)
        made: list[Node] = []
        for plain, group in groupby(blocks, key=_is_plain_card):
            if plain:
                cards = [each for each in group if isinstance(each, Card)]
                made.append(cards_node(cards, at, self._style))
            else:
                made += self.blocks(group, at)
        return made

    def blocks(self, blocks: Iterable[Block], at: Place) -> list[Node]:
        """The blocks one after the other; pictures and small tables stand side by side."""
        made: list[Node] = []
        for kind, group in groupby(blocks, key=partial(_beside, in_table=at.in_table)):
            found = list(group)
            if kind in (_LINES, _SMALL):
                made += self._lines(found, at, small=kind == _SMALL)
                continue
            if kind and len(found) > 1:
                made += self._side_by_side(found, at)
            else:
                half = at._replace(width=at.width / 2)
                made += self._each(found, half if kind == _TABLES else at)
        if at.in_card:
            _stick(made)
        return made

    def _each(self, found: Sequence[Block], at: Place) -> list[Node]:
        return [self._setters[type(each)](each, at) for each in found]

    def _side_by_side(self, found: Sequence[Block], at: Place) -> list[Node]:
        """Three in a line at most, unless one of them is longer than a page."""
        columns = min(len(found), 3)
        place = at._replace(width=(at.width - _GUTTER * (columns - 1)) / columns)
        nodes = self._each(found, place)
        if all(fits([each], place) for each in nodes):
            return [{"is": "beside", "columns": columns, "blocks": nodes}]
        return self._each(found, at)

    def _lines(self, found: Sequence[Any], at: Place, *, small: bool) -> list[Node]:
        """Paragraphs as one with a line for each, but those that run the other way."""
        made: list[Node] = []
        for left, group in groupby(found, key=lambda each: line_runs_left(each.runs)):
            lines = [line_of(each, at) for each in group]
            if small:
                # Where all is small, nothing needs to be made so.
                lines = [Line(small=False, words=[*map(_unsmall, each.words)]) for each in lines]
            kind = "small" if small else "paragraph"
            made.append({"is": kind, "words": together(lines, at)} | _turned(left))
        return made

    def _paragraph(self, block: Paragraph, at: Place) -> Node:
        words = pieces(block.runs, at)
        return {"is": "paragraph", "words": words} | _turned(line_runs_left(block.runs))

    def _quotation(self, block: Quotation, at: Place) -> Node:
        words = settable(block.text, narrow=at.in_table)
        return {"is": "quotation", "text": words} | self._spoken(block.text, block.language)

    def _spoken(self, text: str, tag: str | None) -> Node:
        """The direction and the language of people's words, where they are not ours."""
        language = language_of(tag)
        foreign = {"language": language} if language and language != self._language else {}
        return _turned(runs_left(text)) | foreign

    def _notice(self, block: Notice, at: Place) -> Node:
        words = settable(block.text, narrow=at.in_table)
        made = {"is": "notice", "text": words} | _turned(runs_left(block.text))
        return _kept(made, at)

    def _facts(self, block: Facts, at: Place) -> Node:
        inner = at._replace(width=max(60.0, at.width - _NAMES))
        rows = [
            {"name": settable(name, narrow=True), "words": pieces(runs, inner)}
            | _turned(line_runs_left(runs))
            for name, runs in block.rows
        ]
        return _kept({"is": "facts", "rows": rows}, at)

    def _listing(self, block: Listing, at: Place) -> Node:
        kind = "spaced" if at.in_table or at.in_card else "list"
        inner = at if kind == "spaced" else at._replace(width=at.width - _POINT)
        return {"is": kind, "items": [self.blocks(each, inner) for each in block.items]}

    def _card(self, block: Card, at: Place) -> Node:
        inner = at._replace(width=at.width - _INSET, in_card=True)
        title, *more = titles(block, inner)
        body = [*more, *self.blocks(block.body, inner)]
        return {
            "is": "card",
            "title": title["words"],
            "body": body,
            "look": _tint(block.status),
            "whole": fits([title, *body], inner),
            "framed": not is_tall(block.body),
        }

    def _table(self, block: Table, at: Place) -> Node:
        if is_long(block):
            return records_node(block, at, self._style)
        made = table_node(block, at, self.blocks, self._anchors)
        return _kept(made, at) if block.narrow else made | {"whole": False}

    def _bar(self, block: Bar, at: Place) -> Node:
        parts = [
            {
                "look": _tint(look),
                "number": max(0, number),
                "told": f"{MARKS[look]} {number}" if look in MARKS else str(number),
                "name": apart(settable(name)),
            }
            for name, look, number in block.parts
        ]
        return _kept({"is": "bar", "caption": settable(block.caption), "parts": parts}, at)

    def _series(self, block: Series, at: Place) -> Node:
        caption = settable(block.caption)
        if len(block.values) > _UPRIGHT:
            told = [
                self._style.label("charts.value", name=name, value=amount(value), unit=block.unit)
                for name, value in block.values
            ]
            picture = series_svg(block, self._style)
            return {
                "is": "picture",
                "caption": caption,
                "picture": picture,
                "told": settable("; ".join(told)),
            }
        most = max((_length(value) for _, value in block.values), default=0.0) or 1.0
        rows = [
            {
                "name": settable(name, narrow=True),
                "told": amount(value),
                "share": _length(value) / most,
            }
            for name, value in block.values
        ]
        made = {"is": "series", "caption": caption, "unit": settable(block.unit), "rows": rows}
        return _kept(made, at)

    def _manuscript(self, block: Manuscript, at: Place) -> Node:  # noqa: ARG002
        language = language_of(block.language)
        paragraphs = [
            {"words": [part for piece in each for part in self._segment(piece)]}
            | _turned(runs_left("".join([piece.text for piece in each])))
            for each in block.paragraphs
        ]
        made = {"is": "manuscript", "paragraphs": paragraphs}
        return made | ({"language": language} if language != self._language else {})

    def _segment(self, segment: Segment) -> list[Piece]:
        """The words, and over the line the numbers of the claims."""
        text, numbers, look = segment
        words = foldable(legible(text))  # all of it, even line breaks at its ends
        if not numbers and look is Look.PLAIN:
            return [words] if words else []
        name, mark = _tint(look), MARKS.get(look, "")
        made: list[Piece] = [[f"{name} words", words]]
        for place, number in enumerate(numbers):
            told = f"{_THIN if place else ''}{mark}{_TIGHT}{number}"
            anchor = f"claim-{number}"
            link = [f"#{anchor}"] if anchor in self._anchors else []
            made.append([f"{name} number", told, *link])
        return made

    def _signatures(self, block: Signatures, at: Place) -> Node:
        lines = [
            {"whose": settable(whose, narrow=True), "printed": settable(printed, narrow=True)}
            for whose, printed in block.lines
        ]
        return _kept({"is": "signatures", "lines": lines}, at)


def _kept(node: Node, at: Place) -> Node:
    """The node, kept on one page if it surely fits."""
    return node | {"whole": fits([node], at)}


def _turned(left: bool) -> Node:
    return {"turned": True} if left else {}


def _unsmall(piece: Piece) -> Piece:
    if isinstance(piece, str) or piece[0] != SMALL:
        return piece
    return ["", *piece[1:]] if is_linked(piece) else piece[1]


def _tint(look: Look) -> str:
    return look.value if look.value in MARKS else "quiet"


def _length(value: float) -> float:
    return value if math.isfinite(value) and value > 0 else 0.0


def _stick(nodes: Sequence[Node]) -> None:
    """Keep small words with what follows them: they are what it is called."""
    for each, after in pairwise(nodes):
        if each["is"] == "small" and after["is"] != "small" and len(each["words"]) == 1:
            text = each["words"][0]
            each["sticky"] = isinstance(text, str) and len(text) < _LABEL and "\n" not in text


def _beside(block: Block, *, in_table: bool) -> str:
    """Among what a block may stand; most stand alone."""
    if isinstance(block, Paragraph):
        return _LINES if in_table else _SMALL if block.small else ""
    if isinstance(block, Bar | Series):
        return "pictures"
    return _TABLES if isinstance(block, Table) and block.narrow else ""


def _is_plain_card(block: Block) -> bool:
    return isinstance(block, Card) and is_flat(block.body)
