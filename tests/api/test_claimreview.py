"""The linter, the import and the imprint over HTTP."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from factcheck.egress import Egress
from factcheck.publish.claimreview_rules import GOOGLE, SOUND
from factcheck.store import log
from tests.api.problem import problem
from tests.egress.pages import Pages, Reply, page, serving
from tests.newsroom import Newsroom
from tests.review.watched import LOOPBACK

CHECK = SOUND | {"url": "https://check.example/1"}
BAD = SOUND | {"reviewRating": SOUND["reviewRating"] | {"ratingValue": 0}}
SCRIPT = f'<html><script type="application/ld+json">{json.dumps(BAD)}</script></html>'


@pytest.fixture
def replies() -> dict[str, Reply | bytes]:
    feed = {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [CHECK]}]}
    return {
        "/page": page(SCRIPT.encode(), "Content-Type: text/html; charset=utf-8"),
        "/feed": page(json.dumps(feed).encode(), "Content-Type: application/json"),
    }


@pytest.fixture
def pages(newsroom: Newsroom, replies: dict[str, Reply | bytes]) -> Iterator[Pages]:
    with serving(replies) as found:
        newsroom.app.extensions["factcheck.egress"] = Egress(LOOPBACK, connect_and_read_seconds=3)
        yield found


def findings(answer: TestResponse) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.data
    found: list[dict[str, Any]] = answer.json["findings"]
    return found


@pytest.mark.one_backend
def test_markup_is_linted_in_every_way_it_may_be_sent(newsroom: Newsroom) -> None:
    for body in (
        BAD,
        {"@context": "https://schema.org", "@graph": [BAD]},
        {"document": BAD},
        {"document": [BAD]},
        {"document": json.dumps(BAD)},
        {"document": SCRIPT},
        {"html": SCRIPT},
    ):
        (found,) = findings(newsroom.viewer.post("/claimreview/validate", body))
        assert found == {
            "path": found["path"],
            "severity": "error",
            "rule": "value_below_worst",
            "message": "0 is below the worst rating, 1.",
            "source": GOOGLE,
        }
        assert found["path"].endswith(".reviewRating.ratingValue")
    assert findings(newsroom.viewer.post("/claimreview/validate", SOUND)) == []
    assert findings(newsroom.viewer.post("/claimreview/validate", {"document": SOUND})) == []


@pytest.mark.one_backend
def test_what_is_no_request_is_refused(newsroom: Newsroom) -> None:
    for body in (
        {},
        {"document": 17},
        {"document": None},
        {"document": SOUND, "html": SCRIPT},
        {"url": "ftp://check.example"},
        {"page": SCRIPT},
    ):
        for path in ("/claimreview/validate", "/claimreview/import"):
            problem(newsroom.reviewer.post(path, body), 422, "invalid")
    deep = '{"document":' * 5_000 + "1" + "}" * 5_000
    headers = {"Content-Type": "application/json"}
    answer = newsroom.viewer.post("/claimreview/validate", data=deep, headers=headers)
    problem(answer, 400, "bad_request")


@pytest.mark.one_backend
def test_a_page_is_fetched_and_linted_as_what_stands_there(
    newsroom: Newsroom, pages: Pages
) -> None:
    answer = newsroom.viewer.post("/claimreview/validate", {"url": pages.url("/page")})
    assert [each["rule"] for each in findings(answer)] == ["url_domain", "value_below_worst"]
    gone = newsroom.viewer.post("/claimreview/validate", {"url": pages.url("/none")})
    assert "404" in problem(gone, 502, "unreachable")["detail"]
    newsroom.app.extensions["factcheck.egress"] = Egress()
    inside = newsroom.viewer.post("/claimreview/validate", {"url": pages.url("/page")})
    problem(inside, 422, "address_refused")


def test_checks_of_others_come_in_once_and_are_listed(newsroom: Newsroom, pages: Pages) -> None:
    body = {"url": pages.url("/feed")}
    done = newsroom.reviewer.post("/claimreview/import", body)
    assert done.json == {"imported": 1, "updated": 0, "skipped": 0, "reasons": []}
    again = newsroom.reviewer.post("/claimreview/import", {"document": CHECK})
    assert (again.json["imported"], again.json["updated"]) == (0, 1)
    file = {"file": (BytesIO(json.dumps([CHECK, SOUND]).encode()), "feed.json")}
    uploaded = newsroom.reviewer.post("/claimreview/import", data=file)
    assert (uploaded.json["imported"], uploaded.json["updated"]) == (1, 1)
    listed = newsroom.viewer.get("/earlier-checks?limit=1").json
    (newest,) = listed["items"]
    assert newest["url"] == SOUND["url"]
    (first,) = newsroom.viewer.get(listed["next"]).json["items"]
    assert (
        first.items()
        >= {
            "claim": SOUND["claimReviewed"],
            "publisher": "The Checkers",
            "rating": "False",
            "rating_value": 1.0,
            "fetched_from": None,
        }.items()
    )
    one = newsroom.viewer.get(f"/earlier-checks/{first['id']}").json
    assert one == first | {"raw": CHECK}
    problem(newsroom.foreign.get(f"/earlier-checks/{first['id']}"), 404, "not_found")
    assert newsroom.foreign.get("/earlier-checks").json["items"] == []
    assert newsroom.viewer.get("/earlier-checks?q=pier").json["items"] == []
    assert len(newsroom.viewer.get("/earlier-checks?publisher=checkers").json["items"]) == 2


def test_an_import_acts_once_for_its_key(newsroom: Newsroom, pages: Pages) -> None:
    body, key = {"url": pages.url("/feed")}, {"Idempotency-Key": "k"}
    first = newsroom.reviewer.post("/claimreview/import", body, headers=key)
    second = newsroom.reviewer.post("/claimreview/import", body, headers=key)
    assert first.json == second.json
    assert first.json["imported"] == 1
    assert pages.connections == 1


@pytest.mark.one_backend
def test_more_than_a_transaction_should_hold_is_refused(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.api.claimreview._MOST_CHECKS", 1)
    answer = newsroom.reviewer.post("/claimreview/import", {"document": [CHECK, SOUND]})
    assert "There are 2 reviews" in problem(answer, 413, "too_large")["detail"]
    assert newsroom.viewer.get("/earlier-checks").json["items"] == []


def test_the_desks_own_checks_are_never_imported(newsroom: Newsroom) -> None:
    path = f"/desks/{newsroom.desk.id}"
    imprint = {"imprint": {"site": "https://check.example"}}
    assert newsroom.admin.patch(path, imprint, match=newsroom.admin.etag(path)).status_code == 200
    here = CHECK | {"url": "http://desk.example/facts/1", "author": "We"}
    done = newsroom.reviewer.post("/claimreview/import", {"document": [CHECK, here]}).json
    assert (done["imported"], done["skipped"]) == (0, 2)
    assert [each["path"] for each in done["reasons"]] == ["$[0]", "$[1]"]


SCALE = {"worst": 1, "best": 4, "labels": {"Falso": 1, "Cierto": 4}, "verified": "Cierto"}


def test_an_imprint_is_set_part_by_part_and_logged(newsroom: Newsroom) -> None:
    path, admin = f"/desks/{newsroom.desk.id}", newsroom.admin

    def patch(imprint: Any) -> TestResponse:
        return admin.patch(path, {"imprint": imprint}, match=admin.etag(path))

    own = newsroom.viewer.get(path).json["imprint"]
    assert (own["publisher"], own["site"], own["unproven"]) == (
        "City",
        "http://desk.example",
        False,
    )
    assert own["scale"]["labels"]["Misleading"] == 3
    answer = patch({"publisher": "The Daily", "language": "pt-BR", "scale": SCALE})
    assert answer.status_code == 200, answer.json
    assert answer.json["version"] == 2
    assert answer.json["imprint"]["scale"]["labels"] == {"Falso": 1.0, "Cierto": 4.0}
    assert answer.json["imprint"]["scale"]["disputed"] == "Disputed"
    assert newsroom.viewer.get(path).json == answer.json
    more = patch({"publisher": None, "corrections": "https://daily.example/c"}).json["imprint"]
    assert (more["publisher"], more["corrections"]) == ("City", "https://daily.example/c")
    assert more["scale"]["best"] == 4
    assert patch(None).json["imprint"] == own
    with newsroom.database.reading() as session:
        entries = log.history(session, "desk", newsroom.desk.id, limit=10, after=None).items
    assert [each.action for each in entries[1:]] == ["desk.edited"] * 3
    assert entries[1].before == {"imprint": None}
    assert entries[1].after["imprint"]["publisher"] == "The Daily"
    assert entries[3].after == {"imprint": None}


@pytest.mark.one_backend
def test_an_imprint_that_cannot_be_published_is_refused(newsroom: Newsroom) -> None:
    path, admin = f"/desks/{newsroom.desk.id}", newsroom.admin
    for wrong in (
        {"scale": {"worst": 0}},
        {"scale": {"best": 1}},
        {"scale": {"labels": {"True": 9}}},
        {"scale": {"labels": {"What we think of this is not so sure": 1}}},
        {"scale": {"labels": []}},
        {"scale": {"worst": "nan"}},
        {"site": "javascript:alert(1)"},
        {"language": "English, please"},
        {"publisher": "a\x00"},
        {"editor": "Ana"},
        [],
    ):
        answer = admin.patch(path, {"imprint": wrong}, match=admin.etag(path))
        problem(answer, 422, "invalid")
    assert newsroom.viewer.get(path).json["version"] == 1
