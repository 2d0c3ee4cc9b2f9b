"""Sources on the demo desk, and what tests of their pages do with them."""

from typing import Any
from uuid import UUID

from factcheck import review
from factcheck.store import claims, snapshots, sources
from factcheck.vocabulary import SourceKind, Stance
from tests.workbench.conftest import NOW

FORM = {
    "title": "The budget of 2024",
    "url": "https://city.example/budget",
    "publisher": "City of Oria",
    "kind": "primary",
    "reliability": "B",
    "independence_group": "city",
}
SECRET = {
    "title": "A clerk of the port",
    "kind": SourceKind.PRIMARY,
    "publisher": "Port office",
    "url": "https://port.example/clerk",
    "independence_group": "dockers",
    "confidential": True,
}
SECRETS = ("clerk", "Port office", "port.example", "dockers", "quayside", "third call")


def keep(bench: Any, email: str = "ana@example.org", **about: Any) -> UUID:
    given = {"title": "Minutes", "kind": SourceKind.PRIMARY} | about
    with bench.database.writing() as session:
        made, _ = review.keep_source(session, given, actor=bench.actor(email), now=NOW)
        return made.id


def lean(bench: Any, source_id: UUID, words: str = "It will be his first formal visit") -> Any:
    """Bring the source to bear on a claim, which is given as it is then."""
    found = bench.claim(words)
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        claim = claims.claim(session, actor.desk_id, found.id)
        review.add_evidence(
            session,
            claim,
            stance=Stance.SUPPORTS,
            source_id=source_id,
            passage="It was said on the quayside.",
            locator="the third call",
            actor=actor,
            now=NOW,
        )
    return bench.claim(words)


def record(bench: Any, source_id: UUID) -> Any:
    actor = bench.actor("ana@example.org")
    with bench.database.reading() as session:
        return sources.source(session, actor.desk_id, source_id)


def looks(bench: Any, source_id: UUID) -> list[Any]:
    with bench.database.reading() as session:
        return snapshots.page(session, source_id, limit=50, after=None).items


def row(page: str, title: str) -> str:
    """The line of the list with this title."""
    (found,) = [each for each in page.split("<tr>") if title in each]
    return found


def upload(browser: Any, source_id: UUID, data: bytes, name: str = "minutes.txt") -> Any:
    """The form with a file, as a browser sends it."""
    token = browser.token("/sources/new").encode()
    parts = ("csrf_token", token), (f'file"; filename="{name}', data)
    head = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n'
    body = b"".join(head.format(part).encode() + value + b"\r\n" for part, value in parts)
    return browser.client.post(
        f"/sources/{source_id}/snapshots",
        data=body + b"--b--\r\n",
        content_type="multipart/form-data; boundary=b",
    )
