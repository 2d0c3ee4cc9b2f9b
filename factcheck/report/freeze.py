"""Freeze an article's state into a report that nothing changes afterwards."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.canonical import canonical_json, content_hash
from factcheck.ids import uuid7
from factcheck.report.document import document
from factcheck.report.lines import moment
from factcheck.report.material import gather
from factcheck.signing import Signer
from factcheck.store import log, reports
from factcheck.store.articles import Article
from factcheck.store.pins import signed_head
from factcheck.store.reports import Report


def freeze(
    session: Session, article: Article, *, actor: Actor, now: datetime, signer: Signer
) -> Report:
    """Store a report of the article as it stands now, finished or not.

    `Report.document` holds `{"content", "content_hash", "made"}` as canonical JSON. Two
    freezes of one state have the same content hash; `made` tells them apart and pins the
    log by its signed head. Needs a writing session.
    """
    head = log.hold(session)
    session.refresh(article)
    material = gather(session, article)
    content = document(material)
    report = Report(
        id=uuid7(),
        desk_id=article.desk_id,
        article_id=article.id,
        number=reports.next_number(session, article.id),
        content_hash=content_hash(content),
        created_by=actor.person_id,
        created_at=now,
    )
    made = _made(report, actor, signed_head(head, signer=signer, now=now))
    report.document = canonical_json(
        {"content": content, "content_hash": report.content_hash, "made": made}
    )
    session.add(report)
    log.record(
        session,
        "report.frozen",
        report,
        actor=actor,
        now=now,
        after={"number": report.number, "content_hash": report.content_hash},
        policy_version=material.policy.version,
    )
    return report


def _made(report: Report, actor: Actor, head: dict[str, Any]) -> dict[str, Any]:
    """The circumstances of the freezing, which the content hash leaves out."""
    return {
        "report_id": str(report.id),
        "number": report.number,
        "at": moment(report.created_at),
        "by": actor.name,
        "log": head,
    }
