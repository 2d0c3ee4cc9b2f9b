"""Assign, dismiss, reopen, undo, and what may be done, over HTTP."""

import pytest

from tests.api.problem import everything, problem
from tests.newsroom import Newsroom

STEPS = ["unverified", "verified", "disputed", "dismiss", "reopen", "undo"]


def test_a_claim_goes_through_every_step_under_its_version(newsroom: Newsroom) -> None:
    claim = newsroom.verified()
    path, reviewer = f"/claims/{claim['id']}", newsroom.reviewer
    second = str(newsroom.people["second"].person_id)
    version = claim["version"]
    for step, body, shown in (
        ("assign", {"assignee": second}, {"assignee": second, "stage": "final"}),
        ("reopen", {"reason": "correction"}, {"stage": "reopened", "stage_reason": "correction"}),
        ("undo", None, {"stage": "final", "stage_reason": None, "status": "verified"}),
        ("reopen", {"reason": "other", "note": "A reader wrote."}, {"status": "unverified"}),
        ("dismiss", {"reason": "opinion"}, {"stage": "dismissed", "stage_reason": "opinion"}),
        ("undo", None, {"stage": "reopened", "stage_reason": "other"}),
        ("assign", {"assignee": None}, {"assignee": None}),
    ):
        etag = reviewer.etag(path)
        answer = reviewer.post(f"{path}/{step}", body, match=etag)
        version += 1
        assert answer.status_code == 200, answer.json
        assert {key: answer.json[key] for key in shown} == shown
        assert answer.json["version"] == version
        assert answer.headers["ETag"] == f'"{claim["id"]}.{version}"'
        assert answer.json == reviewer.get(path).json
        problem(reviewer.post(f"{path}/{step}", body, match=etag), 412, "stale_version")
    actions = [each["action"] for each in reviewer.get(f"{path}/history").json["items"]]
    assert actions[-7:] == [
        "claim.assigned",
        "claim.reopened",
        "claim.undone",
        "claim.reopened",
        "claim.dismissed",
        "claim.undone",
        "claim.assigned",
    ]


@pytest.mark.one_backend
def test_an_illegal_step_is_refused_with_the_reasons_that_the_steps_told(
    newsroom: Newsroom,
) -> None:
    path = f"/claims/{newsroom.claim()['id']}"
    before = everything(newsroom.database)
    items = newsroom.reviewer.get(f"{path}/steps").json["items"]
    assert [each["step"] for each in items] == STEPS
    told = {each["step"]: each["reasons"] for each in items}
    assert [each["step"] for each in items if each["allowed"]] == ["unverified", "dismiss"]
    etag = newsroom.reviewer.etag(path)
    for step, body in (("reopen", {"reason": "other"}), ("undo", None)):
        answer = newsroom.reviewer.post(f"{path}/{step}", body, match=etag)
        assert problem(answer, 409, "transition_refused")["reasons"] == told[step]
    for status in ("verified", "disputed"):
        body = {"status": status, "rationale": "The budget says so."}
        answer = newsroom.reviewer.post(f"{path}/reviews", body, match=etag)
        assert problem(answer, 409, "transition_refused")["reasons"] == told[status]
    assert everything(newsroom.database) == before
    for each in newsroom.viewer.get(f"{path}/steps").json["items"]:
        assert each["reasons"][0] == "This takes the role of reviewer; yours is viewer."
    problem(newsroom.foreign.get(f"{path}/steps"), 404, "not_found")


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("step", "body", "field"),
    [
        ("assign", {}, "assignee"),
        ("assign", {"assignee": "somebody"}, "assignee"),
        ("dismiss", {}, "reason"),
        ("dismiss", {"reason": "text_changed"}, "reason"),
        ("dismiss", {"reason": "opinion", "note": 7}, "note"),
        ("reopen", {"reason": "opinion"}, "reason"),
        ("reopen", {"reason": "other", "note": "x" * 2001}, "note"),
    ],
)
def test_a_wrong_body_is_told_by_its_field(
    newsroom: Newsroom, step: str, body: dict[str, str], field: str
) -> None:
    path = f"/claims/{newsroom.claim()['id']}"
    answer = newsroom.reviewer.post(f"{path}/{step}", body, match=newsroom.reviewer.etag(path))
    assert field in problem(answer, 422, "invalid")["errors"]


@pytest.mark.one_backend
def test_a_claim_is_given_only_to_reviewers_of_the_desk(newsroom: Newsroom) -> None:
    path = f"/claims/{newsroom.claim()['id']}"
    for who in ("viewer", "foreign"):
        body = {"assignee": str(newsroom.people[who].person_id)}
        answer = newsroom.editor.post(f"{path}/assign", body, match=newsroom.editor.etag(path))
        assert "assignee" in problem(answer, 422, "invalid")["errors"]
    assert newsroom.viewer.get(path).json["version"] == 1


@pytest.mark.one_backend
def test_a_step_that_is_sent_twice_under_one_key_is_taken_once(newsroom: Newsroom) -> None:
    claim = newsroom.verified()
    path = f"/claims/{claim['id']}"
    for step, body in (
        ("reopen", {"reason": "other"}),
        ("dismiss", {"reason": "opinion"}),
        ("undo", None),
        ("assign", {"assignee": None}),
    ):
        options = {"match": newsroom.reviewer.etag(path), "headers": {"Idempotency-Key": step}}
        first = newsroom.reviewer.post(f"{path}/{step}", body, **options)
        stored = everything(newsroom.database)
        again = newsroom.reviewer.post(f"{path}/{step}", body, **options)
        assert (again.status_code, again.data) == (200, first.data)
        assert everything(newsroom.database) == stored
