"""Asking again: 304 while nothing public has changed, and never afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from werkzeug.http import http_date, parse_date

from factcheck.clock import utcnow
from factcheck.public import edge
from factcheck.publish import fact_shape
from tests.public.press import FEEDS, Press

PATHS = (
    *FEEDS,
    "/feeds/facts.json?desk=city&status=verified",
    "/v1alpha1/claims:search?query=city",
)


@contextmanager
def queries(press: Press) -> Iterator[list[str]]:
    """The statements that the database is sent."""
    seen: list[str] = []

    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = press.room.database.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_what_has_not_changed_is_not_rendered_again(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = press.publish()
    later = utcnow() + timedelta(minutes=1)  # dates are exact once their second is over
    monkeypatch.setattr(edge, "utcnow", lambda: later)
    known = {path: press.get(path) for path in (*PATHS, f"/facts/{fact}", f"/facts/{fact}/card")}
    for module in ("feeds", "pages", "search"):
        monkeypatch.setattr(f"factcheck.public.{module}.fact_shape", lambda *_, **__: 1 / 0)
    for path, answer in known.items():
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert "Set-Cookie" not in answer.headers
        for header in (
            {"If_None_Match": answer.headers["ETag"]},
            {"If_None_Match": f'"x", W/{answer.headers["ETag"]}'},
            {"If_Modified_Since": answer.headers["Last-Modified"]},
        ):
            again = press.get(path, **header)
            assert (again.status_code, again.data) == (304, b""), (path, header)
            assert again.headers["ETag"] == answer.headers["ETag"]
            assert again.headers["Cache-Control"] == "public, max-age=60"
        assert press.get(path, If_None_Match='"x"').status_code == 500  # it is rendered
    assert fact_shape


def test_every_change_of_a_fact_and_of_the_imprint_changes_the_etag(press: Press) -> None:
    fact = press.publish("verified")

    def etags() -> list[str]:
        return [press.get(path).headers["ETag"] for path in PATHS]

    def after(step: object) -> bool:
        nonlocal before
        now = etags()
        changed = all(new != old for new, old in zip(now, before, strict=True))
        before = now
        return changed

    before = etags()
    assert not after(None)
    assert after(press.imprint(publisher="City Checks"))
    assert after(press.decide(fact, "disputed"))  # it has left the feed of verified ones
    assert after(press.reopen(fact))
    assert after(press.decide(fact, "verified"))
    path, by = f"/claims/{fact}", press.room.reviewer
    assert by.patch(path, {"tags": ["port"]}, match=by.etag(path)).status_code == 200
    assert after(None)
    assert after(press.edit(press.room.viewer.get(path).json["article_id"], title="Piers"))


@pytest.mark.one_backend
def test_a_second_change_within_a_second_is_not_missed_by_date(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = press.publish()
    moment = utcnow()
    monkeypatch.setattr(edge, "utcnow", lambda: moment)
    seen = press.get("/feeds/facts.json").headers["Last-Modified"]
    press.decide(fact, "disputed")
    monkeypatch.setattr(edge, "utcnow", lambda: moment + timedelta(minutes=1))
    answer = press.get("/feeds/facts.json", If_Modified_Since=seen)
    assert answer.status_code == 200
    told = parse_date(answer.headers["Last-Modified"])
    assert told is not None
    assert press.get("/feeds/facts.json", If_Modified_Since=http_date(told)).status_code == 304


@pytest.mark.parametrize("path", [*FEEDS, "/v1alpha1/claims:search?query=city&pageSize=50"])
def test_twenty_facts_take_as_many_queries_as_one(press: Press, path: str) -> None:
    press.publish()
    press.get(path)
    with queries(press) as one:
        assert press.get(path).status_code == 200
    for _ in range(19):
        press.publish()
    with queries(press) as twenty:
        answer = press.get(path)
    assert answer.text.count("/facts/") >= 20
    assert len(one) == len(twenty) <= 6


def test_a_login_is_neither_read_nor_renewed_where_answers_are_shared(press: Press) -> None:
    fact = press.publish()
    client = press.room.app.test_client()
    with client.session_transaction() as session:
        session["person"], session.permanent = "somebody", True
    for path in ("/feeds/facts.json", "/feeds", f"/facts/{fact}", "/facts/nothing", "/robots.txt"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" in client.get("/login").headers
