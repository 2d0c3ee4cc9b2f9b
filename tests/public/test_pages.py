"""A fact for people: its page, its card, and what becomes of both."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from tests.api.problem import problem
from tests.public.press import BASE, Press


class Page(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.data: list[str] = []
        self._within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._within = tag

    def handle_data(self, data: str) -> None:
        (self.data if self._within == "script" else self.words).append(data)

    def all(self, tag: str, **attrs: str) -> list[dict[str, str | None]]:
        return [
            found
            for name, found in self.elements
            if name == tag and attrs.items() <= {k: v or "" for k, v in found.items()}.items()
        ]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


def test_a_page_shows_the_claim_the_verdict_and_what_it_stands_on(press: Press) -> None:
    press.imprint(publisher="City Checks", corrections="https://city.example/mistakes")
    fact = press.publish(
        "disputed", claim=1, rating="Half true", rationale="It created 210.",
        source={"title": "The register", "url": "https://city.example/register"},
    )  # fmt: skip
    answer = press.get(f"/facts/{fact}", Accept="text/html,*/*;q=0.8")
    assert answer.status_code == 200
    page = Page(answer.text)
    for words in (
        "The claim", "Said by Mayor Rosa Vidal", "The Herald", "14 October 2025", "✗", "Disputed",
        "Half true", "It created 210.", "The register", "refutes the claim", "EUR 48,000,000",
        "Corrections policy",
    ):  # fmt: skip
        assert words in page.text, words
    assert page.all("html") == [{"lang": "en"}]
    assert page.all("h1", lang="en", dir="auto")
    links = {each["href"] for each in page.all("a")}
    assert {"https://city.example/register", "https://herald.example/harbour"} <= links
    assert page.all("link", rel="canonical", href=f"{BASE}/facts/{fact}")
    kinds = {each["type"] for each in page.all("link", rel="alternate")}
    assert {"application/feed+json", "application/atom+xml", "application/json+oembed"} <= kinds
    for each in page.all("link", rel="alternate"):
        found = press.get(str(each["href"]).removeprefix(BASE))
        assert found.status_code == 200
    assert page.all("meta", property="og:title")[0]["content"].startswith("Disputed: ")  # type: ignore[union-attr]
    assert page.all("style") == []
    assert [each for _, found in page.elements for each in found if each.startswith("on")] == []
    (script,) = page.all("script")
    review = json.loads(page.data[0])
    assert script == {"type": "application/ld+json"}
    assert review["reviewRating"]["alternateName"] == "Half true"
    assert review["url"] == f"{BASE}/facts/{fact}"


def test_the_desks_own_story_carries_no_claimreview(press: Press) -> None:
    fact = press.publish(own=True, public=True)
    assert Page(press.get(f"/facts/{fact}").text).all("script") == []


def test_programs_get_json_and_people_the_page(press: Press) -> None:
    fact = press.publish()
    asked = press.get(f"/facts/{fact}", Accept="application/json")
    plain = press.get(f"/facts/{fact}.json")
    assert asked.json == plain.json == press.room.viewer.get(f"/facts/{fact}").json
    assert asked.headers["Vary"] == "Accept"
    page = press.get(f"/facts/{fact}", Accept="*/*")
    assert page.mimetype == "text/html"
    assert len({asked.headers["ETag"], page.headers["ETag"]}) == 2


def test_a_corrected_page_says_what_it_said_before(press: Press) -> None:
    fact = press.publish("verified", rating="True")
    press.decide(fact, "disputed")
    text = Page(press.get(f"/facts/{fact}").text).text
    assert "this page said: Verified (True)." in text
    assert "Corrected" in Page(press.get(f"/facts/{fact}/card").text).text
    press.reopen(fact)
    press.decide(fact, "verified")  # what was said before the withdrawal is not to be read
    text = Page(press.get(f"/facts/{fact}").text).text
    assert "An earlier version of this fact check came to another verdict." in text


def test_a_withdrawn_page_is_gone_and_an_unknown_one_was_never_there(press: Press) -> None:
    fact = press.publish()
    press.reopen(fact)
    answer = press.get(f"/facts/{fact}", Accept="text/html")
    page = Page(answer.text)
    assert answer.status_code == 410
    assert "This fact has been withdrawn." in page.text
    assert page.all("time")
    assert page.all("a", href="/feeds")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    problem(press.get(f"/facts/{fact}.json"), 410, "gone")
    problem(press.get(f"/facts/{fact}"), 410, "gone")
    for path in ("/facts/01890000-0000-7000-8000-000000000000", "/facts/x", "/feeds/x"):
        found = press.get(path, Accept="text/html")
        assert (found.status_code, found.mimetype) == (404, "text/html")
        assert Page(found.text).all("a", href="/feeds")
        problem(press.get(path), 404, "not_found")
    refused = press.room.app.test_client().post("/feeds/facts.json")
    problem(refused, 405, "method_not_allowed")
    assert "GET" in refused.headers["Allow"]
    crash = press.get("/feeds/facts.json?status=x", Accept="text/html")
    assert (crash.status_code, crash.headers["Cache-Control"]) == (422, "no-store")


def test_only_cards_may_stand_in_a_frame(press: Press) -> None:
    fact = press.publish("disputed")
    card = press.get(f"/facts/{fact}/card")
    assert "X-Frame-Options" not in card.headers
    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
    page = Page(card.text)
    assert page.all("script") == []
    assert "Disputed" in page.text
    assert {each["target"] for each in page.all("a")} == {"_blank"}
    press.reopen(fact)
    gone = press.get(f"/facts/{fact}/card")
    assert (gone.status_code, gone.mimetype) == (410, "text/html")
    assert "frame-ancestors *" in gone.headers["Content-Security-Policy"]
    assert "Withdrawn" in Page(gone.text).text
    for path in (f"/facts/{fact}", "/feeds", "/login", "/feeds/facts.json"):
        answer = press.get(path)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_oembed_answers_with_the_card(press: Press) -> None:
    fact = press.publish()
    url = f"{BASE}/facts/{fact}"
    answer = press.get(f"/oembed?url={quote(url, safe='')}&maxwidth=400&maxheight=200")
    rich = answer.json
    assert (rich["version"], rich["type"]) == ("1.0", "rich")
    assert (rich["width"], rich["height"]) == (400, 200)
    assert rich["title"].startswith("Verified: ")
    (frame,) = Page(rich["html"]).all("iframe")
    assert frame["src"] == f"{url}/card"
    assert (frame["width"], frame["height"]) == ("400", "200")
    assert "allow-scripts" not in str(frame["sandbox"])
    assert "allow-popups" in str(frame["sandbox"])
    assert press.get(str(frame["src"]).removeprefix(BASE)).status_code == 200
    xml = press.get(f"/oembed?url={url}&format=xml")
    assert xml.content_type == "text/xml; charset=utf-8"
    found = {each.tag: each.text for each in ET.fromstring(xml.data)}
    assert (found["type"], found["width"]) == ("rich", "600")
    assert press.get(f"/oembed?url={url}/card").status_code == 200
    problem(press.get(f"/oembed?url={url}&format=yaml"), 501, "not_implemented")
    problem(press.get("/oembed"), 422, "invalid")
    for other in (
        f"https://evil.example/facts/{fact}", f"{BASE}.evil.example/facts/{fact}", "http://[",
        f"{BASE}/facts/x", f"{BASE}/articles/{fact}", f"{BASE}@evil.example/facts/{fact}",
        f"//desk.example/facts/{fact}", f"/facts/{fact}",
    ):  # fmt: skip
        problem(press.get(f"/oembed?url={quote(other, safe='')}"), 404, "not_found")


HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--<script>",
    "]]><script>alert(1)</script>",
    "{{7*7}}${7*7}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202etxet desrever\u2066",
    "a\u2028b\ufffe\x0b\x1bc",
]


@pytest.mark.one_backend
@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_words_stay_words(press: Press, payload: str) -> None:
    payload = f"{payload} once more"
    fact = press.publish(
        "disputed", title=payload, publisher=payload, rationale=payload, rating=payload[:40],
        source={"title": payload, "publisher": payload},
    )  # fmt: skip
    path, by = f"/claims/{fact}", press.room.reviewer
    edit: dict[str, Any] = {"statement": payload, "tags": [payload[:60]]}
    assert by.patch(path, edit, match=by.etag(path)).status_code == 200
    press.decide(fact, "disputed", rationale=payload, rating=payload[:40])
    for address in (f"/facts/{fact}", f"/facts/{fact}/card"):
        answer = press.get(address)
        page = Page(answer.text)
        assert {each.get("type") for each in page.all("script")} <= {"application/ld+json"}
        assert page.all("img") == []
        assert not [each for _, found in page.elements for each in found if each.startswith("on")]
        assert "\u202e" not in answer.text
        assert "49$" not in page.text
        if address.endswith(fact):
            assert json.loads(page.data[0])["claimReviewed"] == " ".join(payload.split())
    atom = press.get("/feeds/facts.atom")
    entry = ET.fromstring(atom.data).find("{http://www.w3.org/2005/Atom}entry")
    assert entry is not None
    content = Page(str(entry.findtext("{http://www.w3.org/2005/Atom}content")))
    assert {tag for tag, _ in content.elements} <= {"p", "ul", "li", "a"}
    (item,) = press.items()
    assert {tag for tag, _ in Page(item["content_html"]).elements} <= {"p", "ul", "li", "a"}
    embedded = press.get(f"/oembed?url={BASE}/facts/{fact}&format=xml")
    html = ET.fromstring(embedded.data).findtext("html")
    assert [tag for tag, _ in Page(str(html)).elements] == ["iframe"]


@pytest.mark.one_backend
def test_an_address_that_could_run_something_is_no_link(press: Press) -> None:
    from sqlalchemy import update

    from factcheck.store.articles import Article
    from factcheck.store.sources import Source

    bad = "javascript:alert(1)"
    article = press.article()
    with press.room.database.writing() as session:  # the API refuses such addresses itself
        session.execute(update(Article).values(url=bad))
    claim = press.room.claims(article)[0]["id"]
    path, by = f"/claims/{claim}", press.room.reviewer
    body = {"stance": "supports", "source": {"title": "Register", "kind": "primary"}}
    by.post(f"{path}/evidence", body, match=by.etag(path))
    with press.room.database.writing() as session:
        session.execute(update(Source).values(url=bad))
    press.room.decide(claim)
    for address in (f"/facts/{claim}", f"/facts/{claim}/card"):
        page = Page(press.get(address).text)
        assert not [each for each in page.all("a") if str(each["href"]).startswith("java")]
    assert "javascript:" not in press.get("/feeds/facts.atom").text
    (item,) = press.items()
    assert "external_url" not in item
    assert "javascript:" not in item["content_html"] + item["content_text"]
