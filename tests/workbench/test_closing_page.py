"""The end of a check: whom the desk asked, and who answers for the draft."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from factcheck import review
from factcheck.clock import utcnow
from factcheck.store import articles, claims, closing, log
from factcheck.vocabulary import Status

TEXT = "In 2024 the city spent US$20 million on roads. It has 14 of them."
ASKED = {
    "asked": "Ministry of Roads",
    "channel": "e-mail",
    "question": "Is it true that you spent US$20 million?",
}


@pytest.fixture
def made(bench: Any) -> Any:
    return bench.receive("Roads", TEXT)


def _page(made: Any) -> str:
    return f"/articles/{made}/closing"


def _replies(bench: Any, made: Any) -> list[Any]:
    with bench.database.reading() as session:
        return closing.replies(session, made, limit=50, after=None).items


def _ask(browser: Any, made: Any, **changes: str) -> Any:
    return browser.post(f"/articles/{made}/replies", ASKED | changes, on=_page(made))


def _sign(browser: Any, made: Any, version: str = "1", **form: str) -> Any:
    address = f"/articles/{made}/sign-off"
    return browser.post(address, {"version": version} | form, on=_page(made))


def _signed(bench: Any, made: Any) -> Any:
    with bench.database.reading() as session:
        return closing.newest_sign_off(session, made)


def _finish(bench: Any, made: Any) -> None:
    with bench.database.reading() as session:
        found = [each.id for each in claims.of_article(session, made)]
    for each in found:
        bench.decide(
            each, "elena@example.org", status=Status.UNVERIFIED, rationale="Nobody could tell us."
        )


def test_it_draws_how_far_the_article_is(bench: Any, ana: Any, made: Any) -> None:
    with bench.database.reading() as session:
        first, second = claims.of_article(session, made)
    bench.decide(
        first.id, "elena@example.org", status=Status.UNVERIFIED, rationale="Nobody could tell us."
    )
    page = ana.get(_page(made)).text
    strip = page.partition('<figure class="chart strip">')[2].partition("</figure>")[0]
    told = ((first, "1: unverified. In 2024 the city"), (second, "2: waiting. It has 14"))
    for number, (claim, words) in enumerate(told, 1):
        address = f"/articles/{made}?claim={claim.id}#card"
        assert f'<a tabindex="-1" href="{address}"><title>{words}' in strip
        assert f'<a href="{address}">{number}</a>' in strip  # in the table beside it
    assert 'fill="url(#strip-unverified)"' in strip
    assert "Open claims: 1 now, 1 at most. There is no deadline." in page
    assert not re.search(r"<[^>]+\sstyle=", page)


def test_a_question_is_noted_in_the_log(bench: Any, ana: Any, made: Any) -> None:
    answer = _ask(ana, made, deadline="2026-05-04T12:00", asked_at="2026-05-01T09:30")
    assert answer.status_code == 303
    (noted,) = _replies(bench, made)
    assert (noted.asked, noted.channel, noted.question) == tuple(ASKED.values())
    assert noted.asked_at == datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
    assert noted.deadline == datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    assert noted.answer is None
    page = ana.get(answer.location).text
    assert "It is noted in the right-of-reply log." in page
    assert "Ministry of Roads" in page
    assert "asked 1 May 2026, 09:30 UTC" in page
    assert "noted by Ana Ferreyra" in page
    assert "No answer yet" in page


def test_an_answer_may_come_with_the_question_or_later(bench: Any, ana: Any, made: Any) -> None:
    _ask(ana, made, answer="We spent nothing.", answered_at="2026-05-02T10:00")
    _ask(ana, made, asked="The mayor")
    first, second = _replies(bench, made)
    assert first.answer == "We spent nothing."
    address = f"/articles/{made}/replies/{second.id}/answer"
    answer = ana.post(address, {"answer": "No\r\ncomment."}, on=_page(made))
    assert answer.status_code == 303
    assert _replies(bench, made)[1].answer == "No\ncomment."
    page = ana.get(answer.location).text
    assert "The answer is noted." in page
    assert "No answer yet" not in page


def test_an_unanswered_question_whose_time_is_over_is_marked(ana: Any, made: Any) -> None:
    past = utcnow() - timedelta(hours=3, minutes=5)
    _ask(ana, made, deadline=past.strftime("%Y-%m-%dT%H:%M"))
    page = ana.get(_page(made)).text
    assert re.search(r'class="due late"><time [^>]+>overdue by 3 h</time>', page)


def test_pressing_twice_notes_once(bench: Any, ana: Any, made: Any) -> None:
    assert [_ask(ana, made).status_code for _ in range(2)] == [303, 303]
    (noted,) = _replies(bench, made)
    address = f"/articles/{made}/replies/{noted.id}/answer"
    for _ in range(2):
        answer = ana.post(address, {"answer": "Yes."}, on=_page(made))
        assert answer.status_code == 303
    with bench.database.reading() as session:
        entries = log.history(session, "reply", noted.id, limit=9, after=None).items
    assert [each.action for each in entries] == ["reply.asked", "reply.answered"]


def test_a_second_answer_is_refused_and_kept_in_its_form(bench: Any, ana: Any, made: Any) -> None:
    _ask(ana, made)
    (noted,) = _replies(bench, made)
    form = ana.get(_page(made)).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token
    address = f"/articles/{made}/replies/{noted.id}/answer"
    ana.post(address, {"answer": "Yes."}, on="/")
    answer = ana.client.post(address, data={"answer": "No.", "csrf_token": token[1]})
    assert answer.status_code == 409
    assert _replies(bench, made)[0].answer == "Yes."


def test_a_refused_question_is_named_and_kept(bench: Any, ana: Any, made: Any) -> None:
    for field, value in (
        ("asked", " "),
        ("question", ""),
        ("deadline", "soon"),
        ("channel", "c" * 101),
    ):
        answer = _ask(ana, made, **{"answer": "Kept answer", field: value})
        assert answer.status_code == 422, field
        assert f'id="fault-{field}"' in answer.text
        assert ">\nKept answer</textarea>" in answer.text
    assert not _replies(bench, made)


def test_an_unfinished_article_is_refused_with_the_reasons(
    bench: Any, eddy: Any, made: Any
) -> None:
    page = eddy.get(_page(made)).text
    assert "2 of 2 sentences are not accounted for." in page
    assert "2 of 2 claims are neither final nor dismissed." in page
    answer = _sign(eddy, made)
    assert answer.status_code == 409
    assert "This article cannot be signed off yet." in answer.text
    assert answer.text.count("2 of 2 sentences are not accounted for.") == 2
    short = _sign(eddy, made, override_reason="Hurry <b>")
    assert short.status_code == 409
    assert "needs a reason of at least 10 characters" in short.text
    assert ">\nHurry &lt;b&gt;</textarea>" in short.text
    assert _signed(bench, made) is None


def test_with_a_reason_an_editor_signs_it_all_the_same(bench: Any, eddy: Any, made: Any) -> None:
    answer = _sign(eddy, made, override_reason="The paper goes to print now.")
    assert answer.status_code == 303
    signed = _signed(bench, made)
    assert (signed.draft_number, signed.open_claims) == (1, 2)
    page = eddy.get(answer.location).text
    assert "Signed off" in page
    assert "The paper goes to print now." in page


def test_a_finished_article_is_signed_until_it_changes(bench: Any, eddy: Any, made: Any) -> None:
    _finish(bench, made)
    page = eddy.get(_page(made)).text
    assert "Every sentence of draft 1 is accounted for." in page
    assert _sign(eddy, made).status_code == 303
    assert "Signed off</span>" in eddy.get(_page(made)).text
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, made)
        review.carry_over(session, article, TEXT + " Good.", actor=actor, now=utcnow())
    assert "Signed off, but changed since" in eddy.get(_page(made)).text


def test_what_was_not_looked_at_is_not_signed(bench: Any, eddy: Any, made: Any) -> None:
    answer = _sign(eddy, made, version="0", override_reason="The paper goes to print now.")
    assert answer.status_code == 409
    assert "changed since you opened this page" in answer.text
    assert ">\nThe paper goes to print now.</textarea>" in answer.text
    assert _signed(bench, made) is None


def test_who_may_not_is_offered_nothing(bench: Any, ana: Any, made: Any) -> None:
    vera = bench.browser("vera@example.org")
    for browser in (ana, vera):
        assert "An editor signs articles off." in browser.get(_page(made)).text
        assert _sign(browser, made).status_code == 403
    assert "Note whom the desk asked" not in vera.get(_page(made)).text
    assert _ask(vera, made).status_code == 403


def test_another_desks_article_is_not_there(bench: Any, ana: Any, made: Any) -> None:
    _ask(ana, made)
    (noted,) = _replies(bench, made)
    rita = bench.browser("rita@example.org")
    assert rita.get(_page(made)).status_code == 404
    for address, form in (
        (f"/articles/{made}/replies", ASKED),
        (f"/articles/{made}/replies/{noted.id}/answer", {"answer": "x"}),
        (f"/articles/{made}/sign-off", {"version": "1"}),
    ):
        assert rita.post(address, form, on="/").status_code == 404, address
    other = bench.receive("Other", "In 2023 it cost US$3 million.")
    address = f"/articles/{other}/replies/{noted.id}/answer"
    assert ana.post(address, {"answer": "x"}, on="/").status_code == 404


def test_a_long_log_comes_in_pages(bench: Any, ana: Any, made: Any) -> None:
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, made)
        for number in range(32):
            review.ask_reply(
                session, article, asked=f"Witness {number:02}", question="Well?", actor=actor,
                now=utcnow(),
            )  # fmt: skip
    first = ana.get(_page(made)).text
    assert "Witness 29" in first
    assert "Witness 30" not in first
    onward = re.search(r'rel="next" href="([^"#]+)', first)
    assert onward
    second = ana.get(onward[1].replace("&amp;", "&")).text
    assert "Witness 31" in second
    assert "Witness 29" not in second
    assert ana.get(f"{_page(made)}?after=x").status_code == 422


def test_what_was_asked_and_answered_stays_words(ana: Any, made: Any) -> None:
    attack = "<script>alert(1)</script>\u202e"
    _ask(ana, made, asked=attack, question=attack, channel=attack, answer=attack)
    page = ana.get(_page(made)).text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;[U+202E]") == 4


def test_more_replies_and_claims_take_no_more_queries(bench: Any, ana: Any, made: Any) -> None:
    with bench.counting() as few:
        ana.get(_page(made))
    many_claims = " ".join(
        f"In {year} it cost US${year - 1900} million." for year in range(1950, 1990)
    )
    other = bench.receive("Costs", many_claims)
    for number in range(8):
        _ask(ana, other, asked=f"Witness {number}")
    with bench.counting() as many:
        ana.get(_page(other))
    assert len(many) <= len(few) + 1 <= 16  # names are asked for where there are entries
