"""Around each attempt: what may be sent now is taken, and what came of it is written down.

Nothing is trusted from the attempt before. Webhook, owner, key, embargo and the thing itself
are looked at anew; the address is vetted when it is sent (`factcheck.egress`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.ids import uuid7
from factcheck.publish.sending import Message, Outcome, next_wait
from factcheck.publish.webhooks import disable_webhook, keys_of, not_permitted
from factcheck.saying import say
from factcheck.sealing import Sealer, Unsealable
from factcheck.store import deliveries, subjects, webhooks
from factcheck.store.deliveries import OVERTAKEN, PING, Delivery, DeliveryAttempt
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import DeliveryState, HookEvent, HookState

LEASE = timedelta(seconds=60)
"""For how long others leave a message alone; an attempt takes 15 seconds at most."""
_GONE = say("The receiver answered 410: it wants no more messages.")
_UNASKED = say("The webhook no longer asks for these.")
_EMBARGOED = say("The article is under embargo.")


@dataclass(frozen=True, slots=True)
class Job:
    """A message that was taken to be sent. `trouble` says why it cannot be."""

    delivery_id: UUID
    webhook_id: UUID
    attempts: int
    leased_until: datetime
    message: Message
    trouble: str | None = None


def take(
    session: Session, rooms: Mapping[UUID, int], *, sealer: Sealer, now: datetime
) -> tuple[list[Job], int]:
    """Take what is due, at most so many for each webhook, and drop what no longer holds.

    Gives what is to be sent, and how many messages were dropped.
    """
    taken: list[Job] = []
    dropped = 0
    for webhook in webhooks.held_all(session, rooms.keys()).values():
        if webhook.state is not HookState.ACTIVE:
            continue
        if reason := not_permitted(session, webhook, now):
            disable_webhook(session, webhook, reason, now=now)
            continue
        found = deliveries.due(session, webhook.id, now, limit=rooms[webhook.id])
        outdated = _outdated(session, webhook, found, now)
        dropped += len(outdated)
        for each in found:
            if each.id in outdated:
                each.state, each.reason = outdated[each.id]
                each.next_at, each.leased_until, each.finished_at = None, None, now
            elif deliveries.lease(session, each, now + LEASE, now):
                taken.append(_job(webhook, each, sealer, now))
    return taken, dropped


def _job(webhook: Webhook, delivery: Delivery, sealer: Sealer, now: datetime) -> Job:
    keys, trouble = [], None
    try:
        keys = keys_of(webhook, sealer, now)
    except Unsealable as error:
        trouble = say("{why} Rotate the webhook's secret.", why=error.message)
    message = Message(delivery.message_id, delivery.payload, webhook.url, keys)
    return Job(delivery.id, webhook.id, delivery.attempts, now + LEASE, message, trouble)


def _outdated(
    session: Session, webhook: Webhook, found: Sequence[Delivery], now: datetime
) -> dict[UUID, tuple[DeliveryState, str]]:
    """Which of these need no sending any more, and why."""
    facts = subjects.facts_now(session, _ids(found, "fact"))
    claims = subjects.claims_now(session, _ids(found, "claim"))
    hidden = subjects.embargoed(
        session, {each.article_id for each in found if each.article_id}, now
    )
    outdated: dict[UUID, tuple[DeliveryState, str]] = {}
    for each in found:
        old = deliveries.newer_exists(session, each)
        if each.subject_type == "fact":
            old = old or _told(each) != facts.get(each.subject_id)
        elif each.subject_type == "claim":
            old = old or _told(each) != claims.get(each.subject_id)
        if old:
            outdated[each.id] = DeliveryState.SUPERSEDED, OVERTAKEN
        elif each.event not in (*webhook.events, PING):
            outdated[each.id] = DeliveryState.CANCELLED, _UNASKED
        elif each.subject_type != "fact" and each.article_id in hidden:
            outdated[each.id] = DeliveryState.CANCELLED, _EMBARGOED
    return outdated


def _ids(found: Sequence[Delivery], subject_type: str) -> set[UUID]:
    return {each.subject_id for each in found if each.subject_type == subject_type}


def _told(delivery: Delivery) -> str | None:
    """The status that the message tells; None when it tells that there is no fact."""
    if delivery.event == HookEvent.FACT_WITHDRAWN:
        return None
    status: str = json.loads(delivery.payload)["data"]["status"]
    return status


def settle(session: Session, done: Sequence[tuple[Job, Outcome]], *, now: datetime) -> None:
    """Write down what came of these attempts, and when the next ones are."""
    held = webhooks.held_all(session, {job.webhook_id for job, _ in done})
    for job, outcome in done:
        _settle_one(session, held[job.webhook_id], job, outcome, now)


def _settle_one(
    session: Session, webhook: Webhook, job: Job, outcome: Outcome, now: datetime
) -> None:
    state, reason, next_at = _verdict(session, job, outcome, now)
    deliveries.settle(
        session,
        job.delivery_id,
        job.leased_until,
        state=state,
        reason=reason,
        attempts=job.attempts + 1,
        next_at=next_at,
        finished_at=None if state is DeliveryState.PENDING else now,
    )
    session.add(
        DeliveryAttempt(
            id=uuid7(), delivery_id=job.delivery_id, next_at=next_at, **outcome.columns()
        )
    )
    if outcome.gone and webhook.url == outcome.url and webhook.state is HookState.ACTIVE:
        disable_webhook(session, webhook, _GONE, now=now)


def _verdict(
    session: Session, job: Job, outcome: Outcome, now: datetime
) -> tuple[DeliveryState, str | None, datetime | None]:
    """What the message is after an attempt, why, and when it is tried again."""
    if outcome.delivered:
        return DeliveryState.DELIVERED, None, None
    if outcome.gone:
        return DeliveryState.CANCELLED, _GONE, None
    (delivery,) = deliveries.all_named(session, [job.delivery_id])
    if deliveries.newer_exists(session, delivery):
        return DeliveryState.SUPERSEDED, OVERTAKEN, None
    wait = next_wait(job.attempts + 1, outcome.wish)
    if wait is None:
        return DeliveryState.DEAD, outcome.error, None
    return DeliveryState.PENDING, None, now + wait
