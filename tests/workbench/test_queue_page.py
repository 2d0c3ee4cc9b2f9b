"""The first page says what waits, how far it is, and who decided."""

import re
from typing import Any

from sqlalchemy import select

from factcheck import review
from factcheck.clock import utcnow
from factcheck.store import articles, claims, worklist
from factcheck.store.articles import Article
from factcheck.vocabulary import Status
from factcheck.workbench.tally import Tally


def test_it_shows_what_waits_and_why_it_came_back(ana: Any) -> None:
    page = ana.get("/").text
    assert "Came back" in page
    assert "the text changed" in page
    assert "Nobody’s yet" in page


def test_what_is_mine_comes_first_and_what_was_proposed_apart(bench: Any, ana: Any) -> None:
    claim = bench.claim("It will be his first formal visit")
    rob = bench.actor("rob@example.org")
    with bench.database.writing() as session:
        found = claims.claim(session, rob.desk_id, claim.id)
        mine = bench.actor("ana@example.org").person_id
        review.assign(session, found, mine, actor=rob, now=claim.created_at)
    page = ana.get("/").text
    yours = page.partition('id="heap-mine"')[2].partition("</section>")[0]
    assert str(claim.id) in yours
    assert page.index("heap-mine") < page.index("heap-reopened") < page.index("heap-free")
    others = bench.browser("rob@example.org").get("/").text
    assert str(claim.id) in others.partition('id="heap-others"')[2]


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
    latest = ana.get("/").text.partition('<h2 id="latest">')[2]
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


def test_only_the_newest_articles_are_shown_and_what_is_due(bench: Any, ana: Any) -> None:
    for number in range(7):
        bench.receive(f"Story {number}", f"In 2024 the city spent US${number + 2} million.")
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        oldest = articles.article(session, actor.desk_id, bench.article("Story 0").id)
        now = utcnow()
        review.edit_article(session, oldest, {"deadline": now}, actor=actor, now=now)
    page = ana.get("/").text
    due = page.partition('id="urgent"')[2].partition("</section>")[0]
    assert "Story 0" in due
    assert "overdue" in due
    newest = page.partition('id="articles"')[2].partition("</section>")[0]
    assert "Story 6" in newest
    assert "White House" not in newest
    assert 'href="/articles"' in newest


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
    assert len(many) == len(few) <= 16


def test_the_queue_looks_at_open_claims_alone(bench: Any) -> None:
    rob = bench.actor("rob@example.org")
    with bench.database.reading() as session, bench.counting() as seen:
        worklist.queue(session, rob.desk_id, rob.person_id, each=25)
    (query,) = seen
    with bench.database.engine.connect() as connection:
        holes = query.count("?")
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("x",) * holes).all()
    steps = [row[3] for row in plan if "claims" in row[3]]
    assert any("ix_claims_desk_id_status_stage (desk_id=? AND status=? AND stage=?)" in each
               for each in steps), steps  # fmt: skip
