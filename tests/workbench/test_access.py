"""Nobody reaches another desk's things, whatever address they try; nor more than their role."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from factcheck import accounts
from factcheck.clock import utcnow
from factcheck.store import desks, people
from factcheck.store.closing import Reply
from factcheck.store.deliveries import Delivery
from factcheck.store.log import Event
from factcheck.store.logins import Login
from factcheck.store.people import ApiKey
from factcheck.store.renderings import Rendering
from factcheck.store.reports import Report
from factcheck.store.saved_searches import SavedSearch
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Evidence
from factcheck.vocabulary import Role
from tests.hooked import receiving
from tests.workbench.conftest import NOW, Bench, Browser
from tests.workbench.test_facts_desk import Told, publish
from tests.workbench.vault import keep, lean, upload

FOR_EVERYBODY = {
    *("account", "change_password", "switch_desk", "end_login", "end_logins"),
    *("prepare_factor", "turn_factor_on", "renew_codes", "turn_factor_off"),
    *("put_away", "post_search", "post_search_removal", "post_report_file"),
}
"""Forms that need no role: they change what is one's own, or have a file made of what one reads."""
OUTSIDE = {"login", "post_login", "sign_out", "code", "post_code", "post_language", "static"}
OUTSIDE |= {"go_to_provider", "come_from_provider"}

FORM = {
    "version": "1",
    "status": "unverified",
    "rationale": "Nobody answered us.",
    "reason": "opinion",
    "start": "0",
    "end": "9",
    "draft": "1",
    "words": "The harbour",
    "title": "Minutes",
    "url": "https://minutes.example",
    "kind": "primary",
    "stance": "supports",
    "text": "The harbour cost it all.",
    "statement": "It cost it all.",
    "answer": "Yes.",
    "answered_at": "2026-03-02T10:00",
    "override_reason": "It is late.",
    "asked": "The mayor",
    "channel": "letter",
    "question": "Is it so?",
    "asked_at": "2026-03-02T10:00",
    "role": "viewer",
    "seen": "reviewer",
    "events": "fact.published",
    "active": "yes",
    "format": "md",
    "audience": "internal",
}
"""Enough that most forms are wrong in nothing but whose thing they name."""


def one_of(bench: Bench, column: Any, *conditions: Any) -> Any:
    """The newest of these on any desk."""
    with bench.database.reading() as session:
        return session.scalars(select(column).where(*conditions).order_by(column)).all()[-1]


@pytest.fixture
def ids(bench: Bench) -> dict[str, Any]:
    """An id of each kind of thing of the demo desk, by the name that addresses have for it."""
    ana = bench.browser("ana@example.org")
    source_id = keep(bench)
    claim = lean(bench, source_id)
    upload(ana, source_id, b"The minutes of the harbour board.")
    for _ in range(2):
        ana.post(f"/articles/{claim.article_id}/reports", {}, on="/")
    ana.post("/search", {"q": "harbour"}, on="/")
    report_id = one_of(bench, Report.id, Report.number == 1)
    order = {"format": "md", "audience": "internal"}
    assert ana.post(f"/reports/{report_id}/files", order, on="/").status_code == 303
    asked = {"asked": "The mayor", "channel": "letter", "question": "Is it so?"}
    asked["asked_at"] = "2026-03-02T10:00"
    assert ana.post(f"/articles/{claim.article_id}/replies", asked, on="/").status_code == 303
    with receiving() as receiver:
        hook = Told(bench, receiver)
        publish(bench)
        hook.deliver()
    with bench.database.writing() as session:
        desk, person = desks.by_slug(session, "demo"), people.by_email(session, "ana@example.org")
        assert desk
        assert person
        accounts.make_key(session, person=person, desk=desk, role=Role.VIEWER, now=NOW)

        def one(column: Any, *conditions: Any) -> Any:
            return session.scalars(select(column).where(*conditions).order_by(column)).all()[-1]

        return {
            "article_id": claim.article_id,
            "claim_id": claim.id,
            "source_id": source_id,
            "snapshot_id": one(Snapshot.id, Snapshot.source_id == source_id),
            "evidence_id": one(Evidence.id, Evidence.source_id == source_id),
            "report_id": one(Report.id, Report.number == 1),
            "rendering_id": one(Rendering.id),
            "other_id": one(Report.id, Report.number == 2),
            "reply_id": one(Reply.id),
            "webhook_id": hook.webhook.id,
            "delivery_id": one(Delivery.id),
            "person_id": person.id,
            "login_id": one(Login.id, Login.person_id == person.id),
            "search_id": one(SavedSearch.id),
            "key_id": one(ApiKey.id, ApiKey.person_id == person.id),
            "form": None,
            "step": None,
            "a": 1,
            "b": 1,
        }


def rules(bench: Bench) -> list[Any]:
    return [
        rule
        for rule in bench.app.url_map.iter_rules()
        if rule.endpoint.startswith("workbench.") and rule.endpoint[10:] not in OUTSIDE
    ]


def address(bench: Bench, rule: Any, ids: dict[str, Any]) -> str:
    """The address by this rule, with the ids; of several words the first."""
    chosen = {name: ids[name] for name in rule.arguments}
    for name, converter in rule._converters.items():
        if chosen[name] is None:
            chosen[name] = sorted(converter.items)[0]
    with bench.app.test_request_context():
        return str(bench.app.url_for(rule.endpoint, **chosen))


def asked(browser: Browser, rule: Any, where: str, token: str) -> Any:
    if "POST" in rule.methods:
        return browser.client.post(where, data=FORM | {"csrf_token": token})
    return browser.get(where)


def entries(bench: Bench) -> int:
    """How much the log of the demo desk holds."""
    actor = bench.actor("ana@example.org")
    with bench.database.reading() as session:
        query = select(func.count(Event.seq)).where(Event.desk_id == actor.desk_id)
        return int(session.scalar(query) or 0)


def test_no_address_leads_to_a_thing_of_another_desk(bench: Bench, ids: dict[str, Any]) -> None:
    with bench.database.writing() as session:
        rival, rita = desks.by_slug(session, "rival"), people.by_email(session, "rita@example.org")
        assert rival
        assert rita
        accounts.join_desk(session, rita, rival, Role.ADMIN, now=utcnow())
    browser = bench.browser("rita@example.org")
    token, before = browser.token("/"), entries(bench)
    for rule in rules(bench):
        if not {name for name in rule.arguments if name.endswith("_id")}:
            continue
        answer = asked(browser, rule, address(bench, rule, ids), token)
        leads_back = rule.endpoint.endswith(("_address", "_again")) and answer.status_code < 400
        assert answer.status_code == 404 or leads_back, (rule, answer.status_code)
        for thing in ids.values():
            if isinstance(thing, UUID) and str(thing) not in answer.request.path:
                assert str(thing) not in answer.text, rule
    assert entries(bench) == before
    with bench.database.reading() as session:
        assert session.get(SavedSearch, ids["search_id"])
        assert session.get_one(Login, ids["login_id"]).ended_at is None


def test_a_viewer_changes_nothing_of_the_desk(bench: Bench, ids: dict[str, Any]) -> None:
    browser = bench.browser("vera@example.org")
    token, before = browser.token("/"), entries(bench)
    for rule in rules(bench):
        if "POST" in rule.methods and rule.endpoint[10:] not in FOR_EVERYBODY:
            answer = asked(browser, rule, address(bench, rule, ids), token)
            assert answer.status_code == 403, rule
    assert entries(bench) == before


def test_nothing_is_shown_or_changed_without_a_login(bench: Bench, ids: dict[str, Any]) -> None:
    browser = bench.browser()
    token, before = browser.token(), entries(bench)
    for rule in rules(bench):
        answer = asked(browser, rule, address(bench, rule, ids), token)
        assert answer.status_code == (401 if "POST" in rule.methods else 302), rule
        if answer.status_code == 302:
            assert answer.location.startswith("/login?next="), rule
    assert entries(bench) == before


def test_no_form_is_taken_without_its_token(bench: Bench, ids: dict[str, Any]) -> None:
    browser = bench.browser("ana@example.org")
    before = entries(bench)
    for rule in rules(bench):
        if "POST" in rule.methods:
            answer = browser.client.post(address(bench, rule, ids), data={"version": "1"})
            assert answer.status_code == 400, rule
    assert entries(bench) == before
