"""Coming in, going out, and being kept out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from factcheck.store.people import Person
from factcheck.workbench.entry import local_path
from factcheck.workbench.throttle import WINDOW, Throttle

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_the_right_password_opens_the_desk(bench: Any) -> None:
    browser = bench.browser()
    answer = browser.sign_in("ana@example.org", bench.password)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Ana Ferreyra" in browser.get("/").text


def test_the_address_may_be_written_in_any_case(bench: Any) -> None:
    assert bench.browser().sign_in(" Ana@Example.ORG ", bench.password).status_code == 302


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org", "", "a\x00@b"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(bench: Any, email: str) -> None:
    answer = bench.browser().sign_in(email, "wrong")
    assert answer.status_code == 401
    assert "The address or the password is wrong." in answer.text


def test_the_address_is_kept_and_the_password_is_not(bench: Any) -> None:
    answer = bench.browser().sign_in("ana@example.org", "my wrong word")
    assert 'value="ana@example.org"' in answer.text
    assert "my wrong word" not in answer.text


def test_after_five_failures_even_the_right_password_waits(bench: Any) -> None:
    browser = bench.browser()
    for _ in range(5):
        assert browser.sign_in("ana@example.org", "wrong").status_code == 401
    answer = browser.sign_in("ANA@example.org", bench.password)
    assert answer.status_code == 429
    assert "Wait five minutes" in answer.text
    assert answer.headers["Retry-After"] == "300"
    assert bench.browser().sign_in("vera@example.org").status_code == 302


def test_the_throttle_lets_in_again_when_the_window_has_passed() -> None:
    throttle = Throttle()
    assert [throttle.admit("a", NOW) for _ in range(6)] == [True] * 5 + [False]
    assert throttle.admit("b", NOW)
    assert not throttle.admit("a", NOW + WINDOW - timedelta(seconds=1))
    assert throttle.admit("a", NOW + WINDOW)


def test_the_throttle_forgets_a_success_and_what_is_oldest() -> None:
    throttle = Throttle(most=2)
    for _ in range(5):
        throttle.admit("a", NOW)
    throttle.forget("a")
    assert throttle.admit("a", NOW)
    for each in "abc":
        for _ in range(6):
            throttle.admit(each, NOW)
    assert throttle.admit("a", NOW)
    assert not throttle.admit("c", NOW)


def test_the_session_starts_afresh(bench: Any) -> None:
    browser = bench.browser()
    before = browser.token()
    browser.sign_in("vera@example.org")
    with browser.client.session_transaction() as session:
        assert set(session) == {"person", "desk"}
    answer = browser.client.post("/logout", data={"csrf_token": before})
    assert answer.status_code == 400


def test_signing_out_ends_it(bench: Any, ana: Any) -> None:
    answer = ana.post("/logout", {}, on="/")
    assert (answer.status_code, answer.location) == (302, "/login")
    assert ana.get("/").location == "/login?next=/"


def test_whoever_is_not_signed_in_comes_back_where_they_were_going(bench: Any) -> None:
    article = f"/articles/{bench.article('White House').id}"
    browser = bench.browser()
    assert browser.get(article).location == f"/login?next={article}"
    answer = browser.sign_in("vera@example.org", then=article)
    assert answer.location == article


@pytest.mark.parametrize(
    "given", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil", "", "evil"]
)
def test_no_address_leads_out_of_the_house(given: str) -> None:
    assert local_path(given) == "/"


def test_a_form_without_its_token_is_refused_with_a_page(bench: Any) -> None:
    answer = bench.browser().client.post("/login", data={"email": "a@b.c", "password": "x"})
    assert answer.status_code == 400
    assert answer.mimetype == "text/html"
    assert "nothing was recorded" in answer.text


def test_the_api_asks_for_no_token_and_takes_no_session(bench: Any, ana: Any) -> None:
    assert ana.client.get("/api/v1/articles").status_code == 401
    answer = ana.client.post("/api/v1/extract", json={"text": "The city spent US$5 million."})
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


def test_who_is_disabled_or_gone_is_out_at_once(bench: Any, ana: Any) -> None:
    with bench.database.writing() as session:
        session.execute(
            update(Person).where(Person.email == "ana@example.org").values(disabled_at=NOW)
        )
    assert ana.get("/").location == "/login?next=/"
    with ana.client.session_transaction() as session:
        session["person"] = "01a205d0-c9f8-7cc7-8413-000000000000"
    assert ana.get("/").location == "/login?next=/"


def test_who_has_no_desk_is_told_so(bench: Any) -> None:
    answer = bench.browser().sign_in("lost@example.org")
    assert answer.status_code == 403
    assert "no place on a desk yet" in answer.text


def test_pages_stay_out_of_caches_and_carry_the_policy(bench: Any, ana: Any) -> None:
    for page in (bench.browser().get("/login"), ana.get("/")):
        assert page.headers["Cache-Control"] == "private, no-store"
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert "style=" not in page.text
        assert "<script" not in page.text


def test_the_style_sheet_is_served_to_anybody(bench: Any) -> None:
    with bench.browser().get("/static/workbench.css") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "text/css"
