import base64
import io
import re
import zipfile
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from factcheck.report.blocks import Booklet, Card, Facts, Look, Paragraph, Run
from factcheck.report.renderings.docx import render
from factcheck.report.style import Logo, Style, plain_style
from tests.report import pieces, samples
from tests.report.pieces import HASH
from tests.report.renderings.word import body, booklet, of_style, text_of

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def opened(booklet: Booklet, style: Style | None = None) -> Document:
    return docx.Document(io.BytesIO(render(booklet, style or plain_style())))


@pytest.fixture(scope="module")
def everything() -> bytes:
    return render(samples.everything(), plain_style())


@pytest.fixture(scope="module")
def tree(everything: bytes) -> Any:
    return body(everything)


def test_headings_are_headings_so_that_one_can_find_ones_way(everything: bytes) -> None:
    document = docx.Document(io.BytesIO(everything))
    found = [(each.style.name, each.text) for each in document.paragraphs if each.style]
    headings = [pair for pair in found if pair[0].startswith("Heading")]
    sections = samples.everything().sections
    assert [text for name, text in headings if name == "Heading 1"] == [s.title for s in sections]
    assert headings[2] == ("Heading 2", "✗ disputed: claim 2, paragraph 2, characters 180–238")
    assert found[:2] == [
        ("Subtitle", "World desk · Verification report 3"),
        ("Title", samples.everything().title),
    ]
    assert found[2] == ("Intense Quote", samples.NOTICE)


def test_the_file_says_what_it_is(everything: bytes) -> None:
    about = docx.Document(io.BytesIO(everything)).core_properties
    assert about.title == samples.everything().title
    assert (about.author, about.language, about.identifier) == ("Ben Okafor", "en", HASH)
    made_at = datetime.fromisoformat("2025-10-07T09:30:00Z")
    assert about.created == about.modified == made_at
    nobody = opened(samples.plain()).core_properties
    assert (nobody.author, nobody.comments) == ("", "")


def test_the_same_report_makes_the_same_bytes(everything: bytes) -> None:
    assert render(samples.everything(), plain_style()) == everything
    with zipfile.ZipFile(io.BytesIO(everything)) as held:
        assert {each.date_time for each in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert held.namelist()[0] == "[Content_Types].xml"


def test_every_table_with_a_head_repeats_it_and_is_told_as_such(tree: Any) -> None:
    tables = tree.findall(f".//{qn('w:tbl')}")
    headed = [each for each in tables if each.find(f".//{qn('w:tblCaption')}") is not None]
    assert len(headed) == 5
    for table in headed:
        first, *rest = table.findall(qn("w:tr"))
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(each.find(f".//{qn('w:tblHeader')}") is None for each in rest)
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    plain = [each for each in tables if each not in headed]
    assert plain
    assert all(each.find(f".//{qn('w:tblHeader')}") is None for each in plain)


def test_short_rows_stay_on_one_page_and_long_ones_may_be_broken(tree: Any) -> None:
    [lines] = [each for each in tree.iter(qn("w:tbl")) if "In the article" in text_of(each)]
    head, *rows = lines.findall(qn("w:tr"))
    kept = [each.find(f".//{qn('w:cantSplit')}") is not None for each in (head, *rows)]
    assert kept[0]
    assert not kept[7]  # its word alone fills a column
    [counts, *_] = [each for each in tree.iter(qn("w:tbl")) if "queued" in text_of(each)]
    assert all(
        each.find(f".//{qn('w:cantSplit')}") is not None for each in counts.findall(qn("w:tr"))
    )


def test_pages_have_title_hash_and_notice_at_their_head_and_numbers_at_their_foot(
    everything: bytes,
) -> None:
    page = docx.Document(io.BytesIO(everything)).sections[0]
    assert [each.text for each in page.header.paragraphs] == [
        f"The visit, in figures\t{HASH[:12]}",
        samples.NOTICE,
    ]
    assert [each.text for each in page.first_page_header.paragraphs] == [f"\t{HASH[:12]}"]
    for foot in (page.footer, page.first_page_footer):
        assert text_of(foot.part.element) == "World desk · Verification report 3\tPage 1 of 1"
        fields = foot.part.element.iter(qn("w:fldSimple"))
        assert [each.get(qn("w:instr")) for each in fields] == ["PAGE", "NUMPAGES"]


def test_a_report_without_a_notice_or_sections_to_choose_from_has_neither() -> None:
    document = opened(samples.plain())
    assert [each.text for each in document.sections[0].header.paragraphs] == [
        f"Nothing to check\t{HASH[:12]}"
    ]
    styles = [each.style.name for each in document.paragraphs if each.style]
    assert styles == ["Subtitle", "Title", "Heading 1", "Normal", "Body Text 3", "Body Text 3"]


def test_each_status_has_its_sign_and_its_own_style(tree: Any) -> None:
    for look, mark in ((Look.VERIFIED, "✓"), (Look.DISPUTED, "✗"), (Look.UNVERIFIED, "?")):
        runs = tree.xpath(f"//w:r[w:rPr/w:rStyle[@w:val='{look.title()}']]", namespaces=tree.nsmap)
        assert runs
        assert all(text_of(each).startswith(mark) for each in runs)


def test_the_house_chooses_colours_paper_and_what_a_status_is_called() -> None:
    labels = {**plain_style().labels, "term.verified": "confirmed"}
    colours = {**plain_style().colours, "verified": "#0a0"}
    document = opened(
        samples.everything(), Style(labels=labels, colours=colours, paper="us-letter")
    )
    style = document.styles["confirmed"]
    assert str(style.font.color.rgb) == "008A00"  # made dark enough to be read
    assert style.font.bold
    assert round(document.sections[0].page_width.inches, 1) == 8.5


def test_a_picture_of_the_house_stands_over_all_and_is_described() -> None:
    logo = Logo(PIXEL, "image/png", "The Daily")
    made = render(samples.plain(), Style(logo=logo))
    assert made == render(samples.plain(), Style(logo=logo))
    [picture] = docx.Document(io.BytesIO(made)).inline_shapes
    assert picture._inline.docPr.get("descr") == "The Daily"
    drawn = Logo(b"<svg/>", "image/svg+xml", "The Daily")
    assert not len(opened(samples.plain(), Style(logo=drawn)).inline_shapes)


def test_the_manuscript_is_the_article_letter_by_letter_with_numbers_over_the_line(
    tree: Any,
) -> None:
    said, numbers = [], []
    for paragraph in of_style(tree, "BodyText"):
        runs = list(paragraph.iter(qn("w:r")))
        raised = [each for each in runs if each.find(f".//{qn('w:vertAlign')}") is not None]
        numbers += ["".join(map(text_of, raised))]
        said.append("".join(text_of(each) for each in runs if each not in raised))
    manuscript = pieces.manuscript()
    assert said == ["".join(each.text for each in line) for line in manuscript.paragraphs]
    assert numbers == ["✓1✗2✗3?4", "✓5", "✗6", "?7"]
    marked = list(of_style(tree, "BodyText")[0].iter(qn("w:u")))
    assert [each.get(qn("w:val")) for each in marked] == ["single", "double", "dotted"]


def test_the_numbers_lead_to_the_rows_of_their_claims(tree: Any) -> None:
    marks = {each.get(qn("w:name")) for each in tree.iter(qn("w:bookmarkStart"))}
    wanted = {each.get(qn("w:anchor")) for each in tree.iter(qn("w:hyperlink"))} - {None}
    assert {"_claim_1", "_claim_7", "_must_fix", "_sign_off"} <= wanted
    assert wanted <= marks
    assert all(re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,39}", each) for each in marks)


def test_bars_and_values_are_tables_of_their_figures(everything: bytes) -> None:
    document = docx.Document(io.BytesIO(everything))
    tables = [[[c.text for c in row.cells] for row in each.rows] for each in document.tables]
    assert [
        ["Claims by status", "Number"],
        ["✓ verified", "4"],
        ["✗ disputed", "2"],
        ["? unverified", "1"],
    ] in tables
    [values] = [each for each in tables if each[0] == ["Median hours to a decision", "hours"]]
    assert [row[1] for row in values] == ["hours", "2.25", "7.5", "0", "4"]


def test_there_is_a_line_for_each_to_sign_on(tree: Any) -> None:
    [table] = [each for each in tree.iter(qn("w:tbl")) if "Read by a lawyer" in text_of(each)]
    rows = [[text_of(cell) for cell in each.findall(qn("w:tc"))] for each in table.iter(qn("w:tr"))]
    assert rows == [["Checked by", "Ana Paz"], ["Approved by", ""], ["Read by a lawyer", ""]]
    assert len(list(table.iter(qn("w:tcBorders")))) == 3


def test_lists_are_lists_on_two_levels(everything: bytes) -> None:
    document = docx.Document(io.BytesIO(everything))
    found = {each.text: each for each in document.paragraphs}
    assert found["Line by line"]
    levels = {
        text: found[text]._p.pPr.numPr.ilvl.val
        for text in ("7 October 2025 was a Tuesday, not a Monday.", "41 + 57")
    }
    assert list(levels.values()) == [0, 1]
    assert found["“Monday, 7 October”"]._p.pPr.numPr is None


def test_facts_in_a_card_are_lines() -> None:
    facts = Facts([("Asked", [Run("Ana")])])
    card = Card("fix-1", [Run("Claim 1")], [facts, Paragraph([Run("x")])], Look.DISPUTED)
    tree = body(render(booklet(card), plain_style()))
    assert "Asked: Ana" in [text_of(each) for each in tree.iter(qn("w:p"))]
    assert not list(tree.iter(qn("w:tbl")))
    [title] = of_style(tree, "Heading2")
    assert title.find(f".//{qn('w:pBdr')}/{qn('w:left')}").get(qn("w:color")) == "93201a"
