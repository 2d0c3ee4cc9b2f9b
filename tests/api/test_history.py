"""A claim as it was: `GET /claims/{id}?at=…`."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from factcheck.api import claims, handling, reviews
from tests.api.problem import problem
from tests.newsroom import TEXT, Newsroom


class Clock:
    """The edge's clock, which a test sets."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (claims, handling, reviews):
        monkeypatch.setattr(module, "utcnow", clock)
    return clock


def test_every_state_can_be_read_again(newsroom: Newsroom, clock: Clock) -> None:
    claim = newsroom.claim()
    path, reviewer = f"/claims/{claim['id']}", newsroom.reviewer
    seen: list[tuple[datetime, dict[str, Any]]] = []

    def step(method: str, where: str, body: Any) -> None:
        clock.now += timedelta(minutes=1)
        options = {"json": body, "match": reviewer.etag(path)}
        answer = reviewer._send(method, path + where, options)
        assert answer.status_code in {200, 201}, answer.json
        seen.append((clock.now, reviewer.get(path).json))

    source = {"title": "The budget", "kind": "primary"}
    step("PATCH", "", {"tags": ["money"], "priority": 3})
    step("POST", "/evidence", {"stance": "supports", "source": source})
    step("PATCH", "", {"facets": [{"id": each["id"], "checked": True} for each in claim["facets"]]})
    step("POST", "/reviews", {"status": "verified", "rationale": "Page 12 says so.", "rating": "A"})
    step("PATCH", "", {"statement": "The harbour cost 48 million.", "speaker": {"name": "Vidal"}})
    step("POST", "/dismiss", {"reason": "duplicate"})
    step("POST", "/undo", None)
    for at, shown in seen:
        for moment in (at, at + timedelta(seconds=59)):
            answer = reviewer.get(f"{path}?at={moment.isoformat().replace('+00:00', 'Z')}")
            assert answer.json == shown
            assert "ETag" not in answer.headers
    early = seen[0][0] - timedelta(seconds=1)
    assert reviewer.get(f"{path}?at={early.isoformat().replace('+00:00', 'Z')}").json == claim
    assert reviewer.get(f"{path}?at=2099-01-01T00:00:00Z").json == seen[-1][1]


@pytest.mark.one_backend
def test_there_was_no_claim_before_it_was_found(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    path = f"/claims/{claim['id']}"
    problem(newsroom.viewer.get(f"{path}?at=2020-01-01T00:00:00Z"), 404, "not_found")
    assert newsroom.viewer.get(f"{path}?at={claim['created_at']}").json == claim
    problem(newsroom.foreign.get(f"{path}?at={claim['created_at']}"), 404, "not_found")
    for wrong in ("yesterday", "", "2026-13-01T00:00:00Z"):
        assert "at" in problem(newsroom.viewer.get(f"{path}?at={wrong}"), 422, "invalid")["errors"]


@pytest.mark.one_backend
def test_a_claim_is_read_at_its_place_in_the_draft_of_that_time(
    newsroom: Newsroom, clock: Clock
) -> None:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]
    base = f"/articles/{article['id']}"
    text = "A word before. " + TEXT.replace("48", "52")
    editor = newsroom.editor
    editor.post(f"{base}/drafts", {"text": text}, match=editor.etag(base))
    now = editor.get(f"/claims/{claim['id']}").json
    assert (now["draft"], "52" in now["quote"]) == (2, True)
    then = editor.get(f"/claims/{claim['id']}?at={claim['created_at']}").json
    assert then == claim
    assert TEXT[then["start"] : then["end"]] == then["quote"]
