"""The evidence vault over HTTP."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from factcheck.archive import payload
from factcheck.egress import Egress
from factcheck.limits import MAX_FILE_BYTES
from tests.api.at_once import at_once
from tests.api.problem import everything, problem
from tests.egress.pages import Pages, Reply, page, serving
from tests.newsroom import Newsroom
from tests.review.watched import LOOPBACK, article

FORM = {"Content-Type": "multipart/form-data; boundary=b"}
SECRET = {
    "title": "A clerk of the port",
    "kind": "primary",
    "publisher": "Port office",
    "url": "https://port.example/clerk",
    "confidential": True,
}


@pytest.fixture
def replies() -> dict[str, Reply | bytes]:
    return {"/budget": article("The harbour costs 48 million euros.")}


@pytest.fixture
def pages(newsroom: Newsroom, replies: dict[str, Reply | bytes]) -> Iterator[Pages]:
    with serving(replies) as found:
        newsroom.app.extensions["factcheck.egress"] = Egress(LOOPBACK, connect_and_read_seconds=3)
        yield found


def add(room: Newsroom, **about: Any) -> str:
    body = {"title": "The budget", "kind": "primary"} | about
    answer = room.reviewer.post("/sources", body)
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def take(room: Newsroom, source: str, body: Any = None, **more: Any) -> TestResponse:
    return room.reviewer.post(f"/sources/{source}/snapshot", body or {}, **more)


def upload(
    room: Newsroom, source: str, data: bytes, name: str = "a.txt", **headers: str
) -> TestResponse:
    """A form with one file, its name as it is."""
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + b"\r\n--b--\r\n"
    return room.reviewer.post(f"/sources/{source}/snapshot", data=body, headers=FORM | headers)


def test_a_source_is_kept_once_and_given_as_it_is_kept(newsroom: Newsroom) -> None:
    body = {"title": "The budget", "kind": "primary", "url": "https://city.example/budget?a=1"}
    made = newsroom.reviewer.post("/sources", body)
    assert made.status_code == 201
    assert made.headers["ETag"] == f'"{made.json["id"]}.1"'
    assert made.headers["Location"] == f"/api/v1/sources/{made.json['id']}"
    again = newsroom.reviewer.post(
        "/sources", body | {"title": "Else", "url": "http://city.example/budget/?a=1&utm_id=2"}
    )
    assert (again.status_code, again.json) == (200, made.json)
    answers = at_once([newsroom.reviewer] * 6, lambda own, _: own.post("/sources", SECRET))
    assert sorted({each.status_code for each in answers}) == [200, 201]
    assert len({each.json["id"] for each in answers}) == 1


def test_the_list_is_paged_and_narrowed(newsroom: Newsroom) -> None:
    one = add(newsroom, url="https://city.example/budget", publisher="City 100%")
    two = add(newsroom, title="Minutes", kind="secondary")
    upload(newsroom, two, b"words")
    three = add(newsroom, title="Register", kind="tertiary")

    def listed(query: str = "") -> list[str]:
        answer = newsroom.viewer.get(f"/sources{query}")
        return [each["id"] for each in answer.json["items"]]

    assert listed() == [three, two, one]
    assert listed("?kind=primary&kind=secondary") == [two, one]
    assert listed("?q=100%25") == [one]
    assert listed("?q=0%25x") == []
    assert listed("?state=first") == [two]
    assert listed("?url=http://city.example/budget/%23top") == [one]
    first = newsroom.viewer.get("/sources?limit=2").json
    assert len(first["items"]) == 2
    assert [each["id"] for each in newsroom.viewer.get(first["next"]).json["items"]] == [one]
    assert newsroom.foreign.get("/sources").json["items"] == []


def test_a_snapshot_of_a_page_can_be_read_back(newsroom: Newsroom, pages: Pages) -> None:
    source = add(newsroom, url=pages.url("/budget"))
    etag = newsroom.viewer.etag(f"/sources/{source}")
    made = take(newsroom, source)
    assert made.status_code == 201, made.json
    assert newsroom.viewer.etag(f"/sources/{source}") == etag
    about = newsroom.viewer.get(f"/sources/{source}").json
    assert (about["newest_snapshot"], about["state"]) == (made.json, "first")
    path = f"/sources/{source}/snapshots/{made.json['id']}"
    file = newsroom.viewer.get(f"{path}/file")
    assert (file.status_code, file.mimetype) == (200, "application/warc")
    assert file.headers["Content-Disposition"].startswith("attachment; filename=")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert hashlib.sha256(file.data).hexdigest() == made.json["stored_sha256"]
    assert hashlib.sha256(payload(file.data)).hexdigest() == made.json["sha256"]
    assert "48 million" in newsroom.viewer.get(f"{path}/text").json["text"]
    listed = newsroom.viewer.get(f"/sources/{source}/snapshots").json["items"]
    assert listed == [made.json]
    problem(
        newsroom.viewer.get(f"/sources/{add(newsroom)}/snapshots/{made.json['id']}/text"),
        404,
        "not_found",
    )


def test_an_upload_comes_back_as_a_file_that_runs_nothing(newsroom: Newsroom) -> None:
    source, data = add(newsroom), b"<html><script>alert(1)</script><p>It is 48 million.</p>"
    made = upload(newsroom, source, data, "../bud\u202eget.html")
    assert made.status_code == 201, made.json
    file = newsroom.viewer.get(f"/sources/{source}/snapshots/{made.json['id']}/file")
    assert (file.data, file.mimetype) == (data, "application/octet-stream")
    assert file.headers["Content-Disposition"].startswith("attachment; filename=")
    problem(
        newsroom.reviewer.post(f"/sources/{source}/snapshot", data={"x": "y"}),
        415,
        "unsupported_media_type",
    )
    form = {"file": (BytesIO(b"a"), "a.txt"), "more": "b"}
    path = f"/sources/{source}/snapshot"
    problem(newsroom.reviewer.post(path, data=form), 422, "invalid")


@pytest.mark.one_backend
def test_a_file_may_be_larger_than_other_bodies_and_not_endless(newsroom: Newsroom) -> None:
    source = add(newsroom)
    made = upload(newsroom, source, bytes(12_000_000), "large.bin")
    assert (made.status_code, made.json["size"]) == (201, 12_000_000)
    refused = problem(upload(newsroom, source, bytes(MAX_FILE_BYTES + 1)), 413, "too_large")
    assert "50,000,000" in refused["detail"]
    refused = problem(upload(newsroom, source, bytes(MAX_FILE_BYTES + 10**6)), 413, "too_large")
    assert "50 MB" in refused["detail"]
    assert len(newsroom.viewer.get(f"/sources/{source}/snapshots").json["items"]) == 1


@pytest.mark.parametrize(
    ("url", "status", "code"),
    [
        ("http://10.0.0.1/x", 422, "address_refused"),
        ("http://169.254.169.254/latest", 422, "address_refused"),
        ("{server}/inward", 422, "address_refused"),
        ("{server}/broken", 502, "unreachable"),
        ("{server}/missing", 502, "unreachable"),
        ("javascript:alert(1)", 422, "invalid"),
        ("http://127.0.0.2:8099/", 502, "unreachable"),
    ],
)
@pytest.mark.one_backend
def test_what_may_or_can_not_be_had_is_told_and_leaves_nothing(
    newsroom: Newsroom,
    pages: Pages,
    replies: dict[str, Reply | bytes],
    url: str,
    status: int,
    code: str,
    tmp_path: Path,
) -> None:
    replies["/inward"] = page(b"", "Location: http://192.168.0.1/", status="302 Found")
    replies["/broken"] = page(b"no", status="500 Internal Server Error")
    source = add(newsroom, url=pages.url("/budget"))
    before = everything(newsroom.database)
    answer = take(newsroom, source, {"url": url.format(server=pages.url("").rstrip("/"))})
    problem(answer, status, code)
    assert everything(newsroom.database) == before
    assert not (tmp_path / "snapshots").exists()
    problem(take(newsroom, add(newsroom, title="No address")), 422, "invalid")


def test_one_idempotency_key_takes_one_snapshot(newsroom: Newsroom, pages: Pages) -> None:
    source = add(newsroom, url=pages.url("/budget"))
    key = {"Idempotency-Key": "k-1"}
    first = take(newsroom, source, headers=key)
    again = take(newsroom, source, headers=key)
    assert (again.status_code, again.json, pages.connections) == (201, first.json, 1)
    ids = {upload(newsroom, source, b"x", **{"Idempotency-Key": "k-2"}).json["id"] for _ in "ab"}
    assert len(ids) == 1
    assert len(newsroom.viewer.get(f"/sources/{source}/snapshots").json["items"]) == 2


def test_a_page_that_changes_brings_the_fact_back(
    newsroom: Newsroom, pages: Pages, replies: dict[str, Reply | bytes]
) -> None:
    source = add(newsroom, url=pages.url("/budget"))
    copy = take(newsroom, source).json
    claim = newsroom.claim()["id"]
    newsroom.support(claim, url=pages.url("/budget"))
    newsroom.decide(claim)
    about = newsroom.viewer.get(f"/sources/{source}").json
    assert (about["claims"], about["relying"]) == (1, 1)
    (use,) = newsroom.viewer.get(f"/sources/{source}/evidence").json["items"]
    assert (use["claim"]["id"], use["relied_on"], use["snapshot_id"]) == (claim, True, copy["id"])
    fact = newsroom.viewer.get(f"/facts/{claim}").json
    assert fact["sources"][0]["archived_sha256"] == copy["sha256"]
    path = f"/articles/{fact['article']['id']}/reports"
    report = newsroom.reviewer.post(path).json
    lines = {each["claim_id"]: each for each in report["document"]["content"]["lines"]}
    assert lines[claim]["evidence"][0]["snapshot_sha256"] == copy["sha256"]
    replies["/budget"] = article("The harbour costs 58 million euros.")
    assert take(newsroom, source).json["state"] == "changed"
    found = newsroom.viewer.get(f"/claims/{claim}").json
    assert (found["status"], found["stage_reason"]) == ("unverified", "source_changed")
    assert newsroom.viewer.get(f"/sources/{source}").json["relying"] == 0
    problem(newsroom.viewer.get(f"/facts/{claim}"), 404, "withdrawn")


def patch(room: Newsroom, source: str, by: str = "reviewer", **changes: Any) -> TestResponse:
    own = room.clients[by]
    return own.patch(f"/sources/{source}", changes, match=own.etag(f"/sources/{source}"))


def test_a_source_is_graded_anew_and_taken_off_the_list(newsroom: Newsroom) -> None:
    claim = newsroom.claim()["id"]
    evidence = newsroom.support(claim).json
    source = evidence["source"]["id"]
    newsroom.decide(claim)
    graded = patch(newsroom, source, reliability="B", publisher="City")
    assert (graded.json["reliability"], graded.json["version"]) == ("B", 2)
    assert newsroom.viewer.get(f"/claims/{claim}").json["status"] == "verified"
    patch(newsroom, source, kind="secondary")
    assert newsroom.viewer.get(f"/claims/{claim}").json["stage_reason"] == "evidence_changed"
    own, path = newsroom.reviewer, f"/sources/{source}"
    refused = own.delete(path, match=own.etag(path))
    assert problem(refused, 409, "transition_refused")["reasons"] == [
        "It is evidence on 1 claim; take it off there first."
    ]
    about = f"/claims/{claim}"
    own.delete(f"{about}/evidence/{evidence['id']}", match=own.etag(about))
    assert own.delete(path, match=own.etag(path)).status_code == 204
    for gone in (path, f"{path}/snapshots", f"{path}/evidence"):
        problem(own.get(gone), 404, "not_found")
    body = {"stance": "context", "source_id": source}
    problem(own.post(f"{about}/evidence", body, match=own.etag(about)), 404, "not_found")
    back = own.post("/sources", {"title": "The budget", "kind": "secondary", "publisher": "City"})
    assert (back.status_code, back.json["id"], back.json["reliability"]) == (200, source, "B")


def test_a_source_cannot_become_another_one_that_is_there(newsroom: Newsroom) -> None:
    add(newsroom, url="https://a.example/1")
    other = add(newsroom, url="https://a.example/2")
    problem(patch(newsroom, other, url="http://a.example/1#x"), 409, "conflict")
    moved = patch(newsroom, other, url="https://a.example/3")
    assert moved.status_code == 200
    found = newsroom.viewer.get("/sources?url=https://a.example/3").json["items"]
    assert [each["id"] for each in found] == [other]


def test_viewers_see_of_a_confidential_source_its_grades_alone(newsroom: Newsroom) -> None:
    source = add(newsroom, **SECRET)
    made = upload(newsroom, source, b"The clerk says 48 million.", "clerk.txt").json
    claim = newsroom.claim()["id"]
    path = f"/claims/{claim}"
    body = {"stance": "supports", "source_id": source, "passage": "The clerk says", "locator": "p"}
    newsroom.reviewer.post(f"{path}/evidence", body, match=newsroom.reviewer.etag(path))
    looks = [
        "/sources",
        f"/sources/{source}",
        f"/sources/{source}/snapshots",
        f"/sources/{source}/evidence",
        f"{path}/evidence",
        f"{path}/history",
    ]
    for each in looks:
        answer = newsroom.viewer.get(each)
        assert answer.status_code == 200
        for word in ("clerk", "Port", made["sha256"]):
            assert word not in answer.text, (each, word)
    shown = newsroom.viewer.get(f"/sources/{source}").json
    assert (shown["title"], shown["hidden"], shown["kind"]) == (
        "confidential source",
        True,
        "primary",
    )
    for query in ("?q=clerk", "?url=https://port.example/clerk"):
        assert newsroom.viewer.get(f"/sources{query}").json["items"] == []
        assert len(newsroom.reviewer.get(f"/sources{query}").json["items"]) == 1
    for tail in ("file", "text"):
        address = f"/sources/{source}/snapshots/{made['id']}/{tail}"
        problem(newsroom.viewer.get(address), 403, "forbidden")
        assert newsroom.reviewer.get(address).status_code == 200
    problem(patch(newsroom, source, confidential=False), 403, "forbidden")
    assert patch(newsroom, source, by="editor", confidential=False).status_code == 200
    assert newsroom.viewer.get(f"/sources/{source}").json["title"] == SECRET["title"]


@pytest.mark.one_backend
def test_a_damaged_copy_is_told_and_logged(
    newsroom: Newsroom, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = add(newsroom)
    made = upload(newsroom, source, b"words").json
    stored = tmp_path / "snapshots" / made["sha256"][:2] / made["sha256"]
    stored.write_bytes(b"other words")
    answer = newsroom.viewer.get(f"/sources/{source}/snapshots/{made['id']}/file")
    problem(answer, 500, "damaged")
    assert made["sha256"] in caplog.text
