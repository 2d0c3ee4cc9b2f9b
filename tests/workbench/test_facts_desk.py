"""The facts desk: what is out, what waits, who pulled, what webhooks got, and sending again."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from factcheck import accounts
from factcheck.clock import utcnow
from factcheck.dispatch import Dispatcher
from factcheck.publish.sending import sender
from factcheck.publish.webhooks import add_webhook, hook_sealer
from factcheck.store import desks, people
from factcheck.store.articles import Article
from factcheck.store.deliveries import Delivery
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import DeliveryState, HookEvent, Role, Status
from tests.hooked import LOOPBACK, Receiver, receiving

SEALER = hook_sealer("for tests alone")
WHY = "We asked; nobody answered."
QUOTE = "It will be his first formal visit"


class Told:
    """The demo desk with a webhook."""

    def __init__(self, bench: Any, receiver: Receiver) -> None:
        self.bench, self.receiver = bench, receiver
        with bench.database.writing() as session:
            self.webhook, self.secret = add_webhook(
                session,
                {"url": receiver.url("/secret-path"), "events": list(HookEvent)},
                egress=sender(LOOPBACK),
                sealer=SEALER,
                actor=bench.actor("eddy@example.org"),
                now=utcnow(),
            )

    def deliver(self, now: datetime | None = None) -> None:
        dispatcher = Dispatcher(
            self.bench.database,
            sender(LOOPBACK),
            SEALER,
            "http://localhost",
            now=lambda: now or utcnow(),
            pause=0.05,
        )
        while (done := dispatcher.turn()) or dispatcher.under_way:
            if not done:
                dispatcher.wait(5)

    def queued(self) -> list[Delivery]:
        with self.bench.database.reading() as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    def set(self, delivery_id: UUID, **values: Any) -> None:
        with self.bench.database.writing() as session:
            session.execute(update(Delivery).where(Delivery.id == delivery_id).values(**values))


@pytest.fixture
def told(bench: Any) -> Iterator[Told]:
    with receiving() as receiver:
        yield Told(bench, receiver)


def publish(bench: Any) -> Any:
    """One more fact of the demo desk."""
    claim = bench.claim(QUOTE)
    bench.decide(claim.id, "rob@example.org", status=Status.UNVERIFIED, rationale=WHY)
    return claim


def section(page: str, name: str) -> str:
    return page.partition(f'<h2 id="{name}">')[2].partition("</section>")[0]


def test_it_lists_what_is_out_with_who_may_read_it(bench: Any) -> None:
    vera = bench.browser("vera@example.org")
    answer = vera.get("/facts-desk")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    out = section(answer.text, "facts")
    assert out.count("<tr>") == 1 + 9
    assert "everybody" in out
    assert "tools of the desk" in out
    assert re.search(r'href="/claims/[0-9a-f-]{36}/publication"', out)
    public = section(vera.get("/facts-desk?show=public").text, "facts")
    assert "tools of the desk" not in public
    assert 0 < public.count("<tr>") < out.count("<tr>")
    undecided = section(vera.get("/facts-desk?show=unverified").text, "facts")
    assert undecided.count("<tr>") == 2
    assert 'aria-current="true">unverified' in undecided


def test_the_public_surface_and_the_desk_of_facts_are_told_apart(bench: Any) -> None:
    stranger = bench.browser()
    assert stranger.get("/facts-desk").location == "/login?next=/facts-desk"
    answer = stranger.get("/facts/nothing")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in stranger.get("/facts-desk").headers


def test_older_facts_are_a_page_away(bench: Any, ana: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("factcheck.workbench.facts_desk._FACTS", 4)
    first = section(ana.get("/facts-desk").text, "facts")
    following = re.search(r'href="(/facts-desk\?facts=\d+)#facts"', first)
    assert following
    second = section(ana.get(following[1]).text, "facts")
    claims = re.compile(r"/claims/([0-9a-f-]{36})/publication")
    assert len(set(claims.findall(first)) | set(claims.findall(second))) == 8
    assert ana.get("/facts-desk?facts=nonsense").status_code == 422


def test_an_embargo_is_named_until_it_is_over(bench: Any, ana: Any) -> None:
    article = bench.article("White House")

    def until(moment: datetime) -> None:
        with bench.database.writing() as session:
            session.execute(
                update(Article)
                .where(Article.id == article.id)
                .values(embargo_until=moment, holds_facts=True)
            )

    assert "No embargo holds a fact back." in ana.get("/facts-desk").text
    until(datetime(2099, 5, 1, 6, 30, tzinfo=UTC))
    held = section(ana.get("/facts-desk").text, "held")
    assert "White House date" in held
    assert "1 May 2099, 06:30 UTC" in held
    until(utcnow() - timedelta(seconds=1))
    assert "White House" not in section(ana.get("/facts-desk").text, "held")
    with bench.database.reading() as session:
        assert not session.get_one(Article, article.id).holds_facts


def test_who_pulled_is_named_with_the_last_time_and_how_often(bench: Any, ana: Any) -> None:
    assert "No key has pulled a fact yet." in ana.get("/facts-desk").text
    with bench.database.writing() as session:
        rob, demo = people.by_email(session, "rob@example.org"), desks.by_slug(session, "demo")
        assert rob
        assert demo
        made, key = accounts.make_key(
            session, person=rob, desk=demo, role=Role.VIEWER, now=utcnow()
        )
    client = bench.app.test_client()
    for path in ("", "/changes", "/export?format=csv"):
        answer = client.get(f"/api/v1/facts{path}", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 200
        answer.get_data()
    pulled = section(ana.get("/facts-desk").text, "pulled")
    assert pulled.count(made.id) == 3
    for surface in ("lists of facts", "the change feed", "whole exports"):
        assert surface in pulled
    assert "Rob" in pulled


def test_what_webhooks_got_is_listed_without_what_may_be_secret(
    bench: Any, told: Told, ana: Any
) -> None:
    assert "No webhook was told of anything yet." in ana.get("/facts-desk").text
    told.receiver.answer = lambda _: (500, {}, b"No")
    publish(bench)
    told.deliver()
    page = section(ana.get("/facts-desk").text, "deliveries")
    assert "fact.published" in page
    assert "waiting" in page
    assert ">500<" in page
    assert "127.0.0.1" in page
    assert "secret-path" not in page
    assert "/facts-desk/deliveries/" not in page  # a reviewer may not open one
    assert ana.get(f"/facts-desk/deliveries/{told.queued()[0].id}").status_code == 403


def test_deliveries_are_narrowed_and_paged_by_links(bench: Any, told: Told, eddy: Any) -> None:
    publish(bench)
    told.deliver()
    first = told.queued()[0]
    told.set(first.id, state=DeliveryState.DEAD)
    dead = section(eddy.get("/facts-desk?state=dead").text, "deliveries")
    assert dead.count("<tr>") == 2
    assert str(first.id) in dead
    delivered = section(eddy.get("/facts-desk?state=delivered").text, "deliveries")
    assert str(first.id) not in delivered
    assert "No delivery is like that." in eddy.get("/facts-desk?state=waiting").text
    mine = section(eddy.get(f"/facts-desk?hook={told.webhook.id}").text, "deliveries")
    assert str(first.id) in mine
    other = "No delivery is like that."
    assert other in eddy.get(f"/facts-desk?hook={first.id}").text
    assert eddy.get("/facts-desk?deliveries=nonsense").status_code == 422


def test_a_delivery_shows_what_was_sent_and_answered_each_time(
    bench: Any, told: Told, eddy: Any
) -> None:
    told.receiver.answer = lambda _: (500, {"x-why": "tea"}, b"<script>alert(1)</script>")
    publish(bench)
    told.deliver()
    told.deliver(utcnow() + timedelta(seconds=30))
    sent = next(each for each in told.queued() if each.event == "fact.published")
    page = eddy.get(f"/facts-desk/deliveries/{sent.id}").text
    assert page.count("The receiver answered 500 instead of 2xx.") == 2
    assert sent.message_id in page
    assert "x-why: tea" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert told.receiver.requests[0].headers["webhook-signature"] not in page
    assert "The next attempt is made on" in page


def test_a_dead_letter_is_sent_again(bench: Any, told: Told, eddy: Any) -> None:
    told.receiver.answer = lambda _: (500, {}, b"")
    publish(bench)
    told.deliver()
    dead = next(each for each in told.queued() if each.event == "fact.published")
    told.set(dead.id, state=DeliveryState.DEAD, next_at=None)
    told.receiver.answer = lambda _: (204, {}, b"")
    page = f"/facts-desk/deliveries/{dead.id}"
    answer = eddy.post(f"{page}/replay", {}, on=page)
    assert (answer.status_code, answer.location) == (303, page)
    assert "It is in the queue again" in eddy.get(page).text
    told.deliver()
    assert dead.message_id in {each.id for each in told.receiver.taken}
    assert "Send it again" in eddy.get(page).text


def test_what_cannot_be_sent_again_says_why(bench: Any, told: Told, eddy: Any) -> None:
    publish(bench)
    told.receiver.answer = lambda _: (500, {}, b"")
    told.deliver()
    waiting = told.queued()[0]
    page = f"/facts-desk/deliveries/{waiting.id}"
    answer = eddy.post(f"{page}/replay", {}, on="/facts-desk")
    assert answer.status_code == 409
    assert "This message is waiting to be sent already." in answer.text
    with bench.database.writing() as session:
        session.execute(update(Webhook).values(removed_at=utcnow()))
    assert "The webhook was removed" in eddy.get(page).text
    assert eddy.post(f"{page}/replay", {}, on="/facts-desk").status_code == 404


def test_only_an_editor_sends_again(bench: Any, told: Told, ana: Any) -> None:
    publish(bench)
    told.deliver()
    sent = told.queued()[0]
    answer = ana.post(f"/facts-desk/deliveries/{sent.id}/replay", {}, on="/facts-desk")
    assert answer.status_code == 403
    assert "Send again" not in ana.get("/facts-desk").text


def test_another_desk_sees_nothing_of_it(bench: Any, told: Told) -> None:
    publish(bench)
    told.deliver()
    rita = bench.browser("rita@example.org")
    page = rita.get("/facts-desk").text
    assert "Nothing is out yet." in page
    assert "No webhook was told of anything yet." in page
    sent = told.queued()[0]
    for unknown in (sent.id, UUID(int=7)):
        here = f"/facts-desk/deliveries/{unknown}"
        assert rita.get(here).status_code == 404
        assert rita.post(f"{here}/replay", {}, on="/facts-desk").status_code == 404


def test_the_feeds_have_their_addresses_there(bench: Any, ana: Any) -> None:
    page = section(ana.get("/facts-desk").text, "feeds")
    for name in ("facts.json", "facts.atom", "claimreview.json"):
        address = f"http://localhost/feeds/{name}?desk=demo"
        assert address in page
        assert bench.app.test_client().get(address).status_code == 200


def test_hostile_words_stay_words(bench: Any, ana: Any) -> None:
    with bench.database.writing() as session:
        session.execute(update(Article).values(title="<script>alert(1)</script> \u202egro"))
        session.execute(
            update(Article).values(embargo_until=datetime(2099, 1, 1, tzinfo=UTC), holds_facts=True)
        )
    page = ana.get("/facts-desk").text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "[U+202E]" in page


def test_more_facts_and_deliveries_take_no_more_queries(bench: Any, told: Told, eddy: Any) -> None:
    publish(bench)
    told.deliver()
    eddy.get("/facts-desk")
    with bench.counting() as few:
        eddy.get("/facts-desk")
    one = told.queued()[0]
    with bench.database.writing() as session:
        names = {each.key for each in Delivery.__table__.columns} - {"id", "message_id"}
        columns = {name: getattr(one, name) for name in names}
        session.add_all([Delivery(**columns, message_id=f"m{number}") for number in range(40)])
    with bench.counting() as many:
        page = eddy.get("/facts-desk").text
    assert len(many) == len(few) <= 11
    assert section(page, "deliveries").count("<tr>") == 1 + 25
    following = re.search(r'href="(/facts-desk\?deliveries=[^"#]+)#deliveries"', page)
    assert following
    rest = section(eddy.get(following[1]).text, "deliveries")
    assert rest.count("<tr>") == 1 + len(told.queued()) - 25
