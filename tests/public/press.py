"""A newsroom that publishes, and everybody who reads it without a key."""

from datetime import datetime
from typing import Any

from werkzeug.test import TestResponse

from factcheck.clock import utcnow
from factcheck.publish.imprint import set_imprint
from factcheck.store import desks
from tests.newsroom import TEXT, Newsroom

BASE = "http://desk.example"
FEEDS = ("/feeds/facts.json", "/feeds/facts.atom", "/feeds/claimreview.json")
THEIRS = {
    "own": False,
    "title": "Harbour",
    "url": "https://herald.example/harbour",
    "publisher": "The Herald",
    "published_at": "2025-10-14T09:30:00Z",
}
"""An article of another publisher: what is found in it may leave."""


class Press:
    """What a newsroom publishes, and how the public sees it."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self._public = room.app.test_client()
        self._articles = 0

    def get(self, path: str, **headers: str) -> TestResponse:
        """What anybody gets; `If_None_Match=…` sends that header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._public.get(path, headers=named)

    def article(self, **more: Any) -> dict[str, Any]:
        """An article of another publisher, with a text of its own unless it is given."""
        self._articles += 1
        text = more.pop("text", f"{TEXT} This is copy number {self._articles}.")
        return self.room.article(text, **THEIRS | more)

    def publish(self, status: str = "verified", *, claim: int = 0, **more: Any) -> str:
        """The id of a fact of such an article that has just been decided."""
        decision = {name: more.pop(name) for name in ("rating", "rationale") if name in more}
        source = more.pop("source", {})
        found = self.room.claims(self.article(**more))[claim]["id"]
        self.decide(found, status, source=source, **decision)
        return str(found)

    def decide(
        self, claim_id: str, status: str, *, source: dict[str, Any] | None = None, **more: Any
    ) -> None:
        """A decision with the evidence that it needs."""
        stance = {"verified": "supports", "disputed": "refutes"}.get(status, "context")
        path = f"/claims/{claim_id}"
        body = {
            "stance": stance,
            "passage": "EUR 48,000,000",
            "source": {"title": f"Register of {status}", "kind": "primary"} | (source or {}),
        }
        by = self.room.reviewer
        added = by.post(f"{path}/evidence", body, match=by.etag(path))
        assert added.status_code == 201, added.json
        answer = self.room.decide(claim_id, status, **more)
        assert answer.status_code == 201, answer.json

    def reopen(self, claim_id: str) -> None:
        """Take a claim back into work."""
        path, by = f"/claims/{claim_id}", self.room.reviewer
        answer = by.post(f"{path}/reopen", {"reason": "correction"}, match=by.etag(path))
        assert answer.status_code == 200, answer.json

    def edit(self, article_id: str, **changes: Any) -> None:
        """Change what is said of an article."""
        path, by = f"/articles/{article_id}", self.room.editor
        answer = by.patch(path, changes, match=by.etag(path))
        assert answer.status_code == 200, answer.json

    def imprint(self, **changes: Any) -> None:
        """Publish under other names."""
        with self.room.database.writing() as session:
            desk = desks.desk(session, self.room.desk.id)
            admin = self.room.people["admin"]
            set_imprint(session, desk, changes, actor=admin, now=utcnow())

    def items(self, query: str = "") -> list[dict[str, Any]]:
        """The items of the JSON Feed."""
        answer = self.get(f"/feeds/facts.json{query}")
        assert answer.status_code == 200, answer.data
        found: list[dict[str, Any]] = answer.json["items"]
        return found


def moment(text: str) -> datetime:
    """An RFC 3339 time."""
    return datetime.fromisoformat(text)
