"""One sheet as CSV, for spreadsheets and programs."""

import csv
import io
import re

from factcheck.report.blocks import Cell, Sheet
from factcheck.report.legible import legible

_MUTE = r"""[^\S\t\n"']|["'\u00ad\u200b-\u200f\u2060]"""
_RUNS = re.compile(
    rf"""^(?=[\t\n])|(?:^|(?<=[;\t\n]))(?=(?:{_MUTE})*[=+\-@＝＋－＠])""",
)
"""Where a cell begins that a spreadsheet would run (OWASP, CSV Injection).

Where semicolons part the cells (most of Europe), a comma's file is cut at them and at every
line end; so what follows one is guarded, too. Spaces, quotation marks and unseen letters
before a sign are no guard: some programs drop them.
"""


def render(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for Windows-1252."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([key for key, _, _ in sheet.columns])
    table.writerows([cell(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def cell(value: Cell) -> str | int | float:
    """A value that a spreadsheet shows and never runs; numbers stay numbers."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    return _RUNS.sub("'", legible(value))
