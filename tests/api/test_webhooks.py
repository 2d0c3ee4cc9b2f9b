"""Webhooks over HTTP: made, changed, tried, rotated, looked into, and played again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from factcheck.db import Base
from tests.api.problem import problem
from tests.hooked import Hooked, hooked, verify
from tests.newsroom import TEXT, Newsroom

PATH = "/webhooks"


@pytest.fixture
def desk(newsroom: Newsroom) -> Iterator[Hooked]:
    with hooked(newsroom) as found:
        newsroom.app.extensions["factcheck.egress"] = found.egress
        yield found


def made(desk: Hooked, **more: Any) -> dict[str, Any]:
    body = {"url": desk.receiver.url(), "events": ["fact.published"]} | more
    answer = desk.room.editor.post(PATH, body)
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found


def everything_kept(desk: Hooked) -> str:
    """All that the database holds, bytes too, as one text."""
    with desk.room.database.reading() as session:
        return "\n".join(
            str([bytes(each) if isinstance(each, memoryview) else each for each in row])
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        )


def test_a_webhook_is_made_with_a_secret_that_is_shown_once(desk: Hooked) -> None:
    answer = desk.room.editor.post(
        PATH,
        {
            "url": desk.receiver.url(),
            "events": ["report.frozen", "fact.published", "fact.published"],
            "description": "The CMS",
        },
    )
    body = answer.json
    assert answer.status_code == 201
    assert body["secret"].startswith("whsec_")
    assert answer.headers["Location"] == f"/api/v1/webhooks/{body['id']}"
    shown = desk.room.editor.get(f"{PATH}/{body['id']}")
    assert shown.headers["ETag"] == answer.headers["ETag"] == f'"{body["id"]}.1"'
    assert shown.json == {key: value for key, value in body.items() if key != "secret"}
    assert shown.json["events"] == ["fact.published", "report.frozen"]
    assert shown.json["state"] == "active"
    assert desk.room.editor.get(PATH).json["items"] == [shown.json]
    again = desk.room.editor.get(
        f"{PATH}/{body['id']}", headers={"If-None-Match": shown.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"url": "ftp://a.example/"}, "url", ""),
        ({"url": "https://me:pw@a.example/"}, "url", ""),
        ({"url": "http://10.0.0.1/"}, "url", "10.0.0.1 is not on the public internet"),
        ({"url": "http://[::1]/"}, "url", "::1 is not on the public internet"),
        ({"url": "http://93.184.215.14:5432/"}, "url", "Port 5432"),
        ({"events": ["fact.exploded"]}, "events", "fact.published, fact.updated, fact.corrected"),
        ({"events": []}, "events", ""),
        ({"secret": "whsec_mine"}, "secret", "Unknown field"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(
    desk: Hooked, body: dict[str, Any], field: str, words: str
) -> None:
    given = {"url": "https://a.example/", "events": ["fact.published"]} | body
    answer = desk.room.editor.post(PATH, given)
    problem(answer, 422, answer.json["code"])
    assert words in json.dumps(answer.json["errors"][field])
    etag_of = made(desk)
    path = f"{PATH}/{etag_of['id']}"
    changed = desk.room.editor.patch(path, body, match=desk.room.editor.etag(path))
    assert changed.status_code == 422
    assert desk.room.editor.get(path).json["version"] == 1


def test_a_change_raises_the_version_and_passes_the_answer_for_it_on(desk: Hooked) -> None:
    hook = made(desk)
    path = f"{PATH}/{hook['id']}"
    etag = desk.room.admin.etag(path)
    answer = desk.room.admin.patch(
        path, {"events": ["claim.status_changed"], "description": None}, match=etag
    )
    assert answer.status_code == 200, answer.json
    assert answer.headers["ETag"] == f'"{hook["id"]}.2"' == desk.room.editor.etag(path)
    assert answer.json["events"] == ["claim.status_changed"]
    assert answer.json["created_by"] == str(desk.room.people["editor"].person_id)
    assert answer.json["owner_id"] == str(desk.room.people["admin"].person_id)
    problem(desk.room.editor.patch(path, {"active": False}, match=etag), 412, "stale_version")
    actions = [each.action for each in desk.stages.events(UUID(hook["id"]), "webhook")]
    assert actions == ["webhook.added", "webhook.edited"]


def test_switched_off_it_is_told_nothing_and_on_again_only_what_comes_then(desk: Hooked) -> None:
    hook = made(desk)
    path = f"{PATH}/{hook['id']}"
    room = desk.room
    desk.receiver.answer = lambda _: (500, {}, b"")
    desk.stages.verified()
    desk.drain()
    off = room.editor.patch(path, {"active": False}, match=room.editor.etag(path)).json
    assert (off["state"], off["disabled_reason"]) == ("disabled", "Editor switched it off.")
    (waiting,) = room.editor.get(f"{path}/deliveries").json["items"]
    assert (waiting["state"], waiting["next_at"]) == ("cancelled", None)
    desk.stages.verified(text=f"{TEXT} Rents rose by 1 percent.")
    desk.later(days=1)
    assert len(desk.receiver.requests) == 1
    problem(room.editor.post(f"{path}/deliveries/{waiting['id']}/replay"), 409, "conflict")
    on = room.editor.patch(path, {"active": True}, match=room.editor.etag(path)).json
    assert (on["state"], on["disabled_reason"]) == ("active", None)
    desk.receiver.answer = lambda _: (200, {}, b"")
    claim = desk.stages.verified(text=f"{TEXT} Rents rose by 2 percent.")
    desk.drain()
    assert [json.loads(each.body)["data"]["id"] for each in desk.receiver.taken] == [str(claim.id)]


def test_a_removed_webhook_is_gone_and_told_nothing(desk: Hooked) -> None:
    hook = made(desk)
    path = f"{PATH}/{hook['id']}"
    desk.stages.verified()
    answer = desk.room.editor.delete(path, match=desk.room.editor.etag(path))
    assert answer.status_code == 204
    desk.later(days=1)
    assert desk.receiver.requests == []
    assert desk.room.editor.get(PATH).json["items"] == []
    for answer in (
        desk.room.editor.get(path),
        desk.room.editor.get(f"{path}/deliveries"),
        desk.room.editor.post(f"{path}/ping"),
        desk.room.editor.delete(path, match=f'"{hook["id"]}.2"'),
    ):
        problem(answer, 404, "not_found")


def test_both_secrets_verify_for_a_day_after_a_rotation(desk: Hooked) -> None:
    hook = made(desk)
    path = f"{PATH}/{hook['id']}"
    answer = desk.room.editor.post(f"{path}/rotate", match=desk.room.editor.etag(path))
    assert answer.status_code == 200
    new = answer.json["secret"]
    assert new != hook["secret"]
    assert answer.json["old_secret_until"] is not None
    assert answer.headers["ETag"] == f'"{hook["id"]}.2"'
    desk.stages.verified()
    desk.drain()
    (sent,) = desk.receiver.taken
    for secret in (hook["secret"], new):
        assert verify(secret, sent)["type"] == "fact.published"
    desk.stages.verified(text=f"{TEXT} Rents rose by 1 percent.")
    desk.later(hours=24, minutes=1)
    later = desk.receiver.taken[-1]
    assert verify(new, later)
    with pytest.raises(Exception, match="No matching signature"):
        verify(hook["secret"], later)


def test_no_secret_is_kept_in_clear_whatever_is_replayed(desk: Hooked) -> None:
    body = {"url": desk.receiver.url(), "events": ["fact.published"]}
    key = {"Idempotency-Key": "make-1"}
    first = desk.room.editor.post(PATH, body, headers=key)
    second = desk.room.editor.post(PATH, body, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert "Sealed" not in second.headers
    assert second.headers["ETag"] == first.headers["ETag"]
    path = f"{PATH}/{first.json['id']}"
    key = {"Idempotency-Key": "turn-1"}
    etag = desk.room.editor.etag(path)
    rotated = desk.room.editor.post(f"{path}/rotate", match=etag, headers=key)
    replayed = desk.room.editor.post(f"{path}/rotate", match=etag, headers=key)
    assert rotated.json == replayed.json
    assert desk.room.editor.etag(path) == f'"{first.json["id"]}.2"'
    assert len(desk.room.editor.get(PATH).json["items"]) == 1
    desk.stages.verified()
    desk.drain()
    kept = everything_kept(desk)
    for secret in (first.json["secret"], rotated.json["secret"]):
        assert secret.removeprefix("whsec_") not in kept
    assert "whsec_" not in kept


@pytest.mark.one_backend
def test_an_answer_that_was_sealed_under_another_key_is_not_shown_again(desk: Hooked) -> None:
    body = {"url": desk.receiver.url(), "events": ["fact.published"]}
    key = {"Idempotency-Key": "make-1"}
    desk.room.editor.post(PATH, body, headers=key)
    app = desk.room.app
    app.config["FACTCHECK"] = replace(app.config["FACTCHECK"], secret_key="t" * 32)
    problem(desk.room.editor.post(PATH, body, headers=key), 409, "conflict")
    assert len(desk.room.editor.get(PATH).json["items"]) == 1


def test_a_ping_is_sent_at_once_and_says_what_came_of_it(desk: Hooked) -> None:
    hook = made(desk)
    path = f"{PATH}/{hook['id']}"
    answer = desk.room.editor.post(f"{path}/ping")
    assert answer.status_code == 200
    assert (answer.json["code"], answer.json["error"]) == (204, None)
    assert answer.json["took_ms"] >= 0
    (sent,) = desk.receiver.taken
    assert verify(hook["secret"], sent)["type"] == "ping"
    desk.receiver.answer = lambda _: (404, {}, b"no such page")
    failed = desk.room.editor.post(f"{path}/ping").json
    assert (failed["code"], failed["answer"]) == (404, "no such page")
    assert failed["error"] == "The receiver answered 404 instead of 2xx."
    states = [each["state"] for each in desk.room.editor.get(f"{path}/deliveries").json["items"]]
    assert states == ["dead", "delivered"]
    assert desk.room.editor.etag(path) == f'"{hook["id"]}.1"'


def test_the_delivery_log_shows_what_was_sent_and_what_came_back(desk: Hooked) -> None:
    hook = made(desk)
    path = f"{PATH}/{hook['id']}/deliveries"
    desk.receiver.answer = lambda _: (503, {"X-Why": "busy"}, b"try later")
    claim = desk.stages.verified()
    desk.drain()
    (listed,) = desk.room.editor.get(f"{path}?state=pending").json["items"]
    assert desk.room.editor.get(f"{path}?state=dead").json["items"] == []
    assert listed["subject_id"] == str(claim.id)
    assert (listed["event"], listed["state"], listed["attempts"]) == (
        "fact.published",
        "pending",
        1,
    )
    assert listed["next_at"] == listed["last_attempt"]["next_at"]
    desk.later(seconds=5)
    shown = desk.room.editor.get(f"{path}/{listed['id']}").json
    (sent, _) = desk.receiver.requests
    assert shown["payload"].encode() == sent.body
    assert shown["message_id"] == sent.id
    assert [each["code"] for each in shown["tries"]] == [503, 503]
    first = shown["tries"][0]
    assert first["answer"] == "try later"
    assert ["X-Why", "busy"] in first["answer_headers"]
    assert first["headers"]["webhook-id"] == sent.id
    assert "webhook-signature" not in first["headers"]
    assert first["url"] == desk.receiver.url()
    listed = desk.room.editor.get(path).json["items"][0]
    assert listed["last_attempt"] == shown["tries"][-1]


def test_a_dead_letter_and_a_delivered_message_can_be_sent_again_under_their_id(
    desk: Hooked,
) -> None:
    hook = made(desk)
    path = f"{PATH}/{hook['id']}/deliveries"
    desk.receiver.answer = lambda _: (500, {}, b"")
    desk.stages.verified()
    desk.play_out()
    (dead,) = desk.room.editor.get(f"{path}?state=dead").json["items"]
    desk.receiver.answer = lambda _: (200, {}, b"")
    for _ in range(2):
        answer = desk.room.editor.post(f"{path}/{dead['id']}/replay")
        assert answer.status_code == 200, answer.json
        assert (answer.json["state"], answer.json["attempts"]) == ("pending", 0)
        problem(desk.room.editor.post(f"{path}/{dead['id']}/replay"), 409, "conflict")
        desk.drain()
    assert [each.id for each in desk.receiver.taken] == [dead["message_id"]] * 2
    shown = desk.room.editor.get(f"{path}/{dead['id']}").json
    assert (shown["state"], len(shown["tries"])) == ("delivered", 12)


def test_an_old_state_is_not_sent_again_after_a_newer_one(desk: Hooked) -> None:
    hook = made(desk, events=["fact.published", "fact.corrected", "claim.status_changed"])
    path = f"{PATH}/{hook['id']}/deliveries"
    claim = desk.stages.verified()
    desk.drain()
    old = desk.room.editor.get(path).json["items"]
    desk.room.decide(str(claim.id), "unverified")
    desk.drain()
    for each in old:
        answer = desk.room.editor.post(f"{path}/{each['id']}/replay")
        problem(answer, 409, "transition_refused")
        assert "something newer was queued" in answer.json["reasons"][0]
    newest = {each["event"]: each for each in desk.room.editor.get(path).json["items"][:2]}
    assert set(newest) == {"fact.corrected", "claim.status_changed"}
    for each in newest.values():
        assert desk.room.editor.post(f"{path}/{each['id']}/replay").status_code == 200


def test_another_desk_knows_nothing_of_it(desk: Hooked) -> None:
    hook = made(desk)
    path = f"{PATH}/{hook['id']}"
    delivery = desk.room.editor.post(f"{path}/ping") and desk.deliveries()[0].id
    theirs = desk.room.foreign.post(
        PATH, {"url": desk.receiver.url("/theirs"), "events": ["fact.published"]}
    ).json
    desk.stages.verified()
    desk.drain()
    assert {each.path for each in desk.receiver.taken} == {"/hook"}
    assert [each["id"] for each in desk.room.foreign.get(PATH).json["items"]] == [theirs["id"]]
    mixed = f"{PATH}/{theirs['id']}/deliveries/{delivery}"
    for answer in (
        desk.room.foreign.get(path),
        desk.room.foreign.get(f"{path}/deliveries/{delivery}"),
        desk.room.foreign.get(mixed),
        desk.room.foreign.post(f"{mixed}/replay"),
        desk.room.foreign.patch(path, {"active": False}, match=f'"{hook["id"]}.1"'),
    ):
        problem(answer, 404, "not_found")
