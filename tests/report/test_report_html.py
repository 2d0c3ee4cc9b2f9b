import base64
import hashlib
from html.parser import HTMLParser
from typing import Any

import pytest

from factcheck.report import render
from factcheck.report.html import CONTENT_SECURITY_POLICY, is_linkable
from factcheck.vocabulary import Stage, Status

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """The tags of a page, its text, and whether every tag was closed in its turn."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(source.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def page(tell: Any) -> Page:
    story = tell(texts=["One is two.", "Two is three.", "Three is four.", "Four is five."])
    story.spoken(story.checked_claim(0), "Ana <b>Bold</b>")
    story.checked_claim(1, Status.DISPUTED).statement = "Two is two."
    story.decide(story.claim(2), Status.VERIFIED, stage=Stage.AWAITING_SECOND)
    story.claim(3, stage=Stage.REOPENED, stage_reason="text_changed")
    return Page(render(story.document(), "html"))


def test_the_page_is_well_formed_and_shows_the_claims(page: Page) -> None:
    assert page.open == []
    for words in ("One is two.", "Two is two.", "Ana Paz", "Treasury statement", "text changed"):
        assert words in page.text


def test_the_page_says_that_it_is_unfinished(page: Page) -> None:
    assert page.text.count("Unfinished: 2 of 4 claims are not final.") == 2


def test_the_page_needs_no_script_and_no_network(page: Page) -> None:
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    loading = {"src", "srcset", "style", "background", "action"}
    for _, attributes in page.tags:
        assert not loading & set(attributes)
        assert not any(name.startswith("on") for name in attributes)


def test_the_page_carries_a_policy_that_allows_its_own_style_only(page: Page) -> None:
    policies = [each["content"] for each in page.all("meta") if "http-equiv" in each]
    assert policies == [CONTENT_SECURITY_POLICY]
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_the_page_is_made_for_all_readers(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("caption")) == len(page.all("table")) == 4
    assert all("scope" in each for each in page.all("th"))
    assert len(page.all("h1")) == 1
    ids = [each["id"] for _, each in page.tags if "id" in each]
    assert len(ids) == len(set(ids))
    for each in page.all("a"):
        target = each["href"] or ""
        assert target.startswith("https://") or target.removeprefix("#") in ids


def test_a_status_has_a_sign_and_a_word_beside_its_colour(page: Page) -> None:
    for sign, word in (("✓", "verified"), ("✗", "disputed"), ("?", "unverified")):
        assert f"{sign} {word}" in page.text


@pytest.mark.parametrize(
    ("url", "linkable"),
    [
        ("https://example.org/", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        (" https://example.org/", False),
    ],
)
def test_only_web_addresses_become_links(story: Any, url: str, linkable: bool) -> None:
    assert is_linkable(url) is linkable
    story.evidence(story.claim(), story.source(url=url))
    page = Page(render(story.document(), "html"))
    assert (url in [each["href"] for each in page.all("a")]) is linkable
    assert url in page.text


def test_claims_of_earlier_drafts_are_told(story: Any) -> None:
    story.claim()
    story.next_draft("Nothing of it is left.")
    page = Page(render(story.document(), "html"))
    assert "Claims of earlier drafts" in page.text
    assert "This draft has no claims." in page.text


def test_the_policy_names_the_digest_of_the_style_that_is_in_the_page(story: Any) -> None:
    text = render(story.document(), "html").decode()
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in CONTENT_SECURITY_POLICY
