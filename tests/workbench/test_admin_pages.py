"""Administration: who may open it, what stands on its pages, and that nothing leaks by them."""

import re
from typing import Any
from uuid import uuid4

import pytest

from factcheck.store import people
from factcheck.workbench.edge import blueprint

PAGES = [
    "/admin",
    "/admin/people",
    "/admin/keys",
    "/admin/policy",
    "/admin/policy/change",
    "/admin/policy/preview?name=standard",
    "/admin/webhooks",
    "/admin/imprint",
    "/admin/audit",
    "/admin/audit/head.json",
]
NOBODY = uuid4()
POSTS = [
    "/admin/people",
    f"/admin/people/{NOBODY}/role",
    f"/admin/people/{NOBODY}/disable",
    f"/admin/people/{NOBODY}/enable",
    f"/admin/people/{NOBODY}/password",
    f"/admin/people/{NOBODY}/second-factor",
    f"/admin/people/{NOBODY}/leave",
    "/admin/keys",
    "/admin/keys/0123456789ab/revoke",
    "/admin/policy",
    "/admin/webhooks",
    f"/admin/webhooks/{NOBODY}",
    f"/admin/webhooks/{NOBODY}/active",
    f"/admin/webhooks/{NOBODY}/rotate",
    f"/admin/webhooks/{NOBODY}/remove",
    f"/admin/webhooks/{NOBODY}/ping",
    "/admin/imprint",
]


def test_the_tables_here_name_every_form_of_administration(bench: Any) -> None:
    rules = {
        rule.rule
        for rule in bench.app.url_map.iter_rules()
        if rule.endpoint.startswith(f"{blueprint.name}.") and "POST" in (rule.methods or ())
    }
    named = {each.replace(str(NOBODY), "<X>").replace("0123456789ab", "<X>") for each in POSTS}
    found = {
        rule.replace("<uuid:person_id>", "<X>")
        .replace("<uuid:webhook_id>", "<X>")
        .replace("<key_id>", "<X>")
        for rule in rules
        if rule.startswith("/admin")
    }
    assert found == named


@pytest.mark.parametrize("email", ["vera@example.org", "rob@example.org", "eddy@example.org"])
def test_no_lesser_role_opens_or_changes_anything(bench: Any, email: str) -> None:
    browser = bench.browser(email)
    token = browser.token("/")
    for page in PAGES:
        answer = browser.get(page)
        assert answer.status_code == 403, page
        assert "takes the role of admin" in answer.text
    for address in POSTS:
        answer = browser.client.post(address, data={"csrf_token": token})
        assert answer.status_code == 403, address
    assert "Administration" not in browser.get("/").text


def test_who_is_not_signed_in_is_sent_to_the_login(bench: Any) -> None:
    browser = bench.browser()
    for page in PAGES[:2]:
        assert browser.get(page).location.startswith("/login?next=/admin")


def test_a_form_without_its_token_changes_nothing(bench: Any, ada: Any) -> None:
    for address in POSTS:
        assert ada.client.post(address, data={}).status_code == 400, address


def test_an_administrator_opens_every_page_and_finds_the_others_there(ada: Any) -> None:
    for page in PAGES[:-1]:
        answer = ada.get(page)
        if "preview" in page:
            assert answer.status_code == 422  # its rules are missing, and it says which
            continue
        assert answer.status_code == 200, page
        assert answer.headers["Cache-Control"] == "private, no-store"
        for other in ("people", "keys", "policy", "webhooks", "imprint", "audit"):
            assert f'href="/admin/{other}"' in answer.text
    assert 'href="/admin" aria-current="page"' in ada.get("/admin").text
    assert 'href="/admin/policy" aria-current="page"' in ada.get("/admin/policy/change").text


def test_where_a_form_was_sent_leads_back_to_its_page(ada: Any) -> None:
    back = {
        f"/admin/people/{NOBODY}/disable": f"/admin/people/{NOBODY}",
        f"/admin/webhooks/{NOBODY}/rotate": f"/admin/webhooks/{NOBODY}",
        "/admin/keys/0123456789ab/revoke": "/admin/keys",
        f"/facts-desk/deliveries/{NOBODY}/replay": f"/facts-desk/deliveries/{NOBODY}",
    }
    for sent, page in back.items():
        assert ada.get(sent).location == page


def test_the_overview_counts(bench: Any, ada: Any) -> None:
    page = ada.get("/admin").text
    assert "7 people can sign in." in page
    assert "Nobody is told of changes yet." in page
    assert "standard, version 1." in page


def test_a_thing_of_another_desk_is_as_one_that_does_not_exist(bench: Any, ada: Any) -> None:
    with bench.database.reading() as session:
        rita = people.by_email(session, "rita@example.org")
    assert rita
    for form in ("role", "disable", "enable", "password", "second-factor", "leave"):
        answers = [
            ada.post(f"/admin/people/{each}/{form}", {"role": "viewer", "seen": "editor"}, on="/")
            for each in (rita.id, NOBODY)
        ]
        assert [each.status_code for each in answers] == [404, 404], form
        said = [re.findall(r"<h1>.*</h1>", each.text) for each in answers]
        assert said[0] == said[1]
    assert ada.get(f"/admin/people/{rita.id}").status_code == 404
