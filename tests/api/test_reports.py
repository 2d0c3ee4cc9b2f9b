"""Reports: frozen over HTTP, fetched in every format, and compared."""

import csv
import hashlib
import io
import json
from typing import Any

from tests.api.problem import problem
from tests.newsroom import Newsroom

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "html": ("text/html; charset=utf-8", b"<!doctype html>"),
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{OFFICE}.wordprocessingml.document", b"PK"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", b"PK"),
    "csv": ("text/csv; charset=utf-8", b"\xef\xbb\xbf"),
    "csv-sources": ("text/csv; charset=utf-8", b"\xef\xbb\xbf"),
    "md": ("text/markdown; charset=utf-8", b"#"),
    "json": ("application/json", b"{"),
}


def test_a_report_opens_in_every_format(newsroom: Newsroom) -> None:
    claim = newsroom.verified(title="Harbour <b>&amp;</b>")
    path = f"/articles/{claim['article_id']}"
    made = newsroom.reviewer.post(f"{path}/reports")
    assert made.status_code == 201
    report = made.json
    assert made.headers["Location"] == f"/api/v1/reports/{report['id']}"
    assert newsroom.viewer.get(made.headers["Location"]).json == report
    assert (report["number"], report["article_id"]) == (1, claim["article_id"])
    assert report["files"].keys() == TYPES.keys()
    for form, address in report["files"].items():
        answer = newsroom.viewer.get(address)
        media, beginning = TYPES[form]
        assert (answer.status_code, answer.content_type) == (200, media)
        assert answer.data.lower().startswith(beginning.lower())
        suffix = "sources.csv" if form == "csv-sources" else form
        assert f"verification-report-1.{suffix}" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert newsroom.viewer.get(address).data == answer.data
    assert newsroom.viewer.get(f"/reports/{report['id']}/file").content_type == TYPES["html"][0]
    document = json.loads(newsroom.viewer.get(report["files"]["json"]).data)
    assert document == report["document"]
    rows = csv.DictReader(
        io.StringIO(newsroom.viewer.get(report["files"]["csv"]).data.decode("utf-8-sig"))
    )
    assert "verified" in {row["status"] for row in rows}
    bad = newsroom.viewer.get(f"/reports/{report['id']}/file?format=odt")
    assert problem(bad, 422, "invalid")["errors"].keys() == {"format"}


def test_a_report_is_frozen_and_its_hash_tells_whether_anything_changed(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.verified()
    path = f"/articles/{claim['article_id']}/reports"
    first, second = (newsroom.reviewer.post(path).json for _ in range(2))
    assert first["content_hash"] == second["content_hash"]
    assert (first["number"], second["number"]) == (1, 2)
    newsroom.decide(claim["id"], "unverified", rationale="The budget was withdrawn.")
    third = newsroom.reviewer.post(path).json
    assert third["content_hash"] != first["content_hash"]
    assert newsroom.viewer.get(f"/reports/{first['id']}").json == first
    for report in (first, third):
        content = report["document"]["content"]
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text.encode()).hexdigest() == report["content_hash"]
    problem(newsroom.foreign.get(f"/reports/{first['id']}/file?format=pdf"), 404, "not_found")


def frozen(newsroom: Newsroom, claim: dict[str, Any]) -> dict[str, Any]:
    report: dict[str, Any] = newsroom.reviewer.post(f"/articles/{claim['article_id']}/reports").json
    return report


def test_the_edition_for_lawyers_names_what_the_others_leave_out(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.support(claim["id"], title="CANARY", confidential=True)
    newsroom.decide(claim["id"])
    report = frozen(newsroom, claim)
    address = f"/reports/{report['id']}"
    for audience, shown in (("public", False), ("internal", False), ("legal", True)):
        whole = newsroom.editor.get(f"{address}?audience={audience}")
        assert ("CANARY" in whole.text) is shown
        assert whole.json["document"]["content"] == report["document"]["content"]
        file = newsroom.editor.get(f"{address}/file?format=html&audience={audience}")
        assert ("CANARY" in file.text) is shown
    name = newsroom.editor.get(f"{address}/file?format=pdf&audience=legal").headers
    assert "verification-report-1-legal.pdf" in name["Content-Disposition"]
    for path in (f"{address}?audience=legal", f"{address}/file?audience=legal"):
        problem(newsroom.reviewer.get(path), 403, "forbidden")
    problem(newsroom.editor.get(f"{address}?audience=everybody"), 422, "invalid")


def test_two_reports_are_compared_whichever_is_named_first(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    first = frozen(newsroom, claim)
    newsroom.support(claim["id"])
    newsroom.decide(claim["id"])
    second = frozen(newsroom, claim)
    ways = [(first, second), (second, first)]
    found = [
        newsroom.viewer.get(f"/reports/{one['id']}/diff/{other['id']}").json for one, other in ways
    ]
    assert found[0] == found[1]
    [moved] = found[0]["decided"]
    assert moved["claim_id"] == claim["id"]
    status = next(each for each in moved["changes"] if each["field"] == "status")
    assert (status["before"], status["after"]) == (["unverified"], ["verified"])
    problem(newsroom.foreign.get(f"/reports/{first['id']}/diff/{second['id']}"), 404, "not_found")
    week = {"since": "2020-01-01T00:00:00Z", "until": "2020-01-08T00:00:00Z"}
    desk = newsroom.editor.post("/reports", week).json
    problem(newsroom.viewer.get(f"/reports/{first['id']}/diff/{desk['id']}"), 404, "not_found")


def test_a_desk_reports_on_a_time(newsroom: Newsroom) -> None:
    newsroom.verified()
    week = {"since": "2020-01-01T00:00:00Z", "until": "2120-01-08T00:00:00Z", "reviewers": True}
    problem(newsroom.reviewer.post("/reports", week), 403, "forbidden")
    made = newsroom.editor.post("/reports", week)
    assert (made.status_code, made.json["article_id"], made.json["number"]) == (201, None, 1)
    assert newsroom.editor.post("/reports", week).json["number"] == 2
    for form, (media, _) in TYPES.items():
        answer = newsroom.viewer.get(made.json["files"][form])
        assert (answer.status_code, answer.content_type) == (200, media)
    upside_down = {"since": week["until"], "until": week["since"]}
    bad = problem(newsroom.editor.post("/reports", upside_down), 422, "invalid")
    assert bad["errors"].keys() == {"until"}
    listed = newsroom.viewer.get("/reports").json["items"]
    assert [each["number"] for each in listed] == [2, 1]
    assert newsroom.foreign.get("/reports").json["items"] == []


def test_the_schema_of_a_document_is_published(newsroom: Newsroom) -> None:
    answer = newsroom.viewer.get("/reports/schema")
    assert answer.content_type == "application/schema+json"
    assert json.loads(answer.data)["$schema"].startswith("https://json-schema.org/")
