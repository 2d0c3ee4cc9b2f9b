"""The short way to one fact says what the long way says."""

from datetime import timedelta
from uuid import uuid4

import pytest

from factcheck import accounts
from factcheck.api import edge
from factcheck.api import quick as quick_module
from factcheck.api.quick import QuickFacts
from factcheck.clock import utcnow
from factcheck.db import Database
from tests.newsroom import Newsroom


def ordinary(newsroom: Newsroom, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    return _asked(newsroom, f"{path}?", headers)


def quick(newsroom: Newsroom, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    return _asked(newsroom, path, headers)


def _asked(
    newsroom: Newsroom, path: str, headers: dict[str, str]
) -> tuple[int, dict[str, str], str]:
    given = {"X-Request-ID": "the-same"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    answer = newsroom.viewer.get(path, headers=given)
    return answer.status_code, dict(answer.headers), answer.text


@pytest.fixture
def fact(newsroom: Newsroom) -> str:
    return f"/facts/{newsroom.verified()['id']}"


def test_both_ways_answer_alike(
    newsroom: Newsroom, fact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = newsroom.viewer.etag(fact)
    cases: tuple[dict[str, str], ...] = (
        {},
        {"If_None_Match": etag},
        {"If_None_Match": f'"other", W/{etag}'},
        {"If_None_Match": '"other"'},
        {"X_Request_ID": "not one of ours!"},
        {"Authorization": "Bearer fc_none_none"},
        {"Authorization": "Basic x"},
    )
    answered = [quick(newsroom, fact, **case) for case in cases]
    monkeypatch.setattr(QuickFacts, "_fact", lambda *_: None)
    for case, (status, headers, body) in zip(cases, answered, strict=True):
        other_status, other_headers, other_body = ordinary(newsroom, fact, **case)
        if "X_Request_ID" in case:
            assert len(headers.pop("X-Request-ID")) == len(other_headers.pop("X-Request-ID"))
        headers.pop("Content-Length", None)
        other_headers.pop("Content-Length", None)
        assert (status, headers, body) == (other_status, other_headers, other_body)
    assert [status for status, *_ in answered] == [200, 304, 304, 200, 200, 401, 401]


def test_what_the_short_way_cannot_say_the_long_way_does(newsroom: Newsroom, fact: str) -> None:
    assert newsroom.foreign.get(fact).json["code"] == "not_found"
    assert newsroom.viewer.get(f"/facts/{uuid4()}").json["code"] == "not_found"
    assert newsroom.nobody.get(fact).json["code"] == "unauthenticated"
    assert newsroom.viewer.get(f"{fact.upper().replace('/FACTS', '/facts')}").status_code == 200
    claim = fact.replace("facts", "claims")
    newsroom.reviewer.post(
        f"{claim}/reopen", {"reason": "other"}, match=newsroom.viewer.etag(claim)
    )
    assert newsroom.viewer.get(fact).json["code"] == "withdrawn"


def test_what_was_read_before_is_forgotten_with_any_change(newsroom: Newsroom, fact: str) -> None:
    first = newsroom.viewer.get(fact)
    assert newsroom.viewer.get(fact).text == first.text
    article = f"/articles/{first.json['article']['id']}"
    newsroom.editor.patch(article, {"title": "Port"}, match=newsroom.editor.etag(article))
    assert newsroom.viewer.get(fact).json["article"]["title"] == "Port"

    key = newsroom.viewer.headers["Authorization"].split("_")[1]
    elsewhere = Database(newsroom.database.url.render_as_string(hide_password=False))
    with elsewhere.writing() as session:
        accounts.revoke_key(session, key, now=utcnow())
    elsewhere.dispose()
    assert newsroom.viewer.get(fact).json["code"] == "unauthenticated"


def test_a_key_ends_though_nothing_changes(
    newsroom: Newsroom, fact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert newsroom.viewer.get(fact).status_code == 200
    later = utcnow() + timedelta(days=400)
    monkeypatch.setattr(quick_module, "utcnow", lambda: later)
    monkeypatch.setattr(edge, "utcnow", lambda: later)
    assert newsroom.viewer.get(fact).status_code == 401
