"""The main job, whole: an article in, claims out, reviewed, pulled, reported."""

import csv
import io
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from factcheck.store import log
from tests.newsroom import Newsroom


@dataclass(frozen=True)
class Told:
    """An article and words by which a test finds some of its claims."""

    text: str
    swap: str
    first: str
    inner: str
    speakers: frozenset[str]


REAL = Told(
    "",
    "US$20-billion",
    "first South American leader",
    "Sources confirm",
    frozenset({"the Foreign Ministry", "Argentina’s Foreign Ministry", "the US President"}),
)
SEED = Told(
    (Path(__file__).parents[2] / "seeds" / "visit-draft-1.txt").read_text(encoding="utf-8"),
    "US$20 billion",
    "first South American leader",
    "An earlier trip",
    frozenset({"the Foreign Ministry", "the Economy Ministry", "the US Census Bureau"}),
)


@pytest.fixture(params=["seed", "real"])
def told(request: pytest.FixtureRequest) -> Told:
    """The project's own article, and the real one where the design folder is at hand."""
    if request.param == "seed":
        return SEED
    return replace(REAL, text=request.getfixturevalue("real_article"))


@pytest.fixture
def stored(newsroom: Newsroom, told: Told) -> dict[str, Any]:
    return newsroom.article(told.text, published_at="2025-09-30T12:00:00Z")


def test_the_article_yields_at_least_twenty_claims_with_exact_spans(
    newsroom: Newsroom, stored: dict[str, Any], told: Told
) -> None:
    text = told.text
    claims = newsroom.claims(stored)
    assert len(claims) >= 20
    units = text.encode("utf-16-le")
    for claim in claims:
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        narrow = units[2 * claim["start_utf16"] : 2 * claim["end_utf16"]].decode("utf-16-le")
        assert narrow == claim["quote"]
        for facet in claim["facets"]:
            assert text[facet["start"] : facet["end"]] == facet["text"]
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
def test_the_figures_and_dates_of_the_article_are_among_the_claims(
    newsroom: Newsroom, stored: dict[str, Any], kind: str, value: Any, unit: str | None
) -> None:
    facets = [
        (facet["type"], facet["value"], facet["unit"])
        for claim in newsroom.claims(stored)
        for facet in claim["facets"]
    ]
    assert (kind, value, unit) in facets


def test_the_speakers_of_the_quotations_are_named(
    newsroom: Newsroom, stored: dict[str, Any], told: Told
) -> None:
    speakers = {claim["speaker"]["name"] for claim in newsroom.claims(stored) if claim["speaker"]}
    assert told.speakers <= speakers


def test_three_statuses_are_set_one_fact_is_pulled_and_four_reports_open(
    newsroom: Newsroom, stored: dict[str, Any], told: Told
) -> None:
    by_words = {claim["quote"]: claim["id"] for claim in newsroom.claims(stored)}

    def claim_about(words: str) -> str:
        return next(found for quote, found in by_words.items() if words in quote)

    swap = claim_about(told.swap)
    newsroom.support(swap, title="Treasury statement", url="https://home.treasury.gov/")
    assert newsroom.decide(swap, rating="True").status_code == 201

    first = claim_about(told.first)
    path = f"/claims/{first}"
    against = {"stance": "refutes", "source": {"title": "Visitor log", "kind": "primary"}}
    newsroom.reviewer.post(f"{path}/evidence", against, match=newsroom.reviewer.etag(path))
    assert newsroom.decide(first, "disputed").status_code == 201

    inner = claim_about(told.inner)
    assert newsroom.decide(inner, "unverified").status_code == 201

    facts = newsroom.viewer.get("/facts").json["items"]
    assert [(fact["claim_id"], fact["status"]) for fact in facts] == [(swap, "verified")]
    assert facts[0]["sources"][0]["title"] == "Treasury statement"

    counts = newsroom.viewer.get(f"/articles/{stored['id']}").json["counts"]
    assert counts["stage"]["final"] == 3
    assert (counts["status"]["verified"], counts["status"]["disputed"]) == (1, 1)

    report = newsroom.reviewer.post(f"/articles/{stored['id']}/reports").json
    files = {form: newsroom.viewer.get(address).data for form, address in report["files"].items()}
    assert told.swap.encode() in files["html"]
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
