"""Freeze a state into a report that nothing changes afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.canonical import canonical_json
from factcheck.errors import Rejected
from factcheck.ids import uuid7
from factcheck.report import period
from factcheck.report.difference import difference, told_difference
from factcheck.report.document import document
from factcheck.report.lines import moment
from factcheck.report.material import gather
from factcheck.report.reading import whole
from factcheck.report.seal import Audience, Veil, edition, sealed_by
from factcheck.saying import say
from factcheck.signing import Signer
from factcheck.store import log, reports
from factcheck.store.articles import Article
from factcheck.store.desks import Desk
from factcheck.store.log import LogHead
from factcheck.store.pins import signed_head
from factcheck.store.reports import Report


def freeze(
    session: Session, article: Article, *, actor: Actor, now: datetime, signer: Signer
) -> Report:
    """Store a report of the article as it stands now, finished or not.

    `Report.document` holds `{"content", "content_hash", "made", "seal"}` as canonical JSON,
    `Report.disclosures` what of it is not for everybody. Two freezes of one state have the
    same content hash; `made` tells them apart, says what changed since the report before,
    and pins the log by its signed head. Needs a writing session.
    """
    head = log.hold(session)
    session.refresh(article)
    material = gather(session, article)
    veil = Veil.of(signer, f"{article.id} {material.draft.sha256}")
    content = document(material, veil)
    press = _Press(session, actor, now, signer, head)
    earlier = reports.newest(session, article.id)
    report = press.report(article.desk_id, article.id, (earlier.number if earlier else 0) + 1)
    now_said = edition({"content": content, "made": {}}, veil.disclosures, Audience.INTERNAL)
    since = _since(earlier, now_said)
    press.seal(report, content, veil, {"since": veil.over(since, Audience.INTERNAL)})
    press.record(report, policy_version=material.policy.version)
    return report


def _since(earlier: Report | None, now: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was decided and changed since the report before, in plain values."""
    if earlier is None:
        return None
    told = told_difference(difference(whole(earlier), now))
    return {"number": earlier.number, "at": moment(earlier.created_at), **told}


@dataclass(frozen=True, slots=True)
class PeriodState:
    """What a desk did in a time, and the head of the log when that was looked up."""

    desk_id: UUID
    content: Mapping[str, Any]
    head: LogHead


def look_at_period(
    session: Session,
    desk: Desk,
    *,
    since: datetime,
    until: datetime,
    reviewers: bool,
    now: datetime,
) -> PeriodState:
    """What the desk did from `since` up to, not including, `until` or now; it may take seconds.

    `reviewers`: it is counted by reviewer, too, and so names them. Wants a reading session: it
    would keep all others from writing meanwhile. Raises `Rejected` for a time yet to come.
    """
    begun, ended = (each.replace(microsecond=0) for each in (since, min(until, now)))
    if begun >= ended:
        wrong = say("This time has not begun yet.")
        raise Rejected(wrong, {"since": [wrong]})
    content = period.gather(session, desk, begun, ended, reviewers=reviewers)
    return PeriodState(desk.id, content, log.head(session))


def freeze_period(
    session: Session, state: PeriodState, *, actor: Actor, now: datetime, signer: Signer
) -> Report:
    """Store a report of what a desk did in a time. Needs a writing session."""
    log.hold(session)
    press = _Press(session, actor, now, signer, state.head)
    earlier = reports.newest_of_desk(session, state.desk_id)
    report = press.report(state.desk_id, None, (earlier.number if earlier else 0) + 1)
    cover = state.content["cover"]
    veil = Veil.of(signer, f"{state.desk_id} {cover['since']} {cover['until']}")
    press.seal(report, period.veiled(state.content, veil), veil, {})
    press.record(report)
    return report


@dataclass(frozen=True, slots=True)
class _Press:
    """Who freezes, when, with which key, at which head of the log."""

    session: Session
    actor: Actor
    now: datetime
    signer: Signer
    head: LogHead

    def report(self, desk_id: UUID, article_id: UUID | None, number: int) -> Report:
        return Report(
            id=uuid7(),
            desk_id=desk_id,
            article_id=article_id,
            number=number,
            created_by=self.actor.person_id,
            created_at=self.now,
        )

    def seal(
        self, report: Report, content: Mapping[str, Any], veil: Veil, more: Mapping[str, Any]
    ) -> None:
        """Give the report its content, the circumstances of the freezing, and the seal."""
        pinned = signed_head(self.head, signer=self.signer, now=self.now)
        made = {
            "report_id": str(report.id),
            "number": report.number,
            "at": moment(self.now),
            "by": veil.over(self.actor.name, Audience.INTERNAL),
            "log": veil.over(pinned, Audience.INTERNAL),
            **more,
        }
        seal = sealed_by(self.signer, content, made, veil.disclosures)
        report.content_hash = seal["content_hash"]
        report.document = canonical_json(
            {"content": content, "content_hash": report.content_hash, "made": made, "seal": seal}
        )
        report.disclosures = canonical_json(veil.disclosures)

    def record(self, report: Report, **details: Any) -> None:
        """Store it, and note in the log that it was frozen."""
        self.session.add(report)
        after = {"number": report.number, "content_hash": report.content_hash}
        log.record(
            self.session,
            "report.frozen",
            report,
            actor=self.actor,
            now=self.now,
            after=after,
            **details,
        )
