"""The first page says what waits, how far it is, and who decided."""

import re
from typing import Any

from sqlalchemy import select

from factcheck import review
from factcheck.store import worklist
from factcheck.store.articles import Article
from factcheck.vocabulary import Status
from factcheck.workbench.tally import Tally


def test_it_shows_what_waits_and_why_it_came_back(ana: Any) -> None:
    page = ana.get("/").text
    assert "Came back" in page
    assert "the text changed" in page
    assert "In review" in page
    assert "Queued" in page


def test_it_shows_the_articles_with_status_and_coverage(bench: Any, ana: Any) -> None:
    page = ana.get("/").text
    assert "What a swap line of US$20 billion" in page
    assert re.search(r'aria-label="3 verified, 1 disputed, 1 unverified, \d+ waiting"', page)
    with bench.database.reading() as session:
        coverage = review.ledger(session, bench.article("White House")).coverage
    assert f"{coverage.accounted} of {coverage.total} sentences accounted" in page


def test_it_shows_the_latest_decisions_first(bench: Any, ana: Any) -> None:
    claim = bench.claim("It will be his first formal visit")
    bench.decide(
        claim.id,
        "rob@example.org",
        status=Status.UNVERIFIED,
        rationale="We asked; nobody answered.",
    )
    latest = ana.get("/").text.partition("Latest decisions")[2]
    assert latest.index("Rob") < latest.index("Ana Ferreyra")


def test_an_empty_desk_says_what_to_do(bench: Any) -> None:
    page = bench.browser("rita@example.org").get("/").text
    assert "factcheck ingest FILE" in page
    assert "POST /api/v1/articles" in page
    assert 'href="/api/docs"' in page


def test_another_desk_shows_nothing_of_this_one(bench: Any) -> None:
    page = bench.browser("rita@example.org").get("/").text
    assert "White House" not in page
    assert "Demonstration" not in page


def test_older_articles_are_a_page_away(bench: Any, ana: Any) -> None:
    for number in range(20):
        bench.receive(f"Story {number}", f"In 2024 the city spent US${number + 2} million.")
    first = ana.get("/").text
    assert "Story 19" in first
    assert "Older articles" in first
    oldest = bench.article("Story 0")
    second = ana.get(f"/?after={oldest.id}").text
    assert "Story 19" not in second.partition('<h2 id="articles">')[2].partition("Latest")[0]
    assert "White House date" in second
    assert ana.get("/?after=nonsense").status_code == 422


def test_coverage_is_what_the_ledger_says(bench: Any) -> None:
    with bench.database.reading() as session:
        found = list(session.scalars(select(Article)))
        coverage = review.coverages(session, [each.id for each in found])
        for each in found:
            assert coverage[each.id] == review.ledger(session, each).coverage


def test_the_bar_adds_up(bench: Any) -> None:
    article = bench.article("White House")
    with bench.database.reading() as session:
        tally = Tally.of(worklist.tallies(session, [article.id])[article.id])
    assert tally.total == sum(part.count for part in tally.segments)
    assert abs(sum(part.width for part in tally.segments) - 100) < 0.01


def test_more_articles_take_no_more_queries(bench: Any, ana: Any) -> None:
    with bench.counting() as few:
        ana.get("/")
    for number in range(15):
        bench.receive(f"Story {number}", f"In 2024 the city spent US${number + 2} million.")
    with bench.counting() as many:
        ana.get("/")
    assert len(many) == len(few) <= 10
