"""The feeds: what a reader of each format finds, page by page and change by change."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest

from factcheck.publish import claimreview_lint
from tests.api.problem import problem
from tests.public.press import BASE, FEEDS, Press, moment

AT = "{http://purl.org/atompub/tombstones/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"


def json_feed_faults(feed: dict[str, Any]) -> list[str]:
    """What jsonfeed.org/version/1.1 forbids: required members, and types of all others."""
    text, texts = str, list
    known = {
        "version": text, "title": text, "home_page_url": text, "feed_url": text,
        "description": text, "next_url": text, "icon": text, "favicon": text, "authors": texts,
        "language": text, "expired": bool, "hubs": texts, "items": texts,
    }  # fmt: skip
    of_item = {
        "id": text, "url": text, "external_url": text, "title": text, "content_html": text,
        "content_text": text, "summary": text, "image": text, "banner_image": text,
        "date_published": text, "date_modified": text, "authors": texts, "tags": texts,
        "language": text, "attachments": texts,
    }  # fmt: skip
    found = [] if feed.get("version") == "https://jsonfeed.org/version/1.1" else ["version"]
    found += [name for name in ("title", "items") if name not in feed]
    found += [name for name, value in feed.items() if not isinstance(value, known[name])]
    ids = [item.get("id") for item in feed["items"]]
    found += ["ids"] if len(set(ids)) < len(ids) else []
    for item in feed["items"]:
        found += [] if isinstance(item.get("id"), str) else ["item.id"]
        found += [] if {"content_html", "content_text"} & item.keys() else ["item.content"]
        for name, value in item.items():
            kind = dict if name.startswith("_") else of_item[name]
            found += [] if isinstance(value, kind) else [f"item.{name}"]
        for name in {"date_published", "date_modified"} & item.keys():
            assert moment(item[name]).tzinfo
        for author in item.get("authors", []):
            found += [] if {"name", "url", "avatar"} & author.keys() else ["author"]
    for hub in feed.get("hubs", []):
        found += [] if hub.keys() == {"type", "url"} else ["hub"]
    return found


def test_a_json_feed_holds_to_version_1_1_and_says_the_verdict(press: Press) -> None:
    press.imprint(publisher="City Checks", site="https://city.example", hub="https://hub.example/")
    fact = press.publish("disputed", rating="Half true", rationale="It was 47 million.")
    answer = press.get("/feeds/facts.json?desk=city")
    assert answer.content_type == "application/feed+json"
    feed = answer.json
    assert json_feed_faults(feed) == []
    assert feed["title"] == "Fact checks by City Checks"
    assert feed["feed_url"] == f"{BASE}/feeds/facts.json?desk=city"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert '<https://hub.example/>; rel="hub"' in answer.headers["Link"]
    (item,) = feed["items"]
    assert item["id"] == item["url"] == f"{BASE}/facts/{fact}"
    assert item["title"].startswith("Disputed: The city spent 48 million euros")
    assert "City Checks: Disputed (Half true)." in item["content_text"]
    assert "It was 47 million." in item["content_html"]
    assert item["external_url"] == "https://herald.example/harbour"
    assert item["authors"] == [{"name": "City Checks", "url": "https://city.example"}]
    ours = item["_factcheck"]
    assert (ours["status"], ours["rating"], ours["corrected"]) == ("disputed", "Half true", False)
    assert press.get(urlsplit(ours["fact_url"]).path).json["id"] == fact


def test_an_atom_reader_finds_entries_tombstones_and_the_hub(press: Press) -> None:
    press.imprint(publisher="City Checks", hub="https://hub.example/")
    gone, stays = press.publish(), press.publish("unverified", claim=1)
    press.reopen(gone)
    answer = press.get("/feeds/facts.atom?desk=city")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.data)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert feed.feed.title == "Fact checks by City Checks"
    rels = {link.rel: link.href for link in feed.feed.links}
    assert rels["self"] == feed.feed.id == f"{BASE}/feeds/facts.atom?desk=city"
    assert rels["hub"] == "https://hub.example/"
    (entry,) = feed.entries
    assert entry.id == entry.link == f"{BASE}/facts/{stays}"
    assert entry.title.startswith("Unverified: ")
    assert entry.author == "City Checks"
    assert {tag.term for tag in entry.tags} == {"unverified"}
    assert entry.updated_parsed >= entry.published_parsed
    (tombstone,) = ET.fromstring(answer.data).iter(f"{AT}deleted-entry")
    assert tombstone.attrib["ref"] == f"{BASE}/facts/{gone}"
    assert moment(tombstone.attrib["when"])
    assert feedparser.parse(press.get("/feeds/facts.atom?desk=nobody").data).bozo is False


def test_a_data_feed_holds_reviews_that_the_linter_passes(press: Press) -> None:
    press.imprint(
        publisher="City Checks", corrections="https://city.example/mistakes",
        licence="https://licence.example/by",
    )  # fmt: skip
    first, gone = press.publish("disputed", rating="False"), press.publish(claim=1)
    press.publish("unverified", claim=2)
    press.publish(own=True, public=True)  # the desk's own story is never reviewed by the desk
    press.reopen(gone)
    feed = press.get("/feeds/claimreview.json").json
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    assert feed["sdPublisher"]["name"] == "City Checks"
    assert feed["sdLicense"] == "https://licence.example/by"
    deleted, kept = feed["dataFeedElement"]
    assert deleted["url"] == f"{BASE}/facts/{gone}"
    assert deleted["dateDeleted"] == deleted["dateModified"]
    assert not {"item", "reviewRating"} & deleted.keys()
    (review,) = kept["item"]
    assert review["url"] == f"{BASE}/facts/{first}"
    assert (review["reviewRating"]["alternateName"], kept.get("dateDeleted")) == ("False", None)
    for told in (feed, review):
        assert [
            each for each in claimreview_lint.lint(json.dumps(told)) if each.severity == "error"
        ] == []


@pytest.mark.parametrize("path", FEEDS)
def test_every_change_is_on_one_page_of_the_feed(press: Press, path: str) -> None:
    facts = [press.publish() for _ in range(5)]
    press.reopen(facts[1])
    seen: list[str] = []
    address = f"{path}?limit=2&desk=city"
    for _ in range(3):
        answer = press.get(address)
        assert answer.status_code == 200
        seen += [each for each in _ids(answer.data) if each in facts]
        links = answer.headers["Link"]
        if 'rel="next"' not in links:
            break
        address = links.split('>; rel="next"')[0].rpartition("<")[2].removeprefix(BASE)
        assert parse_qs(urlsplit(address).query)["desk"] == ["city"]
    assert list(dict.fromkeys(seen)) == [facts[1], facts[4], facts[3], facts[2], facts[0]]
    problem(press.get(f"{path}?cursor=x"), 422, "invalid")


def _ids(data: bytes) -> list[str]:
    """The facts that a page names, in its order."""
    return [part[:36] for part in data.decode().split(f"{BASE}/facts/")[1:]]


def test_pages_are_named_inside_the_formats_too(press: Press) -> None:
    for _ in range(2):
        press.publish()
    page = press.get("/feeds/facts.json?limit=1").json
    rest = press.get(page["next_url"].removeprefix(BASE)).json
    assert len(rest["items"]) == 1
    assert "next_url" not in rest
    atom = feedparser.parse(press.get("/feeds/facts.atom?limit=1").data)
    following = {link.rel: link.href for link in atom.feed.links}["next"]
    assert len(feedparser.parse(press.get(following.removeprefix(BASE)).data).entries) == 1


def test_a_feed_can_be_narrowed(press: Press) -> None:
    plain = press.publish("verified")
    vidal = press.publish("disputed", claim=1, publisher="The Crier", language="de")
    path, by = f"/claims/{plain}", press.room.reviewer
    assert by.patch(path, {"tags": ["Old port"]}, match=by.etag(path)).status_code == 200

    def found(query: str) -> list[str]:
        return [each["id"].rpartition("/")[2] for each in press.items(query)]

    assert found("") == [plain, vidal]
    assert found("?status=disputed") == [vidal]
    assert found("?status=disputed&status=verified") == [plain, vidal]
    assert found("?speaker=vidal") == [vidal]
    assert found("?publisher=The%20Crier") == [vidal]
    assert found("?topic=old%20port") == [plain]
    assert found("?language=de") == [vidal]
    assert found("?desk=city&speaker=nobody") == []
    assert found("?desk=rivals") == []
    assert found("?utm_source=x") == [plain, vidal]
    problem(press.get("/feeds/facts.json?status=true"), 422, "invalid")
    problem(press.get("/feeds/facts.json?limit=1000"), 422, "invalid")


def test_an_unknown_desk_is_one_without_public_facts(press: Press) -> None:
    press.publish()
    press.room.verified(text="Rents rose by 3 percent in 2024.")
    for path in FEEDS:
        answers = [press.get(f"{path}?desk={slug}") for slug in ("rivals", "nosuch")]
        bodies = [
            each.data.replace(slug.encode(), b"-")
            for each, slug in zip(answers, ("rivals", "nosuch"), strict=True)
        ]
        assert bodies[0] == bodies[1]
        assert [each.status_code for each in answers] == [200, 200]
        assert "Last-Modified" not in answers[0].headers
    index = press.get("/feeds").text
    assert "desk=city" in index
    assert "rivals" not in index.lower()


def test_a_correction_says_so_and_moves_nothing_but_its_own_date(press: Press) -> None:
    other, fact = press.publish(), press.publish("verified")
    before = {each["id"]: each for each in press.items()}
    press.decide(fact, "disputed")
    after = {each["id"]: each for each in press.items()}
    key, still = f"{BASE}/facts/{fact}", f"{BASE}/facts/{other}"
    assert after[still] == before[still]
    assert after[key]["_factcheck"]["corrected"] is True
    assert "Corrected: " in after[key]["content_text"]
    assert after[key]["date_modified"] > before[key]["date_modified"]
    assert after[key]["date_published"] == before[key]["date_published"]
    atom = feedparser.parse(press.get("/feeds/facts.atom").data).entries[0]
    assert atom.id == key
    assert "corrected" in {tag.term for tag in atom.tags}


def test_a_feed_of_one_verdict_takes_back_what_came_to_another(press: Press) -> None:
    fact = press.publish("verified")
    press.decide(fact, "disputed")
    (item,) = press.items("?status=verified")
    assert item["id"] == f"{BASE}/facts/{fact}"
    assert item["_factcheck"] == {"deleted": True}
    assert "not in this feed" in item["content_text"]
    assert press.items("?status=disputed")[0]["_factcheck"]["status"] == "disputed"
    press.decide(press.publish("unverified"), "verified")
    feed = press.get("/feeds/claimreview.json").json["dataFeedElement"]
    assert len(feed) == 2
    press.decide(fact, "unverified")
    newest = press.get("/feeds/claimreview.json").json["dataFeedElement"][0]
    assert newest["url"] == f"{BASE}/facts/{fact}"
    assert "dateDeleted" in newest


def test_what_was_retracted_is_gone_in_the_very_next_read(press: Press) -> None:
    fact = press.publish(rationale="RETRACTED reasons.", source={"title": "RETRACTED source"})
    address = f"{BASE}/facts/{fact}"
    press.reopen(fact)
    (item,) = press.items()
    assert item.keys() == {"id", "content_text", "date_modified", "_factcheck"}
    assert item["id"] == address
    assert "was withdrawn on" in item["content_text"]
    for path in (*FEEDS, "/feeds", f"/facts/{fact}", f"/facts/{fact}.json", f"/facts/{fact}/card"):
        answer = press.get(path)
        assert "RETRACTED" not in answer.text
        assert "48 million" not in answer.text
    assert press.get(f"/oembed?url={address}").status_code == 404
    assert press.get("/v1alpha1/claims:search?query=city%20spent").json == {}
    press.decide(fact, "disputed")
    assert [each["_factcheck"]["deleted"] for each in press.items()] == [False]


def test_an_embargo_that_is_over_ends_in_the_next_read(press: Press, monkeypatch: Any) -> None:
    from factcheck.api import edge
    from factcheck.clock import utcnow

    fact = press.publish(embargo_until="2099-01-01T00:00:00Z")
    assert press.items() == []
    assert press.get(f"/facts/{fact}").status_code == 404
    later = moment("2099-01-01T00:00:01Z")
    monkeypatch.setattr(edge, "utcnow", lambda: later)
    assert utcnow() < later
    assert press.get(f"/facts/{fact}").status_code == 200
    assert [each["id"] for each in press.items()] == [f"{BASE}/facts/{fact}"]


def test_robots_find_facts_and_feeds_alone(press: Press) -> None:
    from urllib.robotparser import RobotFileParser

    robots = RobotFileParser()
    answer = press.get("/robots.txt")
    robots.parse(answer.text.splitlines())
    for path in ("/facts/1", "/feeds", "/feeds/facts.json"):
        assert robots.can_fetch("*", f"{BASE}{path}"), path
    for path in ("/", "/api/v1/facts", "/login", "/articles/1"):
        assert not robots.can_fetch("*", f"{BASE}{path}"), path
