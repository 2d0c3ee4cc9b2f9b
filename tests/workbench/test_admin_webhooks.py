"""Webhooks on the pages: added, changed, tried, rotated, paused and removed."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook as Verifier

from factcheck.db import Base
from factcheck.publish.sending import sender
from factcheck.store import webhooks
from factcheck.store.webhooks import Webhook
from tests.hooked import LOOPBACK, Receiver, receiving

EVENTS = ["fact.published", "fact.withdrawn"]


@pytest.fixture
def receiver(bench: Any) -> Iterator[Receiver]:
    bench.app.extensions["factcheck.egress"] = sender(LOOPBACK)
    with receiving() as found:
        yield found


def add(ada: Any, url: str, **more: Any) -> Any:
    form = {"url": url, "description": "The CMS", "events": EVENTS} | more
    return ada.post("/admin/webhooks", form, on="/admin/webhooks")


def made(bench: Any) -> Webhook:
    with bench.database.reading() as session:
        return session.scalars(select(Webhook).order_by(Webhook.id.desc())).first()


def act(ada: Any, webhook: Webhook, what: str = "", **form: Any) -> Any:
    address = f"/admin/webhooks/{webhook.id}{what}"
    return ada.post(address, {"version": str(webhook.version)} | form, on="/admin")


def secret_of(answer: Any) -> str:
    found = re.search(r'id="secret"[^>]*>(whsec_[^<]+)<', answer.text)
    assert found
    return found[1]


def everything_kept(bench: Any) -> str:
    with bench.database.reading() as session:
        return "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        )


def test_a_webhook_is_added_and_its_secret_shown_once(
    bench: Any, ada: Any, receiver: Receiver
) -> None:
    answer = add(ada, receiver.url())
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    secret = secret_of(answer)
    with ada.client.session_transaction() as session:
        assert secret not in str(dict(session))
    webhook = made(bench)
    for address in ("/admin/webhooks", f"/admin/webhooks/{webhook.id}", "/admin/audit"):
        page = ada.get(address).text
        assert secret not in page
    assert secret not in everything_kept(bench)
    assert receiver.url() in ada.get("/admin/webhooks").text
    assert (webhook.events, webhook.description) == (EVENTS, "The CMS")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"url": "ftp://a.example/"}, "url"),
        ({"url": "http://10.0.0.1/"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["fact.exploded"]}, "events"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_words_are_kept(
    bench: Any, ada: Any, more: dict[str, Any], field: str
) -> None:
    answer = add(ada, **({"url": "https://93.184.215.14/"} | more))
    assert answer.status_code == 422
    assert f'id="fault-{field}"' in answer.text
    assert 'name="description" value="The CMS"' in answer.text
    assert made(bench) is None


def test_a_ping_shows_what_was_sent_and_answered(bench: Any, ada: Any, receiver: Receiver) -> None:
    secret = secret_of(add(ada, receiver.url()))
    receiver.answer = lambda _: (503, {"x-why": "tea"}, b"<b>Back soon</b> \xe2\x80\xaeoops")
    answer = act(ada, made(bench), "/ping")
    assert answer.status_code == 303
    page = ada.get(answer.location).text
    (sent,) = receiver.requests
    Verifier(secret).verify(sent.body, sent.headers)
    assert json.loads(sent.body)["type"] == "ping"
    assert sent.headers["webhook-signature"] not in page
    assert "&#34;type&#34;:&#34;ping&#34;" in page
    assert "The receiver answered 503 instead of 2xx." in page
    assert "x-why: tea" in page
    assert "&lt;b&gt;Back soon&lt;/b&gt; [U+202E]oops" in page


def test_a_change_says_who_answers_and_a_stale_one_is_refused(
    bench: Any, ada: Any, receiver: Receiver
) -> None:
    add(ada, receiver.url())
    first = made(bench)
    form = {"url": receiver.url("/new"), "description": "", "events": ["report.frozen"]}
    answer = act(ada, first, **form)
    assert (answer.status_code, answer.location) == (303, f"/admin/webhooks/{first.id}")
    changed = made(bench)
    assert (changed.events, changed.description) == (["report.frozen"], None)
    assert "Ada Lindqvist answers for it." in re.sub("</?bdi>", "", ada.get(answer.location).text)
    stale = act(ada, first, **(form | {"description": "My words"}))
    assert stale.status_code == 409
    assert "Somebody changed this webhook in the meantime" in stale.text
    assert 'name="description" value="My words"' in stale.text
    assert made(bench).description is None
    wrong = act(ada, changed, **(form | {"url": "http://10.0.0.1/"}))
    assert wrong.status_code == 422
    assert 'id="fault-url"' in wrong.text


def test_it_is_paused_and_goes_on(bench: Any, ada: Any, receiver: Receiver) -> None:
    add(ada, receiver.url())
    page = ada.get(act(ada, made(bench), "/active", active="no").location).text
    assert "It is paused" in page
    assert "Ada Lindqvist switched it off." in page
    assert "1 is switched off." in ada.get("/admin").text
    page = ada.get(act(ada, made(bench), "/active", active="yes").location).text
    assert "It is told of changes." in page


def test_a_new_secret_is_shown_once_and_needs_the_version(
    bench: Any, ada: Any, receiver: Receiver
) -> None:
    old = secret_of(add(ada, receiver.url()))
    first = made(bench)
    answer = act(ada, first, "/rotate")
    assert answer.status_code == 200
    new = secret_of(answer)
    assert new != old
    act(ada, made(bench), "/ping")
    for secret in (old, new):
        Verifier(secret).verify(receiver.requests[-1].body, receiver.requests[-1].headers)
    assert act(ada, first, "/rotate").status_code == 409
    assert (
        "the secret before the last rotation signs too"
        in ada.get(f"/admin/webhooks/{first.id}").text
    )


def test_removing_asks_first(bench: Any, ada: Any, receiver: Receiver) -> None:
    add(ada, receiver.url())
    webhook = made(bench)
    act(ada, webhook, "/ping")
    asked = ada.get(f"/admin/webhooks/{webhook.id}/remove").text
    assert "This cannot be taken back" in asked
    answer = act(ada, webhook, "/remove")
    assert (answer.status_code, answer.location) == (303, "/admin/webhooks")
    page = ada.get(answer.location).text
    assert "The webhook is gone." in page
    assert receiver.url() not in page
    assert ada.get(f"/admin/webhooks/{webhook.id}").status_code == 404
    assert "ping" in ada.get("/facts-desk").text  # what it was told stays on record


def test_a_webhook_of_another_desk_is_as_one_that_does_not_exist(
    bench: Any, ada: Any, receiver: Receiver
) -> None:
    add(ada, receiver.url())
    webhook = made(bench)
    with bench.database.writing() as session:
        rival = bench.actor("rita@example.org", "rival")
        webhooks.webhook(session, webhook.desk_id, webhook.id).desk_id = rival.desk_id
    nobody = Webhook(id=UUID(int=7), version=1)
    for what in ("", "/active", "/rotate", "/remove", "/ping"):
        form = {"url": receiver.url(), "events": EVENTS, "active": "no"}
        answers = [act(ada, each, what, **form) for each in (webhook, nobody)]
        assert [each.status_code for each in answers] == [404, 404], what
    assert receiver.requests == []
    assert receiver.url() not in ada.get("/admin/webhooks").text


def test_hostile_words_stay_words(bench: Any, ada: Any, receiver: Receiver) -> None:
    url = receiver.url("/a?<script>alert(1)</script>".replace("<", "%3C"))
    add(ada, url, description="<script>alert(1)</script> \u202egro")
    for address in ("/admin/webhooks", f"/admin/webhooks/{made(bench).id}"):
        page = ada.get(address).text
        assert "<script>alert" not in page
        assert "\u202e" not in re.sub('value="[^"]*"', "", page)
    assert "[U+202E]" in ada.get("/admin/webhooks").text


def test_more_webhooks_take_no_more_queries(bench: Any, ada: Any, receiver: Receiver) -> None:
    add(ada, receiver.url())
    ada.get("/admin/webhooks")
    with bench.counting() as few:
        ada.get("/admin/webhooks")
    for number in range(3):
        add(ada, receiver.url(f"/{number}"))
    with bench.counting() as many:
        ada.get("/admin/webhooks")
    assert len(many) == len(few) <= 4
    webhook = made(bench)
    with bench.counting() as none:
        ada.get(f"/admin/webhooks/{webhook.id}")
    for _ in range(3):
        act(ada, webhook, "/ping")
    with bench.counting() as some:
        ada.get(f"/admin/webhooks/{webhook.id}")
    assert len(some) == len(none) <= 7
