"""How the pages of a PDF look: what is kept together, repeated, or runs the other way."""

from dataclasses import replace

import pypdfium2
import pytest

from factcheck.report.blocks import (
    Card,
    Column,
    Listing,
    Look,
    Manuscript,
    Paragraph,
    Quotation,
    Row,
    Run,
    Section,
    Segment,
    Series,
    Table,
)
from tests.report import pieces, samples
from tests.report.renderings.pages import (
    PAPER,
    RIGHT,
    assert_nothing_is_cut,
    edges,
    made_of,
    of_blocks,
    pages,
)

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""


def test_a_small_table_takes_no_more_than_half_the_page_and_is_not_broken() -> None:
    rows = [Row([[Paragraph([Run(f"name {n}")])], [Paragraph([Run(str(n))])]]) for n in range(9)]
    table = Table("Counts", [Column("Name"), Column("Number", numeric=True)], rows, narrow=True)
    filling = [Paragraph([Run("Filling.")]) for _ in range(44)]
    made = made_of(of_blocks(*filling, table))
    [page] = [text for text in pages(made) if "Counts" in text]
    assert "name 0 0" in page
    assert "name 8 8" in page
    with pypdfium2.PdfDocument(made) as document:
        text = document[1].get_textpage()
        rects = [text.get_rect(each) for each in range(text.count_rects())]
        found = {text.get_text_bounded(*rect).strip(): rect[2] for rect in rects}
    assert found["Number"] < PAPER[0] / 2


def test_the_head_of_a_long_table_is_repeated_and_no_row_is_lost() -> None:
    found = pages(made_of(samples.large(60)))
    heads = [text for text in found if "No. In the article Finding Sources" in text]
    assert len(heads) > 8
    whole = " ".join(found)
    for number in range(10, 61):
        assert f"In quarter {number}, exports rose" in whole


def test_a_very_long_table_is_set_as_records_and_keeps_every_word() -> None:
    booklet = samples.large(400)
    whole = " ".join(pages(made_of(booklet)))
    assert "No. In the article Finding" not in whole
    for number in range(10, 401):
        quote = f"In quarter {number}, exports rose by {number % 17}.5 per cent to US${number}"
        assert f"{number} “{quote}" in whole
    lines = whole[whole.index("Every claim in the order of the text") :]
    assert lines.count("refutes: Treasury statement, Treasury of the Republic") >= 360
    assert lines.count(pieces.HASH) >= 720
    assert "Sources: None" in lines


def test_many_cards_keep_their_bookmarks_and_words() -> None:
    cards = [pieces.card(number) for number in range(10, 130)]
    made = made_of(of_blocks(Paragraph([Run("Before")]), *cards, Paragraph([Run("After")])))
    with pypdfium2.PdfDocument(made) as document:
        assert len(list(document.get_toc())) == 121
    whole = " ".join(pages(made))
    assert "Before ✗ disputed: claim 10" in whole
    for number in range(10, 130):
        assert f"As written “In quarter {number}, exports" in whole
    assert whole.count("What is wrong The treasury’s table says nine per cent") == 120
    assert_nothing_is_cut(made)


def test_what_runs_from_right_to_left_begins_at_the_right_edge() -> None:
    quoted = of_blocks(Quotation(pieces.HEBREW, "he"), Paragraph([Run(pieces.ARABIC, stored=True)]))
    found = edges(made_of(quoted))
    at_the_edge = [right for right, _ in found if RIGHT - 15 < right < RIGHT]
    assert len(at_the_edge) >= 2 + 1  # and the hash in the head of the page


def test_words_from_right_to_left_do_not_turn_what_is_beside_them() -> None:
    runs = [Run("Ana: "), Run("ראש העיר", stored=True), Run(", 2024–25")]
    made = made_of(of_blocks(Paragraph(runs)))
    with pypdfium2.PdfDocument(made) as document:
        text = document[0].get_textpage()
        found = [text.get_rect(each) for each in range(text.count_rects())]
        places = {text.get_text_bounded(*rect).strip(): rect for rect in found}
    [year] = [rect for words, rect in places.items() if "2024" in words and "SHA" not in words]
    assert year[2] == max(rect[2] for rect in places.values() if abs(rect[1] - year[1]) < 4)


def test_many_values_are_drawn_upright_and_told_in_words() -> None:
    values = [(f"2025-10-{day:02}", float(day)) for day in range(1, 32)]
    made = made_of(of_blocks(Series("Decisions by day", "decisions", values)))
    assert b"pdfuaid" in made
    assert "2025-10-31: 31 decisions".encode("utf-16-be") in made or b"31 decisions" in made


def test_values_that_are_no_numbers_do_no_harm() -> None:
    values = [("never", float("nan")), ("always", float("inf")), ("less", -2.0), ("some", 3.0)]
    assert "some 3" in " ".join(pages(made_of(of_blocks(Series("Hours", "hours", values)))))


def test_a_line_break_between_two_claims_is_kept() -> None:
    segments = [Segment("One.\n", (1,), Look.VERIFIED), Segment("Two.", (2,), Look.DISPUTED)]
    made = made_of(of_blocks(Manuscript([segments])))
    with pypdfium2.PdfDocument(made) as document:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
    assert [each for each in lines if "One." in each] != [each for each in lines if "Two." in each]


def test_a_card_is_kept_on_one_page_where_it_fits() -> None:
    card = Card("a", [Run("The card")], [Paragraph([Run(f"Line {n}.")]) for n in range(20)])
    filling = [Paragraph([Run("Filling.")]) for _ in range(20)]
    found = pages(made_of(of_blocks(*filling, card)))
    [page] = [text for text in found if "Line 0." in text]
    assert "The card" in page
    assert "Line 19." in page


def test_a_card_longer_than_a_page_is_broken_and_whole() -> None:
    body = [Paragraph([Run(f"Line {n}.")]) for n in range(200)]
    made = made_of(of_blocks(Card("a", [Run("The card")], body)))
    assert all(f"Line {n}." in " ".join(pages(made)) for n in range(200))
    assert_nothing_is_cut(made)


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(30, 45):
        filling = [Paragraph([Run("Filling.")]) for _ in range(lines)]
        parts = [
            Section("a", "First part", filling),
            Section("b", "Second part", pieces.must_fix()),
        ]
        found = pages(made_of(replace(samples.plain(), sections=parts)))[0]
        assert not found.removesuffix("Page 1 of 2").rstrip().endswith("Second part")


@pytest.mark.parametrize("letter", ["W ", "漢", "\n", "a\n", "\u200b\n", "\u3164\n", "\u2800 \n"])
@pytest.mark.parametrize("letters", [800, 2400, 5600])
def test_the_widest_letters_stay_above_the_foot(letter: str, letters: int) -> None:
    words = letter * (letters // len(letter)) + "ende"
    row = Row([[Paragraph([Run("1")])], [Paragraph([Run(words, stored=True)])], [Listing([])]])
    table = Table("Table", [Column("No.", 0.2), Column("Words"), Column("Sources")], [row])
    card = Card("a", [Run("Card")], [Paragraph([Run(words, stored=True)])])
    made = made_of(of_blocks(table, card))
    assert " ".join(pages(made)).count("ende") == 2
    assert_nothing_is_cut(made)
