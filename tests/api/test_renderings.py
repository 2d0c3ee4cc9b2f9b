"""Files of reports over HTTP: asked for, watched, fetched, and refused."""

import csv
import hashlib
import io
import json
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
import schemathesis
from werkzeug.test import TestResponse

from factcheck import report as reporting
from factcheck.api import renderings as edge
from factcheck.clock import utcnow
from factcheck.errors import TooLarge
from factcheck.press import Press
from factcheck.report.house import load_style
from factcheck.store.renderings import KEEP, Rendering
from tests.api.at_once import at_once
from tests.api.problem import everything, problem
from tests.newsroom import Client, Newsroom

TYPES = {
    "html": ("text/html; charset=utf-8", b"<!doctype html>"),
    "csv": ("text/csv; charset=utf-8", b"\xef\xbb\xbf"),
    "json": ("application/json", b"{"),
}


@pytest.fixture
def report(newsroom: Newsroom) -> str:
    """The address of a frozen report."""
    claim = newsroom.verified()
    path = f"/articles/{claim['article_id']}/reports"
    return f"/reports/{newsroom.reviewer.post(path).json['id']}"


def press(room: Newsroom) -> Press:
    return Press(room.database, room.signer, lambda slug: load_style(None, slug))


def asked(client: Client, report: str, form: str = "json", **more: Any) -> dict[str, Any]:
    answer = client.post(f"{report}/files", {"format": form, **more})
    assert answer.status_code in {200, 202}, answer.data
    body: dict[str, Any] = answer.json
    return body


@pytest.mark.parametrize("form", TYPES)
def test_a_file_is_asked_for_made_and_fetched(newsroom: Newsroom, report: str, form: str) -> None:
    answer = newsroom.viewer.post(f"{report}/files", {"format": form})
    assert answer.status_code == 202
    place = answer.headers["Location"]
    assert answer.headers["Retry-After"] == "1"
    waiting = answer.json
    assert place == waiting["links"]["self"] == f"/api/v1{report}/files/{waiting['id']}"
    assert waiting["links"]["file"] == f"{place}/content"
    assert (waiting["format"], waiting["audience"]) == (form, "internal")
    assert (waiting["state"], waiting["progress"]) == ("queued", 0)
    assert waiting["finished_at"] is waiting["sha256"] is waiting["size"] is None
    status = newsroom.viewer.get(place)
    assert (status.json, status.headers["Retry-After"]) == (waiting, "1")
    press(newsroom).due()
    status = newsroom.viewer.get(place)
    assert "Retry-After" not in status.headers
    done = status.json
    assert (done["state"], done["progress"], done["error"]) == ("done", 1, None)
    media, beginning = TYPES[form]
    file = newsroom.viewer.get(done["links"]["file"])
    assert (file.status_code, file.content_type) == (200, media)
    assert file.data.lower().startswith(beginning)
    assert (len(file.data), hashlib.sha256(file.data).hexdigest()) == (
        done["size"],
        done["sha256"],
    )
    assert file.headers["ETag"] == f'"{done["sha256"]}"'
    name = f'inline; filename="verification-report-1.{form}"'
    assert file.headers["Content-Disposition"] == name
    assert file.headers["Cache-Control"] == "private, no-store"
    style = "'sha256-" in file.headers["Content-Security-Policy"]
    assert style == (form == "html")
    again = {"If-None-Match": file.headers["ETag"]}
    assert newsroom.viewer.get(done["links"]["file"], headers=again).status_code == 304


def test_it_is_the_file_that_the_report_gives_at_once(newsroom: Newsroom, report: str) -> None:
    for audience in ("public", "internal", "legal"):
        file = asked(newsroom.editor, report, "json", audience=audience)
        press(newsroom).due()
        made = newsroom.editor.get(file["links"]["file"])
        direct = newsroom.editor.get(f"{report}/file?format=json&audience={audience}")
        assert made.data == direct.data
        assert made.headers["Content-Disposition"] == direct.headers["Content-Disposition"]
        assert json.loads(made.data)["audience"] == audience


def test_a_page_may_be_shown_under_the_policy_of_the_style_it_was_made_in(
    newsroom: Newsroom, report: str
) -> None:
    """A style that changed since would forbid the page its own style sheet."""
    file = asked(newsroom.viewer, report, "html")
    press(newsroom).due()
    newsroom.app.extensions["factcheck.report_style"] = None  # nobody asks for it now
    page = newsroom.viewer.get(file["links"]["file"])
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.replace("'", "&#39;") in page.text or policy in page.text


def test_asking_again_gives_the_same_file(newsroom: Newsroom, report: str) -> None:
    first = asked(newsroom.viewer, report)
    assert asked(newsroom.reviewer, report) == first
    press(newsroom).due()
    answer = newsroom.editor.post(f"{report}/files", {"format": "json"})
    assert answer.status_code == 200
    assert "Retry-After" not in answer.headers
    assert answer.headers["Location"] == first["links"]["self"]
    assert answer.json == newsroom.viewer.get(first["links"]["self"]).json
    others = [
        asked(newsroom.viewer, report, "csv"),
        asked(newsroom.viewer, report, audience="public"),
    ]
    assert len({first["id"], *(each["id"] for each in others)}) == 3


def test_many_who_ask_at_once_get_one_file(newsroom: Newsroom, report: str) -> None:
    clients = [newsroom.viewer, newsroom.reviewer, newsroom.editor, newsroom.admin]
    answers = at_once(clients, lambda client, _: client.post(f"{report}/files", {"format": "csv"}))
    assert {each.status_code for each in answers} == {202}
    assert len({each.json["id"] for each in answers}) == 1


def test_a_key_repeats_the_first_answer(newsroom: Newsroom, report: str) -> None:
    key = {"Idempotency-Key": "k"}
    first = newsroom.viewer.post(f"{report}/files", {"format": "json"}, headers=key)
    press(newsroom).due()
    again = newsroom.viewer.post(f"{report}/files", {"format": "json"}, headers=key)
    assert (again.status_code, again.json) == (202, first.json)
    other = newsroom.viewer.post(f"{report}/files", {"format": "csv"}, headers=key)
    problem(other, 422, "invalid")


def test_the_list_goes_from_the_newest_to_the_oldest(newsroom: Newsroom, report: str) -> None:
    files = [asked(newsroom.viewer, report, form) for form in TYPES]
    page = newsroom.viewer.get(f"{report}/files?limit=2").json
    assert page["items"] == files[:0:-1]
    rest = newsroom.viewer.get(page["next"]).json
    assert (rest["items"], rest["next"]) == (files[:1], None)
    other = newsroom.reviewer.post(
        f"/articles/{newsroom.viewer.get(report).json['article_id']}/reports"
    ).json
    assert newsroom.viewer.get(f"/reports/{other['id']}/files").json["items"] == []


def test_progress_is_told_while_a_file_is_made(
    newsroom: Newsroom, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, real = asked(newsroom.viewer, report), reporting.render
    going, inside = threading.Event(), threading.Event()

    def slow(*args: Any, **more: Any) -> bytes:
        inside.set()
        assert going.wait(20)
        return real(*args, **more)

    monkeypatch.setattr(reporting, "render", slow)
    working = Press(newsroom.database, newsroom.signer, lambda s: load_style(None, s), beat=0.02)
    working.start()
    assert inside.wait(20)
    seen: dict[str, Any] = {}
    while seen.get("progress", 0) == 0:
        seen = newsroom.viewer.get(file["links"]["self"]).json
    assert (seen["state"], seen["progress"]) == ("running", 0.2)
    refused = problem(newsroom.viewer.get(file["links"]["file"]), 409, "conflict")
    assert refused["detail"] == (
        "The file is still being made, step 1 of 5; come back in a moment."
    )
    going.set()
    while seen["state"] != "done":
        seen = newsroom.viewer.get(file["links"]["self"]).json
    working.stop()


def test_what_cannot_be_made_says_why(
    newsroom: Newsroom, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> bytes:
        raise TooLarge("The report is too long for a PDF; take the HTML file.")

    file = asked(newsroom.viewer, report)
    monkeypatch.setattr(reporting, "render", refuse)
    press(newsroom).due()
    status = newsroom.viewer.get(file["links"]["self"])
    assert status.json["state"] == "failed"
    assert "Retry-After" not in status.headers
    why = "It could not be made. The report is too long for a PDF; take the HTML file."
    assert status.json["error"] == why
    assert problem(newsroom.viewer.get(file["links"]["file"]), 409, "conflict")["detail"] == why
    assert asked(newsroom.viewer, report)["id"] != file["id"]


def test_a_file_is_gone_after_a_week(
    newsroom: Newsroom, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = asked(newsroom.viewer, report)
    press(newsroom).due()
    made, expires = (datetime.fromisoformat(file[each]) for each in ("created_at", "expires_at"))
    assert expires - made == KEEP == timedelta(days=7)
    monkeypatch.setattr(edge, "utcnow", lambda: expires)
    for address in file["links"].values():
        assert "7 days" in problem(newsroom.viewer.get(address), 404, "not_found")["detail"]
    assert newsroom.viewer.get(f"{report}/files").json["items"] == []
    assert asked(newsroom.viewer, report)["id"] != file["id"]


def test_the_edition_for_lawyers_is_for_editors_alone(newsroom: Newsroom, report: str) -> None:
    body = {"format": "json", "audience": "legal"}
    before = everything(newsroom.database)
    for client in (newsroom.viewer, newsroom.reviewer):
        refused = problem(client.post(f"{report}/files", body), 403, "forbidden")
        assert "for editors alone" in refused["detail"]
    assert everything(newsroom.database) == before
    file = asked(newsroom.editor, report, audience="legal")
    for client in (newsroom.viewer, newsroom.reviewer):  # before it is made, and after
        problem(client.get(file["links"]["file"]), 403, "forbidden")
    press(newsroom).due()
    for client in (newsroom.viewer, newsroom.reviewer):
        problem(client.get(file["links"]["file"]), 403, "forbidden")
        assert client.get(file["links"]["self"]).json["state"] == "done"
    for client in (newsroom.editor, newsroom.admin):
        assert client.get(file["links"]["file"]).status_code == 200


def test_whoever_is_not_of_the_desk_learns_nothing(newsroom: Newsroom, report: str) -> None:
    file = asked(newsroom.viewer, report)
    press(newsroom).due()
    places = [f"{report}/files", *file["links"].values()]
    for place in places:
        problem(newsroom.foreign.get(place), 404, "not_found")
        problem(newsroom.nobody.get(place), 401, "unauthenticated")
    body = {"format": "json"}
    problem(newsroom.foreign.post(f"{report}/files", body), 404, "not_found")
    problem(newsroom.nobody.post(f"{report}/files", body), 401, "unauthenticated")


def test_a_file_is_found_under_its_own_report_alone(newsroom: Newsroom, report: str) -> None:
    file = asked(newsroom.viewer, report)
    article = newsroom.viewer.get(report).json["article_id"]
    other = newsroom.reviewer.post(f"/articles/{article}/reports").json["id"]
    for tail in ("", "/content"):
        place = f"/reports/{other}/files/{file['id']}{tail}"
        problem(newsroom.viewer.get(place), 404, "not_found")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"format": "exe"}, "format"),
        ({}, "format"),
        ({"format": ["json"]}, "format"),
        ({"format": "json", "audience": "everybody"}, "audience"),
        ({"format": "json", "state": "done"}, "state"),
    ],
)
@pytest.mark.one_backend
def test_a_wrong_order_says_what_is_wrong(
    newsroom: Newsroom, report: str, body: Any, field: str
) -> None:
    before = everything(newsroom.database)
    refused = problem(newsroom.viewer.post(f"{report}/files", body), 422, "invalid")
    assert refused["errors"].keys() == {field}
    assert everything(newsroom.database) == before


def test_a_table_holds_the_claims_of_the_report(newsroom: Newsroom, report: str) -> None:
    file = asked(newsroom.viewer, report, "csv")
    press(newsroom).due()
    text = newsroom.viewer.get(file["links"]["file"]).data.decode("utf-8-sig")
    statuses = {row["status"] for row in csv.DictReader(io.StringIO(text))}
    assert "verified" in statuses


def test_who_asked_is_kept(newsroom: Newsroom, report: str) -> None:
    file = asked(newsroom.viewer, report)
    with newsroom.database.reading() as session:
        (row,) = session.query(Rendering).all()
        assert str(row.id) == file["id"]
        assert row.requested_by == newsroom.people["viewer"].person_id
        assert row.created_at <= utcnow()


@pytest.mark.one_backend
def test_every_answer_has_its_documented_shape(newsroom: Newsroom, report: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", newsroom.app)
    base = "/api/v1/reports/{report_id}/files"

    def conforms(path: str, answer: TestResponse, method: str = "GET") -> None:
        schema[f"{base}{path}"][method].validate_response(answer)

    for status in (202, 200):
        answer = newsroom.viewer.post(f"{report}/files", {"format": "json"})
        assert answer.status_code == status
        conforms("", answer, "POST")
        links = answer.json["links"]
        conforms("", newsroom.viewer.get(f"{report}/files"))
        conforms("/{rendering_id}", newsroom.viewer.get(links["self"]))
        conforms("/{rendering_id}/content", newsroom.viewer.get(links["file"]))
        press(newsroom).due()
