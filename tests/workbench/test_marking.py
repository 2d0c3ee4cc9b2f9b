"""A claim marked by hand on the desk."""

from typing import Any
from uuid import UUID

import pytest

from factcheck.store import claims

TEXT = (
    "The mayor was pleased. 😀 Nobody asked why the \u202ebridge was shut. "
    "The mayor was pleased. In 2024 the city spent US$5 million on roads."
)


@pytest.fixture
def article_id(bench: Any) -> UUID:
    made: UUID = bench.receive("Bridge", TEXT)
    return made


def _mark(browser: Any, article_id: UUID, **form: str) -> Any:
    return browser.post(f"/articles/{article_id}/claims", {"draft": "1"} | form, on="/")


def _quotes(bench: Any, article_id: UUID) -> list[str]:
    with bench.database.reading() as session:
        return [each.anchor.quote for each in claims.of_article(session, article_id)]


def test_words_are_marked_where_they_were_selected(bench: Any, ana: Any, article_id: UUID) -> None:
    second = TEXT.rindex("The mayor was pleased.")
    end = second + len("The mayor was pleased.")
    answer = _mark(ana, article_id, start=str(second), end=str(end), words="The mayor was pleased.")
    assert answer.status_code == 303
    with bench.database.reading() as session:
        marked = [
            each for each in claims.of_article(session, article_id) if each.anchor.start == second
        ]
    assert [each.anchor.quote for each in marked] == ["The mayor was pleased."]
    page = ana.get(answer.location).text
    assert "Marked: this is a claim now." in page


def test_letters_that_are_shown_in_another_way_are_found(
    bench: Any, ana: Any, article_id: UUID
) -> None:
    start = TEXT.index("Nobody")
    end = TEXT.index(" The mayor", start)
    shown = "Nobody asked why the [U+202E]bridge was shut."
    assert _mark(ana, article_id, start=str(start), end=str(end), words=shown).status_code == 303
    assert TEXT[start:end] in _quotes(bench, article_id)


def test_words_alone_are_enough_where_they_stand_once(
    bench: Any, ana: Any, article_id: UUID
) -> None:
    before = len(_quotes(bench, article_id))
    twice = _mark(ana, article_id, words="The mayor was pleased.")
    assert twice.status_code == 422
    assert "These words stand in 2 places" in twice.text
    none = _mark(ana, article_id, words="<b>Never written</b>")
    assert none.status_code == 422
    assert "do not stand in the text" in none.text
    assert "&lt;b&gt;Never written" in none.text  # given back
    assert len(_quotes(bench, article_id)) == before
    assert _mark(ana, article_id, words="Nobody asked why").status_code == 303


@pytest.mark.parametrize(("start", "end"), [("0", "5"), ("9" * 12, "3"), ("-1", "4"), ("x", "²")])
def test_a_place_that_does_not_hold_the_words_is_not_believed(
    bench: Any, ana: Any, article_id: UUID, start: str, end: str
) -> None:
    answer = _mark(ana, article_id, start=start, end=end, words="Nobody asked why")
    assert answer.status_code == 303
    assert "Nobody asked why" in _quotes(bench, article_id)


def test_what_is_marked_already_or_stands_in_another_draft_is_refused(
    bench: Any, ana: Any, article_id: UUID
) -> None:
    (quote,) = [each for each in _quotes(bench, article_id) if "US$5" in each]
    again = _mark(ana, article_id, words=quote)
    assert again.status_code == 409
    assert "This is marked already." in again.text
    late = _mark(ana, article_id, words="Nobody asked why", draft="2")
    assert late.status_code == 409
    assert "A newer draft has come." in late.text


def test_viewers_and_strangers_mark_nothing(bench: Any, article_id: UUID) -> None:
    for email, status in (("vera@example.org", 403), ("rita@example.org", 404)):
        browser = bench.browser(email)
        assert _mark(browser, article_id, words="Nobody asked why").status_code == status
    viewers = bench.browser("vera@example.org").get(f"/articles/{article_id}").text
    assert "Mark a claim" not in viewers
