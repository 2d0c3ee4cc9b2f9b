import json
import logging
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest

from factcheck.errors import TooLarge
from factcheck.report import pdf, render
from factcheck.report.typeset import typeset
from factcheck.vocabulary import Status

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""


def pages(made: bytes) -> list[str]:
    """The text of each page, on one line, without the places to break."""
    with pypdfium2.PdfDocument(made) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(each.replace("\u200b", "").split()) for each in texts]


@pytest.fixture
def long_report(tell: Any) -> dict[str, Any]:
    story = tell(texts=[f"In year {year} the rate was {year % 7} percent." for year in range(40)])
    for line in range(40):
        claim = story.checked_claim(line, Status.DISPUTED if line == 3 else Status.VERIFIED)
        story.spoken(claim, "Ana Paz")
        story.facet(claim, "percent", 1.5, "%")
    story.claim(0)
    document: dict[str, Any] = story.document()
    return document


def test_every_page_has_title_hash_notice_and_number(long_report: dict[str, Any]) -> None:
    found = pages(render(long_report, "pdf"))
    assert len(found) > 3
    for number, text in enumerate(found, 1):
        assert text.startswith("The visit, in figures")
        assert long_report["content_hash"][:12] in text
        assert "Unfinished: 1 of 41 claims are not final." in text
        assert text.endswith(f"Page {number} of {len(found)}")


def test_the_pdf_holds_every_quote_and_repeats_the_tables_head(
    long_report: dict[str, Any],
) -> None:
    found = pages(render(long_report, "pdf"))
    whole = " ".join(found)
    for line in long_report["content"]["lines"]:
        assert line["quote"] in whole
    table = [text for text in found if "Finding Sources" in text]
    assert len(table) >= 3
    assert long_report["content_hash"] in found[0]  # in one piece, to be copied


def test_the_pdf_is_tagged_for_all_readers_and_has_bookmarks(long_report: dict[str, Any]) -> None:
    made = render(long_report, "pdf")
    assert b"pdfuaid" in made
    assert b"/StructTreeRoot" in made
    with pypdfium2.PdfDocument(made) as document:
        titles = [each.get_title() for each in document.get_toc()]
        assert document.get_metadata_value("Title").startswith("The visit, in figures")
    assert titles[:2] == ["Summary", "Must fix"]
    assert "✗ disputed: claim 5, paragraph 4, characters" in titles[2]
    assert titles[3:] == ["Line by line", "Audit extract"]


def test_letters_that_no_font_has_cost_only_the_seal(
    story: Any, caplog: pytest.LogCaptureFixture
) -> None:
    story.claim().statement = "A letter of nobody's: \U000f1234"
    with caplog.at_level(logging.WARNING):
        made = render(story.document(), "pdf")
    assert "is no PDF/UA" in caplog.text
    assert b"pdfuaid" not in made
    assert "The fonts at hand lack some letters" in pages(made)[0]


def test_scripts_from_everywhere_are_set(tell: Any) -> None:
    story = tell(
        texts=["10月14日に訪米する。", "ביקור בבית הלבן", "يزور البيت الأبيض", "Yes 😀 👩\u200d🚀"]
    )
    for line in range(4):
        story.claim(line)
    assert "10" in " ".join(pages(render(story.document(), "pdf")))


def test_what_takes_too_long_is_refused(story: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    with pytest.raises(TooLarge, match="HTML"):
        render(story.document(), "pdf")


def test_a_fault_of_the_typesetter_is_not_hidden(
    story: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_TYPESET", "/nonexistent.py")
    with pytest.raises(RuntimeError, match="nonexistent"):
        render(story.document(), "pdf")


def test_the_typesetter_gives_the_same_in_this_process(long_report: dict[str, Any]) -> None:
    given = json.loads(json.dumps(pdf.prepared(long_report)))
    made, lacking = typeset(given, datetime(2025, 10, 7, 9, 30, tzinfo=UTC))
    assert lacking is None
    assert pages(made) == pages(render(long_report, "pdf"))
    given["short_title"] = "\U000f1234"
    made, lacking = typeset(given, datetime(2025, 10, 7, 9, 30, tzinfo=UTC))
    assert lacking is not None
    assert "could not be displayed" in lacking
    assert made.startswith(b"%PDF")


def test_a_line_that_fits_is_not_broken_over_pages(long_report: dict[str, Any]) -> None:
    lines = pdf.prepared(long_report)["content"]["lines"]
    assert all(each["whole"] for each in lines)
    long_report["content"]["lines"][0]["quote"] = "\n" * 200
    assert not pdf.prepared(long_report)["content"]["lines"][0]["whole"]


@pytest.mark.parametrize("letters", [400, 800, 1200])
@pytest.mark.parametrize("letter", ["W ", "漢", "\n", "a\n", "\u200b\n", "\u3164\n", "\u2800 \n"])
def test_the_widest_letters_stay_above_the_foot(tell: Any, letter: str, letters: int) -> None:
    story = tell(texts=["Short."])
    claim = story.claim()
    story.decide(claim, Status.VERIFIED, rationale=letter * (letters // len(letter)) + "ende")
    made = render(story.document(), "pdf")
    assert "ende" in " ".join(pages(made))
    with pypdfium2.PdfDocument(made) as document:
        for page in document:
            text = page.get_textpage()
            assert min(text.get_rect(each)[1] for each in range(text.count_rects())) > 25
