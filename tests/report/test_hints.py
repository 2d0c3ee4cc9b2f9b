"""What a report tells of hints: alarms, likely speakers, and what could not be done."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import select

from factcheck.report import FORMATS
from factcheck.store.claims import Anchor
from tests.report.conftest import words_of

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

NOTICE = "This text seems to be in Ruritanian."
MESSAGE = "2025-10-14 was a Tuesday, not a Monday."


@pytest.fixture
def hinted(tell: Any) -> dict[str, Any]:
    """The document of a story whose draft holds hints."""
    story = tell(texts=["A first line.", "", "Monday, October 14, 2025, it was, she said."])
    place = story.text.index("Monday")
    span = {"text": "Monday", "start": place, "end": place + 6}
    story.draft.notice = NOTICE
    story.draft.alarms = [{"code": "weekday", "message": MESSAGE, "spans": [span]}]
    claim = story.claim(2)
    story.spoken(claim, "Ana Paz")
    anchor = story.session.scalars(select(Anchor).where(Anchor.claim_id == claim.id)).one()
    anchor.speaker_mention = {"text": "she", "start": 50, "end": 53}
    anchor.speaker_suggestion = {"name": "Ana Paz", "start": 0, "end": 7, "evidence": "So."}
    document: dict[str, Any] = story.document()
    return document


def test_the_document_holds_the_hints(hinted: dict[str, Any]) -> None:
    content = hinted["content"]
    assert content["language_notice"] == NOTICE
    (alarm,) = content["alarms"]
    assert (alarm["code"], alarm["message"]) == ("weekday", MESSAGE)
    assert alarm["places"] == [{"text": "Monday", "start": 15, "end": 21, "paragraph": 2}]
    (line,) = content["lines"]
    assert (line["speaker"]["mention"], line["speaker"]["suggestion"]) == ("she", "Ana Paz")


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_the_page_tells_the_hints(hinted: dict[str, Any], form: str) -> None:
    words = words_of(hinted, form)
    for hint in (NOTICE, MESSAGE, "Look twice", "in paragraph 2", "“she”, probably Ana Paz"):
        assert hint in words, hint


def test_the_table_does_not_pass_a_likely_speaker_off_as_a_sure_one(hinted: dict[str, Any]) -> None:
    (row,) = csv.DictReader(io.StringIO(words_of(hinted, "csv")))
    assert row["speaker"] == "“she”, probably Ana Paz (“said”, indirect speech)"


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_that_was_frozen_before_there_were_hints_still_renders(
    hinted: dict[str, Any], form: str
) -> None:
    for name in ("alarms", "language_notice"):
        del hinted["content"][name]
    for name in ("mention", "suggestion"):
        del hinted["content"]["lines"][0]["speaker"][name]
    assert "Look twice" not in words_of(hinted, form)
