import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from factcheck.report.blocks import Cell, Sheet
from factcheck.report.renderings.csv import cell, render
from tests.readers import converted

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

FORMULAS = [
    '=HYPERLINK("http://evil.example/","x")',
    "=1+1",
    "+1|cmd /C calc!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\x00=1+1",
    "＝1+1",
    '"=1+1"',
    "a;=1+1",
    'a;"=1+1"',
    "a; \t=1+1;=2+2",
    "a\n=1+1",
    'a\r\n"=1+1',
    "a\u2028+1+1",
    "a\t@SUM(1)",
    "=cmd|' /C calc'!A0",
    "a,=1+1",
    "\n\n-1+2",
]


def sheet(*rows: tuple[Cell, ...]) -> Sheet:
    columns = [("number", "No.", 8), ("quote", "In the article", 60), ("note", "Note", 20)]
    return Sheet("claims", "Claims", columns, rows)


def read(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))


def test_programs_find_the_columns_by_their_keys_and_every_letter() -> None:
    quote = 'He said, "two".\nAnd more; 漢字 שלום 👩\u200d🚀'
    made = render(sheet((1, quote, None), (-7, "", 1.5)))
    assert made.startswith(b"\xef\xbb\xbfnumber,quote,note\r\n")
    assert read(made) == [
        ["number", "quote", "note"],
        ["1", quote, ""],
        ["-7", "", "1.5"],
    ]


def test_a_sheet_without_rows_has_a_head() -> None:
    assert render(sheet()) == b"\xef\xbb\xbfnumber,quote,note\r\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\tplain", "'\tplain"),
        ("\r=1", "'\n'=1"),
        (" \u00a0=1", "' \u00a0=1"),
        ('"=1', "'\"=1"),
        ("＝1", "'＝1"),
        ("\x00=1", "'=1"),
        ("\ufeff=1", "'=1"),
        ("a;=1; -2", "a;'=1;' -2"),
        ("a\n-b", "a\n'-b"),
        ("a=1; b", "a=1; b"),
        ("5 - 3 = 2", "5 - 3 = 2"),
        ("1, -2", "1, -2"),
        ("'=1", "''=1"),
        ("", ""),
        (None, ""),
        (-7, -7),
        (-7.5, -7.5),
    ],
)
def test_what_a_spreadsheet_would_run_is_made_text(text: Any, shown: Any) -> None:
    assert cell(text) == shown


def test_a_cell_full_of_signs_is_guarded_in_no_time() -> None:
    assert cell(" " * 200_000 + "=") == "'" + " " * 200_000 + "="
    assert cell("\n" * 100_000).count("'") == 1
    assert cell(";=" * 50_000).count("'") == 50_000


READ_WITH = "Text - txt - csv (StarCalc):{separator},34,76,1,,0,false,true,false,false,false,0,true"
"""UTF-8, figures told from words, formulas calculated: what a careless person would choose."""
SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9}


@pytest.fixture(scope="module", params=SEPARATORS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Every formula in every place, opened by LibreOffice; beside it one without a guard."""
    rows = [(number, text, text) for number, text in enumerate(FORMULAS)]
    first = Sheet("x", "X", [("quote", "Q", 9), ("n", "N", 9)], [(each, 1) for each in FORMULAS])
    files = {
        "guarded.csv": render(sheet(*rows)),
        "first.csv": render(first),
        "bare.csv": b"\xef\xbb\xbfa,b\r\n=1+1;=1+1\t=1+1,x\r\n",
    }
    reading = READ_WITH.format(separator=SEPARATORS[request.param])
    folder: Path = tmp_path_factory.mktemp("csv")
    made = converted(files, "xlsx", folder, reading=reading)
    return {name: openpyxl.load_workbook(io.BytesIO(data)).active for name, data in made.items()}


def test_libreoffice_calculates_nothing_whatever_parts_the_cells(opened: Any) -> None:
    kinds = {
        name: {each.data_type for row in tab.iter_rows() for each in row if each.value is not None}
        for name, tab in opened.items()
    }
    assert kinds["bare.xlsx"] & {"f"}  # it would, if it were let
    assert kinds["guarded.xlsx"] <= {"s", "n"}
    assert kinds["first.xlsx"] <= {"s", "n"}


def test_libreoffice_finds_a_row_for_each_claim(opened: Any, request: Any) -> None:
    if request.node.callspec.params["opened"] == "comma":
        tab = opened["guarded.xlsx"]
        assert (tab.max_row, tab.max_column) == (len(FORMULAS) + 1, 3)
        assert [tab.cell(row, 1).value for row in (2, 3)] == [0, 1]
        assert tab.cell(3, 2).value == "'=1+1"
