"""The list of articles says how far each is, when it is due, and what to do where it is empty."""

import re
from datetime import timedelta
from typing import Any

from factcheck import review
from factcheck.clock import utcnow
from factcheck.store import articles, claims
from factcheck.vocabulary import Status


def _receive(bench: Any, title: str, text: str = "", **publication: Any) -> Any:
    text = text or f"In 2024 the city spent US$20 million on {title}."
    made = bench.receive(title, text)
    if publication:
        _edit(bench, made, **publication)
    return made


def _edit(bench: Any, article_id: Any, **changes: Any) -> None:
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, article_id)
        review.edit_article(session, article, changes, actor=actor, now=utcnow())


def _finish(bench: Any, article_id: Any) -> None:
    with bench.database.reading() as session:
        found = [each.id for each in claims.of_article(session, article_id)]
    for each in found:
        bench.decide(
            each,
            "elena@example.org",
            status=Status.UNVERIFIED,
            rationale="We asked; nobody answered.",
        )


def _titles(page: str) -> list[str]:
    return re.findall(r"<h2 dir=\"auto\"><a [^>]+>([^<]+)</a>", page)


def test_each_article_shows_status_coverage_and_draft(bench: Any, ana: Any) -> None:
    page = ana.get("/articles").text
    assert any(each.startswith("What a swap line") for each in _titles(page))
    assert re.search(r'aria-label="3 verified, 1 disputed, 1 unverified, \d+ waiting"', page)
    with bench.database.reading() as session:
        coverage = review.ledger(session, bench.article("White House")).coverage
    assert f"{coverage.accounted} of {coverage.total} sentences accounted" in page


def test_a_deadline_is_told_in_words(bench: Any, ana: Any) -> None:
    made = _receive(bench, "roads")
    for ahead, words in (
        (timedelta(minutes=20, seconds=30), "due in 20 min"),
        (timedelta(hours=3, seconds=30), "due in 3 h"),
        (timedelta(hours=47, seconds=30), "due in 47 h"),
        (timedelta(days=3, seconds=30), "due in 3 days"),
        (-timedelta(minutes=5, seconds=30), "overdue by 5 min"),
        (-timedelta(hours=2, seconds=30), "overdue by 2 h"),
    ):
        _edit(bench, made, deadline=utcnow() + ahead)
        page = ana.get("/articles").text
        assert f">{words}</time>" in page
        assert ('class="due late"' in page) is words.startswith("overdue")


def test_what_is_done_is_not_overdue(bench: Any, ana: Any) -> None:
    made = _receive(bench, "roads", deadline=utcnow() - timedelta(hours=1))
    assert "overdue by" in ana.get("/articles").text
    _finish(bench, made)
    page = ana.get("/articles").text
    assert "overdue by" not in page
    assert "the deadline is over, nothing waits" in page


def test_the_filters_leave_what_they_say(bench: Any, ana: Any) -> None:
    now = utcnow()
    done = _receive(bench, "done roads")
    _finish(bench, done)
    _receive(bench, "late roads", deadline=now - timedelta(hours=30))
    _receive(bench, "later roads", deadline=now + timedelta(days=2))
    _receive(bench, "secret roads", embargo_until=now + timedelta(days=1))
    _receive(bench, "free roads", embargo_until=now - timedelta(days=1))
    shown = {
        show: {each for each in _titles(ana.get(f"/articles?show={show}").text) if "roads" in each}
        for show in ("all", "open", "due", "done", "embargoed")
    }
    assert shown["all"] == shown["open"] | {"done roads"}
    assert shown["done"] == {"done roads"}
    assert shown["due"] == {"late roads"}
    assert shown["embargoed"] == {"secret roads"}


def test_a_claim_that_left_the_text_keeps_no_article_open(bench: Any, ana: Any) -> None:
    made = _receive(bench, "lost roads")
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, made)
        review.carry_over(session, article, "We shall see.", actor=actor, now=utcnow())
    assert "lost roads" in _titles(ana.get("/articles?show=done").text)
    assert "lost roads" not in _titles(ana.get("/articles?show=open").text)


def test_what_is_due_comes_by_its_deadline_page_by_page(bench: Any, ana: Any) -> None:
    now = utcnow()
    for number in range(26):
        late = now - timedelta(minutes=number)
        _receive(bench, f"road {number:02}", deadline=late)
    first = ana.get("/articles?show=due").text
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = ana.get(onward[1].replace("&amp;", "&")).text
    told = _titles(first) + _titles(second)
    assert told == [f"road {number:02}" for number in reversed(range(26))]
    assert "To the beginning" in second


def test_a_cursor_of_another_list_is_refused(ana: Any) -> None:
    assert ana.get("/articles?after=nonsense").status_code == 422
    assert ana.get("/articles?show=due&after=x").status_code == 422


def test_only_an_editor_is_offered_a_new_article(ana: Any, eddy: Any) -> None:
    assert 'href="/articles/new"' not in ana.get("/articles").text
    assert 'href="/articles/new"' in eddy.get("/articles").text


def test_an_empty_desk_says_what_to_do_and_shows_nothing_of_another(bench: Any) -> None:
    rita = bench.browser("rita@example.org")
    page = rita.get("/articles").text
    assert "The desk has no articles yet." in page
    assert 'href="/articles/new"' in page
    assert "White House" not in page
    assert "No article is under embargo." in rita.get("/articles?show=embargoed").text


def test_titles_and_names_stay_words(bench: Any, ana: Any) -> None:
    attack = "<script>alert(1)</script>\u202eevil"
    _receive(bench, attack, author=attack, publisher=attack)
    page = ana.get("/articles").text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;[U+202E]evil") == 3


def test_more_articles_take_no_more_queries(bench: Any, ana: Any) -> None:
    with bench.counting() as few:
        ana.get("/articles")
    for number in range(12):
        _receive(bench, f"road {number}", deadline=utcnow() + timedelta(days=1))
    with bench.counting() as many:
        ana.get("/articles?show=open")
    assert len(many) == len(few) <= 10
