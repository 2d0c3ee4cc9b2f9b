"""Telling webhooks goes on, whatever machines, receivers and people do meanwhile."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from factcheck import accounts, publish
from factcheck.dispatch import Dispatcher
from factcheck.errors import Busy
from factcheck.publish import attempts
from factcheck.publish.sending import WAITS
from factcheck.publish.webhooks import hook_sealer
from factcheck.store import people
from factcheck.vocabulary import DeliveryState, HookState, Role
from tests.hooked import FACTS, Hooked, hooked, receiving, states
from tests.newsroom import TEXT, Newsroom


@pytest.fixture
def desk(newsroom: Newsroom) -> Iterator[Hooked]:
    with hooked(newsroom) as found:
        yield found


def test_a_dispatcher_that_dies_before_it_writes_down_sends_again_under_the_same_id(
    desk: Hooked,
) -> None:
    desk.add(events=FACTS)
    for number in range(5):
        desk.stages.verified(text=f"{TEXT} Rents rose by {number} percent.")
    for _ in range(10):  # each takes some, sends them, and never comes back
        killed = desk.another()
        killed.turn()
        while killed.under_way > killed._back.qsize():
            time.sleep(0.01)
        desk.now += attempts.LEASE + timedelta(seconds=1)
    desk.drain(desk.another())
    assert states(desk) == {DeliveryState.DELIVERED: 5}
    ids = Counter(each.id for each in desk.receiver.requests)
    assert set(ids) == {each.message_id for each in desk.deliveries()}
    assert max(ids.values()) > 1


def test_two_dispatchers_send_everything_once(desk: Hooked) -> None:
    desk.add()
    desk.add(url=desk.receiver.url("/second"))
    stop, errors = threading.Event(), []

    def work() -> None:
        mine = desk.another()
        while not stop.is_set():
            try:
                if not mine.turn():
                    mine.wait(0.02)
            except Busy:
                pass
            except Exception as error:  # noqa: BLE001 - told below
                errors.append(error)
                return
        mine._finish()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for each in threads:
        each.start()
    claims = [desk.stages.verified(text=f"{TEXT} Rents rose by {n} percent.") for n in range(8)]
    until = time.monotonic() + 30
    while len(desk.receiver.taken) < 32 and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    for each in threads:
        each.join()
    assert errors == []
    sent = Counter((each.path, json.loads(each.body)["data"]["id"]) for each in desk.receiver.taken)
    assert sent == {(path, str(c.id)): 2 for path in ("/hook", "/second") for c in claims}
    assert states(desk) == {DeliveryState.DELIVERED: 32}


def test_a_receiver_that_hangs_holds_up_no_other(desk: Hooked) -> None:
    going = threading.Event()
    with receiving(lambda: desk.now) as slow:
        slow.answer = lambda _: (200, {}, b"") if going.wait(30) else (500, {}, b"")
        desk.add(url=slow.url(), events=FACTS)
        desk.add(events=FACTS)
        for number in range(12):
            desk.stages.verified(text=f"{TEXT} Rents rose by {number} percent.")
        began = time.monotonic()
        while len(desk.receiver.taken) < 12 and time.monotonic() - began < 10:
            if not desk.dispatcher.turn():
                desk.dispatcher.wait(0.05)
        assert len(desk.receiver.taken) == 12
        assert slow.taken == []
        assert len(slow.requests) <= 4
        going.set()
        desk.drain()
        assert len(slow.taken) == 12


@pytest.mark.one_backend
def test_a_receiver_that_never_answers_is_a_failed_attempt(desk: Hooked) -> None:
    desk.egress = type(desk.egress)(desk.egress.allow, connect_and_read_seconds=0.3)
    desk.dispatcher = desk.another()
    desk.add(events=FACTS)
    going = threading.Event()
    desk.receiver.answer = lambda _: (200, {}, b"") if going.wait(5) else (500, {}, b"")
    desk.stages.verified()
    desk.drain()
    going.set()
    (found,) = desk.deliveries()
    (tried,) = desk.attempts(found.id)
    assert tried.error == "127.0.0.1 did not answer in time."
    assert (found.state, found.next_at) == (DeliveryState.PENDING, desk.now + WAITS[0])


@pytest.mark.parametrize("loss", ["place", "role", "account", "key", "expiry"])
def test_who_lost_the_right_to_it_is_told_nothing_more(desk: Hooked, loss: str) -> None:
    actor = desk.room.people["editor"]
    with desk.room.database.writing() as session:
        person = people.person(session, actor.person_id)
        key, text = accounts.make_key(
            session, person=person, desk=desk.room.desk, role=Role.EDITOR, days=2, now=desk.now
        )
        desk.room.people["tool"] = accounts.key_holder(session, text, now=desk.now)
    webhook, _ = desk.add(by="tool", events=FACTS)
    desk.receiver.answer = lambda _: (500, {}, b"")
    desk.stages.verified()
    desk.drain()
    assert len(desk.receiver.requests) == 1
    with desk.room.database.writing() as session:
        person = people.person(session, actor.person_id)
        place = people.membership(session, person.id, desk.room.desk.id)
        assert place is not None
        if loss == "place":
            session.delete(place)
        if loss == "role":
            place.role = int(Role.REVIEWER)
        if loss == "account":
            person.disabled_at = desk.now
        if loss == "key":
            accounts.revoke_key(session, key.id, now=desk.now)
    if loss == "expiry":
        desk.later(days=2)
    desk.play_out()
    kept = desk.webhook(webhook.id)
    assert kept.state is HookState.DISABLED
    assert "set it up" in (kept.disabled_reason or "")
    assert states(desk) == {DeliveryState.CANCELLED: 1}
    assert len(desk.receiver.requests) == 1


@pytest.mark.one_backend
def test_a_secret_that_cannot_be_read_is_a_failed_attempt_that_says_so(desk: Hooked) -> None:
    desk.add(events=FACTS)
    desk.stages.verified()
    other = Dispatcher(
        desk.room.database, desk.egress, hook_sealer("other"), "http://x", now=lambda: desk.now
    )
    desk.drain(other)
    (found,) = desk.deliveries()
    (tried,) = desk.attempts(found.id)
    assert "FACTCHECK_SECRET_KEY" in (tried.error or "")
    assert desk.receiver.requests == []
    desk.play_out()
    assert states(desk) == {DeliveryState.DELIVERED: 1}


@pytest.mark.one_backend
def test_it_works_by_itself_until_it_is_stopped(desk: Hooked) -> None:
    desk.add(events=FACTS)
    desk.dispatcher.start()
    desk.stages.verified()
    until = time.monotonic() + 20
    while not desk.receiver.taken and time.monotonic() < until:
        time.sleep(0.02)
    desk.dispatcher.stop()
    assert states(desk) == {DeliveryState.DELIVERED: 1}
    assert not any(each.name == "webhooks" for each in threading.enumerate())


@pytest.mark.one_backend
def test_what_came_back_is_kept_while_the_database_is_away(
    desk: Hooked, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(events=FACTS)
    desk.stages.verified()
    desk.dispatcher.turn()
    desk.dispatcher.wait(5)
    real = desk.room.database.writing

    def away() -> Any:
        raise Busy("away")

    monkeypatch.setattr(desk.room.database, "writing", away)
    for _ in range(3):
        with pytest.raises(Busy):
            desk.dispatcher.turn()
    monkeypatch.setattr(desk.room.database, "writing", real)
    desk.drain()
    assert states(desk) == {DeliveryState.DELIVERED: 1}
    assert len(desk.receiver.requests) == 1


@pytest.mark.one_backend
def test_no_failure_ends_the_work(desk: Hooked, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def away(*_: Any) -> int:
        tried.append(1)
        if len(tried) == 3:
            desk.dispatcher._stop.set()
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(publish, "lift_embargoes", away)
    desk.dispatcher.run()
    assert len(tried) == 3


@pytest.mark.one_backend
def test_one_attempt_that_cannot_be_written_down_does_not_stop_the_others(
    desk: Hooked, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(events=FACTS)
    bad = desk.stages.verified()
    desk.stages.verified(text=f"{TEXT} Rents rose by 1 percent.")
    settle = attempts.settle

    def breaks(session: Any, done: Any, **more: Any) -> None:
        if any(str(bad.id) in job.message.body for job, _ in done):
            raise RuntimeError("a fault of ours")
        settle(session, done, **more)

    with monkeypatch.context() as patched:
        patched.setattr("factcheck.dispatch.settle", breaks)
        desk.drain()
    assert states(desk) == {DeliveryState.DELIVERED: 1, DeliveryState.PENDING: 1}
    desk.later(minutes=2)
    assert states(desk) == {DeliveryState.DELIVERED: 2}
    assert len({each.id for each in desk.receiver.taken}) == 2
