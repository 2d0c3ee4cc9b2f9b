"""Signing in by a provider: who is let in, and every answer that lets nobody in."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import RSAKey
from sqlalchemy import select, update

from factcheck import second_factor
from factcheck.app import create_app
from factcheck.clock import utcnow
from factcheck.sign_in_settings import Sso
from factcheck.store import people, second_factors
from factcheck.store.logins import Login
from factcheck.store.people import Person
from tests.workbench.conftest import Bench
from tests.workbench.provider import CLIENT, SECRET, Provider, serving

UNTRUSTED = "cannot be trusted, so nobody was signed in"
STRAY = "belongs to no sign-in that was begun in this browser"


@pytest.fixture(scope="session")
def key() -> RSAKey:
    return RSAKey.generate_key(2048, auto_kid=True)


@pytest.fixture
def provider(key: RSAKey) -> Iterator[Provider]:
    with serving(Provider(key)) as provider:
        yield provider


@pytest.fixture
def desk(bench: Bench, provider: Provider) -> Bench:
    """The desk, with the provider configured."""
    sso = Sso(provider.issuer, CLIENT, SECRET, "Newsroom <b>account</b>")
    config = replace(bench.app.config["FACTCHECK"], sso=sso)
    return Bench(bench.database, create_app(config, bench.database), bench.password)


def go(browser: Any, then: str = "") -> str:
    """Go to the provider and sign in there; gives the address that it sends the browser to."""
    away = browser.get(f"/login/sso?next={then}" if then else "/login/sso")
    assert away.status_code == 302, away.text
    back = requests.get(away.location, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://localhost/login/sso/back?")
    return back.removeprefix("http://localhost")


def refused(desk: Bench, browser: Any = None, status: int = 403) -> str:
    """What the page says when the answer lets nobody in."""
    browser = browser or desk.browser()
    answer = browser.get(go(browser))
    assert answer.status_code == status
    assert browser.get("/").location == "/login?next=/"
    with desk.database.reading() as session:
        assert session.scalars(select(Login)).all() == []
    return answer.text


def test_whoever_the_provider_vouches_for_is_let_in(desk: Bench, provider: Provider) -> None:
    browser = desk.browser()
    page = browser.get("/login?next=/account").text
    assert "Sign in with Newsroom &lt;b&gt;account&lt;/b&gt;" in page
    assert 'href="/login/sso?next=/account"' in page
    answer = browser.get(go(browser, "/account"))
    assert (answer.status_code, answer.location) == (302, "/account")
    with browser.client.session_transaction() as session:
        assert set(session) == {"login"}
    assert "by single sign-on" in browser.get("/account").text
    (form,) = provider.seen
    assert len(form["code_verifier"]) >= 43
    assert "ana@example.org" not in str(form)


def test_the_address_may_be_written_in_any_case(desk: Bench, provider: Provider) -> None:
    provider.claims = {"email": "Ana@Example.ORG", "aud": ["other", CLIENT], "azp": CLIENT}
    browser = desk.browser()
    assert browser.get(go(browser)).location == "/"


def test_it_leads_to_no_other_site(desk: Bench) -> None:
    browser = desk.browser()
    assert browser.get(go(browser, "//evil.example")).location == "/"


def test_a_second_factor_is_the_providers_business(desk: Bench) -> None:
    with desk.database.writing() as session:
        person = people.by_email(session, "ana@example.org")
        assert person
        sealer = second_factor.factor_sealer("for tests alone")
        second_factor.prepare(session, person, sealer=sealer, now=utcnow())
        found = second_factors.find(session, person.id)
        assert found
        found.confirmed_at = utcnow()
    browser = desk.browser()
    assert browser.get(go(browser)).location == "/"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"iss": "https://another.example"},
        {"exp": 1_700_000_000},
        {"exp": "soon"},
        {"iat": 4_000_000_000},
        {"nbf": 4_000_000_000},
        {"sub": ["1"]},
    ],
    ids=str,
)
def test_an_id_token_that_is_not_for_this_visit_lets_nobody_in(
    desk: Bench, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert UNTRUSTED in refused(desk)


@pytest.mark.parametrize("claim", ["nonce", "aud", "iss", "exp", "iat", "sub"])
def test_an_id_token_that_leaves_something_out_lets_nobody_in(
    desk: Bench, provider: Provider, claim: str
) -> None:
    provider.left_out = {claim}
    assert UNTRUSTED in refused(desk)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_signature_that_anybody_can_make_lets_nobody_in(
    desk: Bench, provider: Provider, algorithm: str
) -> None:
    provider.algorithm = algorithm
    assert UNTRUSTED in refused(desk)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "e30.e30.", "e30.e30.e30", "é", "..", "{}"])
def test_what_is_no_id_token_lets_nobody_in(desk: Bench, provider: Provider, text: str) -> None:
    provider.id_token = text or " "
    assert UNTRUSTED in refused(desk)


def test_a_key_of_somebody_else_lets_nobody_in(
    desk: Bench, provider: Provider, key: RSAKey
) -> None:
    stranger = RSAKey.generate_key(2048, {"kid": key.kid})
    provider.keys, provider.published = [stranger], [key]
    assert UNTRUSTED in refused(desk)
    unknown = RSAKey.generate_key(2048, auto_kid=True)
    provider.keys = [unknown]
    assert UNTRUSTED in refused(desk)
    provider.published = None  # the provider says that this is its key from now on
    browser = desk.browser()
    assert browser.get(go(browser)).location == "/"


@pytest.mark.parametrize(
    "claims",
    [{"email_verified": False}, {"email_verified": "true"}, {"email_verified": 1}, {"email": ""}],
    ids=str,
)
def test_only_an_address_that_is_verified_counts(
    desk: Bench, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert "has verified no e-mail address of yours" in refused(desk)


def test_the_address_may_come_from_the_providers_other_page(
    desk: Bench, provider: Provider
) -> None:
    provider.left_out = {"email", "email_verified"}
    assert "has verified no e-mail" in refused(desk)
    provider.told = {"sub": "2", "email": "ana@example.org", "email_verified": True}
    assert "has verified no e-mail" in refused(desk)
    provider.told["sub"] = "1"
    browser = desk.browser()
    assert browser.get(go(browser)).location == "/"


@pytest.mark.parametrize("who", ["nobody@example.org", "<b>\u202eana</b>@example.org", "disabled"])
def test_nobody_gets_an_account_by_signing_in(desk: Bench, provider: Provider, who: str) -> None:
    if who == "disabled":
        with desk.database.writing() as session:
            session.execute(
                update(Person).where(Person.email == "ana@example.org").values(disabled_at=utcnow())
            )
    else:
        provider.claims = {"email": who}
    page = refused(desk)
    assert "has no account here. Ask an administrator to add it." in page
    assert "\u202e" not in page
    assert "<b>" not in page
    with desk.database.reading() as session:
        assert people.by_email(session, "nobody@example.org") is None


def test_who_has_no_desk_is_told_so(desk: Bench, provider: Provider) -> None:
    provider.claims = {"email": "lost@example.org"}
    assert "no place on a desk yet" in refused(desk)


def test_an_answer_that_nobody_asked_for_lets_nobody_in(desk: Bench, provider: Provider) -> None:
    browser, other = desk.browser(), desk.browser()
    back = go(browser)
    answer = other.get(back)  # a victim is made to follow the attacker's link
    assert answer.status_code == 403
    assert STRAY in answer.text
    query = parse_qs(urlsplit(back).query)
    for state in ("", "another", "é"):
        go(other)
        answer = other.get(f"/login/sso/back?code={query['code'][0]}&state={state}")
        assert (answer.status_code, STRAY in answer.text) == (403, True)
    assert provider.seen == []
    assert browser.get(back).location == "/"
    assert STRAY in browser.get(back).text  # it counts once
    assert len(provider.seen) == 1


def test_an_answer_of_another_provider_lets_nobody_in(desk: Bench, provider: Provider) -> None:
    browser = desk.browser()
    answer = browser.get(f"{go(browser)}&iss=https://another.example")
    assert STRAY in answer.text
    assert provider.seen == []


def test_whoever_stays_away_too_long_begins_again(desk: Bench) -> None:
    browser = desk.browser()
    back = go(browser)
    with browser.client.session_transaction() as session:
        session["sso"] = session["sso"] | {"at": session["sso"]["at"] - 601}
    assert STRAY in browser.get(back).text


def test_a_refusal_of_the_provider_is_told(desk: Bench, provider: Provider) -> None:
    browser = desk.browser()
    state = parse_qs(urlsplit(go(browser)).query)["state"][0]
    answer = browser.get(f"/login/sso/back?error=access_denied&state={state}")
    assert answer.status_code == 403
    assert "The provider did not let you in" in answer.text
    assert provider.seen == []


def test_a_code_that_the_provider_does_not_take_lets_nobody_in(
    desk: Bench, provider: Provider
) -> None:
    browser = desk.browser()
    back = go(browser)
    with browser.client.session_transaction() as session:
        session["sso"]["asked"]["verifier"] = "x" * 64
        session.modified = True
    assert UNTRUSTED in browser.get(back).text


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/jwks"])
def test_a_provider_that_does_not_answer_is_told_and_the_password_still_opens(
    desk: Bench, provider: Provider, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.oidc._REST_SECONDS", 0)
    browser = desk.browser()
    provider.down = {path}
    answer = browser.get("/login/sso" if path.startswith("/.") else go(browser))
    assert answer.status_code == 502
    assert "The provider of single sign-on does not answer." in answer.text
    assert "Try again in a few minutes, or use your password." in answer.text
    provider.down = set()
    assert browser.get(go(browser)).location == "/"
    assert desk.browser().sign_in("ana@example.org", desk.password).status_code == 302


def test_a_provider_that_is_gone_is_told(bench: Bench) -> None:
    sso = Sso("http://127.0.0.1:9", CLIENT, SECRET)
    config = replace(bench.app.config["FACTCHECK"], sso=sso)
    gone = Bench(bench.database, create_app(config, bench.database), bench.password)
    assert "Sign in with single sign-on" in gone.browser().get("/login").text
    assert gone.browser().get("/login/sso").status_code == 502


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": ""},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_description_that_fits_not_what_was_configured_is_refused(
    desk: Bench, provider: Provider, described: dict[str, str]
) -> None:
    provider.described = described
    assert desk.browser().get("/login/sso").status_code == 502


def test_without_a_provider_there_is_no_such_page(bench: Bench) -> None:
    assert "single sign-on" not in bench.browser().get("/login").text
    for page in ("/login/sso", "/login/sso/back?code=x&state=y"):
        assert bench.browser().get(page).status_code == 404


def test_what_it_takes_is_loaded_when_it_is_used_alone() -> None:
    extra = ("authlib", "requests", "joserfc", "factcheck.oidc")
    code = f"import sys, factcheck.app; print([n for n in {extra} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("then", ["/" + "a" * 6000, "//evil.example", "https://evil.example"])
def test_a_strange_way_back_does_not_keep_anybody_out(desk: Bench, then: str) -> None:
    browser = desk.browser()
    answer = browser.get(go(browser, then))
    assert (answer.status_code, answer.location) == (302, "/")


@pytest.mark.parametrize("told", [[], "ana", [{"sub": "1"}]])
def test_a_provider_that_tells_no_object_of_a_person(
    desk: Bench, provider: Provider, told: Any
) -> None:
    provider.left_out, provider.told = {"email", "email_verified"}, told
    assert UNTRUSTED in refused(desk)


def test_a_provider_that_is_down_is_not_asked_by_everybody_at_once(
    desk: Bench, provider: Provider
) -> None:
    described = "/.well-known/openid-configuration"
    provider.down = {described}
    for _ in range(3):
        assert desk.browser().get("/login/sso").status_code == 502
    assert provider.asked.count(described) == 1
