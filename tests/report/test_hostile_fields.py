"""Every stored field holds something hostile; every format shows it as words."""

import csv
import io
import json
from html.parser import HTMLParser
from typing import Any

import pypdfium2
import pytest

from factcheck.report import FORMATS
from factcheck.vocabulary import Status
from tests.report.conftest import rendered, words_of

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

PAYLOADS = [
    '<script>alert("x")</script><img src=x onerror=alert(1)>',
    '"><svg/onload=alert(1)> {{ 7*7 }} {% raw %}',
    "javascript:alert(1)",
    "file:///etc/passwd",
    '#read("/etc/passwd") #import "@preview/cetz:0.3.0" #panic("x")',
    "$x^2$ *b* _i_ `c` // /* @ref <lab> \\u{202e} = heading",
    "]]] ))) }}} #] #) #}",
    '=HYPERLINK("http://evil.example/","x")',
    "+1|cmd /C calc!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "x" * 10_000,
    "W" * 500,
    "\x01\x07\x1b[2J\x7f\x9b control",
    "\u202elone override",
    "\u2067lone isolate \u2069\u2069",
    "漢字かな交じり文 한국어 😀👩\u200d🚀",
    "שלום עולם يزور البيت",
    "\ufeff\u200b\u200d\u0301 unseen",
    "\ufdd0\uffff\U0010ffff nobody's",
    "a\n" * 300,
    " ",
]


PAPER, MARGIN = 595.3, 17 * 72 / 25.4
"""The width of A4 and of the margin, in points."""


def right_edges(page: Any) -> list[float]:
    """Where the pieces of text of a page end, in points from its left edge."""
    found = page.get_textpage()
    return [found.get_rect(number)[2] for number in range(found.count_rects())]


@pytest.fixture(params=PAYLOADS, ids=range(len(PAYLOADS)))
def payload(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(tell: Any, payload: str) -> dict[str, Any]:
    story = tell(title=payload[:500], texts=[f"{payload}.", "Second."])
    short = payload[:40]
    story.article.author = story.article.publisher = story.article.url = payload[:300]
    story.article.language = short[:35]
    story.ana.name = story.desk.name = payload[:200]
    for line in (0, 1):
        claim = story.claim(line, rating=payload[:100], stage_reason=payload[:500])
        claim.statement = f"{payload}!"
        story.spoken(claim, payload[:300], cue=payload[:200])
        story.facet(claim, payload, payload, short)
        source = story.source(
            title=payload[:500],
            url=payload[:2000],
            publisher=payload[:300],
            independence_group=payload[:200],
        )
        evidence = story.evidence(claim, source, passage=payload, locator=payload[:300])
        story.decide(claim, Status.DISPUTED, evidence, rationale=payload)
    made: dict[str, Any] = story.document()
    return made


class Tags(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Any]] = []
        self.words = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_runs_and_loads_nothing(document: dict[str, Any]) -> None:
    text = rendered(document, "html").decode()
    page = Tags(text)
    assert not {tag for tag, _ in page.found} & {"script", "img", "iframe", "base", "form"}
    for _, attributes in page.found:
        for name, value in attributes:
            assert not name.startswith("on")
            if name in {"href", "src"}:
                assert value.startswith(("#", "http://", "https://"))


def test_a_template_in_a_field_is_not_filled_in(tell: Any) -> None:
    story = tell(texts=["{{ 7*7 }} and #(7*7)"])
    story.claim()
    assert "{{ 7*7 }} and #(7*7)" in rendered(story.document(), "html").decode()


@pytest.mark.parametrize("form", ["html", "csv"])
def test_no_control_and_no_lone_bidi_mark_is_left(document: dict[str, Any], form: str) -> None:
    text = rendered(document, form).decode("utf-8-sig")
    unwanted = {*map(chr, range(9)), *map(chr, range(0x7F, 0xA0)), "\x1b"}
    unwanted |= {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
    assert not unwanted & set(text)


def test_no_cell_is_a_formula(document: dict[str, Any]) -> None:
    text = rendered(document, "csv").decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(table) == 3
    assert len({len(row) for row in table}) == 1
    for row in table:
        assert not [each for each in row if each.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_pdf_opens_and_holds_nothing_but_words(document: dict[str, Any]) -> None:
    made = rendered(document, "pdf")
    for forbidden in (b"/JavaScript", b"/JS ", b"/Launch", b"/SubmitForm"):
        assert forbidden not in made
    with pypdfium2.PdfDocument(made) as opened:
        text = " ".join(page.get_textpage().get_text_bounded() for page in opened)
        edges = [edge for page in opened for edge in right_edges(page)]
    assert max(edges) < PAPER - MARGIN + 2
    assert "root:" not in text
    assert "Line by line" in text


def test_json_gives_back_every_letter(document: dict[str, Any], payload: str) -> None:
    read = json.loads(rendered(document, "json"))
    assert read["content"]["lines"][0]["quote"] == f"{payload}."
    assert read["content"]["cover"]["title"] == payload[:500]


def test_a_confidential_source_is_hidden_in_every_format(tell: Any) -> None:
    story = tell()
    secret = story.source(
        title="CANARY", url="https://canary.example/", publisher="CANARY", confidential=True
    )
    claim = story.claim()
    evidence = story.evidence(claim, secret, passage="CANARY", locator="CANARY")
    story.decide(claim, Status.VERIFIED, evidence)
    document = story.edition()
    for form in FORMATS:
        words = words_of(document, form).lower()
        assert "canary" not in words, form
        assert "confidential source" in words, form
