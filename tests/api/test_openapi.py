"""The served description is true: routes, shapes, refusals; and its page needs no script."""

import re
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
import schemathesis
from werkzeug.test import TestResponse

from factcheck.publish.claimreview_rules import SOUND
from tests.api.problem import problem
from tests.api.surface import TABLE, VERSIONED, in_words
from tests.hinted import HINTED, hinted
from tests.newsroom import TEXT, Newsroom
from tests.review.stages import Stages

UNDOCUMENTED = {"/api/v1/openapi.json"}


@pytest.fixture
def spec(room: Newsroom) -> dict[str, Any]:
    answer = room.nobody.get("/openapi.json")
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    return dict(answer.json)


def operations(spec: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Every operation by method and path, the path in the words of the policy table."""
    return {
        (method.upper(), in_words(path)): operation
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    }


def test_the_description_lists_exactly_the_routes_of_the_api(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    served = {
        (m, path) for m, path in TABLE if path.startswith("/api/v1") and path not in UNDOCUMENTED
    }
    assert operations(spec).keys() == served


def test_every_operation_says_what_it_does_and_how_it_refuses(
    spec: dict[str, Any], subtests: pytest.Subtests
) -> None:
    for (method, path), operation in operations(spec).items():
        with subtests.test(f"{method} {path}"):
            assert operation["summary"].strip()
            assert operation.get("security", spec["security"]) == [{"key": []}]
            taken = {each["name"]: each for each in operation.get("parameters", [])}
            versioned = (method, path) in VERSIONED
            assert ("If-Match" in taken) == versioned == ("428" in operation["responses"])
            once = method == "POST" and not path.endswith(("/extract", "/validate"))
            assert ("Idempotency-Key" in taken) == once
            assert operation["responses"].keys() >= {"401", "403", "503"}
            for status, answer in operation["responses"].items():
                parts = answer.get("$ref", "").split("/")
                shape = spec["components"]["responses"][parts[-1]] if parts[-1] else answer
                if status >= "400":
                    assert list(shape["content"]) == ["application/problem+json"]
                else:
                    assert shape.get("content") or status == "204"
    listed = [op for op in operations(spec).values() if "cursor" in str(op.get("parameters"))]
    assert len(listed) == 23
    for name, shape in spec["components"]["schemas"].items():
        sometimes = {"fact"} if name == "ChangeOut" else set()  # a deletion has none
        if name.endswith(("Out", "Page")) and name != "ProblemOut":
            assert set(shape["required"]) == set(shape["properties"]) - sometimes, name
        for field, about in shape.get("properties", {}).items():
            assert about or field in {"value", "before", "after", "evidence_ids", "document"}, name


def test_every_answer_has_its_documented_shape(room: Newsroom, subtests: pytest.Subtests) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", room.app)

    def conforms(path: str, answer: TestResponse, method: str = "GET") -> Any:
        with subtests.test(f"{method} {path}"):
            assert answer.status_code < 300, answer.data
            operation = schema[f"/api/v1{path}"][method]
            operation.validate_response(answer)
        return answer.json

    viewer, editor, reviewer = room.viewer, room.editor, room.reviewer
    body = {"title": "Harbour", "text": TEXT, "published_at": "2025-10-14T09:30:00Z"}
    article = conforms("/articles", editor.post("/articles", body), "POST")["id"]
    base = f"/articles/{article}"
    claim = conforms("/articles/{article_id}/claims", viewer.get(f"{base}/claims"))["items"][1]
    about = f"/claims/{claim['id']}"
    source = {"title": "Register", "kind": "primary", "reliability": "A"}
    evidence = {"stance": "supports", "source": source, "accessed_at": "2025-10-14"}
    made = reviewer.post(f"{about}/evidence", evidence, match=viewer.etag(about))
    conforms("/claims/{claim_id}/evidence", made, "POST")
    decision = {"status": "verified", "rationale": "The register says so.", "rating": "True"}
    decided = reviewer.post(f"{about}/reviews", decision, match=viewer.etag(about))
    conforms("/claims/{claim_id}/reviews", decided, "POST")
    conforms("/facts", viewer.get("/facts"))
    conforms("/facts/{fact_id}", viewer.get(f"/facts/{claim['id']}"))
    patched = reviewer.patch(about, {"tags": ["jobs"]}, match=viewer.etag(about))
    conforms("/claims/{claim_id}", patched, "PATCH")
    amended = reviewer.patch(
        f"{about}/evidence/{made.json['id']}", {"locator": "p. 3"}, match=viewer.etag(about)
    )
    conforms("/claims/{claim_id}/evidence/{evidence_id}", amended, "PATCH")
    for tail in ("reviews", "evidence", "history"):
        conforms(f"/claims/{{claim_id}}/{tail}", viewer.get(f"{about}/{tail}"))
    conforms("/claims", viewer.get("/claims?limit=1"))
    conforms("/claims/{claim_id}", viewer.get(about))
    _handled(conforms, room, base, about)
    _kept(conforms, room, made.json["source"]["id"])
    report = reviewer.post(f"{base}/reports")
    conforms("/articles/{article_id}/reports", report, "POST")
    conforms("/reports/{report_id}", viewer.get(f"/reports/{report.json['id']}"))
    draft = editor.post(
        f"{base}/drafts", {"text": TEXT.replace("2.5", "3")}, match=viewer.etag(base)
    )
    conforms("/articles/{article_id}/drafts", draft, "POST")
    conforms("/articles/{article_id}/drafts/{number}", viewer.get(f"{base}/drafts/2"))
    titled = editor.patch(base, {"title": "Port"}, match=viewer.etag(base))
    conforms("/articles/{article_id}", titled, "PATCH")
    conforms("/articles/{article_id}", viewer.get(base))
    conforms("/articles", viewer.get("/articles"))
    conforms("/articles/{article_id}/ledger", viewer.get(f"{base}/ledger"))
    conforms("/articles/{article_id}/alarms", viewer.get(f"{base}/alarms"))
    hints = f"/articles/{Stages(room).receive(HINTED, found=hinted())}"
    conforms("/articles/{article_id}/claims", viewer.get(f"{hints}/claims"))
    conforms("/articles/{article_id}/alarms", viewer.get(f"{hints}/alarms"))
    conforms("/articles/{article_id}", viewer.get(hints))
    desk = f"/desks/{room.desk.id}"
    conforms("/desks", viewer.get("/desks"))
    conforms("/users", viewer.get("/users"))
    conforms("/desks/{desk_id}", viewer.get(desk))
    changed = room.admin.patch(desk, {"threshold": 0.4}, match=viewer.etag(desk))
    conforms("/desks/{desk_id}", changed, "PATCH")
    conforms("/extract", viewer.post("/extract", {"text": TEXT}), "POST")
    _checked_elsewhere(conforms, room)
    conforms("/policies", room.admin.post("/policies", {"name": "open"}), "POST")
    conforms("/policies", viewer.get("/policies"))


def _handled(conforms: Any, room: Newsroom, base: str, about: str) -> None:
    """The steps beside a decision, what is said of a claim, and the end of a check."""
    viewer, editor, reviewer = room.viewer, room.editor, room.reviewer
    for step, body in (
        ("undo", None),
        ("assign", {"assignee": str(room.people["second"].person_id)}),
        ("dismiss", {"reason": "opinion"}),
        ("reopen", {"reason": "other", "note": "It is none."}),
    ):
        if step == "undo":
            last = {"status": "unverified", "rationale": "No."}
            reviewer.post(f"{about}/reviews", last, match=viewer.etag(about))
        done = reviewer.post(f"{about}/{step}", body, match=viewer.etag(about))
        conforms(f"/claims/{{claim_id}}/{step}", done, "POST")
    said = reviewer.post(f"{about}/comments", {"text": "@viewer, have a look."})
    conforms("/claims/{claim_id}/comments", said, "POST")
    for tail in ("comments", "steps", "reviews", "history"):
        conforms(f"/claims/{{claim_id}}/{tail}", viewer.get(f"{about}/{tail}"))
    assert conforms("/mentions", viewer.get("/mentions"))["items"]
    found = viewer.get(about).json
    conforms("/claims/{claim_id}", viewer.get(f"{about}?at={found['created_at']}"))
    ids = [found["id"], "01890a5d-ac96-774b-bcce-b302099a8057"]
    many = {"ids": ids, "status": "verified", "rationale": "The register says so."}
    bulk = conforms("/claims/bulk-review", reviewer.post("/claims/bulk-review", many), "POST")
    assert (bulk["recorded"], bulk["refused"]) == (1, 1)
    asked = reviewer.post(f"{base}/replies", {"asked": "The mayor", "question": "How many?"})
    conforms("/articles/{article_id}/replies", asked, "POST")
    answered = reviewer.post(f"{base}/replies/{asked.json['id']}/answer", {"answer": "320."})
    conforms("/articles/{article_id}/replies/{reply_id}/answer", answered, "POST")
    conforms("/articles/{article_id}/replies", viewer.get(f"{base}/replies"))
    signed = editor.post(f"{base}/sign-off", {"override_reason": "It goes to print."})
    conforms("/articles/{article_id}/sign-off", signed, "POST")
    conforms("/articles/{article_id}/history", viewer.get(f"{base}/history"))
    conforms("/events", room.admin.get("/events"))
    conforms("/audit/head", viewer.get("/audit/head"))


def _checked_elsewhere(conforms: Any, room: Newsroom) -> None:
    """ClaimReview, linted and taken in."""
    body = {"document": [SOUND | {"url": "https://paper.example/1"}, {"@type": "ClaimReview"}]}
    for path in ("/claimreview/validate", "/claimreview/import"):
        conforms(path, room.reviewer.post(path, body), "POST")
    found = conforms("/earlier-checks", room.viewer.get("/earlier-checks"))["items"]
    (check,) = [each["id"] for each in found]
    conforms("/earlier-checks/{check_id}", room.viewer.get(f"/earlier-checks/{check}"))


def _kept(conforms: Any, room: Newsroom, source: str) -> None:
    """Sources, their copies, and what leans on them."""
    viewer, reviewer, about = room.viewer, room.reviewer, f"/sources/{source}"
    for status in (201, 200):
        kept = reviewer.post("/sources", {"title": "Minutes", "kind": "secondary"})
        conforms("/sources", kept, "POST")
        assert kept.status_code == status
    copy = {"file": (BytesIO(b"320 jobs"), "register.txt")}
    made = conforms(
        "/sources/{source_id}/snapshot", reviewer.post(f"{about}/snapshot", data=copy), "POST"
    )
    conforms("/sources", viewer.get("/sources"))
    conforms("/sources/{source_id}", viewer.get(about))
    for tail in ("evidence", "snapshots"):
        assert conforms(f"/sources/{{source_id}}/{tail}", viewer.get(f"{about}/{tail}"))["items"]
    text = viewer.get(f"{about}/snapshots/{made['id']}/text")
    conforms("/sources/{source_id}/snapshots/{snapshot_id}/text", text)
    graded = reviewer.patch(about, {"reliability": "B"}, match=viewer.etag(about))
    conforms("/sources/{source_id}", graded, "PATCH")


class Page(HTMLParser):
    """What a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"src", "href", "action", "srcset", "data"}:
                self.addresses.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)


def test_the_reference_page_needs_no_script_and_nothing_from_outside(
    room: Newsroom, spec: dict[str, Any]
) -> None:
    answer = room.nobody.get("/api/docs")
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8")
    page = Page()
    page.feed(answer.text)
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "base"}
    assert not page.handlers
    assert all(each.startswith(("#", "/")) and each[:2] != "//" for each in page.addresses)
    assert not re.search(r"url\(|@import", answer.text)
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in str(policy)
    nonce = policy["style-src"].split("'nonce-")[1].rstrip("'")
    assert f'<style nonce="{nonce}">' in answer.text
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    for path, methods in spec["paths"].items():
        assert path in answer.text
        for operation in methods.values():
            if "summary" in operation:
                assert operation["summary"].replace("'", "&#39;") in answer.text
    again = room.nobody.get("/api/docs").headers["Content-Security-Policy"]
    assert again != answer.headers["Content-Security-Policy"]
    problem(room.nobody.get("/api/docs/more"), 404, "not_found")
