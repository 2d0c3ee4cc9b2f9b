"""Whatever a report holds, Word and LibreOffice open it, and none of it runs."""

import io
import re
from pathlib import Path
from time import process_time

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from factcheck.report.blocks import (
    Booklet,
    Card,
    Column,
    Manuscript,
    Quotation,
    Row,
    Run,
    Segment,
    Table,
)
from factcheck.report.legible import legible
from factcheck.report.renderings.docx import render
from factcheck.report.style import plain_style
from tests.readers import converted, pdf_pictures, pdf_text
from tests.report import pieces, samples
from tests.report.pieces import ADDRESS, HASH, LONG_WORD
from tests.report.renderings.word import body, booklet, of_style, parts, text_of

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

PAYLOADS = [
    '<w:r><w:t>x</w:t></w:r> & "quoted" ]]> <!-- -->',
    "{ INCLUDETEXT /etc/passwd } PAGE \\* MERGEFORMAT {DDEAUTO c:\\\\windows\\\\cmd.exe}",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://evil.example/ a\"b'<c>|{d}\\e",
    "https://[::1",
    "http://x:99999/",
    "\x00\x01\x08\x0b\x0c\x1f\x7f\x85\x9f control",
    "half \ud800 a pair \udc00",
    "nobody's \ufffe\uffff\ufdd0\U0001ffff\U0010ffff",
    "\u202elone override \u2067isolate",
    "one\ttwo\nthree\r\nfour\u2028five",
    "=1+1 @x -2",
    "W" * 300,
    "שלום (world) 12, 漢字 “quoted” 👩\u200d🚀",
    "a\n" * 20,
    "",
    " ",
]
ORDERS = {
    "pPr": "pStyle keepNext keepLines numPr pBdr shd tabs bidi spacing ind jc",
    "rPr": "rStyle rFonts b bCs i iCs noProof color sz szCs u shd vertAlign rtl lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblLook tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW tcBorders shd vAlign",
}
"""The schema (ECMA-376, part 1, 17.3 and 17.4) fixes the order, and Word insists on it."""


@pytest.fixture(scope="module")
def everything() -> bytes:
    return render(samples.everything(), plain_style())


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_whatever_is_stored_is_words_and_word_can_open_it(payload: str) -> None:
    made = render(samples.hostile(payload), plain_style())
    held = parts(made)
    for name, data in held.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    tree = body(made)
    document = docx.Document(io.BytesIO(made))
    assert len(document.tables) > 5
    quotes = {text_of(each) for each in of_style(tree, "Quote")}
    assert quotes == {legible(payload)}
    for forbidden in (b"instrText", b"fldChar", b"altChunk", b"w:object", b"vbaProject"):
        assert all(forbidden not in data for data in held.values())
    fields = [each for data in held.values() for each in re.findall(rb'w:instr="([^"]*)"', data)]
    assert set(fields) == {b"PAGE", b"NUMPAGES"}


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_only_addresses_of_the_web_lead_out_of_the_file(payload: str) -> None:
    held = parts(render(samples.hostile(payload), plain_style()))
    outward = [
        relation.attrib
        for name, data in held.items()
        if name.endswith(".rels")
        for relation in etree.fromstring(data)
        if relation.get("TargetMode") == "External"
    ]
    assert bool(outward) == payload.startswith("https://evil")
    for each in outward:
        assert each["Type"].endswith("/hyperlink")
        assert each["Target"] == "https://evil.example/%20a%22b'%3Cc%3E%7C%7Bd%7D%5Ce"


@pytest.mark.parametrize("made", [samples.everything(), samples.hostile("שלום x 漢字")])
def test_properties_stand_in_the_order_that_word_insists_on(made: Booklet) -> None:
    held = parts(render(made, plain_style()))
    seen = set()
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
        for holder, order in ORDERS.items():
            for each in etree.fromstring(held[name]).iter(qn(f"w:{holder}")):
                names = [etree.QName(child).localname for child in each]
                seen |= set(names)
                if name != "word/styles.xml":
                    assert names == sorted(names, key=order.split().index)
    assert {"bidi", "rtl", "lang", "shd", "vertAlign", "tblCaption", "numPr"} <= seen


def test_every_cell_ends_with_a_paragraph_and_no_two_tables_touch() -> None:
    tree = body(render(samples.hostile("x"), plain_style()))
    for cell in tree.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    for table in tree.iter(qn("w:tbl")):
        assert table.getnext().tag == qn("w:p")


def test_two_thousand_claims_are_no_trouble() -> None:
    large = samples.large(2_000)
    start = process_time()
    made = render(large, plain_style())
    assert process_time() - start < 15
    assert body(made).xpath("count(//w:tr)", namespaces=body(made).nsmap) > 5_000


@pytest.fixture(scope="module")
def printed(everything: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What LibreOffice prints of a whole report, of a hostile one, and of long words."""
    files = {
        "everything.docx": everything,
        "hostile.docx": render(samples.hostile(" ".join(PAYLOADS)), plain_style()),
        "long.docx": render(long_words("x" * 10_000 + "ende"), plain_style()),
    }
    folder: Path = tmp_path_factory.mktemp("docx")
    return converted(files, "pdf", folder)


def long_words(word: str) -> Booklet:
    """A word in a paragraph, a cell, a card and the article."""
    card = Card("fix-1", [Run("Claim")], [Quotation(word)])
    table = Table("Lines", [Column("No.", 0.2), Column("Words")], [Row([[], [Quotation(word)]])])
    return booklet(Quotation(word), table, card, Manuscript([[Segment(word)]]))


def plain(text: str) -> str:
    """Words without marks of direction, which poppler puts around what runs to the left."""
    return " ".join(re.sub("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", text).split())


def test_libreoffice_prints_title_notice_hash_and_number_on_every_page(
    printed: dict[str, bytes],
) -> None:
    pages = [plain(each) for each in pdf_text(printed["everything.pdf"]).split("\f")[:-1]]
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        assert samples.NOTICE in page
        assert "The visit, in figures" in page
        assert HASH[:12] in page
        assert f"Page {number} of {len(pages)}" in page


def test_libreoffice_prints_words_to_the_left_and_repeats_the_heads_of_tables(
    printed: dict[str, bytes],
) -> None:
    pages = [plain(each) for each in pdf_text(printed["everything.pdf"]).split("\f")[:-1]]
    whole = " ".join(pages)
    for words in ("الميزانية", "מהתושבים", "naïve"):
        assert words in whole, words
    headed = [page for page in pages if "In the article" in page and "Finding" in page]
    assert len(headed) > 2


def test_libreoffice_reads_every_letter_whatever_fonts_there_are(
    everything: bytes, tmp_path: Path
) -> None:
    made = converted({"all.docx": everything}, "txt:Text (encoded):UTF8", tmp_path)["all.txt"]
    text = made.decode("utf-8-sig")
    for words in (*pieces.FOREIGN, LONG_WORD, ADDRESS, samples.everything().title):
        assert words in text, words


def test_libreoffice_opens_whatever_is_stored_and_runs_none_of_it(
    printed: dict[str, bytes],
) -> None:
    text = plain(pdf_text(printed["hostile.pdf"]))
    for words in ("INCLUDETEXT /etc/passwd", "<w:r><w:t>x</w:t></w:r>", "=1+1 @x -2"):
        assert words in text
    assert "root:" not in text


def test_a_word_as_long_as_a_page_is_printed_to_its_end(printed: dict[str, bytes]) -> None:
    whole = "".join(pdf_text(printed["long.pdf"]).split())
    assert whole.count("x") == 4 * 10_000
    assert whole.count("ende") == 4


def test_no_printed_page_is_blank(printed: dict[str, bytes], tmp_path: Path) -> None:
    drawn = pdf_pictures(printed["everything.pdf"], tmp_path)
    assert len(drawn) > 5
    assert all(len(each) > 1_000 for each in drawn)
