"""Desks: read by their people, and set by their admins."""

from typing import Any
from uuid import uuid4

import pytest

from factcheck.extraction import DEFAULT_THRESHOLD
from factcheck.store import log
from tests.api.problem import problem
from tests.newsroom import TEXT, Newsroom

STRICT = 1.0


@pytest.fixture
def path(newsroom: Newsroom) -> str:
    return f"/desks/{newsroom.desk.id}"


def set_threshold(newsroom: Newsroom, path: str, threshold: Any) -> Any:
    admin = newsroom.admin
    return admin.patch(path, {"threshold": threshold}, match=admin.etag(path))


def test_a_key_sees_its_own_desk_alone(newsroom: Newsroom, path: str) -> None:
    (desk,) = newsroom.viewer.get("/desks").json["items"]
    assert (desk["slug"], desk["name"], desk["threshold"], desk["version"]) == (
        "city",
        "City",
        None,
        1,
    )
    assert newsroom.viewer.get(path).json == desk
    assert newsroom.viewer.etag(path) == f'"{desk["id"]}.1"'
    foreign, none = newsroom.foreign.get(path), newsroom.foreign.get(f"/desks/{uuid4()}")
    assert problem(foreign, 404, "not_found")["detail"] == problem(none, 404, "not_found")["detail"]


def test_an_admin_sets_the_threshold_and_the_log_says_so_once(
    newsroom: Newsroom, path: str
) -> None:
    answer = set_threshold(newsroom, path, 0.7)
    assert answer.status_code == 200
    assert (answer.json["threshold"], answer.json["version"]) == (0.7, 2)
    assert answer.headers["ETag"] == newsroom.viewer.etag(path)
    assert newsroom.viewer.get(path).json == answer.json
    assert set_threshold(newsroom, path, None).json["threshold"] is None
    with newsroom.database.reading() as session:
        entries = log.history(session, "desk", newsroom.desk.id, limit=10, after=None).items
    assert [(each.action, each.before, each.after) for each in entries[1:]] == [
        ("desk.edited", {"threshold": None}, {"threshold": 0.7}),
        ("desk.edited", {"threshold": 0.7}, {"threshold": None}),
    ]
    assert [each.object_version for each in entries[1:]] == [2, 3]


def test_what_is_no_threshold_is_refused_and_changes_nothing(newsroom: Newsroom, path: str) -> None:
    for wrong in (-0.1, 1.1, "much", True, [], "nan", "inf"):
        refused = problem(set_threshold(newsroom, path, wrong), 422, "invalid")
        assert refused["errors"].keys() == {"threshold"}
    match = newsroom.admin.etag(path)
    problem(newsroom.admin.patch(path, {}, match=match), 422, "invalid")
    assert newsroom.viewer.get(path).json["version"] == 1


def test_articles_and_drafts_are_read_by_the_desks_threshold_and_stored_claims_stay(
    newsroom: Newsroom, path: str
) -> None:
    article = newsroom.article()
    before = newsroom.claims(article)
    assert before
    set_threshold(newsroom, path, STRICT)
    assert newsroom.claims(article) == before
    assert newsroom.viewer.post("/extract", {"text": TEXT}).json["claims"] == []
    mild = newsroom.viewer.post("/extract", {"text": TEXT, "threshold": DEFAULT_THRESHOLD}).json[
        "claims"
    ]
    assert len(mild) == len(before)
    strict = newsroom.article(f"{TEXT} Rents rose by 3 percent in 2024.")
    assert newsroom.claims(strict) == []
    base, editor = f"/articles/{article['id']}", newsroom.editor
    more = {"text": f"{TEXT} The tunnel cost 7 million euros in 2023."}
    carried = editor.post(f"{base}/drafts", more, match=editor.etag(base)).json
    assert carried["counts"]["new"] == 0
    body = {"title": "Ours", "text": TEXT}  # the desk next door reads as before
    ours = newsroom.foreign.post("/articles", body).json
    assert ours["counts"]["status"]["unverified"] == len(before)
