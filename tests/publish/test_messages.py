"""What webhooks are sent verifies with the public verifier, and nothing else does."""

import base64
import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from factcheck.publish.messages import event_of, headers, message_id, new_secret, payload
from factcheck.sealing import Sealer, Unsealable
from factcheck.store.webhooks import Told
from factcheck.vocabulary import HookEvent
from tests.hooked import Request, verify

AT = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
SECRET = new_secret()


def entry(**more: Any) -> Told:
    plain = {
        "seq": 7,
        "hash": "a" * 64,
        "at": AT,
        "action": "fact.published",
        "object_type": "fact",
        "object_id": uuid4(),
        "object_version": 3,
        "article_id": None,
        "status_to": None,
        "after": {"status": "verified", "public": True},
        "embargo_until": None,
    }
    return Told(**(plain | more))


def request(keys: list[str], body: str | None = None) -> Request:
    body = (
        payload(entry(), HookEvent.FACT_PUBLISHED, base_url="https://d") if body is None else body
    )
    return Request("/", headers("msg_1", body, keys, now=AT), body.encode(), AT)


def test_the_public_verifier_takes_it_with_either_secret_of_a_rotation() -> None:
    old = new_secret()
    sent = request([SECRET, old])
    for key in (SECRET, old):
        assert verify(key, sent)["type"] == "fact.published"
    assert [each[:3] for each in sent.headers["webhook-signature"].split(" ")] == ["v1,", "v1,"]
    with pytest.raises(WebhookVerificationError):
        verify(new_secret(), sent)
    assert len(base64.b64decode(SECRET.removeprefix("whsec_"))) == 32


def test_no_mutation_of_a_message_verifies() -> None:
    sent, dice, refused = request([SECRET]), Random(16), 0
    while refused < 1000:
        changed = _mutated(sent, dice)
        if changed is None:
            continue
        with pytest.raises((WebhookVerificationError, ValueError)):
            verify(SECRET, sent, **changed)
        refused += 1


def _mutated(sent: Request, dice: Random) -> dict[str, Any] | None:
    """The message with one thing changed; None where the change changes nothing."""
    what = dice.choice(["body", "id", "timestamp", "signature", "cut", "other", "none"])
    name = f"webhook-{what}"
    if what == "body":
        data = bytearray(sent.body)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(7)
        return {"body": bytes(data)} if bytes(data) != sent.body else None
    if what == "timestamp":
        shift = dice.choice([-1, 1]) * dice.randint(1, 299)
        return {"headers": {name: str(int(sent.headers[name]) + shift)}}
    if what == "id":
        return {"headers": {name: sent.headers[name] + dice.choice("ab.1")}}
    value = sent.headers["webhook-signature"]
    raw = bytearray(base64.b64decode(value.removeprefix("v1,")))
    if what == "signature":
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    elif what == "cut":
        del raw[dice.randrange(len(raw)) :]
    elif what == "other":
        value = value.replace("v1,", dice.choice(["v2,", "v1a,", "V1,", "v0,"]))
        return {"headers": {"webhook-signature": value}}
    else:
        return {"headers": {dice.choice(["webhook-id", "webhook-signature"]): ""}}
    return {"headers": {"webhook-signature": f"v1,{base64.b64encode(raw).decode()}"}}


@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(minutes=-6)])
def test_an_old_message_or_one_from_the_future_is_refused(age: timedelta) -> None:
    sent = request([SECRET])
    with pytest.raises(WebhookVerificationError, match="timestamp"):
        verify(SECRET, Request("/", sent.headers, sent.body, AT + age))


def test_letters_of_every_script_are_signed_as_they_are_sent() -> None:
    body = json.dumps({"type": "x", "words": "Ünïçødé 事実 🐟"}, ensure_ascii=False)
    assert verify(SECRET, request([SECRET], body))["words"] == "Ünïçødé 事実 🐟"


def test_a_message_is_thin_and_the_same_every_time() -> None:
    told = entry()
    body = payload(told, HookEvent.FACT_PUBLISHED, base_url="https://d")
    assert body == (
        '{"type":"fact.published","timestamp":"2026-03-02T09:30:00.123456Z","data":'
        f'{{"id":"{told.object_id}","version":3,"status":"verified",'
        f'"url":"https://d/api/v1/facts/{told.object_id}"}}}}'
    )
    hook = uuid4()
    assert message_id(hook, told) == message_id(hook, told)
    assert message_id(hook, told).startswith("msg_")
    assert "." not in message_id(hook, told)
    others = {message_id(uuid4(), told), message_id(hook, entry(hash="b" * 64))}
    assert message_id(hook, told) not in others


@pytest.mark.parametrize(
    ("about", "event", "status", "path"),
    [
        ({"action": "fact.withdrawn"}, "fact.withdrawn", "unverified", "facts"),
        ({"action": "fact.corrected"}, "fact.corrected", "verified", "facts"),
        (
            {"action": "claim.decided", "object_type": "claim", "status_to": "disputed"},
            "claim.status_changed",
            "disputed",
            "claims",
        ),
        (
            {"action": "article.signed_off", "object_type": "article"},
            "article.completed",
            "completed",
            "articles",
        ),
        (
            {"action": "report.frozen", "object_type": "report"},
            "report.frozen",
            "frozen",
            "reports",
        ),
    ],
)
def test_each_kind_of_entry_has_its_event(
    about: dict[str, Any], event: str, status: str, path: str
) -> None:
    told = entry(**about)
    found = event_of(told)
    assert found == event
    data = json.loads(payload(told, HookEvent(event), base_url="https://d"))["data"]
    assert data["status"] == status
    assert data["url"] == f"https://d/api/v1/{path}/{told.object_id}"


def test_an_article_under_embargo_is_silent_but_for_a_withdrawal() -> None:
    held = {"embargo_until": AT + timedelta(seconds=1)}
    for kind, action in (
        ("claim", "claim.decided"),
        ("article", "article.signed_off"),
        ("report", "report.frozen"),
    ):
        about = {"object_type": kind, "action": action, "status_to": "verified"}
        assert event_of(entry(**about, **held)) is None
        assert event_of(entry(**about, embargo_until=AT)) is not None
    assert event_of(entry(action="fact.withdrawn", **held)) is HookEvent.FACT_WITHDRAWN


def test_a_sealed_secret_opens_in_its_place_alone() -> None:
    sealer = Sealer("key", "a")
    sealed = sealer.seal(SECRET, b"row")
    assert SECRET.encode() not in sealed
    assert sealed != sealer.seal(SECRET, b"row")
    assert sealer.open(sealed, b"row") == SECRET
    spoiled = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for other, data, about in (
        (Sealer("key", "b"), sealed, b"row"),
        (Sealer("other", "a"), sealed, b"row"),
        (sealer, sealed, b"another"),
        (sealer, spoiled, b"row"),
        (sealer, b"", b"row"),
    ):
        with pytest.raises(Unsealable):
            other.open(data, about)
