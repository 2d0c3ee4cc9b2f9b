"""Headings, datelines, captions, credits, bylines and source lists assert nothing."""

import pytest

from factcheck.extraction import extract
from factcheck.vocabulary import Disposition, LedgerNote

STORY = """Ferry runs aground off Tarn

By the sea desk of The Ridge Post, May 6, 2025

GENEVA (AFP) — A ferry with 120 passengers ran aground off Tarn on Monday.

The ferry in the harbour of Tarn on Tuesday. (Ana Ruiz/Ridge Post)

What happened

The crew of 14 was rescued by two helicopters, the coast guard said.

Image: Tom Osei.

Read more: Ten safer crossings

(Reporting by Ana Ruiz; Editing by Tom Osei)

The writer Ida Holt contributed to this report.

Sources

Ruiz, "Ferry aground" - Ridge Post, May 5, 2025
Coast guard log of Tarn
"""

NOTES = [
    ("Ferry runs aground off Tarn", LedgerNote.HEADING),
    ("By the sea desk of The Ridge Post, May 6, 2025", LedgerNote.BYLINE),
    ("GENEVA (AFP) —", LedgerNote.DATELINE),
    ("The ferry in the harbour of Tarn on Tuesday.", LedgerNote.CAPTION),
    ("(Ana Ruiz/Ridge Post)", LedgerNote.CAPTION),
    ("What happened", LedgerNote.HEADING),
    ("Image: Tom Osei.", LedgerNote.CREDIT),
    ("Read more: Ten safer crossings", LedgerNote.POINTER),
    ("(Reporting by Ana Ruiz; Editing by Tom Osei)", LedgerNote.CREDIT),
    ("The writer Ida Holt contributed to this report.", LedgerNote.CREDIT),
    ("Sources", LedgerNote.HEADING),
    ('Ruiz, "Ferry aground" - Ridge Post, May 5, 2025', LedgerNote.SOURCES),
    ("Coast guard log of Tarn", LedgerNote.SOURCES),
]


def notes(text: str) -> dict[str, LedgerNote | None]:
    return {text[each.start : each.end]: each.note for each in extract(text).sentences}


@pytest.mark.parametrize(("line", "note"), NOTES)
def test_what_frames_a_story_is_noted_as_what_it_is(line: str, note: LedgerNote) -> None:
    assert notes(STORY)[line] is note


def test_what_frames_a_story_is_no_claim() -> None:
    found = extract(STORY)
    framed = {line for line, _ in NOTES}
    assert {claim.quote for claim in found.claims}.isdisjoint(framed)
    assert "A ferry with 120 passengers ran aground off Tarn on Monday." in {
        claim.quote for claim in found.claims
    }
    for sentence in found.sentences:
        if STORY[sentence.start : sentence.end] in framed:
            assert (sentence.disposition, sentence.score) == (Disposition.NOTHING_CHECKABLE, 0.0)


@pytest.mark.parametrize(
    "filed",
    [
        "GENEVA (AFP) —",
        "WASHINGTON -",
        "LONDON, May 3 (Reuters) -",
        "PORT MORESBY, Papua New Guinea —",
        "ST. LOUIS --",
    ],
)
def test_a_dateline_is_cut_from_the_sentence_behind_it(filed: str) -> None:
    text = f"{filed} The bank cut 120 jobs in May."
    assert notes(text) == {filed: LedgerNote.DATELINE, "The bank cut 120 jobs in May.": None}


@pytest.mark.parametrize(
    "text",
    [
        "UK-US talks ended in May after 12 days.",
        "COVID-19 killed 12 people in Tarn in May.",
        "He met the board - It was in May 2019 and took 12 days.",
    ],
)
def test_words_in_capitals_alone_are_no_dateline(text: str) -> None:
    assert LedgerNote.DATELINE not in notes(text).values()
