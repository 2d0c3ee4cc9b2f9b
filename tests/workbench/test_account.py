"""One's own account: who one is, the password, where one is signed in, and on which desk."""

import re
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from factcheck import accounts, sign_in
from factcheck.clock import utcnow
from factcheck.store import desks, log, people
from factcheck.store.logins import Login
from factcheck.vocabulary import LoginMethod, Role

NEW = "a battery of correct horses"


def change(browser: Any, old: str, new: str = NEW, again: str | None = None) -> Any:
    form = {"own_password": old, "password": new, "again": new if again is None else again}
    return browser.post("/account/password", form, on="/account")


def events(bench: Any, email: str) -> list[str]:
    with bench.database.reading() as session:
        person = people.by_email(session, email)
        assert person
        found = log.history(session, "person", person.id, limit=50, after=None).items
    return [event.action for event in found if event.channel == "workbench"]


def test_the_account_says_who_one_is(bench: Any, ana: Any) -> None:
    page = ana.get("/account").text
    for words in ("Ana Ferreyra", "ana@example.org", "reviewer", "(this one)", "by password"):
        assert words in page
    assert "Work here" not in page
    assert bench.browser().get("/account").location == "/login?next=/account"


def test_a_changed_password_is_the_only_one_and_ends_the_other_logins(bench: Any, ana: Any) -> None:
    other, old = bench.browser("ana@example.org"), ana.client.get_cookie("session").value
    answer = change(ana, bench.password)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Your password is changed" in ana.get("/account").text
    assert "You were signed out here" in other.get(other.get("/account").location).text
    thief = bench.browser()
    thief.client.set_cookie("session", old)
    assert thief.get("/account").status_code == 302
    assert bench.browser().sign_in("ana@example.org", bench.password).status_code == 401
    assert bench.browser().sign_in("ana@example.org", NEW).status_code == 302
    assert events(bench, "ana@example.org") == ["person.password_set"]


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", NEW, NEW, "That is not your password."),
        ("right", "short", "short", "Take at least 12 characters."),
        ("right", NEW, NEW + "!", "The two are not the same."),
        ("right", "right", "right", "Choose another one"),
        ("right", "", "", "Take at least 12 characters."),
    ],
)
def test_a_password_that_cannot_be_taken_is_refused_on_the_form(
    bench: Any, ana: Any, old: str, new: str, again: str, said: str
) -> None:
    given = [bench.password if each == "right" else each for each in (old, new, again)]
    answer = change(ana, *given)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert NEW not in answer.text
    assert bench.password not in answer.text
    assert bench.browser().sign_in("ana@example.org", bench.password).status_code == 302
    assert ana.get("/account").status_code == 200


def test_nobody_guesses_a_password_from_within_a_login(bench: Any, ana: Any) -> None:
    for _ in range(5):
        assert change(ana, "wrong").status_code == 422
    answer = change(ana, bench.password)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert "Wait five minutes" in answer.text
    assert change(bench.browser("vera@example.org"), "correct horse battery").status_code == 303


def _logins(page: str) -> list[str]:
    return re.findall(r'action="/account/logins/([0-9a-f-]{36})/end"', page)


def test_one_login_is_ended_from_another(bench: Any, ana: Any) -> None:
    there = bench.browser("ana@example.org")
    assert len(_logins(ana.get("/account").text)) == 2
    with bench.database.reading() as session:
        newest = max(session.scalars(select(Login)), key=lambda login: login.created_at)
    assert ana.post(f"/account/logins/{newest.id}/end", {}, on="/account").status_code == 303
    assert "That browser is signed out." in ana.get("/account").text
    assert there.get("/").status_code == 302
    answer = ana.post(f"/account/logins/{newest.id}/end", {}, on="/account")
    assert answer.status_code == 404
    assert events(bench, "ana@example.org") == ["person.signed_out"]


def test_ending_this_login_is_signing_out(bench: Any, ana: Any) -> None:
    (mine,) = _logins(ana.get("/account").text)
    assert ana.post(f"/account/logins/{mine}/end", {}, on="/account").location == "/account"
    assert ana.get("/account").location == "/login?next=/account"


def test_nobody_ends_the_login_of_another_person(bench: Any, ana: Any) -> None:
    vera = bench.browser("vera@example.org")
    (theirs,) = _logins(vera.get("/account").text)
    for login_id in (theirs, uuid4()):
        answer = ana.post(f"/account/logins/{login_id}/end", {}, on="/account")
        assert answer.status_code == 404
        assert "This login is over already." in answer.text
    assert vera.get("/").status_code == 200


@pytest.mark.parametrize(("form", "stays"), [({}, True), ({"here": "yes"}, False)])
def test_one_signs_out_everywhere(bench: Any, ana: Any, form: dict[str, str], stays: bool) -> None:
    others = [bench.browser("ana@example.org") for _ in range(2)]
    vera = bench.browser("vera@example.org")
    answer = ana.post("/account/logins/end", form, on="/account")
    assert answer.location == ("/account" if stays else "/login")
    assert [each.get("/").status_code for each in others] == [302, 302]
    assert ana.get("/account").status_code == (200 if stays else 302)
    assert vera.get("/").status_code == 200


def test_who_works_on_two_desks_goes_from_one_to_the_other(bench: Any, ana: Any) -> None:
    with bench.database.writing() as session:
        rival = desks.by_slug(session, "rival")
        person = people.by_email(session, "ana@example.org")
        accounts.join_desk(session, person, rival, Role.EDITOR, now=utcnow())
        nobodys = accounts.open_desk(session, slug="third", name="Third", now=utcnow())
    old = ana.client.get_cookie("session").value
    assert "Work here" in ana.get("/account").text
    answer = ana.post("/account/desk", {"desk": str(rival.id)}, on="/account")
    assert (answer.status_code, answer.location) == (303, "/")
    page = ana.get("/").text
    assert "Rival desk" in page
    assert "White House" not in page
    thief = bench.browser()
    thief.client.set_cookie("session", old)
    assert thief.get("/").status_code == 302
    for other in (nobodys.id, uuid4(), "", "x"):
        answer = ana.post("/account/desk", {"desk": str(other)}, on="/account")
        assert answer.status_code == 404
        assert "There is no such desk." in answer.text
    assert "Rival desk" in ana.get("/").text
    assert "Rival desk" in bench.browser("ana@example.org").get("/").text  # as last time


def test_the_account_page_asks_the_same_of_the_database_for_many_logins(
    bench: Any, ana: Any
) -> None:
    with bench.counting() as few:
        ana.get("/account")
    with bench.database.writing() as session:
        desk, person = desks.by_slug(session, "demo"), people.by_email(session, "ana@example.org")
        given = {"how": LoginMethod.SSO, "agent": "Firefox on Linux", "now": utcnow()}
        for _ in range(6):
            sign_in.begin(session, person, desk, **given)
    with bench.counting() as many:
        page = ana.get("/account").text
    assert len(_logins(page)) == 7
    assert len(many) == len(few) <= 8


def test_what_a_browser_says_of_itself_stays_words(bench: Any) -> None:
    browser = bench.browser()
    browser.client.environ_base["HTTP_USER_AGENT"] = "<script>alert(1)</script> \u202etxt"
    browser.sign_in("vera@example.org")
    with bench.database.writing() as session:
        person = people.by_email(session, "vera@example.org")
        person.name = "<img src=x onerror=alert(1)> \u202eareV"
        person.email = "vera@example.org"
    page = browser.get("/account").text
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "style=" not in page


def test_whoever_has_no_password_is_told_where_it_is_looked_after(bench: Any, ana: Any) -> None:
    with bench.database.writing() as session:
        people.by_email(session, "ana@example.org").password_hash = None
    for page in ("/account", "/account/second-factor"):
        assert "You have no password here" in ana.get(page).text
    assert change(ana, "").status_code == 422
