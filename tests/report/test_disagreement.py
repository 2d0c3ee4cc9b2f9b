"""A claim on which two people disagree: the report tells both, and calls neither decided."""

import io

import pypdfium2
import pytest

from factcheck.report.seal import opened
from tests.newsroom import Newsroom

WHY = "The minutes of March say otherwise."


@pytest.fixture
def report(two_person_newsroom: Newsroom) -> str:
    """A report of an article with such a claim; gives the address of its file."""
    room = two_person_newsroom
    claim = room.claim()
    room.support(claim["id"])
    room.decide(claim["id"])
    room.decide(claim["id"], "unverified", by="second", rationale=WHY)
    made = room.editor.post(f"/articles/{claim['article_id']}/reports").json
    line = opened(made["document"])["content"]["lines"][0]
    assert line["stage_reason"] == "disagreement"
    assert line["decision"]["status"] == "verified"
    assert line["decision"]["decided_at"] is None
    assert line["decision"]["second_person"]["status"] == "unverified"
    assert line["decision"]["second_person"]["rationale"] == WHY
    return f"/reports/{made['id']}/file"


def test_page_and_pdf_say_who_says_what(report: str, two_person_newsroom: Newsroom) -> None:
    page = two_person_newsroom.viewer.get(f"{report}?format=html").text
    assert "Proposed: verified" in page
    assert "Second person: Second, who says unverified" in page
    file = two_person_newsroom.viewer.get(f"{report}?format=pdf").data
    pdf = pypdfium2.PdfDocument(io.BytesIO(file))
    text = " ".join(" ".join(each.get_textpage().get_text_bounded().split()) for each in pdf)
    assert "who says unverified" in text
