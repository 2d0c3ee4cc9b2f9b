import json
import time
from typing import Any

import pytest

from factcheck.errors import Rejected
from factcheck.report import FORMATS, content_type
from factcheck.report.renderings import json as json_format
from tests.report.conftest import rendered

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "csv-sources": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


def test_the_formats_have_their_media_types() -> None:
    assert {each: content_type(each) for each in FORMATS} == MEDIA


@pytest.mark.parametrize("form", ["odt", "", "PDF", "../html"])
def test_another_format_is_refused_with_the_choices(story: Any, form: str) -> None:
    with pytest.raises(Rejected) as refusal:
        rendered({}, form)
    assert refusal.value.errors == {"format": [f"Choose one of: {', '.join(MEDIA)}."]}
    with pytest.raises(Rejected):
        content_type(form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_renders_to_the_same_bytes_every_time(story: Any, form: str) -> None:
    story.checked_claim()
    document = story.document()
    assert rendered(document, form) == rendered(document, form)


@pytest.mark.parametrize("form", FORMATS)
def test_an_article_without_anything_still_renders(tell: Any, form: str) -> None:
    story = tell(title="\u202e", texts=["?"])
    for column in ("author", "publisher", "url", "published_at"):
        setattr(story.article, column, None)
    story.article.language = "!!"
    assert rendered(story.document(), form)


def test_json_is_the_document_itself(story: Any) -> None:
    story.checked_claim()
    document = story.document()
    made = rendered(document, "json")
    assert json.loads(made) == document
    assert made.startswith(b'{\n  "audience": "internal",\n  "content": {')


def test_json_writes_half_a_surrogate_pair_as_json_does() -> None:
    made = json_format.render({"quote": "a\ud800b"})
    assert json.loads(made) == {"quote": "a\ud800b"}


def test_two_hundred_claims_are_html_in_a_blink(tell: Any) -> None:
    story = tell(texts=[f"Claim {number} is {number} percent." for number in range(200)])
    for line in range(200):
        story.claim(line)
    document = story.document()
    rendered(document, "html")
    begun = time.perf_counter()
    rendered(document, "html")
    assert time.perf_counter() - begun < 0.5  # 0.02 s on a quiet machine
