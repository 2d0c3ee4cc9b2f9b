"""Comments and mentions over HTTP."""

import pytest

from tests.api.problem import everything, problem
from tests.newsroom import Newsroom


def test_people_talk_about_a_claim_and_call_each_other(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    path = f"/claims/{claim['id']}"
    first = newsroom.reviewer.post(f"{path}/comments", {"text": "@second, is it the gross figure?"})
    assert first.status_code == 201
    assert first.json["author"] == {
        "id": str(newsroom.people["reviewer"].person_id),
        "name": "Reviewer",
    }
    assert [each["name"] for each in first.json["mentions"]] == ["Second"]
    viewer = str(newsroom.people["viewer"].person_id)
    second = newsroom.second.post(f"{path}/comments", {"text": "It is.", "mentions": [viewer]})
    shown = newsroom.viewer.get(f"{path}/comments").json
    assert shown == {"items": [first.json, second.json], "next": None}
    page = newsroom.viewer.get(f"{path}/comments?limit=1").json
    assert page["items"] == [first.json]
    assert newsroom.viewer.get(page["next"]).json["items"] == [second.json]
    assert newsroom.viewer.etag(path) == f'"{claim["id"]}.1"'

    assert newsroom.second.get("/mentions").json["items"] == [first.json]
    assert newsroom.viewer.get("/mentions").json["items"] == [second.json]
    assert newsroom.reviewer.get("/mentions").json["items"] == []


@pytest.mark.one_backend
def test_a_comment_needs_no_version_and_comes_once_under_a_key(newsroom: Newsroom) -> None:
    path = f"/claims/{newsroom.claim()['id']}/comments"
    key = {"Idempotency-Key": "talk"}
    first = newsroom.reviewer.post(path, {"text": "Once."}, headers=key)
    again = newsroom.reviewer.post(path, {"text": "Once."}, headers=key)
    assert (again.status_code, again.data) == (201, first.data)
    assert len(newsroom.viewer.get(path).json["items"]) == 1


@pytest.mark.one_backend
def test_what_is_no_comment_is_refused(newsroom: Newsroom) -> None:
    path = f"/claims/{newsroom.claim()['id']}/comments"
    before = everything(newsroom.database)
    foreign = str(newsroom.people["foreign"].person_id)
    for body, field in (
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"text": "Look", "mentions": [foreign]}, "mentions"),
        ({"text": "Look", "mentions": ["x"]}, "mentions"),
        ({"text": "Look", "author": foreign}, "author"),
    ):
        assert field in problem(newsroom.reviewer.post(path, body), 422, "invalid")["errors"]
    problem(newsroom.viewer.post(path, {"text": "Hello"}), 403, "forbidden")
    problem(newsroom.foreign.post(path, {"text": "Hello"}), 404, "not_found")
    problem(newsroom.foreign.get(path), 404, "not_found")
    assert everything(newsroom.database) == before


@pytest.mark.one_backend
def test_comments_are_not_part_of_the_claims_history_but_of_the_articles(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.claim()
    newsroom.reviewer.post(f"/claims/{claim['id']}/comments", {"text": "A confidential matter."})
    own = newsroom.viewer.get(f"/claims/{claim['id']}/history").json["items"]
    assert [each["action"] for each in own] == ["claim.extracted"]
    article = newsroom.viewer.get(f"/articles/{claim['article_id']}/history")
    assert article.json["items"][-1]["action"] == "comment.added"
    assert "confidential matter" not in article.text
