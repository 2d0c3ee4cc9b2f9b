import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from factcheck.report.blocks import Cell, Sheet
from factcheck.report.renderings import xlsx
from factcheck.report.style import Style, plain_style
from tests.readers import converted, pdf_pictures, pdf_text
from tests.report.pieces import ARABIC, CHINESE, EMOJI, HEBREW, LONG_WORD

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

COLUMNS = [
    ("number", "No.", 4),
    ("quote", "In the article", 60),
    ("status", "Status", 12),
    ("decided_at", "Decided at (UTC)", 20),
    ("url", "Address", 40),
]
HALF_PAST_NINE = datetime.fromisoformat("2025-10-07T09:30:00")
HOSTILE = [
    '=HYPERLINK("http://evil.example/","x")',
    "=1+1",
    "+1|cmd /C calc!A0",
    "-2+3",
    "@SUM(1)",
    "{=1+1}",
    "=cmd|' /C calc'!A0",
    "http://evil.example/",
    "internal:Sheet1!A1",
    "file:///etc/passwd",
    "0123",
    "1e5",
    "2025-10-07",
    "TRUE",
    "#REF!",
    "<r><t>markup</t></r>",
    "<r></si></sst><evil/></r>",
    "_x0041_ _x000D_",
    "a & b < c > d \" e ' f",
    "\x00\x07\x1b[2J control \ud800\ufffe\uffff",
    "\u202eoverride \u2066isolate",
    "  spaces  ",
    "'=1+1",
]


def render(
    sheets: Sequence[Sheet], style: Style | None = None, *, title: str = "The visit"
) -> bytes:
    made_at = "2025-10-07T09:30:00Z"
    return xlsx.render(sheets, style or plain_style(), title=title, made_at=made_at)


def claims(*rows: Sequence[Cell], title: str = "Claims") -> Sheet:
    return Sheet("claims", title, COLUMNS, rows)


def row(number: Cell, quote: Cell, status: Cell = None, at: Cell = None, url: Cell = None) -> Any:
    return (number, quote, status, at, url)


def opened(made: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        return {name: held.read(name).decode() for name in held.namelist()}


def test_a_sheet_has_labels_in_a_head_that_stays_and_filters() -> None:
    made = [row(1, "The swap.", "verified"), row(2, ARABIC, "disputed")]
    book = opened(render([claims(*made), Sheet("replies", "Right of reply", COLUMNS, [])]))
    assert book.sheetnames == ["Claims", "Right of reply"]
    tab = book["Claims"]
    assert [each.value for each in tab[1]] == [label for _, label, _ in COLUMNS]
    assert all(each.font.bold for each in tab[1])
    assert (tab.freeze_panes, tab.auto_filter.ref) == ("B2", "A1:E3")
    assert [each.value for each in tab["B"]] == ["In the article", "The swap.", ARABIC]
    assert tab["B2"].alignment.wrap_text
    assert [tab.column_dimensions[letter].width > 6 for letter in "ABCD"] == [True] * 4
    assert book["Right of reply"].auto_filter.ref == "A1:E1"


def test_it_prints_across_one_page_with_the_head_on_each() -> None:
    page = opened(render([claims(row(1, "a"))], title="Bread & butter, 50 % off"))["Claims"]
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 0)
    assert page.print_title_rows == "$1:$1"
    assert page.oddHeader.left.text == "Bread && butter, 50 % off"
    assert page.oddFooter.right.text == "Page &P of &N"
    letter = opened(render([claims()], Style(paper="us-letter")))["Claims"]
    assert letter.page_setup.paperSize == 1


def test_times_are_times_in_utc_and_figures_are_figures() -> None:
    tab = opened(
        render(
            [
                claims(
                    row(-3, "a", None, "2025-10-07T11:30:00.5+02:00"),
                    row(2.5, "b", None, "1850-01-01T00:00:00Z"),
                    row(2**60, "c", None, "no time"),
                    row(-(2**53), "d", None, "2025-10-07"),
                    row(None, "e", None, "0001-01-01T00:00:00+01:00"),
                )
            ]
        )
    )["Claims"]
    assert tab["D2"].value == datetime.fromisoformat("2025-10-07T09:30:00.5")
    assert tab["D2"].number_format == 'yyyy-mm-dd hh:mm:ss" UTC"'
    # Whole or not at all: a time that does not fit is shown as ####.
    assert tab.column_dimensions["D"].width >= 24
    assert [tab[f"D{line}"].value for line in (3, 4, 5)] == [
        "1850-01-01T00:00:00Z",
        "no time",
        "2025-10-07",
    ]
    assert [(tab[f"A{line}"].value, tab[f"A{line}"].data_type) for line in range(2, 7)] == [
        (-3, "n"),
        (2.5, "n"),
        (str(2**60), "s"),
        (str(-(2**53)), "s"),
        (None, "n"),
    ]


def test_the_time_of_a_log_entry_is_one_too() -> None:
    sheet = Sheet("audit", "Audit", [("at", "When", 20)], [("2025-10-07T09:30:00Z",)])
    assert opened(render([sheet]))["Audit"]["A2"].value == HALF_PAST_NINE


def test_a_status_has_its_sign_and_colour_and_the_word_of_the_house() -> None:
    labels = {**plain_style().labels, "term.verified": "confirmed"}
    style = Style(labels=labels, colours={**plain_style().colours, "verified": "#0a0"})
    rows = [row(1, "a", "verified"), row(2, "b", "disputed"), row(3, "c", "whatever")]
    tab = opened(render([claims(*rows)], style))["Claims"]
    assert [each.value for each in tab["C"]] == ["Status", "confirmed", "disputed", "whatever"]
    formats = [tab[f"C{line}"].number_format for line in (2, 3, 4)]
    assert formats == ['"✓ "@', '"✗ "@', "General"]
    assert tab["C3"].font.color.rgb == "FF93201A"
    assert tab["C2"].fill.fgColor.rgb == "FFE6F6E6"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Claims: [all] of 3/4?*\\", "Claims all of 3 4"),
        ("'Quoted'", "Quoted"),
        ("x" * 40, "x" * 30 + "…"),
        ("😀" * 20, "😀" * 15 + "…"),
        ("", "claims"),
        ("[]", "claims"),
        ("\x00\n", "claims"),
        ("History", "History 2"),
        ("漢字", "漢字"),
    ],
)
def test_a_tab_is_called_what_excel_allows(title: str, name: str) -> None:
    assert opened(render([claims(title=title)])).sheetnames == [name]


def test_no_two_tabs_have_the_same_name() -> None:
    titles = ("Claims", "CLAIMS", "claims", "y" * 31, "Y" * 31)
    made = render([claims(title=each) for each in titles])
    assert opened(made).sheetnames == ["Claims", "CLAIMS 2", "claims 3", "y" * 31, "Y" * 28 + "… 2"]


def test_what_no_cell_can_hold_is_cut_and_says_so() -> None:
    longest, longer = "😀" * 16_383 + "x", "😀" * 16_384
    texts = ["x" * 32_767, "x" * 32_768, longest, longer, f"<r>{'x' * 32_760}</r>"]
    made = [opened(render([claims(row(1, text))]))["Claims"]["B2"].value for text in texts]
    told = plain_style().label("xlsx.cut")
    assert made[0] == texts[0]
    assert made[1] == "x" * (32_767 - len(told)) + told
    assert made[2] == longest
    assert made[3].startswith("😀😀")
    assert made[3].endswith(f"😀{told}")
    assert all(len(each.encode("utf-16-le")) <= 2 * 32_767 for each in made)


def test_rows_that_do_not_fit_go_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 4)
    book = opened(render([claims(*(row(number, "x") for number in range(7)))]))
    assert book.sheetnames == ["Claims", "Claims 2", "Claims 3"]
    assert [tab.max_row for tab in book] == [4, 4, 2]
    assert [each.value for each in book["Claims 3"]["A"]] == ["No.", 6]


def test_a_row_is_high_enough_for_its_words() -> None:
    texts = ("x", "x" * 100, "a\nb\nc", "漢" * 50, "a\n" * 99)
    tab = opened(render([claims(*(row(1, each) for each in texts))]))["Claims"]
    assert [tab.row_dimensions[line].height for line in range(2, 7)] == [None, 30, 45, 30, 405]


def test_the_same_sheets_make_the_same_bytes() -> None:
    sheets = [claims(row(1, "a", "verified", "2025-10-07T09:30:00Z"))]
    assert render(sheets) == render(sheets)
    about = opened(render(sheets, title=f"Many\nwords {'x' * 300}")).properties
    assert about.title.startswith("Many words xxx")
    assert len(about.title) == 200
    assert about.created == about.modified == HALF_PAST_NINE


@pytest.fixture(scope="module")
def hostile() -> bytes:
    rows = [row(number, text, text, text, text) for number, text in enumerate(HOSTILE)]
    columns = [("n", "=1+1", 9), *((key, text, 20) for key, text, _ in COLUMNS[1:])]
    return render([Sheet("x", "=1+1", columns, rows)], title='=1+1 &"Bold" &D &[Path]')


def test_whatever_is_stored_is_words_to_openpyxl(hostile: bytes) -> None:
    tab = opened(hostile)["=1+1"]
    for line, text in enumerate(HOSTILE, 2):
        for letter in "BCDE":
            cell = tab[f"{letter}{line}"]
            assert cell.data_type == "s", text
            assert cell.hyperlink is None
    assert tab["B2"].value == HOSTILE[0]
    assert tab["A1"].data_type == "s"


def test_the_file_holds_no_formula_link_macro_or_connection(hostile: bytes) -> None:
    held = parts(hostile)
    assert not [each for each in held if "vba" in each.lower() or "extern" in each.lower()]
    for name, text in held.items():
        assert "<f>" not in text, name
        assert "<hyperlink" not in text, name
        assert 'TargetMode="External"' not in text, name
        assert "<evil/>" not in text, name
    [header] = [text for name, text in held.items() if name.endswith("sheet1.xml")]
    assert "&amp;&amp;D" in header


@pytest.fixture(scope="module")
def shown(hostile: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """What LibreOffice shows of the hostile sheet, and of words from everywhere."""
    words = render([claims(*(row(1, each, "disputed", "2025-10-07T09:30:00Z") for each in WORDS))])
    folder: Path = tmp_path_factory.mktemp("xlsx")
    # Comma, UTF-8, cells as they are shown, all of them between quotation marks.
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,true"
    made = converted({"hostile.xlsx": hostile, "words.xlsx": words}, options, folder)
    return {
        name: list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        for name, data in made.items()
    }


WORDS = [ARABIC, HEBREW, CHINESE, EMOJI, LONG_WORD]


def test_libreoffice_calculates_nothing(shown: dict[str, list[list[str]]]) -> None:
    table = shown["hostile.csv"]
    assert len(table) == len(HOSTILE) + 1
    found = [line[1] for line in table[1:]]
    ours = [text for text in HOSTILE if text.isascii() and text.isprintable()]
    plain = [text for text in ours if "<r>" not in text]
    assert len(plain) > 15
    for text in plain:
        assert text in found
    assert found[HOSTILE.index("<r><t>markup</t></r>")].startswith("<r><t>markup</t></r>")


def test_libreoffice_shows_every_script_sign_and_time(shown: dict[str, list[list[str]]]) -> None:
    table = shown["words.csv"]
    assert [line[1] for line in table[1:]] == WORDS
    assert {(line[2], line[3]) for line in table[1:]} == {("✗ disputed", "2025-10-07 09:30:00 UTC")}


def test_libreoffice_prints_it_with_the_head_on_every_page(tmp_path: Path) -> None:
    rows = [row(n, "The swap\nis worth it.", "verified", "2025-10-07T09:30:00Z") for n in range(60)]
    made = converted({"book.xlsx": render([claims(*rows)])}, "pdf", tmp_path / "office")
    pages = pdf_text(made["book.pdf"]).split("\f")[:-1]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "In the article" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "###" not in page
    assert sum(page.count("is worth it.") for page in pages) == 60
    assert len(pdf_pictures(made["book.pdf"], tmp_path)) == len(pages)
