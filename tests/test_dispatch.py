"""Webhooks are told everything once it is so, in order and in time."""

import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from factcheck.publish.sending import WAITS
from factcheck.vocabulary import DeliveryState, HookEvent, HookState
from tests.hooked import FACTS, Hooked, Request, dispute, hooked, states, told, verify
from tests.newsroom import TEXT, Newsroom


@pytest.fixture
def desk(newsroom: Newsroom) -> Iterator[Hooked]:
    with hooked(newsroom) as found:
        yield found


def test_a_decision_is_told_at_once_and_verifies(desk: Hooked) -> None:
    _, secret = desk.add()
    claim = desk.stages.verified()
    desk.drain()
    assert sorted(told(desk.receiver.taken)) == [
        ("claim.status_changed", "verified"),
        ("fact.published", "verified"),
    ]
    for each in desk.receiver.taken:
        body = verify(secret, each)
        kind = body["type"].partition(".")[0]
        assert body["data"] == {
            "id": str(claim.id),
            "version": claim.version,
            "status": "verified",
            "url": f"http://desk.example/api/v1/{kind}s/{claim.id}",
        }
        assert set(body) == {"type", "timestamp", "data"}
        assert each.headers["content-type"] == "application/json"
        assert each.headers["user-agent"].startswith("factcheck/")
    assert states(desk) == {DeliveryState.DELIVERED: 2}
    desk.later(days=9)
    assert len(desk.receiver.requests) == 2


def test_a_webhook_is_told_what_it_asked_for_from_when_it_was_made(desk: Hooked) -> None:
    desk.stages.verified()
    desk.add(events=[HookEvent.ARTICLE_COMPLETED, HookEvent.REPORT_FROZEN])
    article = desk.stages.receive(TEXT + " Rents rose by 5 percent.")
    room, path = desk.room, f"/articles/{article}"
    assert room.editor.post(f"{path}/sign-off", {"override_reason": "It goes to print."})
    report = room.editor.post(f"{path}/reports").json
    desk.drain()
    bodies = [json.loads(each.body) for each in desk.receiver.taken]
    done, frozen = sorted(bodies, key=lambda body: body["type"])
    assert (done["type"], done["data"]["id"]) == ("article.completed", str(article))
    assert done["data"]["status"] == "completed"
    assert (frozen["type"], frozen["data"]["id"]) == ("report.frozen", report["id"])
    assert frozen["data"] | {"version": 1, "status": "frozen"} == frozen["data"]
    assert len(bodies) == 2


def test_attempts_keep_to_the_schedule_with_one_id_and_end_as_a_dead_letter(desk: Hooked) -> None:
    desk.add(events=FACTS)
    desk.receiver.answer = lambda _: (500, {"x-trace": "7"}, b"broken\x00 here")
    desk.stages.verified()
    desk.play_out()
    times = [each.at for each in desk.receiver.requests]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert tuple(gaps) == WAITS
    assert timedelta(hours=75) <= sum(gaps, timedelta()) <= timedelta(hours=76)
    assert len({(each.id, each.body) for each in desk.receiver.requests}) == 1
    (found,) = desk.deliveries()
    assert (found.state, found.attempts) == (DeliveryState.DEAD, 10)
    assert found.reason == "The receiver answered 500 instead of 2xx."
    tries = desk.attempts(found.id)
    assert [each.code for each in tries] == [500] * 10
    assert tries[0].answer == "broken\N{REPLACEMENT CHARACTER} here"
    assert ["x-trace", "7"] in tries[0].answer_headers
    assert "webhook-signature" not in tries[0].headers
    assert [each.next_at for each in tries[:-1]] == times[1:]
    assert tries[-1].next_at is None


def test_a_receiver_that_mostly_fails_gets_all_or_leaves_dead_letters(desk: Hooked) -> None:
    _, secret = desk.add(events=FACTS)
    chance = Random(14)
    guard = threading.Lock()

    def answer(_: Request) -> Any:
        with guard:
            return (200, {}, b"") if chance.random() < 0.1 else (503, {}, b"")

    desk.receiver.answer = answer
    claims = [desk.stages.verified(text=f"{TEXT} Rents rose by {n} percent.") for n in range(30)]
    desk.play_out()
    found = desk.deliveries()
    assert {each.subject_id for each in found} == {each.id for each in claims}
    assert {each.state for each in found} == {DeliveryState.DELIVERED, DeliveryState.DEAD}
    taken = {each.id for each in desk.receiver.taken}
    assert taken == {each.message_id for each in found if each.state is DeliveryState.DELIVERED}
    sent = Counter(each.id for each in desk.receiver.requests)
    for each in found:
        assert sent[each.message_id] == each.attempts <= 10
    for request in desk.receiver.requests:
        verify(secret, request)


def test_an_old_state_is_not_sent_after_a_newer_one(desk: Hooked) -> None:
    desk.add()
    desk.receiver.answer = lambda _: (500, {}, b"")
    claim = desk.stages.verified()
    desk.drain()
    assert told(desk.receiver.requests).count(("fact.published", "verified")) == 1
    dispute(desk, claim.id)
    desk.receiver.requests.clear()
    desk.receiver.answer = lambda _: (200, {}, b"")
    desk.play_out()
    statuses = {status for _, status in told(desk.receiver.requests)}
    assert ("fact.corrected", "disputed") in told(desk.receiver.requests)
    assert ("claim.status_changed", "disputed") in told(desk.receiver.requests)
    assert "verified" not in statuses
    assert states(desk)[DeliveryState.PENDING] == 0
    assert states(desk)[DeliveryState.SUPERSEDED] >= 2


def test_a_newer_state_waits_for_the_older_one_that_is_under_way(desk: Hooked) -> None:
    desk.add(events=FACTS)
    going, arrived = threading.Event(), threading.Event()

    def answer(request: Request) -> Any:
        if b"fact.published" in request.body:
            arrived.set()
            going.wait(10)
            return 500, {}, b""
        return 200, {}, b""

    desk.receiver.answer = answer
    claim = desk.stages.verified()
    desk.dispatcher.turn()
    assert arrived.wait(5)
    dispute(desk, claim.id)
    for _ in range(3):
        desk.dispatcher.turn()
    time.sleep(0.1)
    assert told(desk.receiver.requests) == [("fact.published", "verified")]
    going.set()
    desk.play_out()
    assert told(desk.receiver.requests)[-1] == ("fact.corrected", "disputed")
    assert told(desk.receiver.requests).count(("fact.published", "verified")) == 1


def test_a_state_that_the_webhook_did_not_ask_for_still_outdates_an_older_one(
    desk: Hooked,
) -> None:
    desk.add(events=[HookEvent.FACT_PUBLISHED])
    desk.receiver.answer = lambda _: (500, {}, b"")
    claim = desk.stages.verified()
    desk.drain()
    dispute(desk, claim.id)
    desk.receiver.requests.clear()
    desk.play_out()
    assert desk.receiver.requests == []
    assert states(desk) == {DeliveryState.SUPERSEDED: 1}


def test_a_fact_that_was_withdrawn_is_told_as_that_alone(desk: Hooked) -> None:
    desk.add(events=FACTS)
    desk.receiver.answer = lambda _: (500, {}, b"")
    claim = desk.stages.verified()
    desk.drain()
    desk.receiver.answer = lambda _: (200, {}, b"")
    desk.receiver.requests.clear()
    path = f"/claims/{claim.id}"
    reopened = desk.room.reviewer.post(
        f"{path}/reopen", {"reason": "correction"}, match=desk.room.reviewer.etag(path)
    )
    assert reopened.status_code == 200
    desk.play_out()
    assert told(desk.receiver.requests) == [("fact.withdrawn", "unverified")]


def test_nothing_is_told_of_an_article_under_embargo_until_it_lifts(desk: Hooked) -> None:
    desk.add()
    until = desk.now + timedelta(hours=1)
    claim = desk.stages.verified(embargo_until=until)
    article = f"/articles/{claim.article_id}"
    signed = desk.room.editor.post(f"{article}/sign-off", {"override_reason": "It goes to print."})
    assert signed.status_code == 201
    assert desk.room.editor.post(f"{article}/reports").status_code == 201
    desk.later(minutes=30)
    assert desk.receiver.requests == []
    assert desk.deliveries() == []
    desk.later(minutes=31)
    assert told(desk.receiver.requests) == [("fact.published", "verified")]


def test_an_embargo_that_comes_later_silences_what_waits_and_withdraws_the_fact(
    desk: Hooked,
) -> None:
    desk.add()
    desk.receiver.answer = lambda _: (500, {}, b"")
    claim = desk.stages.verified()
    desk.drain()
    desk.receiver.answer = lambda _: (200, {}, b"")
    desk.receiver.requests.clear()
    path = f"/articles/{claim.article_id}"
    until = (desk.now + timedelta(days=30)).isoformat()
    room = desk.room
    patched = room.editor.patch(path, {"embargo_until": until}, match=room.editor.etag(path))
    assert patched.status_code == 200
    desk.play_out()
    assert told(desk.receiver.requests) == [("fact.withdrawn", "unverified")]
    assert states(desk)[DeliveryState.CANCELLED] == 1


def test_410_disables_the_webhook_and_cancels_what_waits(desk: Hooked) -> None:
    webhook, _ = desk.add()
    desk.receiver.answer = lambda _: (500, {}, b"")
    desk.stages.verified()
    desk.drain()
    desk.receiver.answer = lambda _: (410, {}, b"")
    desk.later(seconds=5)
    kept = desk.webhook(webhook.id)
    assert (kept.state, kept.version) == (HookState.DISABLED, 2)
    assert kept.disabled_reason == "The receiver answered 410: it wants no more messages."
    assert states(desk) == {DeliveryState.CANCELLED: 2}
    (entry,) = [
        each
        for each in desk.stages.events(webhook.id, "webhook")
        if each.action == "webhook.disabled"
    ]
    assert entry.reason == kept.disabled_reason
    asked = len(desk.receiver.requests)
    desk.stages.verified(text=f"{TEXT} More.")
    desk.later(days=2)
    assert len(desk.receiver.requests) == asked


@pytest.mark.one_backend
@pytest.mark.parametrize("code", [300, 301, 302, 303, 307, 308, 304])
def test_a_redirect_is_a_failure_and_not_followed(desk: Hooked, code: int) -> None:
    desk.add(events=FACTS)
    desk.receiver.answer = lambda _: (code, {"location": desk.receiver.url("/there")}, b"")
    desk.stages.verified()
    desk.drain()
    (found,) = desk.deliveries()
    (tried,) = desk.attempts(found.id)
    assert f"redirects (answer {code})" in (tried.error or "")
    assert [each.path for each in desk.receiver.requests] == ["/hook"]


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("code", "value", "seconds"),
    [
        (429, "120", 120),
        (503, "3600", 3600),
        (503, "1", 5),
        (500, "3600", 5),
        (429, "999999999999", 86_400),
        (429, "soon", 5),
        (429, "-5", 5),
        (503, "Wed, 21 Oct 2015 07:28:00 GMT", 5),
    ],
)
def test_a_busy_receiver_may_ask_for_more_time_but_not_for_less(
    desk: Hooked, code: int, value: str, seconds: int
) -> None:
    desk.add(events=FACTS)
    desk.receiver.answer = lambda _: (code, {"retry-after": value}, b"")
    desk.stages.verified()
    desk.drain()
    (found,) = desk.deliveries()
    assert found.next_at == desk.now + timedelta(seconds=seconds)


def test_each_thing_has_a_line_of_its_own(desk: Hooked) -> None:
    desk.add(events=FACTS)
    bad = desk.stages.verified()
    desk.receiver.answer = lambda request: (
        (500, {}, b"") if str(bad.id).encode() in request.body else (200, {}, b"")
    )
    good = desk.stages.verified(text=f"{TEXT} Rents rose by 9 percent.")
    desk.drain()
    found: dict[Any, set[DeliveryState]] = defaultdict(set)
    for each in desk.deliveries():
        found[each.subject_id].add(each.state)
    assert found == {bad.id: {DeliveryState.PENDING}, good.id: {DeliveryState.DELIVERED}}
