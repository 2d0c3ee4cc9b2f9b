"""Blocks of a report as WordprocessingML."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from factcheck.report.blocks import (
    Bar,
    Block,
    Card,
    Column,
    Facts,
    Listing,
    Look,
    Manuscript,
    Notice,
    Paragraph,
    Quotation,
    Row,
    Run,
    Runs,
    Segment,
    Series,
    Signatures,
    Table,
)
from factcheck.report.legible import legible
from factcheck.report.renderings.charts import amount
from factcheck.report.renderings.docx_tables import (
    EMPTY,
    MARGINS,
    SHORT,
    SHORT_CELL,
    bookmark,
    cell,
    grid,
    row,
    shares,
    weight,
)
from factcheck.report.renderings.links import followable
from factcheck.report.renderings.tints import mixed
from factcheck.report.renderings.wordml import runs_left, w, words
from factcheck.report.style import Style
from factcheck.report.wording import MARKS

STYLES = {
    Look.STRONG: "Strong",
    Look.QUIET: "SubtleEmphasis",
    Look.EMPHASIS: "Emphasis",
    Look.HASH: "HTMLCode",
    Look.VERIFIED: "Verified",
    Look.DISPUTED: "Disputed",
    Look.UNVERIFIED: "Unverified",
}
_LINES = {Look.VERIFIED: "single", Look.DISPUTED: "double", Look.UNVERIFIED: "dotted"}
"""Under marked words, so that colour never has to tell them apart."""
_STEP, _QUOTED, _CARD = 227, 140, 160
"""How far a point, a quotation and a card stand in, in twentieths of a point."""
_NARROW, _VALUES, _SIGNED = 4_600, 6_200, 760
"""How wide small tables are, and how high a line to sign on is (the same)."""
_FEW = 12
"""Rows of a table that is kept on one page, if they are short."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: how wide it may be, how far in, in a point, card or cell.

    `level` is that of the list around it, from 0; `bullet`: it is the first of its point.
    """

    width: int
    left: int = 0
    level: int = -1
    bullet: bool = False
    edge: str | None = None
    keep: bool = False
    inside: bool = False
    numeric: bool = False


class DocxBlocks:
    """Sets blocks; `links` are the relationships that they need, by address."""

    def __init__(self, style: Style, anchors: Collection[str]) -> None:
        self.links: dict[str, str] = {}
        self._style = style
        self._anchors = anchors
        self._marks = count(1)
        head = mixed(style.colours["rule"], "#ffffff", 0.35)[1:]
        self._shade = w("shd", val="clear", color="auto", fill=head)
        self._setters: dict[type, Callable[[Any, Place], str]] = {
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

    def blocks(self, blocks: Iterable[Block], at: Place) -> str:
        """The blocks, one after the other."""
        return "".join(self._setters[type(each)](each, at) for each in blocks)

    def line(
        self,
        runs: Runs,
        style: str,
        at: Place,
        *,
        anchor: str | None = None,
        language: str | None = None,
    ) -> str:
        """A paragraph of its own direction, which is that of its first letter that has one."""
        left = runs_left("".join(run.text for run in runs))
        inner = "".join(self._run(run, left, language) for run in runs)
        return self._set(inner, style, at, left=left, anchor=anchor)

    def _set(
        self, inner: str, style: str, at: Place, *, left: bool, anchor: str | None = None
    ) -> str:
        if style == "Normal" and (at.inside or at.bullet):
            style = "BodyText2" if at.inside else "ListBullet"
        properties = [w("pStyle", val=style) if style != "Normal" else ""]
        if at.keep:
            properties += [w("keepNext"), w("keepLines")]
        if at.bullet:
            properties.append(w("numPr", w("ilvl", val=at.level), w("numId", val=1)))
        if at.edge:
            properties.append(w("pBdr", w("left", val="single", sz=36, space=6, color=at.edge)))
            tint = mixed(f"#{at.edge}", "#ffffff", 0.1)[1:]
            properties.append(w("shd", val="clear", color="auto", fill=tint))
        properties.append(w("bidi") if left else "")
        if at.left or at.bullet:
            hanging = {"hanging": _STEP} if at.bullet else {}
            own = _QUOTED if style == "Quote" else 0
            properties.append(w("ind", left=at.left + own, **hanging))
        if at.numeric:
            properties.append(w("jc", val="right"))
        told = "".join(properties)
        return w("p", w("pPr", told) if told else "", self._anchored(anchor, inner))

    def _anchored(self, anchor: str | None, inner: str) -> str:
        if not anchor:
            return inner
        number = next(self._marks)
        start = w("bookmarkStart", id=number, name=bookmark(anchor))
        return f"{start}{inner}{w('bookmarkEnd', id=number)}"

    def _run(self, run: Run, left: bool, language: str | None) -> str:
        text = f"{MARKS[run.look]} {run.text}" if run.look in MARKS else run.text
        own = runs_left(text) if run.stored else left
        if run.link:
            if run.link.startswith("#") and run.link[1:] in self._anchors:
                shown = words(text, rtl=own, style="Hyperlink")
                return w("hyperlink", shown, anchor=bookmark(run.link[1:]), history=1)
            if address := followable(run.link):
                known = self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")
                shown = words(text, rtl=own, style="Hyperlink")
                return f'<w:hyperlink r:id="{known}" w:history="1">{shown}</w:hyperlink>'
        return words(text, rtl=own, language=language, style=STYLES.get(run.look, ""))

    def _paragraph(self, block: Paragraph, at: Place) -> str:
        return self.line(block.runs, "BodyText3" if block.small else "Normal", at)

    def _quotation(self, block: Quotation, at: Place) -> str:
        left = runs_left(block.text)
        said = words(block.text, rtl=left, language=block.language)
        return self._set(said, "Quote", at, left=left)

    def _notice(self, block: Notice, at: Place) -> str:
        return self.line([Run(block.text, stored=True)], "IntenseQuote", at)

    def _listing(self, block: Listing, at: Place) -> str:
        inner = replace(at, left=at.left + _STEP, level=min(at.level + 1, 1), bullet=False)
        made = []
        for item in block.items:
            for place, each in enumerate(item):
                made.append(self.blocks([each], replace(inner, bullet=place == 0)))
        return "".join(made)

    def _card(self, block: Card, at: Place) -> str:
        inner = replace(at, left=at.left + _CARD, bullet=False)
        head = replace(inner, keep=True, edge=self._colour(block.status))
        made = [self.line(block.title, "Heading2", head, anchor=block.anchor)]
        whole = weight([block]) < SHORT
        for place, each in enumerate(block.body, 1):
            kept = replace(inner, keep=whole and place < len(block.body))
            made.append(self.blocks([each], kept))
        return "".join(made)

    def _colour(self, look: Look) -> str:
        return mixed(self._style.colours.get(look, self._style.colours["rule"]), "#ffffff", 1)[1:]

    def _table(self, block: Table, at: Place) -> str:
        caption = self.line([Run(block.caption)], "Caption", replace(at, keep=True))
        whole = at.width - at.left
        widths = shares(block.columns, min(whole, _NARROW) if block.narrow else whole)
        return caption + self._headed(block.columns, block.rows, widths, at, block.caption)

    def _headed(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        widths: Sequence[int],
        at: Place,
        caption: str,
    ) -> str:
        """Rows under a head that Word repeats on every page, and reads out as such."""
        head = Row([[Paragraph([Run(each.title)])] for each in columns])
        made = [self._row(head, columns, widths, head=True, keep=True)]
        held = (block for each in rows for blocks in each.cells for block in blocks)
        last = len(rows) if len(rows) <= _FEW and weight(held) < SHORT else 0
        made += [
            self._row(each, columns, widths, keep=place < last)
            for place, each in enumerate(rows, 1)
        ]
        return grid(made, widths, left=at.left, caption=legible(caption))

    def _row(
        self,
        held: Row,
        columns: Sequence[Column],
        widths: Sequence[int],
        *,
        head: bool = False,
        keep: bool = False,
    ) -> str:
        shade = self._shade if head else ""
        cells: list[str] = []
        for blocks, column, width in zip(held.cells, columns, widths, strict=True):
            at = Place(width - MARGINS, keep=keep, inside=True, numeric=column.numeric)
            # A place to link to stands in the first cell, which names the row.
            mark = self._anchored(held.anchor, "") if not cells else ""
            cells.append(cell(mark + (self.blocks(blocks, at) or EMPTY), width, shade))
        short = all(weight(each) < SHORT_CELL for each in held.cells)
        return row(cells, whole=short, head=head)

    def _facts(self, block: Facts, at: Place) -> str:
        if at.inside or at.left or at.bullet:
            return "".join(
                self.line([Run(f"{name}: ", Look.QUIET), *runs], "Normal", at)
                for name, runs in block.rows
            )
        columns = [Column("", 0.22), Column("", 0.78)]
        widths = shares(columns, at.width)
        rows = [
            Row([[Paragraph([Run(name, Look.QUIET)])], [Paragraph(runs)]])
            for name, runs in block.rows
        ]
        made = [self._row(each, columns, widths) for each in rows]
        return grid(made, widths, plain=True) if made else ""

    def _bar(self, block: Bar, at: Place) -> str:
        parts = [(Run(name, look), str(number)) for name, look, number in block.parts]
        return self._values(block.caption, self._style.label("summary.number"), parts, at)

    def _series(self, block: Series, at: Place) -> str:
        parts = [(Run(name, stored=True), amount(value)) for name, value in block.values]
        return self._values(block.caption, block.unit, parts, at)

    def _values(self, caption: str, unit: str, parts: Iterable[tuple[Run, str]], at: Place) -> str:
        """What is a picture elsewhere: its values, to be read and worked on."""
        columns = [Column(caption, 3), Column(unit, numeric=True)]
        rows = [Row([[Paragraph([name])], [Paragraph([Run(value)])]]) for name, value in parts]
        widths = shares(columns, min(at.width - at.left, _VALUES))
        return self._headed(columns, rows, widths, at, caption)

    def _manuscript(self, block: Manuscript, at: Place) -> str:
        made = []
        for segments in block.paragraphs:
            left = runs_left("".join(each.text for each in segments))
            inner = "".join(self._segment(each, left, block.language) for each in segments)
            made.append(self._set(inner, "BodyText", at, left=left))
        return "".join(made)

    def _segment(self, segment: Segment, left: bool, language: str | None) -> str:
        text, numbers, look = segment
        looks = ""
        if look in MARKS:
            colour = self._colour(look)
            shade = mixed(f"#{colour}", "#ffffff", 0.1)[1:]
            looks = w("u", val=_LINES[look], color=colour)
            looks += w("shd", val="clear", color="auto", fill=shade)
        said = words(text, looks, rtl=left, language=language)
        return said + "".join(self._number(number, look, left) for number in numbers)

    def _number(self, number: int, look: Look, left: bool) -> str:
        """The number of a claim over the line, with its sign; a link to its row."""
        style = STYLES[look] if look in MARKS else ""
        shown = f"{MARKS.get(look, '')}{number}"
        said = words(shown, w("vertAlign", val="superscript"), rtl=left, style=style)
        place = f"claim-{number}"
        return w("hyperlink", said, anchor=bookmark(place)) if place in self._anchors else said

    def _signatures(self, block: Signatures, at: Place) -> str:
        widths = shares([Column("", 0.35), Column("", 0.65)], at.width - at.left)
        made = []
        for whose, printed in block.lines:
            texts = ([Run(whose, stored=True)], [Run(printed, stored=True)])
            lines = [self.line(each, "Normal", Place(widths[0], inside=True)) for each in texts]
            rule = w("bottom", val="single", sz=6, space=0, color=self._colour(Look.QUIET))
            cells = [
                cell(line, width, border, low=True)
                for line, width, border in zip(
                    lines, widths, ("", w("tcBorders", rule)), strict=True
                )
            ]
            made.append(row(cells, whole=True, height=_SIGNED))
        return grid(made, widths, left=at.left, plain=True) if made else ""
