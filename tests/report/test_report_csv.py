import csv
import io
from typing import Any

import pytest

from factcheck.report import render
from factcheck.report.csv import COLUMNS, cell
from factcheck.vocabulary import Stage, Status

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""


def rows(document: dict[str, Any]) -> list[dict[str, str]]:
    made = render(document, "csv")
    assert made.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))


def test_there_is_one_row_per_claim_with_all_columns(tell: Any) -> None:
    story = tell(texts=['He said, "two".', "Line; with, separators."])
    claim = story.checked_claim(0)
    story.spoken(claim, "Ana")
    story.facet(claim, "two", 2, "day")
    story.claim(1)
    document = story.document()
    first, second = rows(document)
    assert tuple(first) == COLUMNS
    assert (first["number"], first["start"], first["end"]) == ("1", "0", "15")
    assert first["quote"] == 'He said, "two".'
    assert first["speaker"] == "Ana (“said”, indirect speech)"
    assert first["facets"] == "money: two = 2 day"
    assert (first["status"], first["stage"]) == ("verified", "final")
    assert first["checked_by"] == "Ana Paz"
    assert first["policy"] == "standard v3"
    assert first["sources"] == (
        "supports (primary, reliability A, relied on): Treasury statement | US Treasury"
        " | https://example.gov/swap | p. 2 | a swap line of $20 billion"
    )
    assert first["report_hash"] == document["content_hash"]
    assert (second["quote"], second["checked_by"]) == ("Line; with, separators.", "")


def test_a_second_person_has_their_own_columns(story: Any) -> None:
    claim = story.claim()
    proposal = story.decide(claim, Status.VERIFIED, stage=Stage.AWAITING_SECOND)
    story.decide(claim, Status.VERIFIED, by=story.ben, confirms=proposal)
    [row] = rows(story.document())
    assert (row["checked_by"], row["second_person"]) == ("Ana Paz", "Ben Okafor")
    assert row["second_at"] == row["decided_at"] == "2025-10-07T10:30:00Z"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("\x00=1", "'=1"),
        ("\ufeff=1", "'=1"),
        ("a=1", "a=1"),
        (None, ""),
        (-7, -7),
    ],
)
def test_what_a_spreadsheet_would_run_is_made_text(text: Any, shown: Any) -> None:
    assert cell(text) == shown
