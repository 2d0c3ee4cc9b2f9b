"""Sheets as one XLSX workbook: no formulas, no links, real dates."""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from factcheck.report.blocks import Cell, Sheet
from factcheck.report.legible import legible
from factcheck.report.renderings.tints import mixed, readable
from factcheck.report.style import Style
from factcheck.report.wording import MARKS

LETTERS = 32_767
"""What a cell holds, in UTF-16 code units (Excel specifications and limits)."""
ROWS = 1_048_576
"""Rows of a sheet, its head among them (the same)."""
_NAME, _TITLE = 31, 200
_POINTS, _HIGHEST = 15, 405
_TIME_WIDTH = 25
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
_WHOLE = 2**53
"""From here on a double skips whole numbers."""
_PAPER = "#ffffff"
_PAPERS = {"a4": 9, "us-letter": 1}
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.7, "bottom": 0.7}
_NO_NAME = re.compile(r"[\[\]:*?/\\\s]+")
_QUIET = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


At = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    text: Format
    number: Format
    time: Format
    status: Mapping[str, Format]


def render(sheets: Sequence[Sheet], style: Style, *, title: str, made_at: str) -> bytes:
    """A workbook with a tab for each sheet; the same bytes whenever it is rendered."""
    out = io.BytesIO()
    book = Workbook(out, _QUIET)
    shown = fitting(" ".join(legible(title).split()), _TITLE)
    book.set_properties({"title": shown, "created": moment(made_at)})
    formats, names = _formats(book, style), set[str]()
    for sheet in _split(sheets):
        tab = book.add_worksheet(_free_name(sheet, names))
        _set_up(tab, sheet, shown, style)
        _fill(tab, sheet, formats, style)
    book.close()
    return out.getvalue()


def _split(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Sheets with no more rows than fit; what is over goes on in a further one."""
    for sheet in sheets:
        for first in range(0, max(len(sheet.rows), 1), ROWS - 1):
            yield replace(sheet, rows=sheet.rows[first : first + ROWS - 1])


def _free_name(sheet: Sheet, taken: set[str]) -> str:
    """What the tab is called: at most 31 letters, none of `[]:*?/\\`, and no two the same."""
    plain = _NO_NAME.sub(" ", legible(sheet.title)).strip(" '")
    wanted = plain or sheet.name
    for number in count(1):
        after = f" {number}" if number > 1 else ""
        name = fitting(wanted, _NAME - len(after)).rstrip(" '") + after
        # Excel keeps "History" for itself.
        if name.casefold() not in taken | {"history"}:
            break
    taken.add(name.casefold())
    return name


def _formats(book: Workbook, style: Style) -> _Formats:
    rule = style.colours["rule"]
    line = {"valign": "top", "bottom": 1, "bottom_color": mixed(rule, _PAPER, 0.6)}
    cell = {**line, "text_wrap": True}
    head = {"bold": True, "bg_color": mixed(rule, _PAPER, 0.35)}
    time = {"align": "left", "num_format": 'yyyy-mm-dd hh:mm:ss" UTC"'}
    return _Formats(
        head=book.add_format({**cell, **head, "bottom_color": mixed(rule, _PAPER, 1)}),
        text=book.add_format(cell),
        number=book.add_format({**line, "align": "right", "indent": 1}),
        time=book.add_format({**cell, **time}),
        status={
            status: book.add_format({**cell, **_badge(style.colours[status], mark)})
            for status, mark in MARKS.items()
        },
    )


def _badge(colour: str, mark: str) -> dict[str, object]:
    """The look of a status. Its sign is shown; the cell holds the bare word, to be counted."""
    behind = mixed(colour, _PAPER, 0.1)
    ink = readable(colour, behind)
    return {"bold": True, "font_color": ink, "bg_color": behind, "num_format": f'"{mark} "@'}


def _set_up(tab: Worksheet, sheet: Sheet, title: str, style: Style) -> None:
    """What a person at a screen or a printer needs: a head that stays, filters, one page wide."""
    last = max(len(sheet.columns) - 1, 0)
    tab.freeze_panes(1, 1)
    tab.autofilter(0, 0, len(sheet.rows), last)
    for place, width in enumerate(_widths(sheet)):
        tab.set_column(place, place, width)
    tab.set_landscape()
    tab.set_paper(_PAPERS.get(style.paper, 9))
    tab.set_margins(**_MARGINS)
    tab.repeat_rows(0)
    tab.fit_to_pages(1, 0)
    head = fitting(title, 80).replace("&", "&&")
    name = fitting(" ".join(legible(sheet.title).split()), 40).replace("&", "&&")
    tab.set_header(f"&L{head}&R{name}")
    tab.set_footer(f"&R{style.label('page.count', page='&P', pages='&N')}")


def _is_time(key: str) -> bool:
    return key == "at" or key.endswith("_at")


def _widths(sheet: Sheet) -> list[int]:
    """How many letters wide each column is: a time is shown whole or not at all."""
    return [
        max(width, _TIME_WIDTH) if _is_time(key) else min(max(width, 7), 90)
        for key, _, width in sheet.columns
    ]


def _fill(tab: Worksheet, sheet: Sheet, formats: _Formats, style: Style) -> None:
    cut, widths = style.label("xlsx.cut"), _widths(sheet)
    labels = [label for _, label, _ in sheet.columns]
    for place, label in enumerate(labels):
        _write_text(tab, (0, place), label, formats.head, cut)
    # In the head, each filter's button takes up some letters of the width.
    tab.set_row(0, _height(labels, [width - 2 for width in widths]))
    writers = [_writer(key, tab, formats, style) for key, _, _ in sheet.columns]
    for line, row in enumerate(sheet.rows, 1):
        for place, (value, write) in enumerate(zip(row, writers, strict=True)):
            if isinstance(value, str):
                write((line, place), value)
            elif value is not None and abs(value) < _WHOLE:
                tab.write_number(line, place, value, formats.number)
            elif value is not None:
                _write_text(tab, (line, place), str(value), formats.text, cut)
        tab.set_row(line, _height(row, widths))


def _height(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How high a row is, in points: Excel would find out by itself, others show one line."""
    pairs = zip(row, widths, strict=True)
    texts = (_lines(value, width) for value, width in pairs if isinstance(value, str))
    lines = max(texts, default=1)
    return min(_POINTS * lines, _HIGHEST)


def _lines(text: str, width: int) -> int:
    if len(text) < width and "\n" not in text:
        return 1 if text.isascii() or 2 * len(text) < width else 2
    wide = 1 if text.isascii() else 1 + len(_WIDE.findall(text)) / len(text)
    return sum(int(len(line) * wide) // (width - 1) + 1 for line in text.split("\n"))


def _writer(key: str, tab: Worksheet, formats: _Formats, style: Style) -> Callable[[At, str], None]:
    """What writes the texts of a column."""
    cut = style.label("xlsx.cut")

    def text(at: At, value: str) -> None:
        _write_text(tab, at, value, formats.text, cut)

    def time(at: At, value: str) -> None:
        if when := moment(value):
            tab.write_datetime(*at, when, formats.time)
        else:
            text(at, value)

    def status(at: At, value: str) -> None:
        if value in MARKS:
            _write_text(tab, at, style.term(value), formats.status[value], cut)
        else:
            text(at, value)

    if _is_time(key):
        return time
    return status if key == "status" or key.endswith("_status") else text


def _write_text(tab: Worksheet, at: At, value: str, form: Format, cut: str) -> None:
    """Words as words: written so, they are never taken for a formula, number or address."""
    text = fitting(legible(value), LETTERS, cut)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes such a string for markup of its own and writes it as it is.
        text = f"{fitting(text, LETTERS - 1)}\u200b"
    tab.write_string(*at, text, form)


def fitting(text: str, most: int, mark: str = "…") -> str:
    """`text`, cut to so many UTF-16 code units with `mark` at its end if it is longer."""
    if len(text) <= most // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    kept = units[: 2 * most - len(mark.encode("utf-16-le"))]
    return kept.decode("utf-16-le", errors="ignore") + mark


def moment(text: str) -> datetime | None:
    """An RFC 3339 time in UTC, without its zone; None for what Excel knows no number of."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    # A spreadsheet's days begin with 1900; a day at either end leaves room for the zone.
    if found.tzinfo is None or not 1900 < found.year < 9999:
        return None
    return found.astimezone(UTC).replace(tzinfo=None)
