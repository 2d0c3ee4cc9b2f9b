"""Who has the old version: everybody who was given a version of a fact, and what to tell them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.publish.correction import draft_note
from factcheck.store import deliveries, fact_versions, facts, pulls, reports
from factcheck.store.fact_versions import FactVersion
from factcheck.store.picture import plain
from factcheck.vocabulary import FeedOp

Given = dict[str, Any]


def recipients(session: Session, desk_id: UUID, claim_id: UUID) -> dict[str, Any]:
    """Each version that a fact ever had, with who was given it; and a drafted correction note.

    `versions`, oldest first: `version, op, at, until, status, statement, public` and
    `given_to`, a list of `{"how": "key" | "webhook" | "report", "what", "id", "at"}` in the
    order of time. `public`: whoever read the public pages meanwhile may have it too.

    Raises `NotFound` for what was never a fact of the desk.
    """
    found = fact_versions.of_fact(session, desk_id, claim_id)
    nexts: list[FactVersion | None] = [*found[1:], None]
    versions = [
        _told(session, desk_id, each, following)
        for each, following in zip(found, nexts, strict=True)
    ]
    return {"versions": versions, "correction_note": draft_note(found)}


def _told(
    session: Session, desk_id: UUID, version: FactVersion, following: FactVersion | None
) -> dict[str, Any]:
    until = facts.when(following.number) if following else None
    given = sorted(_given(session, desk_id, version, until), key=lambda each: each["at"])
    return {
        "version": version.version,
        "op": version.op.value,
        "at": plain(facts.when(version.number)),
        "until": plain(until),
        "status": version.status.value,
        "statement": version.said["statement"] if version.body else None,
        "public": version.public,
        "given_to": given,
    }


def _given(
    session: Session, desk_id: UUID, version: FactVersion, until: datetime | None
) -> Iterator[Given]:
    seen = set()
    for pull, owner in pulls.of_version(session, desk_id, version.number, until):
        if pull.key_id not in seen:
            seen.add(pull.key_id)
            yield _entry("key", f"{owner} ({pull.surface.value})", pull.key_id, pull.at)
    for delivery, url in deliveries.delivered(session, version.claim_id, version.version):
        yield _entry("webhook", url, str(delivery.webhook_id), delivery.finished_at)
    if version.op is FeedOp.UPSERT:
        begun = facts.when(version.number)
        for report in reports.of_claim_between(session, version.claim_id, begun, until):
            yield _entry("report", f"Report {report.number}", str(report.id), report.created_at)


def _entry(how: str, what: str, what_id: str, at: datetime | None) -> Given:
    return {"how": how, "what": what, "id": what_id, "at": plain(at)}
