"""Idempotency-Key: what is sent twice acts once, and gets the same answer both times."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from factcheck import intake
from factcheck.clock import utcnow
from factcheck.store.idempotency import KEPT, StoredAnswer
from tests.api.at_once import at_once, twin
from tests.api.problem import everything, problem
from tests.newsroom import TEXT, Newsroom

BODY = {"title": "Harbour", "text": TEXT}
KEY = {"Idempotency-Key": "7f3c-once"}
KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Cache-Control")


def same(one: TestResponse, other: TestResponse) -> bool:
    """Whether two answers are one and the same."""
    headers = [[each.headers.get(name) for name in KEPT_HEADERS] for each in (one, other)]
    return (one.status_code, one.data, headers[0]) == (other.status_code, other.data, headers[1])


def test_every_post_that_creates_or_acts_replays_its_answer(newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]["id"]
    evidence = {"stance": "supports", "source": {"title": "The budget", "kind": "primary"}}
    base = f"/articles/{article['id']}"
    decision = {"status": "verified", "rationale": "Page 12 says so."}
    about = f"/claims/{claim}"
    for number, (client, path, versioned, body) in enumerate(
        (
            (newsroom.editor, "/articles", None, BODY | {"text": TEXT + " Two."}),
            (newsroom.reviewer, f"{about}/evidence", about, evidence),
            (newsroom.reviewer, f"{about}/reviews", about, decision),
            (newsroom.reviewer, f"{about}/undo", about, None),
            (newsroom.reviewer, f"{about}/assign", about, {"assignee": None}),
            (newsroom.reviewer, f"{about}/dismiss", about, {"reason": "opinion"}),
            (newsroom.reviewer, f"{about}/reopen", about, {"reason": "other"}),
            (newsroom.reviewer, f"{about}/comments", None, {"text": "@editor, look."}),
            (newsroom.reviewer, "/claims/bulk-review", None, decision | {"ids": [claim]}),
            (newsroom.reviewer, f"{base}/replies", None, {"asked": "The mayor", "question": "?"}),
            (newsroom.editor, f"{base}/sign-off", None, {"override_reason": "It goes to print."}),
            (newsroom.editor, f"{base}/drafts", base, {"text": TEXT + " Three."}),
            (newsroom.reviewer, f"{base}/reports", None, None),
            (newsroom.admin, "/policies", None, {"name": "open"}),
        )
    ):
        options: dict[str, Any] = {"headers": {"Idempotency-Key": f"key-{number}"}}
        if versioned:
            options["match"] = client.etag(versioned)
        first = client.post(path, body, **options)
        assert first.status_code in {200, 201}, first.json
        stored = everything(newsroom.database)
        # The If-Match that the answer has used up does not stand in the way of the replay.
        assert same(first, client.post(path, body, **options))
        assert everything(newsroom.database) == stored


def test_a_key_is_bound_to_its_request(newsroom: Newsroom) -> None:
    assert newsroom.editor.post("/articles", BODY, headers=KEY).status_code == 201
    other = newsroom.editor.post("/articles", BODY | {"title": "Port"}, headers=KEY)
    assert "Idempotency-Key" in problem(other, 422, "invalid")["errors"]
    elsewhere = newsroom.editor.post("/articles?a=b", BODY, headers=KEY)
    problem(elsewhere, 422, "invalid")


def test_the_same_key_of_another_person_or_desk_is_another_key(newsroom: Newsroom) -> None:
    first = newsroom.editor.post("/articles", BODY, headers=KEY)
    theirs = newsroom.admin.post("/articles", BODY | {"text": TEXT + " Two."}, headers=KEY)
    foreign = newsroom.foreign.post("/articles", BODY, headers=KEY)
    assert [each.status_code for each in (first, theirs, foreign)] == [201] * 3
    assert len({each.json["id"] for each in (first, theirs, foreign)}) == 3
    problem(newsroom.viewer.post("/articles", BODY, headers=KEY), 403, "forbidden")


def test_an_error_is_not_kept(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any, **__: Any) -> Any:
        raise RuntimeError

    problem(newsroom.editor.post("/articles", {"title": "No"}, headers=KEY), 422, "invalid")
    with monkeypatch.context() as patch:
        patch.setattr(intake, "receive", crash)
        answer = newsroom.editor.post("/articles", BODY, headers=KEY)
        problem(answer, 500, "internal_server_error")
    made = newsroom.editor.post("/articles", BODY, headers=KEY)
    assert made.status_code == 201
    duplicate = {"Idempotency-Key": "another"}
    for _ in range(2):
        again = newsroom.editor.post("/articles", BODY, headers=duplicate)
        problem(again, 409, "duplicate_text")


def test_a_change_by_patch_takes_no_key(newsroom: Newsroom) -> None:
    path = f"/claims/{newsroom.claim()['id']}"
    for tag in ("one", "two"):
        answer = newsroom.reviewer._send(
            "PATCH",
            path,
            {"json": {"tags": [tag]}, "match": newsroom.viewer.etag(path), "headers": dict(KEY)},
        )
        assert answer.json["tags"] == [tag]


def test_while_the_first_is_still_running_the_second_is_told_so(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, leave, real = threading.Event(), threading.Event(), intake.receive

    def slow(*args: Any, **more: Any) -> Any:
        entered.set()
        assert leave.wait(10)
        return real(*args, **more)

    monkeypatch.setattr(intake, "receive", slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(twin(newsroom.editor).post, "/articles", BODY, headers=KEY)
        assert entered.wait(10)
        second = newsroom.editor.post("/articles", BODY, headers=KEY)
        leave.set()
        assert first.result().status_code == 201
    problem(second, 409, "idempotency_key_in_use")
    assert same(first.result(), newsroom.editor.post("/articles", BODY, headers=KEY))


def test_of_twenty_at_once_one_acts_and_all_who_get_an_answer_get_the_same(
    newsroom: Newsroom,
) -> None:
    answers = at_once(
        [newsroom.editor] * 20, lambda own, _: own.post("/articles", BODY, headers=KEY)
    )
    made = [each for each in answers if each.status_code == 201]
    assert made
    assert all(same(made[0], each) for each in made)
    for each in answers:
        if each.status_code != 201:
            problem(each, 409, "idempotency_key_in_use")
    assert len(newsroom.viewer.get("/articles").json["items"]) == 1
    assert same(made[0], newsroom.editor.post("/articles", BODY, headers=KEY))


def test_an_answer_is_kept_for_seven_days_and_no_longer(newsroom: Newsroom) -> None:
    body = {"name": "standard"}
    first = newsroom.admin.post("/policies", body, headers=KEY)
    _age(newsroom, KEPT - timedelta(minutes=1))
    assert same(first, newsroom.admin.post("/policies", body, headers=KEY))
    _age(newsroom, KEPT + timedelta(minutes=1))
    later = newsroom.admin.post("/policies", body, headers=KEY)
    assert (later.status_code, later.json["version"]) == (201, first.json["version"] + 1)
    assert same(later, newsroom.admin.post("/policies", body, headers=KEY))


def _age(newsroom: Newsroom, age: timedelta) -> None:
    with newsroom.database.writing() as session:
        session.execute(update(StoredAnswer).values(created_at=utcnow() - age))
