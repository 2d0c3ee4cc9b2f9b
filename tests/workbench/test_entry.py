"""Coming in, going out, and being kept out."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from factcheck import sign_in
from factcheck.app import create_app
from factcheck.errors import Busy
from factcheck.store import log, logins
from factcheck.store.logins import Login
from factcheck.store.people import Person
from factcheck.workbench.browsers import browser
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
        assert set(session) == {"login"}
    answer = browser.client.post("/logout", data={"csrf_token": before})
    assert answer.status_code == 400


def test_the_cookie_names_nobody_and_an_old_one_opens_nothing(bench: Any, ana: Any) -> None:
    old = ana.client.get_cookie("session").value
    assert ana.get("/").status_code == 200
    ana.post("/logout", {}, on="/")
    thief = bench.browser()
    thief.client.set_cookie("session", old)
    assert thief.get("/").location == "/login?next=/"
    answer = thief.client.post("/logout", data={})
    assert answer.status_code == 400


def test_signing_in_again_ends_the_login_of_before(bench: Any, ana: Any) -> None:
    old = ana.client.get_cookie("session").value
    ana.sign_in("vera@example.org")
    thief = bench.browser()
    thief.client.set_cookie("session", old)
    assert thief.get("/").status_code == 302


def test_under_https_the_cookie_is_for_this_host_alone(bench: Any, tmp_path: Any) -> None:
    config = replace(bench.app.config["FACTCHECK"], base_url="https://desk.example")
    client = create_app(config, bench.database).test_client()
    told = client.get("/login", base_url="https://desk.example").headers["Set-Cookie"]
    assert told.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(told.split("; "))


def _rest(bench: Any, **time: float) -> None:
    """Let that time pass since anybody did anything."""
    with bench.database.writing() as session:
        for login in session.scalars(select(Login)):
            login.created_at -= timedelta(**time)
            login.seen_at -= timedelta(**time)


def _seen(bench: Any) -> datetime:
    with bench.database.reading() as session:
        return session.scalars(select(Login.seen_at)).one()


def test_whoever_was_away_too_long_is_told_and_comes_back(bench: Any, ana: Any) -> None:
    article = f"/articles/{bench.article('White House').id}"
    _rest(bench, minutes=119)
    assert ana.get(article).status_code == 200
    _rest(bench, minutes=121)
    answer = ana.get(f"{article}?claim=x")
    assert answer.location == f"/login?next={article}?claim%3Dx"
    assert "Nothing was done here for 120 minutes" in ana.get(answer.location).text
    assert ana.sign_in("ana@example.org", bench.password, then=article).location == article
    assert ana.get(article).status_code == 200


def test_a_form_that_comes_too_late_does_nothing_and_gives_the_words_back(
    bench: Any, ana: Any
) -> None:
    claim = bench.claim("will travel to Washington")
    page = f"/articles/{claim.article_id}"
    token, words = ana.token(page), "The budget <b>says</b> so, \u202epage 12."
    _rest(bench, hours=14)
    with bench.database.reading() as session:
        before = log.head(session).seq
    answer = ana.client.post(
        f"/claims/{claim.id}/reviews",
        data={"csrf_token": token, "version": "1", "status": "verified", "rationale": words},
        headers={"Referer": f"http://localhost{page}?claim={claim.id}"},
    )
    assert answer.status_code == 401
    assert "After 14 hours you have to sign in again" in answer.text
    assert "The budget &lt;b&gt;says&lt;/b&gt; so," in answer.text
    assert f'href="/login?next={page}?claim%3D{claim.id}"' in answer.text
    with bench.database.reading() as session:
        assert log.head(session).seq == before


def test_a_login_is_seen_at_most_once_a_minute(bench: Any, ana: Any) -> None:
    article = f"/articles/{bench.article('White House').id}"
    _rest(bench, seconds=50)
    seen = _seen(bench)
    ana.get(article)
    assert _seen(bench) == seen
    _rest(bench, seconds=50)
    ana.get(article)
    assert _seen(bench) > seen


def test_a_page_that_asks_by_itself_keeps_no_login_alive(bench: Any, ana: Any) -> None:
    _rest(bench, minutes=90)
    seen = _seen(bench)
    assert ana.get(f"/articles/{bench.article('White House').id}/pulse").status_code == 200
    assert _seen(bench) == seen


def test_a_busy_database_keeps_nobody_from_reading(
    bench: Any, ana: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any) -> None:
        raise Busy("Many changes are being written right now. Try again.")

    monkeypatch.setattr(logins, "see", busy)
    _rest(bench, minutes=5)
    assert ana.get("/").status_code == 200


_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36"
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148"


@pytest.mark.parametrize(
    ("agent", "kept"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Edg/138.0", "Edge on Windows"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_CHROME}", "Chrome on macOS"),
        (f"{_IPHONE} Safari/604.1", "Safari on iPhone"),
        ("x" * 500, "x" * 80),
        ("\x00", ""),
    ],
)
def test_of_a_browser_few_words_are_kept(agent: str, kept: str) -> None:
    assert browser(agent) == kept


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
        session["login"] = "no token of ours"
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
        scripts = re.findall(r"<script[^>]*>", page.text)
        assert all('src="/static/js/' in each for each in scripts)


def test_the_style_sheet_is_served_to_anybody(bench: Any) -> None:
    with bench.browser().get("/static/workbench.css") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "text/css"


@pytest.mark.parametrize("meanwhile", [{"password_hash": "another"}, {"disabled_at": NOW}])
def test_who_is_changed_while_the_password_is_looked_at_is_not_let_in(
    bench: Any, monkeypatch: pytest.MonkeyPatch, meanwhile: dict[str, Any]
) -> None:
    found = sign_in.desk_to_begin

    def slowly(session: Any, person: Person) -> Any:
        with bench.database.writing() as other:
            other.execute(update(Person).where(Person.id == person.id).values(**meanwhile))
        return found(session, person)

    monkeypatch.setattr(sign_in, "desk_to_begin", slowly)
    browser = bench.browser()
    assert browser.sign_in("vera@example.org").status_code == 401
    assert browser.get("/").location == "/login?next=/"
