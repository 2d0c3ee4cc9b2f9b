"""What was kept long enough is dropped; what is the record stays."""

from datetime import datetime, timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select

from factcheck.clock import utcnow
from factcheck.ids import uuid7
from factcheck.store.deliveries import Delivery, DeliveryAttempt
from factcheck.store.idempotency import StoredAnswer
from factcheck.store.logins import Login
from factcheck.store.webhooks import Webhook
from factcheck.upkeep import Upkeep
from factcheck.vocabulary import DeliveryState, LoginMethod
from tests.newsroom import Newsroom

NOW = utcnow()
PENDING, DELIVERED, DEAD = DeliveryState.PENDING, DeliveryState.DELIVERED, DeliveryState.DEAD


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def put(room: Newsroom, table: Any, *rows: dict[str, Any]) -> None:
    with room.database.engine.begin() as connection:
        connection.execute(insert(table), list(rows))


def left(room: Newsroom, table: Any) -> int:
    with room.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def sweep(room: Newsroom) -> dict[str, int]:
    return dict(Upkeep(room.database, lambda: NOW).sweep(Event()))


def answer(room: Newsroom, number: int, at: datetime) -> dict[str, Any]:
    return {
        "person_id": room.people["editor"].person_id,
        "desk_id": room.desk.id,
        "key": f"key {number}",
        "fingerprint": "0",
        "status": 201,
        "headers": {},
        "body": b"",
        "created_at": at,
    }


def test_stored_answers_are_dropped_after_a_week_in_batches(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.upkeep.BATCH", 3)
    old = [answer(newsroom, number, ago(7.1)) for number in range(7)]
    put(newsroom, StoredAnswer, *old, answer(newsroom, 9, ago(6.9)))
    assert sweep(newsroom)["answers"] == 7
    assert left(newsroom, StoredAnswer) == 1


def test_logins_are_dropped_after_ninety_days(newsroom: Newsroom) -> None:
    put(newsroom, Login, *(login(newsroom, at) for at in (ago(91), ago(89), ago(1))))
    assert sweep(newsroom)["logins"] == 1
    assert left(newsroom, Login) == 2


def login(room: Newsroom, at: datetime) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "token_hash": f"{at:%d%H%M%S}",
        "person_id": room.people["editor"].person_id,
        "desk_id": room.desk.id,
        "how": LoginMethod.PASSWORD,
        "awaits_code": False,
        "agent": "Firefox",
        "created_at": at,
        "seen_at": at,
    }


@pytest.fixture
def hook(newsroom: Newsroom) -> UUID:
    """A webhook."""
    body = {"url": "https://8.8.8.8/hook", "events": ["fact.published"]}
    made = newsroom.editor.post("/webhooks", body)
    assert made.status_code == 201, made.json
    return UUID(made.json["id"])


def message(
    room: Newsroom, hook: UUID, event: str, state: DeliveryState, days: float
) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "webhook_id": hook,
        "desk_id": room.desk.id,
        "message_id": f"{event} {state} {days}",
        "event": event,
        "subject_type": event.partition(".")[0],
        "subject_id": uuid7(),
        "seq": 1,
        "payload": "{}",
        "state": state,
        "attempts": 1,
        "created_at": ago(days),
        "finished_at": None if state is PENDING else ago(days),
    }


def attempt(of: dict[str, Any], days: float) -> dict[str, Any]:
    then = int(ago(days).timestamp() * 1000)
    return {
        "id": UUID(int=then << 80 | uuid7().int & (1 << 80) - 1),
        "delivery_id": of["id"],
        "at": ago(days),
        "url": "https://8.8.8.8/hook",
        "headers": {},
        "took_ms": 1,
    }


def test_messages_are_dropped_but_what_brought_a_fact_and_what_waits(
    newsroom: Newsroom, hook: UUID
) -> None:
    goes = [
        message(newsroom, hook, "report.frozen", DELIVERED, 31),
        message(newsroom, hook, "fact.published", DeliveryState.SUPERSEDED, 31),
        message(newsroom, hook, "fact.published", DEAD, 91),
    ]
    stays = [
        message(newsroom, hook, "report.frozen", DELIVERED, 29),
        message(newsroom, hook, "fact.published", DELIVERED, 400),
        message(newsroom, hook, "fact.published", DEAD, 89),
        message(newsroom, hook, "fact.published", PENDING, 400),
    ]
    put(newsroom, Delivery, *goes, *stays)
    put(newsroom, DeliveryAttempt, *(attempt(each, 31) for each in (*goes, *stays)))
    put(newsroom, DeliveryAttempt, attempt(stays[1], 400))
    assert sweep(newsroom) == {"answers": 0, "logins": 0, "messages": 3, "attempts": 1}
    with newsroom.database.reading() as session:
        assert set(session.scalars(select(Delivery.id))) == {each["id"] for each in stays}
    assert left(newsroom, DeliveryAttempt) == len(stays)
    assert left(newsroom, Webhook) == 1


@pytest.mark.one_backend
def test_it_is_done_once_an_hour_and_ends_when_told_to(newsroom: Newsroom) -> None:
    now = [NOW]
    upkeep = Upkeep(newsroom.database, lambda: now[0])
    put(newsroom, StoredAnswer, answer(newsroom, 1, ago(8)))
    stopped = Event()
    stopped.set()
    upkeep.when_due(stopped)
    assert left(newsroom, StoredAnswer) == 1
    upkeep.when_due(Event())
    assert left(newsroom, StoredAnswer) == 1
    now[0] += timedelta(hours=1)
    upkeep.when_due(Event())
    assert left(newsroom, StoredAnswer) == 0
