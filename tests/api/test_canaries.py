"""Reliability 22: what is under embargo shows in no byte to whoever may not know of it.

Fifty embargoed articles full of canaries are worked on, and every route is read again: with a
foreign desk's key, with a key of the own desk that reads facts alone, and with none.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from factcheck import accounts
from factcheck.clock import utcnow
from factcheck.public import edge
from factcheck.vocabulary import Role, Scope
from tests.api.surface import TABLE, Surface
from tests.newsroom import Client, Newsroom

CANARY = "CANARY"
ARTICLES = 50
HEADS = {"Content-Type", "ETag", "Link", "Last-Modified", "Cache-Control", "Retry-After"}


ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
"""Whoever runs the machine may see its figures from the machine itself; readers are elsewhere."""


def _bot(room: Newsroom) -> Client:
    with room.database.writing() as session:
        person = accounts.add_person(session, email="bot@example.org", name="Bot", now=utcnow())
        accounts.join_desk(session, person, room.desk, Role.VIEWER, now=utcnow())
        _, key = accounts.make_key(
            session,
            person=person,
            desk=room.desk,
            role=Role.VIEWER,
            scopes=[Scope.FACTS_READ],
            now=utcnow(),
        )
    return Client(room.app, key)


def _hide(room: Newsroom, number: int) -> str:
    """An embargoed article with a decided claim, a comment and a question; gives the claim."""
    article = room.article(
        f"{CANARY} town spent {number + 2} million euros on {CANARY} harbour in 2024.",
        title=f"{CANARY} {number}",
        publisher=CANARY,
        embargo_until=(utcnow() + timedelta(days=30)).isoformat(),
    )
    claim: str = room.claims(article)[0]["id"]
    assert room.support(claim, title=CANARY).status_code == 201
    assert room.decide(claim, rationale=f"{CANARY} says so.").status_code == 201
    room.reviewer.post(f"/claims/{claim}/comments", {"text": CANARY})
    return claim


def _read(client: Client, surface: Surface, claims: list[str]) -> dict[str, Any]:
    rules = sorted(rule for method, rule in TABLE if method == "GET" and "/docs" not in rule)
    paths = [surface.address(rule) for rule in rules if "/audit/head" not in rule]
    facts = "/api/v1/facts"
    every = "status=verified&status=disputed&status=unverified"
    paths += [f"{facts}?q={CANARY}&{every}", f"{facts}?q=harbour&{every}&limit=1"]
    paths += [f"{facts}?publisher={CANARY}", f"{facts}/export?format=csv&{every}"]
    paths += [f"{facts}/changes?start=now", f"{facts}/changes?limit=1"]
    paths += [f"{facts}/{each}{more}" for each in claims for more in ("", "/history")]
    found = {}
    for path in paths:
        answer = client.get(path, buffered=True, environ_base=ELSEWHERE)
        heads = {name: value for name, value in answer.headers.items() if name in HEADS}
        body = answer.data.replace(answer.headers["X-Request-ID"].encode(), b"")
        found[path] = (answer.status_code, heads, body)
    return found


@pytest.mark.one_backend
def test_fifty_embargoed_articles_show_in_no_byte(
    surface: Surface, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = surface.room
    # An answer to what changed a moment ago says that it is younger than that by a second.
    monkeypatch.setattr(edge, "utcnow", lambda: datetime(2098, 1, 1, tzinfo=UTC))
    readers = {"foreign": room.foreign, "nobody": room.nobody, "bot": _bot(room)}
    before = {name: _read(client, surface, []) for name, client in readers.items()}
    claims = [_hide(room, number) for number in range(ARTICLES)]
    some = claims[:: ARTICLES // 3]
    for name, client in readers.items():
        after = _read(client, surface, [])
        changed = [path for path in after if after[path] != before[name][path]]
        assert changed == []
        for path, (status, _, body) in _read(client, surface, some).items():
            asked = CANARY in path or any(each in path for each in some)
            assert asked or CANARY.encode() not in body
            if any(each in path for each in some):
                assert status in {401, 404}
    # The canaries would be seen if they were let out.
    article = room.viewer.get(f"/claims/{claims[0]}").json["article_id"]
    path = f"/articles/{article}"
    room.editor.patch(path, {"embargo_until": None}, match=room.editor.etag(path))
    assert CANARY in readers["bot"].get("/facts").text
    assert CANARY in readers["bot"].get("/facts/changes").text
