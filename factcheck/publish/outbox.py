"""From the log to the deliveries: what each webhook is to be told of, in the log's order."""

from datetime import datetime

from sqlalchemy.orm import Session

from factcheck.db import Database
from factcheck.ids import uuid7
from factcheck.publish.messages import event_of, message_id, payload
from factcheck.store import deliveries, webhooks
from factcheck.store.deliveries import Delivery
from factcheck.store.webhooks import Behind, Told
from factcheck.vocabulary import DeliveryState, HookEvent

_MOST_ENTRIES = 500
"""How many entries are looked at for a webhook at once."""


def collect(database: Database, *, base_url: str, now: datetime) -> int:
    """Queue what the log tells of since each webhook was last here; gives how many messages.

    Several processes may do so: whoever moves a webhook on is the one whose messages count.
    """
    with database.reading() as session:
        head, behind = webhooks.behind(session)
        found = {each.id: _entries(session, each, head) for each in behind}
    if not behind:
        return 0
    with database.writing() as session:
        return sum(
            _queue(session, each, found[each.id], head, base_url=base_url, now=now)
            for each in behind
        )


def _entries(session: Session, webhook: Behind, head: int) -> list[Told]:
    return webhooks.entries(
        session, webhook.desk_id, after=webhook.position, upto=head, limit=_MOST_ENTRIES
    )


def _queue(
    session: Session,
    webhook: Behind,
    entries: list[Told],
    head: int,
    *,
    base_url: str,
    now: datetime,
) -> int:
    """Move the webhook on, and queue what it asked to be told of."""
    position = entries[-1].seq if len(entries) == _MOST_ENTRIES else head
    if not webhooks.move(session, webhook, position):
        return 0
    wanted = [
        (entry, event)
        for entry in entries
        if (event := event_of(entry)) is not None and event.value in webhook.events
    ]
    newest = {(entry.object_type, entry.object_id): entry.seq for entry, _ in wanted}
    for entry, event in wanted:
        made = _delivery(webhook, entry, event, base_url=base_url, now=now)
        if newest[entry.object_type, entry.object_id] == entry.seq:
            deliveries.supersede_older(session, made, now)
        else:
            made.state, made.next_at, made.finished_at = DeliveryState.SUPERSEDED, None, now
            made.reason = deliveries.OVERTAKEN
        session.add(made)
    return len(wanted)


def _delivery(
    webhook: Behind, entry: Told, event: HookEvent, *, base_url: str, now: datetime
) -> Delivery:
    return Delivery(
        id=uuid7(),
        webhook_id=webhook.id,
        desk_id=webhook.desk_id,
        message_id=message_id(webhook.id, entry),
        event=event.value,
        subject_type=entry.object_type,
        subject_id=entry.object_id,
        subject_version=entry.object_version,
        article_id=entry.article_id,
        seq=entry.seq,
        payload=payload(entry, event, base_url=base_url),
        state=DeliveryState.PENDING,
        attempts=0,
        next_at=now,
        created_at=now,
    )
