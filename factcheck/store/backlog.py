"""What waits to be done on all desks together: for those who run the service, and nobody else."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from factcheck.db import Base
from factcheck.store.claims import Claim
from factcheck.store.deliveries import Delivery, DeliveryAttempt
from factcheck.store.log import Event, LogHead
from factcheck.store.renderings import Rendering
from factcheck.store.sources import Source
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import HookState, Stage, Status

RECENT = timedelta(minutes=5)
"""For how long an attempt to tell a webhook counts as recent."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """`uncollected_since`: when the oldest entry was written that no webhook was looked up for."""

    by_status: dict[str, int]
    by_stage: dict[str, int]
    messages: int
    dead: int
    files: int
    checks: int
    attempts: int
    failures: int
    uncollected_since: datetime | None


def count(session: Session, now: datetime) -> Backlog:
    """Count it. All but the claims are counted by indexes of what waits, however much is done."""
    by_status = Counter({status.value: 0 for status in Status})
    by_stage = Counter({stage.value: 0 for stage in Stage})
    rows = select(Claim.status, Claim.stage, func.count()).group_by(Claim.status, Claim.stage)
    for status, stage, found in session.execute(rows):
        by_status[status.value] += found
        by_stage[stage.value] += found
    attempts, failures = _attempts(session, now)
    return Backlog(
        by_status=dict(by_status),
        by_stage=dict(by_stage),
        messages=_number(session, Delivery, "state = 'pending'"),
        dead=_number(session, Delivery, "state = 'dead'"),
        files=_number(session, Rendering, "state IN ('queued', 'running')"),
        checks=_due(session, now),
        attempts=attempts,
        failures=failures,
        uncollected_since=_uncollected_since(session),
    )


def _number(session: Session, table: type[Base], condition: str) -> int:
    """How many rows are so; the words are those of a partial index, which is then all it reads."""
    return session.scalar(select(func.count()).select_from(table).where(text(condition))) or 0


def _due(session: Session, now: datetime) -> int:
    due = select(func.count()).where(Source.next_check_at <= now, Source.removed_at.is_(None))
    return session.scalar(due) or 0


def _attempts(session: Session, now: datetime) -> tuple[int, int]:
    """How often webhooks were told lately, and how often that failed; by the ids, which hold
    their time.
    """
    since = UUID(int=int((now - RECENT).timestamp() * 1000) << 80)
    told = select(func.count(), func.count(DeliveryAttempt.error)).where(DeliveryAttempt.id > since)
    row = session.execute(told).one()
    return row[0], row[1]


def _uncollected_since(session: Session) -> datetime | None:
    head = select(LogHead.seq).scalar_subquery()
    last = (
        select(func.min(Webhook.position))
        .where(Webhook.state == HookState.ACTIVE, Webhook.position < head)
        .scalar_subquery()
    )
    return session.scalar(select(Event.at).where(Event.seq == last + 1))
