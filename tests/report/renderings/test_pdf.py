"""The PDF of a report, opened by other programs than made it."""

import logging
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from factcheck.errors import TooLarge
from factcheck.report.renderings import pdf
from factcheck.report.style import Logo, plain_style
from factcheck.vocabulary import Status
from tests import readers
from tests.report import pieces, samples
from tests.report.conftest import rendered
from tests.report.renderings.pages import (
    ATTACHED,
    FORBIDDEN,
    addresses,
    assert_nothing_is_cut,
    made_of,
    pages,
    with_words,
)

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""


@pytest.fixture(scope="module")
def everything() -> bytes:
    """Every kind of block."""
    return made_of(samples.everything())


def test_every_page_has_title_hash_notice_and_number(everything: bytes) -> None:
    found, booklet = pages(everything), samples.everything()
    assert len(found) > 3
    for number, text in enumerate(found, 1):
        assert text.startswith(booklet.running)
        assert booklet.content_hash[:12] in text
        assert booklet.notice
        assert booklet.notice in text
        assert text.endswith(f"Page {number} of {len(found)}")


def test_a_reader_shows_the_numbers_that_are_printed(everything: bytes) -> None:
    with pypdfium2.PdfDocument(everything) as document:
        labels = [document.get_page_label(each) for each in range(len(document))]
    assert labels == [str(each + 1) for each in range(len(labels))]


def test_sections_and_cards_are_bookmarks(everything: bytes) -> None:
    with pypdfium2.PdfDocument(everything) as document:
        found = [(each.level, each.get_title()) for each in document.get_toc()]
        assert document.get_metadata_value("Title").startswith("The visit, in figures")
        assert document.get_metadata_value("Author") == "Ben Okafor"
        assert pieces.HASH in document.get_metadata_value("Keywords")
    sections = [section.title for section in samples.everything().sections]
    assert [title for level, title in found if level == 0] == sections
    cards = [title for level, title in found if level == 1]
    assert len(cards) == 2
    assert cards[0] == "✗ disputed: claim 2, paragraph 2, characters 180–238"


def test_the_cover_tells_on_which_page_a_section_begins(everything: bytes) -> None:
    found = pages(everything)
    starts = next(n for n, text in enumerate(found[1:], 2) if "Nobody has signed" in text)
    assert f". {starts} " in found[0].partition("Sign-off")[2][:200]


def test_the_file_is_tagged_fit_to_be_kept_and_says_its_language(everything: bytes) -> None:
    for mark in (b"pdfuaid", b"pdfaid", b"/StructTreeRoot", b"/Lang"):
        assert mark in everything


def test_every_letter_of_the_report_is_in_the_file(everything: bytes) -> None:
    whole = " ".join(pages(everything))
    for words in (
        *("Carla Ruiz", "two person, version 3", "Left out for this audience"),
        *(
            "41 of 44 sentences",
            "awaiting second 9",
            "Median hours to a decision",
            "Ben Okafor 7.5",
        ),
        *("It grew by nine per cent in 2024.", "7 October 2025 was a Tuesday", "41 + 57"),
        *("Policy two person, version 3; decided 2025-10-07", "page 12, table 4"),
        *("Nobody could say whether the rest was paid", "met the flag", "or double?"),
        *("Read by a lawyer", "canonical JSON", pieces.HASH, pieces.ADDRESS),
    ):
        assert words in whole


def test_the_report_is_attached_byte_for_byte(everything: bytes) -> None:
    with pypdfium2.PdfDocument(everything) as document:
        assert document.count_attachments() == 1
        attached = document.get_attachment(0)
        assert attached.get_name() == "report.json"
        assert bytes(attached.get_data()) == ATTACHED


def test_what_is_attached_may_be_anything() -> None:
    data = bytes(range(256)) * 5_000
    made = pdf.render(samples.plain(), plain_style(), data)
    with pypdfium2.PdfDocument(made) as document:
        assert bytes(document.get_attachment(0).get_data()) == data


def test_the_same_booklet_gives_the_same_bytes(everything: bytes) -> None:
    assert made_of(samples.everything()) == everything


def test_all_fonts_are_in_the_file(everything: bytes) -> None:
    fonts = re.findall(rb"/Type ?/FontDescriptor.*?>>", everything, re.DOTALL)
    assert len(fonts) >= 4
    for each in fonts:
        assert b"/FontFile" in each or b"Emoji" in each  # whose letters are pictures


def test_nothing_stands_outside_the_margins(everything: bytes) -> None:
    assert_nothing_is_cut(everything)


def test_poppler_reads_and_draws_every_page(everything: bytes, tmp_path: Path) -> None:
    texts = readers.pdf_text(everything).split("\f")[:-1]
    assert len(readers.pdf_pictures(everything, tmp_path)) == len(texts) == len(pages(everything))
    assert all(str(samples.everything().notice) in text for text in texts)
    assert pieces.KOREAN in " ".join(texts)


def test_addresses_are_links_and_numbers_lead_to_their_claims(everything: bytes) -> None:
    targets = addresses(everything)
    assert pieces.ADDRESS in targets
    assert all(each.startswith("https://example.org/") for each in targets)
    claims, contents = 7, len(samples.everything().sections)
    assert len(re.findall(rb"/Subtype ?/Link\b", everything)) - len(targets) >= claims + contents


def test_what_is_no_web_address_stays_words() -> None:
    for words in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "#nowhere"):
        made = made_of(samples.hostile(words))
        assert addresses(made) == []
        assert not [each for each in FORBIDDEN if each in made]
        assert words in " ".join(pages(made))


def test_a_logo_stands_on_the_cover_and_says_whose_it_is() -> None:
    picture = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    for house in ("The Daily", None):
        logo = Logo(picture, "image/svg+xml", "logo.svg")
        made = made_of(samples.plain(), replace(plain_style(), logo=logo, house=house))
        assert b"pdfuaid" in made
        assert (b"/Alt" in made) == (house is not None)


def test_a_logo_that_cannot_be_drawn_is_left_out_for_the_name() -> None:
    logo = Logo(b"<svg", "image/svg+xml", "logo.svg")
    made = made_of(samples.plain(), replace(plain_style(), logo=logo, house="The Daily"))
    assert "The Daily" in pages(made)[0]
    assert b"pdfuaid" in made


def test_the_house_chooses_paper_colours_and_words() -> None:
    labels = {**plain_style().labels, "page.count": "Seite {page} von {pages}"}
    colours = {**plain_style().colours, "verified": "#ffff00"}
    style = replace(plain_style(), paper="us-letter", labels=labels, colours=colours)
    made = made_of(samples.everything(), style)
    assert pages(made)[0].endswith(f"Seite 1 von {len(pages(made))}")
    with pypdfium2.PdfDocument(made) as document:
        assert [round(each) for each in document[0].get_size()] == [612, 792]


def test_letters_that_no_font_has_cost_only_the_standards(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        made = made_of(with_words("A letter of nobody's: \U000f1234"))
    assert "is no PDF/UA" in caplog.text
    assert b"pdfuaid" not in made
    assert b"/StructTreeRoot" in made
    assert "lack some letters" in pages(made)[0]
    with pypdfium2.PdfDocument(made) as document:
        assert bytes(document.get_attachment(0).get_data()) == ATTACHED


def test_memory_and_time_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    script = tmp_path / "watched.py"
    script.write_text(
        "import resource, subprocess, sys\n"
        f"done = subprocess.run([sys.executable, '-I', {pdf._TYPESET!r}])\n"
        "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        f"open({str(seen)!r}, 'w').write(str(peak))\n"
        "sys.exit(done.returncode)\n"
    )
    monkeypatch.setattr(pdf, "_TYPESET", str(script))
    booklet = replace(samples.large(600), notice=None)
    assert len(pages(made_of(booklet))) > 150
    kilobytes = int(seen.read_text())
    assert kilobytes / (1 if sys.platform == "darwin" else 1024) < 250


def test_what_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    with pytest.raises(TooLarge, match="HTML"):
        made_of(samples.plain())


def test_a_fault_of_the_typesetter_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_TYPESET", "/nonexistent.py")
    with pytest.raises(RuntimeError, match="nonexistent"):
        made_of(samples.plain())


def test_the_typesetter_is_told_nothing_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "tells.py"
    script.write_text("import os, sys\nsys.stdin.read()\nprint(sorted(os.environ))\n")
    monkeypatch.setattr(pdf, "_TYPESET", str(script))
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "CANARY")
    assert b"FACTCHECK" not in made_of(samples.plain())


def test_a_real_report_holds_every_quote_and_its_hash(tell: Any) -> None:
    story = tell(texts=[f"In year {year} the rate was {year % 7} percent." for year in range(40)])
    for line in range(40):
        claim = story.checked_claim(line, Status.DISPUTED if line == 3 else Status.VERIFIED)
        story.spoken(claim, "Ana Paz")
        story.facet(claim, "percent", 1.5, "%")
    story.claim(0)
    edition = story.edition()
    found = pages(rendered(edition, "pdf"))
    whole = " ".join(found)
    for line in edition["content"]["lines"]:
        assert line["quote"] in whole
    assert edition["content_hash"] in found[0]  # in one piece, to be copied
    assert all("Unfinished: 1 of 41 claims are not final." in text for text in found)
