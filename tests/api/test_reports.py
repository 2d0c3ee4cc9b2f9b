"""Reports: frozen over HTTP, and fetched in four formats."""

import csv
import hashlib
import io
import json

from tests.api.problem import problem
from tests.newsroom import Newsroom

TYPES = {
    "html": ("text/html; charset=utf-8", b"<!doctype html>"),
    "pdf": ("application/pdf", b"%PDF-"),
    "csv": ("text/csv; charset=utf-8", b"\xef\xbb\xbf"),
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
        assert f"verification-report-1.{form}" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert newsroom.viewer.get(address).data == answer.data
    assert newsroom.viewer.get(f"/reports/{report['id']}/file").content_type == TYPES["html"][0]
    document = json.loads(newsroom.viewer.get(report["files"]["json"]).data)
    assert document == report["document"]
    rows = csv.DictReader(
        io.StringIO(newsroom.viewer.get(report["files"]["csv"]).data.decode("utf-8-sig"))
    )
    assert "verified" in {row["status"] for row in rows}
    bad = newsroom.viewer.get(f"/reports/{report['id']}/file?format=docx")
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
