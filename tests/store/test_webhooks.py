"""Webhooks in the database: one mover of a position, one taker of a message, sealed secrets."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from factcheck.ids import uuid7
from factcheck.publish.outbox import collect
from factcheck.store import deliveries, log, webhooks
from factcheck.vocabulary import DeliveryState, HookEvent
from tests.hooked import BASE_URL, SEALER, Hooked, hooked
from tests.newsroom import TEXT, Newsroom
from tests.store.counting import counted


@pytest.fixture
def desk(newsroom: Newsroom) -> Iterator[Hooked]:
    with hooked(newsroom) as found:
        yield found


def at_once(work: Any, count: int = 4) -> list[Any]:
    start, found, errors = threading.Barrier(count), [], []

    def run() -> None:
        start.wait()
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert errors == []
    return found


def test_many_collectors_queue_each_entry_once(desk: Hooked) -> None:
    for number in range(3):
        desk.add(url=desk.receiver.url(f"/{number}"))
    for number in range(5):
        desk.stages.verified(text=f"{TEXT} Rents rose by {number} percent.")
    made = at_once(lambda: collect(desk.room.database, base_url=BASE_URL, now=desk.now))
    assert sum(made) == 3 * 5 * 2
    assert len(desk.deliveries()) == 30
    for hook in {each.webhook_id for each in desk.deliveries()}:
        seqs = [each.seq for each in desk.deliveries(hook)]
        assert seqs == sorted(set(seqs))
        with desk.room.database.reading() as session:
            assert desk.webhook(hook).position == log.head(session).seq


def test_a_collector_that_breaks_off_leaves_nothing_half_done(
    desk: Hooked, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook, _ = desk.add()
    desk.stages.verified()
    before = desk.webhook(hook.id).position

    def breaks(*_: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(deliveries, "supersede_older", breaks)
        with pytest.raises(RuntimeError):
            collect(desk.room.database, base_url=BASE_URL, now=desk.now)
    assert desk.webhook(hook.id).position == before
    assert desk.deliveries() == []
    assert collect(desk.room.database, base_url=BASE_URL, now=desk.now) == 2


def test_a_long_stretch_of_the_log_is_read_in_parts(
    desk: Hooked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.publish.outbox._MOST_ENTRIES", 3)
    desk.add(events=[HookEvent.FACT_PUBLISHED])
    for number in range(5):
        desk.stages.verified(text=f"{TEXT} Rents rose by {number} percent.")
    made = [collect(desk.room.database, base_url=BASE_URL, now=desk.now) for _ in range(6)]
    assert sum(made) == 5
    assert len(made) > made.index(0) > 1


def test_a_message_is_leased_to_one_and_free_again_when_that_one_died(desk: Hooked) -> None:
    hook, _ = desk.add(events=[HookEvent.FACT_PUBLISHED])
    desk.stages.verified()
    collect(desk.room.database, base_url=BASE_URL, now=desk.now)
    (found,) = desk.deliveries()
    until = desk.now + timedelta(minutes=1)

    def lease(now: Any = desk.now) -> bool:
        with desk.room.database.writing() as session:
            return deliveries.lease(session, found, now + timedelta(minutes=1), now)

    assert sorted(at_once(lease)) == [False, False, False, True]
    with desk.room.database.reading() as session:
        assert deliveries.waiting_webhooks(session, desk.now) == []
        assert deliveries.waiting_webhooks(session, until) == [hook.id]
    assert lease(until)
    with desk.room.database.writing() as session:  # the first one comes back after all
        assert not deliveries.settle(session, found.id, until, state=DeliveryState.DELIVERED)
    assert desk.deliveries()[0].state is DeliveryState.PENDING


def test_of_one_thing_only_the_oldest_that_waits_is_due(desk: Hooked) -> None:
    hook, _ = desk.add(events=[HookEvent.FACT_PUBLISHED])
    desk.stages.verified()
    desk.stages.verified(text=f"{TEXT} Rents rose by 1 percent.")
    collect(desk.room.database, base_url=BASE_URL, now=desk.now)
    first, second = desk.deliveries()
    with desk.room.database.writing() as session:
        held = deliveries.delivery(session, hook.id, second.id)
        held.subject_id = first.subject_id
    with desk.room.database.reading() as session:
        due = deliveries.due(session, hook.id, desk.now, limit=10)
        assert [each.id for each in due] == [first.id]
        assert deliveries.newer_exists(session, first)
        assert not deliveries.newer_exists(session, second)


def test_the_secret_is_sealed_to_its_row(desk: Hooked) -> None:
    hook, secret = desk.add()
    kept = desk.webhook(hook.id).secret
    assert secret.encode() not in bytes(kept)
    assert SEALER.open(bytes(kept), hook.id.bytes) == secret
    with pytest.raises(Exception, match="FACTCHECK_SECRET_KEY"):
        SEALER.open(bytes(kept), uuid7().bytes)


def test_what_a_turn_asks_does_not_grow_with_what_is_done(desk: Hooked) -> None:
    hook, _ = desk.add(events=[HookEvent.FACT_PUBLISHED])
    for number in range(3):
        desk.stages.verified(text=f"{TEXT} Rents rose by {number} percent.")
    desk.drain()

    def asked() -> int:
        with counted(desk.room.database) as statements:
            desk.dispatcher.turn()
        return len(statements)

    few = asked()
    for number in range(3, 9):
        desk.stages.verified(text=f"{TEXT} Rents rose by {number} percent.")
    desk.drain()
    assert asked() == few <= 4
    with desk.room.database.reading() as session:
        listed = deliveries.page(session, hook.id, [], limit=50, after=None).items
        with counted(desk.room.database) as statements:
            found = deliveries.last_attempts(session, [each.id for each in listed])
        assert len(found) == 9
        assert len(statements) == 1
    assert webhooks.page.__doc__
