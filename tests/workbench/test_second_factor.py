"""The second factor: set up, asked for, lost and reset."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import text

from factcheck import second_factor
from factcheck.clock import utcnow
from factcheck.store import log, people
from tests.workbench.conftest import PASSWORD

PAGE = "/account/second-factor"
STEP = timedelta(seconds=30)


@dataclass
class Clock:
    """The time that the pages go by."""

    now: datetime

    def pass_by(self, time: timedelta = STEP) -> None:
        self.now += time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(utcnow())
    for module in ("edge", "entry", "codes"):
        monkeypatch.setattr(f"factcheck.workbench.{module}.utcnow", lambda: clock.now)
    return clock


@dataclass
class Vera:
    """A viewer with a second factor, at her first browser."""

    browser: Any
    totp: pyotp.TOTP
    recovery: list[str]
    shown: str


def begin(browser: Any, password: str = PASSWORD) -> Any:
    return browser.post(PAGE, {"own_password": password}, on=PAGE)


def secret(page: str) -> str:
    found = re.search(r'<code class="hash" dir="ltr">([A-Z2-7 ]+)</code>', page)
    assert found
    return found[1].replace(" ", "")


def codes(page: str) -> list[str]:
    return re.findall(r"<code>([A-Z2-7-]{19})</code>", page)


@pytest.fixture
def vera(bench: Any, clock: Clock) -> Vera:
    browser = bench.browser("vera@example.org")
    begin(browser)
    totp = pyotp.TOTP(secret(browser.get(PAGE).text))
    answer = browser.post(f"{PAGE}/on", {"code": totp.at(clock.now)}, on=PAGE)
    assert answer.status_code == 200
    clock.pass_by()
    return Vera(browser, totp, codes(answer.text), answer.text)


def step_one(bench: Any, then: str = "") -> Any:
    browser = bench.browser()
    answer = browser.sign_in("vera@example.org", then=then)
    assert answer.location == "/login/code" + (f"?next={then}" if then else "")
    return browser


def type_code(browser: Any, code: str, address: str = "/login/code") -> Any:
    return browser.post(address, {"code": code}, on="/login/code")


def test_it_is_set_up_by_scanning_and_typing_the_first_code(bench: Any, clock: Clock) -> None:
    browser, other = bench.browser("vera@example.org"), bench.browser("vera@example.org")
    assert "Set it up" in browser.get("/account").text
    assert "That is not your password." in begin(browser, "wrong").text
    assert begin(browser).location == PAGE
    page = browser.get(PAGE)
    assert re.search(r'<svg [^>]*class="qr"', page.text)
    assert "style=" not in page.text
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]
    wrong = browser.post(f"{PAGE}/on", {"code": "000000"}, on=PAGE)
    assert wrong.status_code == 422
    assert "wrong or too old" in wrong.text
    assert bench.browser().sign_in("vera@example.org").location == "/"  # not on yet
    totp = pyotp.TOTP(secret(page.text))
    before = browser.client.get_cookie("session").value
    answer = browser.post(f"{PAGE}/on", {"code": totp.at(clock.now)}, on=PAGE)
    assert len(set(codes(answer.text))) == 10
    assert browser.client.get_cookie("session").value != before
    assert other.get("/").status_code == 302
    assert browser.post("/logout", {}, on="/account").status_code == 302


def test_the_codes_are_shown_once_and_the_secret_no_more(vera: Vera) -> None:
    page = vera.browser.get(PAGE).text
    assert "10 recovery codes are left." in page
    assert codes(page) == []
    assert vera.totp.secret not in page.replace(" ", "")
    answer = vera.browser.post(f"{PAGE}/on", {"code": "000000"}, on=PAGE)
    assert answer.status_code == 409
    assert begin(vera.browser).status_code == 409


def test_the_page_after_the_first_code_still_works(vera: Vera) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', vera.shown)
    assert token
    answer = vera.browser.client.post("/logout", data={"csrf_token": token[1]})
    assert answer.status_code == 302


def test_the_password_alone_opens_nothing_any_more(bench: Any, vera: Vera, clock: Clock) -> None:
    browser = step_one(bench, "/account")
    assert browser.get("/").location == "/login?next=/"
    assert browser.get("/login").status_code == 200
    for wrong in ("", "000000", "AAAA-AAAA-AAAA-AAAA"):
        assert type_code(browser, wrong).status_code == 401
    half = browser.client.get_cookie("session").value
    code = vera.totp.at(clock.now)
    assert type_code(browser, code, "/login/code?next=/account").location == "/account"
    assert browser.get("/account").status_code == 200
    thief = bench.browser()
    thief.client.set_cookie("session", half)
    assert thief.get("/account").status_code == 302
    again = step_one(bench)
    assert type_code(again, code).status_code == 401  # it was used
    clock.pass_by()
    assert type_code(again, vera.totp.at(clock.now)).status_code == 302


def test_a_recovery_code_lets_in_once(bench: Any, vera: Vera) -> None:
    assert type_code(step_one(bench), vera.recovery[0].lower()).location == "/"
    assert type_code(step_one(bench), vera.recovery[0]).status_code == 401
    assert "9 recovery codes are left." in vera.browser.get("/account").text


def test_the_second_step_is_braked_whatever_the_browser(
    bench: Any, vera: Vera, clock: Clock
) -> None:
    browser = step_one(bench)
    for _ in range(5):
        assert type_code(browser, "000000").status_code == 401
    answer = type_code(step_one(bench), vera.totp.at(clock.now))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    clock.pass_by(timedelta(minutes=6))
    assert type_code(step_one(bench), vera.totp.at(clock.now)).status_code == 302


def test_the_second_step_takes_no_longer_than_ten_minutes(
    bench: Any, vera: Vera, clock: Clock
) -> None:
    browser = step_one(bench)
    token = browser.token("/login/code")
    clock.pass_by(timedelta(minutes=10))
    form = {"csrf_token": token, "code": vera.totp.at(clock.now)}
    answer = browser.client.post("/login/code", data=form)
    assert answer.status_code == 401
    assert "The code came too late" in answer.text
    assert browser.get("/login/code?next=/account").location == "/login?next=/account"


def test_nobody_comes_to_the_second_step_without_the_first(bench: Any, vera: Vera) -> None:
    assert bench.browser().get("/login/code").location == "/login"
    answer = bench.browser().post("/login/code", {"code": vera.recovery[0]})
    assert answer.status_code == 401
    assert "10 recovery codes are left." in vera.browser.get(PAGE).text


def test_another_password_ends_a_half_made_login(bench: Any, vera: Vera) -> None:
    half = step_one(bench)
    form = {"own_password": PASSWORD, "password": "x" * 12, "again": "x" * 12}
    assert vera.browser.post("/account/password", form, on="/account").status_code == 303
    assert half.get("/login/code").location == "/login"


def test_new_recovery_codes_take_the_password_and_replace_the_old(bench: Any, vera: Vera) -> None:
    refused = vera.browser.post(f"{PAGE}/codes", {"own_password": "wrong"}, on=PAGE)
    assert refused.status_code == 422
    answer = vera.browser.post(f"{PAGE}/codes", {"own_password": PASSWORD}, on=PAGE)
    assert len(codes(answer.text)) == 10
    assert not set(codes(answer.text)) & set(vera.recovery)
    browser = step_one(bench)
    assert type_code(browser, vera.recovery[0]).status_code == 401
    assert type_code(browser, codes(answer.text)[0]).status_code == 302


def test_turning_it_off_takes_the_password(bench: Any, vera: Vera) -> None:
    refused = vera.browser.post(f"{PAGE}/off", {"own_password": "wrong"}, on=PAGE)
    assert refused.status_code == 422
    assert "That is not your password." in refused.text
    answer = vera.browser.post(f"{PAGE}/off", {"own_password": PASSWORD}, on=PAGE)
    assert answer.location == "/account"
    assert bench.browser().sign_in("vera@example.org").location == "/"
    with bench.database.reading() as session:
        person = people.by_email(session, "vera@example.org")
        told = log.history(session, "person", person.id, limit=9, after=None).items
    assert [each.action for each in told if each.channel == "workbench"] == [
        "person.second_factor_on",
        "person.second_factor_off",
    ]


def test_after_a_reset_the_password_is_enough(bench: Any, vera: Vera) -> None:
    with bench.database.writing() as session:
        person = people.by_email(session, "vera@example.org")
        second_factor.reset(session, person, now=utcnow())
    assert vera.browser.get("/").status_code == 302
    assert bench.browser().sign_in("vera@example.org").location == "/"


def test_a_secret_that_was_never_confirmed_is_not_shown_for_long(bench: Any, clock: Clock) -> None:
    browser = bench.browser("vera@example.org")
    begin(browser)
    assert secret(browser.get(PAGE).text)
    clock.pass_by(timedelta(minutes=15))
    page = browser.get(PAGE).text
    assert 'class="qr"' not in page
    assert 'name="own_password"' in page


def test_neither_secret_nor_code_nor_token_is_kept_in_clear(
    bench: Any, vera: Vera, clock: Clock
) -> None:
    browser = step_one(bench)
    type_code(browser, vera.totp.at(clock.now))
    with browser.client.session_transaction() as session:
        token = session["login"]
    bench.database.dispose()
    with bench.database.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    files = list(bench.app.config["FACTCHECK"].data_dir.glob("desk.sqlite3*"))
    kept = b"".join(each.read_bytes() for each in files)
    bare = [code.replace("-", "") for code in vera.recovery]
    hidden = [token, vera.totp.secret, *vera.recovery, *bare, PASSWORD]
    assert [each for each in hidden if each.encode() in kept] == []
    assert vera.totp.byte_secret() not in kept


def test_with_another_secret_key_recovery_codes_still_open(bench: Any, vera: Vera) -> None:
    bench.app.config["FACTCHECK"] = replace(bench.app.config["FACTCHECK"], secret_key="another")
    browser = step_one(bench)
    answer = type_code(browser, "000000")
    assert answer.status_code == 500
    assert "FACTCHECK_SECRET_KEY is not the one" in answer.text
    assert type_code(browser, vera.recovery[0]).status_code == 302
