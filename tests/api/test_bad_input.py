"""Whatever comes in: the promised problem goes out, and nothing is stored."""

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from factcheck import db, intake, review
from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.limits import MAX_BODY_BYTES
from factcheck.store.people import ApiKey
from tests.api.problem import everything, problem
from tests.newsroom import TEXT, Client, Newsroom, open_newsroom

JSON = {"Content-Type": "application/json"}
TWO = {"title": "Two", "text": "Rents rose by 3 percent in 2024."}
NOTHING = "/articles/018f0000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Desk:
    """What the requests of the tables aim at: paths of an article, a claim, a foreign claim."""

    room: Newsroom
    article: str
    claim: str
    foreign: str

    @property
    def editor(self) -> Client:
        return self.room.editor

    def body(self, raw: str | bytes, path: str = "/articles", **headers: str) -> TestResponse:
        """POST a body as it is."""
        return self.editor.post(path, data=raw, headers=JSON | headers)

    def two(self, **more: Any) -> TestResponse:
        """POST a good article with something wrong in it."""
        return self.body(json.dumps(TWO | more))

    def edit(self, **changes: Any) -> TestResponse:
        """PATCH the claim, from its right version."""
        options = {"data": json.dumps(changes), "headers": JSON}
        return self.editor._send(
            "PATCH", self.claim, options | {"match": self.editor.etag(self.claim)}
        )

    def add(self, path: str, body: Any, what: str = "claim") -> TestResponse:
        """POST to a path below the claim (or the article), from its right version."""
        base = getattr(self, what)
        return self.editor.post(f"{base}{path}", body, match=self.editor.etag(base))


@pytest.fixture
def desk(newsroom: Newsroom) -> Desk:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]["id"]
    other = newsroom.foreign.post("/articles", {"title": "Ours", "text": TEXT}).json
    found = newsroom.foreign.get(f"/articles/{other['id']}/claims").json["items"][0]["id"]
    return Desk(newsroom, f"/articles/{article['id']}", f"/claims/{claim}", f"/claims/{found}")


Send = Callable[[Desk], TestResponse]

BODIES: dict[str, tuple[int, str, Send]] = {
    "not JSON": (400, "bad_request", lambda d: d.body('{"title": ')),
    "not UTF-8": (400, "bad_request", lambda d: d.body(b'{"title": "\xff"}')),
    "no body": (400, "bad_request", lambda d: d.body("")),
    "no body for a change": (
        400,
        "bad_request",
        lambda d: d.editor.patch(d.article, match=d.editor.etag(d.article)),
    ),
    "nested without end": (400, "bad_request", lambda d: d.body("[" * 100_000)),
    "a number without end": (400, "bad_request", lambda d: d.body('{"title": ' + "1" * 5000 + "}")),
    "another media type": (
        415,
        "unsupported_media_type",
        lambda d: d.editor.post("/articles", data=json.dumps(TWO), headers={"Content-Type": "a/b"}),
    ),
    "a form": (
        415,
        "unsupported_media_type",
        lambda d: d.editor.post("/articles", data={"title": "Two", "text": "Rents rose."}),
    ),
    "another media type for a change": (
        415,
        "unsupported_media_type",
        lambda d: d.editor.patch(
            d.article,
            match=d.editor.etag(d.article),
            data='{"title": "Other"}',
            headers={"Content-Type": "text/plain"},
        ),
    ),
    "a list": (422, "invalid", lambda d: d.editor.post("/articles", [TWO])),
    "null": (422, "invalid", lambda d: d.body("null")),
    "an unknown field": (422, "invalid", lambda d: d.two(status="verified")),
    "an unknown field with half a surrogate pair": (
        422,
        "invalid",
        lambda d: d.body('{"title": "Two", "text": "Rents rose.", "\\ud800": 1}'),
    ),
    "a missing field": (422, "invalid", lambda d: d.editor.post("/articles", {"title": "Two"})),
    "an empty text": (422, "invalid", lambda d: d.two(text="")),
    "a blank text": (422, "invalid", lambda d: d.two(text=" \n\t ")),
    "a blank title": (422, "invalid", lambda d: d.two(title="  \n ")),
    "a long title": (422, "invalid", lambda d: d.two(title="x" * 501)),
    "a number for a text": (422, "invalid", lambda d: d.two(text=7)),
    "NaN": (422, "invalid", lambda d: d.body('{"title": NaN, "text": "Rents rose."}')),
    "a NUL in the text": (422, "invalid", lambda d: d.two(text="Rents\x00 rose by 3 percent.")),
    "a NUL in a title": (422, "invalid", lambda d: d.two(title="Two\x00")),
    "a NUL in a publisher": (422, "invalid", lambda d: d.two(publisher="\x00")),
    "half a surrogate pair in the text": (422, "invalid", lambda d: d.two(text="Rents \ud800.")),
    "half a surrogate pair in an author": (422, "invalid", lambda d: d.two(author="A\udfff")),
    "half a surrogate pair in a tag": (422, "invalid", lambda d: d.edit(tags=["a\ud83d"])),
    "a NUL in a speaker": (422, "invalid", lambda d: d.edit(speaker={"name": "A\x00"})),
    "a script for an address": (422, "invalid", lambda d: d.two(url="javascript:alert(1)")),
    "a time without a zone": (422, "invalid", lambda d: d.two(published_at="2025-10-14T09:30:00")),
    "no time at all": (422, "invalid", lambda d: d.two(embargo_until="soon")),
    "a number for a time": (422, "invalid", lambda d: d.two(published_at=1760430600)),
    "a time before all times": (
        422,
        "invalid",
        lambda d: d.two(published_at="0001-01-01T00:00:00+14:00"),
    ),
    "a text over the limit": (413, "too_large", lambda d: d.two(text="ab " * 666_667)),
    "a draft over the limit": (
        413,
        "too_large",
        lambda d: d.add("/drafts", {"text": "ab " * 666_667}, "article"),
    ),
    "a body over the limit": (
        413,
        "too_large",
        lambda d: d.body(b'{"title": "' + b"x" * 10_000_000 + b'"}'),
    ),
    "an unknown status": (
        422,
        "invalid",
        lambda d: d.add("/reviews", {"status": "true", "rationale": "It says so."}),
    ),
    "an unknown kind": (422, "invalid", lambda d: d.edit(kind="rumour")),
    "a status by the back door": (422, "invalid", lambda d: d.edit(status="verified")),
    "true for a priority": (422, "invalid", lambda d: d.edit(priority=True)),
    "a priority out of range": (422, "invalid", lambda d: d.edit(priority=10)),
    "evidence without a source": (
        422,
        "invalid",
        lambda d: d.add("/evidence", {"stance": "supports"}),
    ),
    "evidence with an unknown field in its source": (
        422,
        "invalid",
        lambda d: d.add(
            "/evidence",
            {"stance": "supports", "source": {"title": "A", "kind": "primary", "desk_id": "x"}},
        ),
    ),
    "a decision on evidence of nowhere": (
        422,
        "invalid",
        lambda d: d.add(
            "/reviews",
            {"status": "verified", "rationale": "It says so.", "evidence_ids": [str(uuid4())]},
        ),
    ),
    "a source of nowhere": (
        404,
        "not_found",
        lambda d: d.add("/evidence", {"stance": "supports", "source_id": str(uuid4())}),
    ),
    "another desk": (404, "not_found", lambda d: d.two(desk="rivals")),
    "the same text again": (409, "duplicate_text", lambda d: d.two(text=TEXT)),
    "the same draft again": (
        409,
        "duplicate_text",
        lambda d: d.add("/drafts", {"text": TEXT}, "article"),
    ),
    "a decision without grounds": (
        409,
        "transition_refused",
        lambda d: d.add("/reviews", {"status": "verified", "rationale": "So."}),
    ),
    "an unknown policy": (
        422,
        "invalid",
        lambda d: d.room.admin.post("/policies", {"name": "anarchy"}),
    ),
    "an empty Idempotency-Key": (
        422,
        "invalid",
        lambda d: d.body(json.dumps(TWO), **{"Idempotency-Key": ""}),
    ),
    "a long Idempotency-Key": (
        422,
        "invalid",
        lambda d: d.body(json.dumps(TWO), **{"Idempotency-Key": "k" * 256}),
    ),
}

ADDRESSES: dict[str, tuple[int, str, Send]] = {
    "an unknown route": (404, "not_found", lambda d: d.editor.get("/nothing")),
    "an unknown version": (404, "not_found", lambda d: d.editor.get("/api/v2/articles")),
    "a wrong method": (405, "method_not_allowed", lambda d: d.editor.delete(d.article)),
    "no UUID": (404, "not_found", lambda d: d.editor.get("/articles/17")),
    "no such article": (404, "not_found", lambda d: d.editor.get(NOTHING)),
    "no such draft": (404, "not_found", lambda d: d.editor.get(f"{d.article}/drafts/2")),
    "a draft number past all integers": (
        404,
        "not_found",
        lambda d: d.editor.get(f"{d.article}/drafts/{10**30}"),
    ),
    "a claim of another desk": (404, "not_found", lambda d: d.editor.get(d.foreign)),
    "no key": (401, "unauthenticated", lambda d: d.room.nobody.get(d.article)),
    "not a key": (
        401,
        "unauthenticated",
        lambda d: Client(d.room.app, "open sesame").get("/facts"),
    ),
    "an unknown key": (
        401,
        "unauthenticated",
        lambda d: Client(d.room.app, f"fc_{'0' * 12}_{'0' * 64}").get("/facts"),
    ),
    "a password for a key": (
        401,
        "unauthenticated",
        lambda d: d.room.nobody.get("/facts", headers={"Authorization": "Basic YTpi"}),
    ),
    "a wrong role": (403, "forbidden", lambda d: d.room.viewer.post("/articles", TWO)),
    "no If-Match": (
        428,
        "precondition_required",
        lambda d: d.editor.patch(d.article, {"title": "Other"}),
    ),
    "any If-Match": (
        428,
        "precondition_required",
        lambda d: d.editor.patch(d.article, {"title": "Other"}, match="*"),
    ),
    "a stale If-Match": (
        412,
        "stale_version",
        lambda d: d.editor.patch(d.article, {"title": "Other"}, match=f'"{d.article[10:]}.9"'),
    ),
    "the If-Match of another thing": (
        412,
        "stale_version",
        lambda d: d.editor.patch(d.article, {"title": "Other"}, match=d.editor.etag(d.claim)),
    ),
    "an unknown status": (422, "invalid", lambda d: d.editor.get("/claims?status=true")),
    "an unknown sort": (422, "invalid", lambda d: d.editor.get("/claims?sort=colour")),
    "a NUL in a filter": (422, "invalid", lambda d: d.editor.get("/claims?q=%00")),
    "a score that is none": (422, "invalid", lambda d: d.editor.get("/claims?min_score=nan")),
    "a limit of 0": (422, "invalid", lambda d: d.editor.get("/articles?limit=0")),
    "a limit of 201": (422, "invalid", lambda d: d.editor.get("/articles?limit=201")),
    "a limit in words": (422, "invalid", lambda d: d.editor.get("/articles?limit=abc")),
    "a bad cursor": (422, "invalid", lambda d: d.editor.get("/articles?cursor=WzFd")),
    "an empty cursor": (422, "invalid", lambda d: d.editor.get("/articles?cursor=")),
    "the cursor of another list": (
        422,
        "invalid",
        lambda d: d.editor.get(
            d.editor.get("/claims?limit=1").json["next"].replace("/claims", d.article + "/claims")
        ),
    ),
    "the cursor of another sort": (
        422,
        "invalid",
        lambda d: d.editor.get(d.editor.get("/claims?limit=1").json["next"] + "&sort=score"),
    ),
}


@pytest.mark.parametrize("table", [BODIES, ADDRESSES], ids=["bodies", "addresses"])
def test_bad_input_gets_the_promised_problem_and_nothing_is_stored(
    desk: Desk, table: dict[str, tuple[int, str, Send]], subtests: pytest.Subtests
) -> None:
    before = everything(desk.room.database)
    for kind, (status, code, send) in table.items():
        with subtests.test(kind):
            answer = send(desk)
            assert problem(answer, status, code)
            assert everything(desk.room.database) == before


def test_refusals_say_what_is_wrong(desk: Desk) -> None:
    wrong = desk.two(title=" ", colour="red", published_at="soon")
    assert problem(wrong, 422, "invalid")["errors"].keys() == {"title", "colour", "published_at"}
    nested = {"stance": "supports", "source": {"title": "A", "kind": "oral"}}
    assert problem(desk.add("/evidence", nested), 422, "invalid")["errors"] == {
        "source": {"kind": ["Must be one of: primary, secondary, tertiary."]}
    }
    duplicate = problem(desk.two(text=TEXT), 409, "duplicate_text")
    assert desk.editor.get(duplicate["article"]).status_code == 200
    assert duplicate["article"].endswith(desk.article)
    refused = problem(
        desk.add("/reviews", {"status": "disputed", "rationale": "No."}), 409, "transition_refused"
    )
    assert refused["reasons"] == [
        "It needs a rationale of at least 10 characters.",
        "It needs 1 piece of refuting evidence; it has 0.",
    ]
    assert "GET" in desk.editor.delete("/articles").headers["Allow"]
    assert "Bearer" in desk.room.nobody.get("/facts").headers["WWW-Authenticate"]


def test_a_foreign_desks_object_answers_with_the_bytes_of_one_that_does_not_exist(
    desk: Desk,
) -> None:
    missing = "/claims/018f0000-0000-7000-8000-000000000000"
    same = {"X-Request-ID": "the-same"}
    for path, method, body in (
        ("", "GET", None),
        ("/history", "GET", None),
        ("/reviews", "GET", None),
        ("/steps", "GET", None),
        ("/comments", "GET", None),
        ("/comments", "POST", {}),
        ("/assign", "POST", {"assignee": None}),
        ("/dismiss", "POST", {}),
        ("/reopen", "POST", {}),
        ("/undo", "POST", None),
        ("", "PATCH", {"tags": []}),
        ("/reviews", "POST", {"status": "verified", "rationale": "It says so."}),
        ("/evidence", "POST", {}),
    ):
        for match in (None, desk.room.foreign.etag(desk.foreign)):
            answers = [
                desk.editor._send(
                    method, claim + path, {"json": body, "match": match, "headers": dict(same)}
                )
                for claim in (desk.foreign, missing)
            ]
            problem(answers[0], 404, "not_found")
            foreign, absent = (
                (each.data, {k: v for k, v in each.headers.items() if "Policy" not in k})
                for each in answers
            )
            assert foreign == absent


def test_a_key_that_was_revoked_or_has_expired_opens_nothing(newsroom: Newsroom) -> None:
    past = utcnow() - timedelta(seconds=1)
    for name, column in (("editor", "revoked_at"), ("reviewer", "expires_at")):
        assert newsroom.clients[name].get("/facts").status_code == 200
        with newsroom.database.writing() as session:
            of_person = ApiKey.person_id == newsroom.people[name].person_id
            session.execute(update(ApiKey).where(of_person).values({column: past}))
        problem(newsroom.clients[name].get("/facts"), 401, "unauthenticated")


def test_a_crash_answers_500_without_internals_and_keeps_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(newsroom.database)

    def crash(*_: Any, **__: Any) -> Any:
        raise RuntimeError("the secret path /srv/factcheck and SELECT * FROM api_keys")

    for module, name in ((intake, "receive"), (review, "overview")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, crash)
            answer = newsroom.editor.post("/articles", TWO)
        problem(answer, 500, "internal_server_error")
        for word in (b"secret", b"SELECT", b"Traceback", b"RuntimeError"):
            assert word not in answer.data
        assert everything(newsroom.database) == before
    assert newsroom.editor.post("/articles", TWO).status_code == 201


def test_a_busy_database_answers_503_and_says_when_to_come_again(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "WRITE_WAIT_SECONDS", 0.2)
    path = tmp_path / "busy.sqlite3"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    room = open_newsroom(database, tmp_path)
    before = everything(database)
    holder = db.sqlite_driver().connect(str(path), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    answer = room.editor.post("/articles", TWO)
    problem(answer, 503, "busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert room.viewer.get("/articles").json == {"items": [], "next": None}
    holder.execute("ROLLBACK")
    holder.close()
    assert everything(database) == before
    assert room.editor.post("/articles", TWO).status_code == 201
    database.dispose()


@pytest.mark.one_backend
def test_a_body_in_chunks_is_too_large_all_the_same(newsroom: Newsroom) -> None:
    body = io.BytesIO(b'{"title": "t", "text": "' + b"a" * MAX_BODY_BYTES + b'"}')
    answer = newsroom.editor.post(
        "/articles",
        input_stream=body,
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )
    problem(answer, 413, "too_large")
