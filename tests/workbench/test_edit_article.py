"""An editor changes what is known of an article, and overwrites nobody unseen."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from factcheck import review
from factcheck.clock import utcnow
from factcheck.store import articles, log
from factcheck.workbench.article_form import FIELDS, shown

NEVER = "In 2024 the city spent US$20 million on roads."
SECONDS = datetime(2026, 5, 4, 17, 30, 42, tzinfo=UTC)
REFUSED = [
    ("title", " ", "It must not be blank."),
    ("deadline", "tomorrow", "Not a time"),
    ("embargo_until", "2026-13-01T00:00", "Not a time"),
    ("url", "javascript:alert(1)", "Not a valid URL."),
    ("language", "", "It must not be blank."),
    ("author", "a" * 301, "Length must be between 0 and 300."),
]


@pytest.fixture
def made(bench: Any) -> Any:
    found = bench.receive("Roads", NEVER)
    _set(bench, found, author="Ana Ruiz", deadline=SECONDS)
    return found


def _set(bench: Any, made: Any, **changes: Any) -> None:
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, made)
        review.edit_article(session, article, changes, actor=actor, now=utcnow())


def _article(bench: Any, made: Any) -> Any:
    with bench.database.reading() as session:
        return articles.article(session, bench.actor("eddy@example.org").desk_id, made)


def _send(browser: Any, bench: Any, made: Any, **changes: str) -> Any:
    article = _article(bench, made)
    form = shown(article) | {"version": str(article.version)} | changes
    address = f"/articles/{made}/edit"
    return browser.post(address, {k: v for k, v in form.items() if v != "OFF"}, on=address)


def test_the_form_shows_what_is_stored(eddy: Any, made: Any) -> None:
    page = eddy.get(f"/articles/{made}/edit").text
    assert 'name="title" value="Roads"' in page
    assert 'name="author" value="Ana Ruiz"' in page
    assert 'name="deadline" value="2026-05-04T17:30"' in page
    assert 'name="own" value="yes" checked' in page
    for name in FIELDS:
        assert f'name="{name}"' in page


def test_what_was_changed_is_set_and_the_rest_stays_as_it_was(
    bench: Any, eddy: Any, made: Any
) -> None:
    answer = _send(
        eddy,
        bench,
        made,
        title="Roads of Lima",
        author="",
        url="https://paper.example/roads",
        embargo_until="2026-05-06T06:00",
        language="es",
        own="OFF",
        public="yes",
    )
    assert answer.location == f"/articles/{made}"
    article = _article(bench, made)
    assert (article.title, article.author) == ("Roads of Lima", None)
    assert article.embargo_until == datetime(2026, 5, 6, 6, 0, tzinfo=UTC)
    assert (article.language, article.own, article.public) == ("es", False, True)
    assert article.deadline == SECONDS  # the form shows minutes, and nobody touched it
    with bench.database.reading() as session:
        newest = log.newest(session, "article", made)
    assert newest
    assert newest.action == "article.edited"
    assert "deadline" not in newest.after
    assert "The changes are recorded." in eddy.get(answer.location).text


def test_nothing_changed_is_nothing_recorded(bench: Any, eddy: Any, made: Any) -> None:
    before = _article(bench, made).version
    answer = _send(eddy, bench, made)
    assert "Nothing was changed." in eddy.get(answer.location).text
    assert _article(bench, made).version == before


def test_who_was_overtaken_sees_both_and_keeps_their_words(
    bench: Any, eddy: Any, made: Any
) -> None:
    stale = _article(bench, made).version
    _set(bench, made, title="Streets", deadline=SECONDS + timedelta(days=1))
    answer = _send(eddy, bench, made, version=str(stale), title="Avenues", author="Ben")
    assert answer.status_code == 409
    assert 'name="title" value="Avenues"' in answer.text
    assert 'name="author" value="Ben"' in answer.text
    assert "It now says: <bdi>Streets</bdi>" in answer.text
    assert f'name="version" value="{stale + 1}"' in answer.text
    assert _article(bench, made).title == "Streets"


def test_a_refusal_stands_at_its_field(bench: Any, eddy: Any, made: Any) -> None:
    for field, value, words in REFUSED:
        answer = _send(eddy, bench, made, publisher="Kept", **{field: value})
        assert answer.status_code == 422, field
        assert words in answer.text
        assert f'id="fault-{field}"' in answer.text
        assert 'value="Kept"' in answer.text
    assert _article(bench, made).publisher is None


def test_only_an_editor_of_the_desk_edits(bench: Any, ana: Any, made: Any) -> None:
    assert ana.get(f"/articles/{made}/edit").status_code == 403
    rita = bench.browser("rita@example.org")
    assert rita.get(f"/articles/{made}/edit").status_code == 404
    assert rita.post(f"/articles/{made}/edit", {"title": "X"}, on="/").status_code == 404
    assert _article(bench, made).title == "Roads"


def test_what_is_stored_and_what_is_typed_stay_words(bench: Any, eddy: Any, made: Any) -> None:
    attack = '"><script>alert(1)</script>\u202e'
    _set(bench, made, title=attack, publisher=attack)
    page = eddy.get(f"/articles/{made}/edit").text
    answer = _send(eddy, bench, made, version="1", title=attack + "x", author=attack)
    for text in (page, answer.text):
        assert "<script>alert" not in text
        assert "[U+202E]" in text
