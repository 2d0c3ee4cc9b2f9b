"""People of the desk: added, given roles, locked out; and the last administrator stays."""

import re
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from factcheck import accounts
from factcheck.db import Base
from factcheck.errors import NotAuthenticated
from factcheck.store import desks, log, people
from factcheck.store.people import Person
from factcheck.store.second_factors import SecondFactor
from factcheck.vocabulary import Role
from tests.workbench.conftest import NOW, PASSWORD

NEW = {"name": "Grace Hopper", "email": "grace@example.org", "role": "reviewer"}
HOSTILE = "<script>alert(1)</script> \u202egro"


def id_of(bench: Any, email: str) -> UUID:
    with bench.database.reading() as session:
        found = people.by_email(session, email)
        assert found
        return found.id


def add(ada: Any, **more: str) -> Any:
    return ada.post("/admin/people", NEW | more, on="/admin/people")


def act(ada: Any, bench: Any, email: str, what: str, **form: str) -> Any:
    return ada.post(f"/admin/people/{id_of(bench, email)}/{what}", form, on="/admin")


def shown_once(page: str) -> str:
    found = re.search(r'id="secret"[^>]*>([^<]+)<', page)
    assert found
    return found[1]


def everything_kept(bench: Any) -> str:
    with bench.database.reading() as session:
        return "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        )


def test_a_person_is_added_with_a_password_that_is_shown_once(bench: Any, ada: Any) -> None:
    answer = add(ada)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    password = shown_once(answer.text)
    with ada.client.session_transaction() as session:
        assert password not in str(dict(session))
    assert password not in everything_kept(bench)
    assert password not in ada.get("/admin/people").text
    grace = bench.browser()
    assert grace.sign_in("grace@example.org", password).status_code == 302
    assert "Grace Hopper" in grace.get("/").text
    with bench.database.reading() as session:
        events = log.history(
            session, "person", id_of(bench, "grace@example.org"), limit=9, after=None
        ).items
    assert [(each.action, each.actor_name, each.channel) for each in events] == [
        ("person.joined", "Ada Lindqvist", "workbench")
    ]


def test_what_cannot_be_used_is_said_and_the_words_are_kept(ada: Any) -> None:
    for field, value, words in (
        ("email", "grace", "has no name or host"),
        ("email", "rita@example.org", "has an account already"),
        ("email", "ana@example.org", "has an account already"),
        ("name", "  ", "must not be blank"),
        ("role", "queen", "no such role"),
        ("name", "x\x00y", "NUL"),
    ):
        answer = add(ada, **{field: value})
        assert answer.status_code == 422
        assert f'id="fault-{field}"' in answer.text
        assert words in answer.text
        assert 'role="alert"' in answer.text
        for name in {"name", "email"} - {field}:
            assert f'name="{name}" value="{NEW[name]}"' in answer.text


def test_a_role_is_changed_and_holds_with_the_next_click(bench: Any, ada: Any) -> None:
    rob = bench.browser("rob@example.org")
    assert rob.get("/admin").status_code == 403
    answer = act(ada, bench, "rob@example.org", "role", role="admin", seen="reviewer")
    assert answer.status_code == 303
    assert "The role is another one from now on." in ada.get(answer.location).text
    assert rob.get("/admin").status_code == 200


def test_a_role_that_somebody_else_has_changed_is_not_written_over(bench: Any, ada: Any) -> None:
    act(ada, bench, "rob@example.org", "role", role="editor", seen="reviewer")
    answer = act(ada, bench, "rob@example.org", "role", role="viewer", seen="reviewer")
    assert answer.status_code == 409
    assert "Somebody made Rob editor in the meantime" in answer.text


def test_who_is_disabled_is_out_at_once_and_comes_in_again_when_enabled(
    bench: Any, ada: Any
) -> None:
    rob = bench.browser("rob@example.org")
    answer = act(ada, bench, "rob@example.org", "disable")
    assert answer.status_code == 303
    assert "disabled since" in ada.get(answer.location).text
    assert rob.get("/").location.startswith("/login")
    assert bench.browser().sign_in("rob@example.org").status_code == 401
    assert act(ada, bench, "rob@example.org", "enable").status_code == 303
    assert rob.get("/").location.startswith("/login")  # the old login does not come back to life
    assert bench.browser().sign_in("rob@example.org").status_code == 302


def test_the_last_administrator_can_neither_step_down_nor_be_locked_out(
    bench: Any, ada: Any
) -> None:
    answer = act(ada, bench, "admin@example.org", "role", role="editor", seen="admin")
    assert answer.status_code == 409
    assert "the desk&#39;s last administrator" in answer.text
    answer = act(ada, bench, "admin@example.org", "disable")
    assert answer.status_code == 409
    assert "You cannot lock yourself out" in answer.text
    act(ada, bench, "rob@example.org", "role", role="admin", seen="reviewer")
    assert act(ada, bench, "rob@example.org", "disable").status_code == 303
    answer = act(ada, bench, "admin@example.org", "role", role="editor", seen="admin")
    assert answer.status_code == 409  # the other one is disabled
    act(ada, bench, "rob@example.org", "enable")
    answer = act(ada, bench, "admin@example.org", "role", role="editor", seen="admin")
    assert answer.status_code == 303
    assert ada.get("/admin").status_code == 403


def test_a_tool_with_the_role_is_no_administrator_to_lean_on(bench: Any, ada: Any) -> None:
    form = {"whose": "tool", "tool": "Robot", "role": "admin", "scopes": "admin", "days": "9"}
    assert ada.post("/admin/keys", form, on="/admin").status_code == 200
    answer = act(ada, bench, "admin@example.org", "role", role="editor", seen="admin")
    assert answer.status_code == 409


def both_desks(bench: Any) -> None:
    with bench.database.writing() as session:
        rita = people.by_email(session, "rita@example.org")
        demo = desks.by_slug(session, "demo")
        assert rita
        assert demo
        accounts.join_desk(session, rita, demo, Role.EDITOR, now=NOW)


def test_the_account_of_who_works_on_another_desk_too_is_not_ours_to_change(
    bench: Any, ada: Any
) -> None:
    both_desks(bench)
    for what in ("disable", "enable", "password", "second-factor"):
        answer = act(ada, bench, "rita@example.org", what)
        assert answer.status_code == 409, what
        assert "works on another desk too" in answer.text
    assert bench.browser().sign_in("rita@example.org").status_code == 302
    page = ada.get(f"/admin/people/{id_of(bench, 'rita@example.org')}").text
    assert "Take off this desk" in page
    assert "Disable the account" not in page
    answer = act(ada, bench, "rita@example.org", "leave")
    assert (answer.status_code, answer.location) == (303, "/admin/people")
    assert "rita@example.org" not in ada.get("/admin/people").text
    assert "Rival desk" in bench.browser("rita@example.org").get("/").text


def test_nobody_is_taken_off_their_only_desk(bench: Any, ada: Any) -> None:
    assert act(ada, bench, "rob@example.org", "leave").status_code == 409


def test_nobody_changes_their_own_account_without_its_password(bench: Any, ada: Any) -> None:
    for what in ("password", "second-factor"):
        answer = act(ada, bench, "admin@example.org", what)
        assert answer.status_code == 409
        assert "on your account page" in answer.text
    page = ada.get(f"/admin/people/{id_of(bench, 'admin@example.org')}").text
    assert "Make a new password" not in page
    assert "Disable the account" not in page


def test_a_new_password_is_shown_once_and_the_old_one_ends(bench: Any, ada: Any) -> None:
    rob = bench.browser("rob@example.org")
    answer = act(ada, bench, "rob@example.org", "password")
    assert answer.status_code == 200
    password = shown_once(answer.text)
    assert rob.get("/").location.startswith("/login")
    with bench.database.reading() as session:
        assert accounts.check_password(session, "rob@example.org", password).name == "Rob"
        with pytest.raises(NotAuthenticated):
            accounts.check_password(session, "rob@example.org", PASSWORD)
    assert password not in everything_kept(bench)


def test_a_lost_second_factor_is_taken_off(bench: Any, ada: Any) -> None:
    page = f"/admin/people/{id_of(bench, 'rob@example.org')}"
    assert "Take the second factor off" not in ada.get(page).text
    assert act(ada, bench, "rob@example.org", "second-factor").status_code == 404
    with bench.database.writing() as session:
        factor = SecondFactor(
            person_id=id_of(bench, "rob@example.org"), secret=b"s", last_step=0, created_at=NOW
        )
        factor.confirmed_at = NOW
        session.add(factor)
    assert "Take the second factor off" in ada.get(page).text
    assert act(ada, bench, "rob@example.org", "second-factor").status_code == 303
    rob = bench.browser("rob@example.org")
    assert "Rob" in rob.get("/").text
    log_of_rob = ada.get(f"/admin/audit?type=person&id={id_of(bench, 'rob@example.org')}").text
    assert "person.second_factor_reset" in log_of_rob


def test_what_people_call_themselves_stays_words(bench: Any, ada: Any) -> None:
    page = add(ada, name=HOSTILE).text
    with bench.database.reading() as session:
        made = people.by_email(session, "grace@example.org")
    assert made
    for text in (
        page,
        ada.get("/admin/people").text,
        ada.get(f"/admin/people/{made.id}").text,
        add(ada, name=HOSTILE).text,
        ada.get(f"/admin/audit?by={made.id}").text,
    ):
        assert "<script>alert" not in text
        assert "\u202e" not in text.replace(
            'value="&lt;script&gt;alert(1)&lt;/script&gt; \u202egro"', ""
        )
    assert "[U+202E]" in page


def test_more_people_take_no_more_queries(bench: Any, ada: Any) -> None:
    ada.get("/admin/people")
    with bench.counting() as few:
        ada.get("/admin/people")
    with bench.database.writing() as session:
        demo = desks.by_slug(session, "demo")
        assert demo
        for number in range(60):
            person = Person(email=f"p{number}@example.org", name=f"P{number}", created_at=NOW)
            session.add(person)
            session.flush()
            accounts.join_desk(session, person, demo, Role.VIEWER, now=NOW)
    with bench.counting() as many:
        page = ada.get("/admin/people").text
    assert len(many) == len(few) <= 6
    assert page.count("@example.org</bdi>") == 50
    following = re.search(r'href="(/admin/people\?after=[^"]+)"', page)
    assert following
    rest = ada.get(following[1].replace("&amp;", "&")).text
    assert rest.count("@example.org</bdi>") == 67 - 50
