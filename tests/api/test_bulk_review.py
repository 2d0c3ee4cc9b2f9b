"""One decision on many claims: each answers for itself."""

from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from factcheck import review
from tests.api.at_once import at_once
from tests.api.problem import everything, problem
from tests.newsroom import TEXT, Newsroom

WHY = "Page 12 of the budget says so."


def bulk(newsroom: Newsroom, ids: list[str], by: str = "reviewer", **more: Any) -> TestResponse:
    headers = more.pop("headers", {})
    body = {"ids": ids, "status": "verified", "rationale": WHY} | more
    return newsroom.clients[by].post("/claims/bulk-review", body, headers=headers)


def test_each_claim_is_recorded_or_refused_for_its_own_reasons(newsroom: Newsroom) -> None:
    proven, bare, dismissed = (each["id"] for each in newsroom.claims(newsroom.article()))
    moved = newsroom.claim(text="They sold 7 million cars in 2024.")["id"]
    newsroom.foreign.post("/articles", {"title": "Theirs", "text": TEXT})
    theirs = newsroom.foreign.get("/claims").json["items"][0]["id"]
    for each in (proven, moved):
        newsroom.support(each)
    path = f"/claims/{dismissed}"
    newsroom.editor.post(f"{path}/dismiss", {"reason": "opinion"}, match=newsroom.editor.etag(path))
    nowhere = str(uuid4())

    ids = [bare, proven, theirs, nowhere, dismissed, moved, proven]
    answer = bulk(newsroom, ids, versions={moved: 1, proven: 2})
    assert answer.status_code == 200, answer.json
    assert (answer.json["recorded"], answer.json["refused"]) == (1, 5)
    items = answer.json["items"]
    assert [each["id"] for each in items] == ids[:-1]
    by_id = {each["id"]: each for each in items}
    codes = {each: by_id[each]["error"] and by_id[each]["error"]["status"] for each in ids}
    assert codes == {bare: 409, proven: None, theirs: 404, nowhere: 404, dismissed: 409, moved: 412}
    assert by_id[dismissed]["error"]["reasons"] == ["It was dismissed; reopen it first."]
    assert len(by_id[bare]["error"]["reasons"]) == 1
    assert by_id[theirs]["error"] == by_id[nowhere]["error"]
    assert by_id[moved]["error"]["code"] == "stale_version"

    made = by_id[proven]
    assert made["claim"] == newsroom.viewer.get(f"/claims/{proven}").json
    assert (made["claim"]["status"], made["claim"]["version"]) == ("verified", 3)
    (kept,) = newsroom.viewer.get(f"/claims/{proven}/reviews").json["items"]
    assert kept == made["review"]
    assert len(kept["evidence_ids"]) == 1
    for each, version in ((bare, 1), (moved, 2), (dismissed, 2)):
        assert newsroom.viewer.get(f"/claims/{each}").json["version"] == version
        assert newsroom.viewer.get(f"/claims/{each}/reviews").json["items"] == []


def test_it_is_one_transaction(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the middle leaves no claim decided, and the key free for another try."""
    ids = [each["id"] for each in newsroom.claims(newsroom.article())]
    for each in ids:
        newsroom.support(each)
    before = everything(newsroom.database)
    real, calls = review.decide, []

    def breaks(*args: Any, **more: Any) -> Any:
        calls.append(args)
        if len(calls) == 3:
            raise RuntimeError
        return real(*args, **more)

    key = {"Idempotency-Key": "bulk"}
    with monkeypatch.context() as patch:
        patch.setattr(review, "decide", breaks)
        problem(bulk(newsroom, ids, headers=key), 500, "internal_server_error")
    assert everything(newsroom.database) == before
    assert bulk(newsroom, ids, headers=key).json["recorded"] == 3


def test_as_a_whole_it_acts_once_under_a_key(newsroom: Newsroom) -> None:
    ids = [each["id"] for each in newsroom.claims(newsroom.article())]
    newsroom.support(ids[0])
    key = {"Idempotency-Key": "bulk"}
    first = bulk(newsroom, ids, headers=key)
    stored = everything(newsroom.database)
    again = bulk(newsroom, ids, headers=key)
    assert (again.status_code, again.data) == (200, first.data)
    assert everything(newsroom.database) == stored
    problem(bulk(newsroom, ids[:1], headers=key), 422, "invalid")


@pytest.mark.one_backend
def test_under_two_persons_many_are_proposed_and_many_confirmed(
    two_person_newsroom: Newsroom,
) -> None:
    room = two_person_newsroom
    ids = [each["id"] for each in room.claims(room.article())]
    why = {"status": "unverified", "rationale": "It cannot be found out."}
    first = bulk(room, ids, **why).json
    assert {each["claim"]["stage"] for each in first["items"]} == {"awaiting_second"}
    own = bulk(room, ids, **why).json
    assert (own["recorded"], own["refused"]) == (0, 3)
    assert {
        each["claim"]["stage"] for each in bulk(room, ids, by="second", **why).json["items"]
    } == {"final"}


@pytest.mark.one_backend
def test_an_override_marks_each_of_them_and_takes_the_role(newsroom: Newsroom) -> None:
    ids = [each["id"] for each in newsroom.claims(newsroom.article())]
    refused = bulk(newsroom, ids, override_reason="We were there ourselves.").json
    assert refused["refused"] == 3
    made = bulk(newsroom, ids, by="editor", override_reason="We were there ourselves.").json
    assert {each["review"]["override_reason"] for each in made["items"]} == {
        "We were there ourselves."
    }


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ids": []}, "ids"),
        ({"ids": ["x"]}, "ids"),
        ({"ids": [str(uuid4())] * 201}, "ids"),
        ({"evidence_ids": []}, "evidence_ids"),
        ({"versions": {"x": 1}}, "versions"),
        ({"versions": {str(uuid4()): "1"}}, "versions"),
        ({"status": "final"}, "status"),
        ({"rationale": ""}, "rationale"),
    ],
)
def test_a_wrong_body_decides_nothing(newsroom: Newsroom, more: dict[str, Any], field: str) -> None:
    claim = newsroom.claim()["id"]
    before = everything(newsroom.database)
    answer = bulk(newsroom, more.pop("ids", [claim]), **more)
    assert field in problem(answer, 422, "invalid")["errors"]
    assert everything(newsroom.database) == before


def test_of_several_who_decide_on_the_same_many_at_once_one_is_taken_for_each(
    newsroom: Newsroom,
) -> None:
    text = " ".join(f"They sold {number + 2} million cars in 2024." for number in range(6))
    ids = [each["id"] for each in newsroom.claims(newsroom.article(text))]
    assert len(ids) == 6
    body = {"status": "unverified", "rationale": WHY, "versions": dict.fromkeys(ids, 1)}
    answers = at_once(
        [newsroom.reviewer, newsroom.second, newsroom.editor, newsroom.admin],
        lambda own, n: own.post("/claims/bulk-review", {"ids": ids if n % 2 else ids[::-1]} | body),
    )
    assert [each.status_code for each in answers] == [200] * 4
    recorded = [
        line["id"] for each in answers for line in each.json["items"] if line["error"] is None
    ]
    assert sorted(recorded) == sorted(ids)
    for each in ids:
        assert newsroom.viewer.get(f"/claims/{each}").json["version"] == 2
        assert len(newsroom.viewer.get(f"/claims/{each}/reviews").json["items"]) == 1
