"""The main job, whole: an article in, claims out, reviewed, pulled, reported."""

import csv
import io
import json
from typing import Any

import pypdfium2
import pytest

from factcheck.store import log
from tests.newsroom import Newsroom


@pytest.fixture
def stored(newsroom: Newsroom, real_article: str) -> dict[str, Any]:
    return newsroom.article(real_article, published_at="2025-09-30T12:00:00Z")


def test_the_real_article_yields_at_least_twenty_claims_with_exact_spans(
    newsroom: Newsroom, stored: dict[str, Any], real_article: str
) -> None:
    claims = newsroom.claims(stored)
    assert len(claims) >= 20
    units = real_article.encode("utf-16-le")
    for claim in claims:
        assert real_article[claim["start"] : claim["end"]] == claim["quote"]
        narrow = units[2 * claim["start_utf16"] : 2 * claim["end_utf16"]].decode("utf-16-le")
        assert narrow == claim["quote"]
        for facet in claim["facets"]:
            assert real_article[facet["start"] : facet["end"]] == facet["text"]
        assert claim["status"] == "unverified"
        assert claim["reasons"]


@pytest.mark.parametrize(
    ("kind", "value", "unit"),
    [
        ("money", 20_000_000_000, "USD"),
        ("percentage", 10, "%"),
        ("percentage", 25, "%"),
        ("date", "2025-10-14", None),
        ("date", "2025-10-26", None),
    ],
)
def test_the_figures_and_dates_of_the_real_article_are_among_the_claims(
    newsroom: Newsroom, stored: dict[str, Any], kind: str, value: Any, unit: str | None
) -> None:
    facets = [
        (facet["type"], facet["value"], facet["unit"])
        for claim in newsroom.claims(stored)
        for facet in claim["facets"]
    ]
    assert (kind, value, unit) in facets


def test_the_speakers_of_the_quotations_are_named(
    newsroom: Newsroom, stored: dict[str, Any], real_article: str
) -> None:
    speakers = {claim["speaker"]["name"] for claim in newsroom.claims(stored) if claim["speaker"]}
    assert {"the Foreign Ministry", "Argentina’s Foreign Ministry"} <= speakers
    found = newsroom.viewer.post("/extract", {"text": real_article}).json["attributions"]
    assert "the US President" in {each["speaker"]["text"] for each in found if each["speaker"]}


def test_three_statuses_are_set_one_fact_is_pulled_and_four_reports_open(
    newsroom: Newsroom, stored: dict[str, Any]
) -> None:
    by_words = {claim["quote"]: claim["id"] for claim in newsroom.claims(stored)}

    def claim_about(words: str) -> str:
        return next(found for quote, found in by_words.items() if words in quote)

    swap = claim_about("US$20-billion")
    newsroom.support(swap, title="Treasury statement", url="https://home.treasury.gov/")
    assert newsroom.decide(swap, rating="True").status_code == 201

    first = claim_about("first South American leader")
    path = f"/claims/{first}"
    against = {"stance": "refutes", "source": {"title": "Visitor log", "kind": "primary"}}
    newsroom.reviewer.post(f"{path}/evidence", against, match=newsroom.reviewer.etag(path))
    assert newsroom.decide(first, "disputed").status_code == 201

    inner = claim_about("Sources confirm")
    assert newsroom.decide(inner, "unverified").status_code == 201

    facts = newsroom.viewer.get("/facts").json["items"]
    assert [(fact["claim_id"], fact["status"]) for fact in facts] == [(swap, "verified")]
    assert facts[0]["sources"][0]["title"] == "Treasury statement"

    counts = newsroom.viewer.get(f"/articles/{stored['id']}").json["counts"]
    assert counts["stage"]["final"] == 3
    assert (counts["status"]["verified"], counts["status"]["disputed"]) == (1, 1)

    report = newsroom.reviewer.post(f"/articles/{stored['id']}/reports").json
    files = {form: newsroom.viewer.get(address).data for form, address in report["files"].items()}
    assert b"US$20-billion" in files["html"]
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert sorted(row["status"] for row in rows if row["stage"] == "final") == [
        "disputed",
        "unverified",
        "verified",
    ]
    assert json.loads(files["json"])["content"]["summary"]
    pages = pypdfium2.PdfDocument(files["pdf"])
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "Treasury statement" in text

    with newsroom.database.reading() as session:
        assert list(log.verify(session))
