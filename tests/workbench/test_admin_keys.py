"""Keys: made once, shown once, capped, and taken back."""

import re
from typing import Any

from sqlalchemy import select

from factcheck import accounts
from factcheck.clock import utcnow
from factcheck.db import Base
from factcheck.store import people
from factcheck.vocabulary import Role

FORM = {"whose": "tool", "tool": "The CMS", "role": "viewer", "scopes": "facts:read", "days": "30"}


def make(ada: Any, **more: Any) -> Any:
    return ada.post("/admin/keys", FORM | more, on="/admin/keys")


def text_of(answer: Any) -> str:
    found = re.search(r'id="secret"[^>]*>(fc_[0-9a-f_]+)<', answer.text)
    assert found
    return found[1]


def call(bench: Any, key: str, path: str = "/api/v1/facts") -> int:
    headers = {"Authorization": f"Bearer {key}"}
    status: int = bench.app.test_client().get(path, headers=headers).status_code
    return status


def test_a_tools_key_opens_what_it_is_for_and_is_shown_once(bench: Any, ada: Any) -> None:
    answer = make(ada)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    key = text_of(answer)
    assert call(bench, key) == 200
    assert call(bench, key, "/api/v1/articles") == 403
    secret = key.split("_")[2]
    with ada.client.session_transaction() as session:
        assert secret not in str(dict(session))
    with bench.database.reading() as session:
        kept = "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        )
    assert secret not in kept
    page = ada.get("/admin/keys").text
    assert secret not in page
    assert "The CMS" in page
    assert key.split("_")[1] in page


def test_the_list_says_when_a_key_was_given_something_last(bench: Any, ada: Any) -> None:
    key = text_of(make(ada))
    assert "none yet" in ada.get("/admin/keys").text
    assert call(bench, key) == 200
    row = ada.get("/admin/keys").text.partition("The CMS")[2].partition("</tr>")[0]
    assert "none yet" not in row


def test_a_key_of_ones_own_acts_in_ones_own_name_and_no_other(bench: Any, ada: Any) -> None:
    key_id = text_of(make(ada, whose="mine", tool="")).split("_")[1]
    other = text_of(make(ada, person_id="rob", email="rob@example.org")).split("_")[1]
    with bench.database.reading() as session:
        mine, tool = people.holder(session, key_id), people.holder(session, other)
    assert mine
    assert tool
    assert mine.email == "admin@example.org"
    assert (tool.name, tool.email.partition("@")[2]) == ("The CMS", "demo")


def test_what_makes_no_key_is_said_beside_its_field(ada: Any) -> None:
    before = ada.get("/admin/keys").text.count("<tr>")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"tool": " "}, "tool"),
        ({"whose": "", "tool": ""}, "tool"),
        ({"role": "queen"}, "role"),
        ({"scopes": "edit"}, "scopes"),
        ({"scopes": "everything"}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"days": "0"}, "days"),
        ({"days": "soon"}, "days"),
    ]
    for more, field in wrong:
        answer = make(ada, **more)
        assert answer.status_code == 422
        assert f'id="fault-{field}"' in answer.text
        assert answer.text.count("<tr>") == before
        if "tool" not in more:
            assert 'value="The CMS"' in answer.text


def test_a_revoked_key_opens_nothing_and_the_log_says_who_took_it(bench: Any, ada: Any) -> None:
    key = text_of(make(ada))
    key_id = key.split("_")[1]
    answer = ada.post(f"/admin/keys/{key_id}/revoke", {}, on="/admin")
    assert answer.status_code == 303
    assert f"The key {key_id} opens nothing any more." in ada.get(answer.location).text
    assert call(bench, key) == 401
    row = ada.get("/admin/audit").text.partition("key.revoked")[0].rpartition("<tr")[2]
    assert "Ada Lindqvist" in row


def test_a_key_of_another_desk_is_as_one_that_does_not_exist(bench: Any, ada: Any) -> None:
    rita = bench.actor("rita@example.org", "rival")
    with bench.database.writing() as session:
        person = people.person(session, rita.person_id)
        desk = people.desks_of(session, person.id)[0][0]
        made, text = accounts.make_key(
            session, person=person, desk=desk, role=Role.EDITOR, now=utcnow()
        )
    for key_id in (made.id, "0123456789ab"):
        answer = ada.post(f"/admin/keys/{key_id}/revoke", {}, on="/admin")
        assert answer.status_code == 404
        assert "There is no key" in answer.text
    assert call(bench, text) == 200
    assert made.id not in ada.get("/admin/keys").text


def test_more_keys_take_no_more_queries(bench: Any, ada: Any) -> None:
    make(ada)
    with bench.counting() as few:
        ada.get("/admin/keys")
    for number in range(4):
        make(ada, tool=f"Tool {number}")
    with bench.counting() as many:
        ada.get("/admin/keys")
    assert len(many) == len(few) <= 6
