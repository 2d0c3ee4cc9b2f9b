"""Webhooks as the desk handles them: adding, editing, rotating, removing, playing again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from factcheck import accounts
from factcheck.actor import Actor
from factcheck.egress import Egress
from factcheck.errors import Conflict, IllegalTransition
from factcheck.ids import uuid7
from factcheck.publish.messages import new_secret
from factcheck.publish.sending import Outcome
from factcheck.saying import say
from factcheck.sealing import Sealer
from factcheck.store import deliveries, log, webhooks
from factcheck.store.deliveries import PING, Delivery, DeliveryAttempt
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import DeliveryState, HookState, Role, Scope

OVERLAP = timedelta(hours=24)
"""How long the secret before a rotation still signs."""
_SHOWN = ("url", "events", "description", "state", "disabled_reason")
_REPLAYABLE = frozenset({DeliveryState.DEAD, DeliveryState.DELIVERED, DeliveryState.CANCELLED})


def hook_sealer(secret_key: str) -> Sealer:
    """What seals the secrets of webhooks."""
    return Sealer(secret_key, "webhook secrets")


def add_webhook(
    session: Session,
    given: Mapping[str, Any],
    *,
    egress: Egress,
    sealer: Sealer,
    actor: Actor,
    now: datetime,
) -> tuple[Webhook, str]:
    """A new webhook and its secret, which is shown this once. It is told of what comes now.

    Raises `EgressRefused` for an address that may not be reached.
    """
    egress.check(given["url"])
    identifier, secret = uuid7(), new_secret()
    made = Webhook(
        id=identifier,
        version=1,
        desk_id=actor.desk_id,
        url=given["url"].strip(),
        events=_in_order(given["events"]),
        description=given.get("description"),
        state=HookState.ACTIVE,
        secret=sealer.seal(secret, identifier.bytes),
        position=webhooks.head(session),
        created_by=actor.person_id,
        owner_id=actor.person_id,
        key_id=actor.key_id,
        created_at=now,
        updated_at=now,
    )
    session.add(made)
    session.flush()
    log.record(session, "webhook.added", made, actor=actor, now=now, after=_state(made))
    return made, secret


def edit_webhook(
    session: Session,
    webhook: Webhook,
    changes: Mapping[str, Any],
    *,
    egress: Egress,
    actor: Actor,
    now: datetime,
) -> None:
    """Set what is given of a webhook, which must be held; `active` switches it on or off.

    One that is switched on again is told of what comes from now on.
    """
    changes = dict(changes)
    if "url" in changes:
        egress.check(changes["url"])
        changes["url"] = changes["url"].strip()
    if "events" in changes:
        changes["events"] = _in_order(changes["events"])
    active = changes.pop("active", None)
    before = _state(webhook)
    for name, value in changes.items():
        setattr(webhook, name, value)
    if active is True and webhook.state is not HookState.ACTIVE:
        webhook.state, webhook.disabled_reason = HookState.ACTIVE, None
        webhook.position = webhooks.head(session)
    if active is False and webhook.state is HookState.ACTIVE:
        reason = say("{name} switched it off.", name=actor.name)[:500]
        _switch_off(session, webhook, reason, now)
    _touch(webhook, actor, now)
    after = {name: value for name, value in _state(webhook).items() if value != before[name]}
    old = {name: before[name] for name in after}
    log.record(session, "webhook.edited", webhook, actor=actor, now=now, before=old, after=after)


def rotate_webhook(
    session: Session, webhook: Webhook, *, sealer: Sealer, actor: Actor, now: datetime
) -> str:
    """A new secret for a webhook, which must be held; the old one signs too for a day."""
    secret = new_secret()
    webhook.old_secret, webhook.old_secret_until = webhook.secret, now + OVERLAP
    webhook.secret = sealer.seal(secret, webhook.id.bytes)
    _touch(webhook, actor, now)
    log.record(session, "webhook.rotated", webhook, actor=actor, now=now)
    return secret


def remove_webhook(session: Session, webhook: Webhook, *, actor: Actor, now: datetime) -> None:
    """Take a webhook away, which must be held; what it was told stays on record."""
    before = _state(webhook)
    _switch_off(session, webhook, say("The webhook was removed."), now)
    webhook.secret, webhook.old_secret, webhook.old_secret_until = b"", None, None
    webhook.removed_at = now
    _touch(webhook, actor, now)
    log.record(session, "webhook.removed", webhook, actor=actor, now=now, before=before)


def disable_webhook(session: Session, webhook: Webhook, reason: str, *, now: datetime) -> None:
    """Stop telling a webhook, which must be held: its receiver or its owner is gone."""
    before = {"state": webhook.state.value}
    _switch_off(session, webhook, reason, now)
    webhook.version += 1
    webhook.updated_at = now
    log.record(
        session,
        "webhook.disabled",
        webhook,
        actor=accounts.worker(webhook.desk_id),
        now=now,
        before=before,
        after={"state": webhook.state.value},
        reason=reason,
    )


def replay(
    session: Session, webhook: Webhook, delivery: Delivery, *, actor: Actor, now: datetime
) -> None:
    """Send a message once more, from the first attempt on and under its own id.

    Raises `Conflict` while it waits anyway or the webhook is off, `IllegalTransition` when
    the receiver would get an old state after a newer one.
    """
    if webhook.state is not HookState.ACTIVE:
        raise Conflict(say("This webhook is switched off; set `active` first."))
    if delivery.state is DeliveryState.PENDING:
        raise Conflict(say("This message is waiting to be sent already."))
    if delivery.state not in _REPLAYABLE or deliveries.newer_exists(session, delivery):
        raise IllegalTransition(
            say("This message cannot be sent again."),
            [
                say(
                    "It tells of an old state: something newer was queued. Send the newest one "
                    "again."
                )
            ],
        )
    delivery.state, delivery.reason, delivery.finished_at = DeliveryState.PENDING, None, None
    delivery.attempts, delivery.next_at, delivery.leased_until = 0, now, None
    after = {"delivery": str(delivery.id), "message": delivery.message_id}
    log.record(session, "webhook.replayed", webhook, actor=actor, now=now, after=after)


def keep_ping(
    session: Session,
    webhook: Webhook,
    message: tuple[str, str],
    outcome: Outcome,
    *,
    now: datetime,
) -> DeliveryAttempt:
    """Note a ping that was sent, with what it came to."""
    identifier, body = message
    made = Delivery(
        id=uuid7(),
        webhook_id=webhook.id,
        desk_id=webhook.desk_id,
        message_id=identifier,
        event=PING,
        subject_type=PING,
        subject_id=webhook.id,
        seq=0,
        payload=body,
        state=DeliveryState.DELIVERED if outcome.delivered else DeliveryState.DEAD,
        attempts=1,
        created_at=now,
        finished_at=now,
    )
    session.add(made)
    session.flush()
    attempt = DeliveryAttempt(id=uuid7(), delivery_id=made.id, **outcome.columns())
    session.add(attempt)
    return attempt


def keys_of(webhook: Webhook, sealer: Sealer, now: datetime) -> list[str]:
    """The secrets that sign now, the current one first. Raises `Unsealable`."""
    found = [webhook.secret]
    if webhook.old_secret and webhook.old_secret_until and webhook.old_secret_until > now:
        found.append(webhook.old_secret)
    return [sealer.open(each, webhook.id.bytes) for each in found]


def not_permitted(session: Session, webhook: Webhook, now: datetime) -> str | None:
    """Why a webhook may not be told anything any more; None while it may."""
    return accounts.lost_right(
        session,
        person_id=webhook.owner_id,
        key_id=webhook.key_id,
        desk_id=webhook.desk_id,
        role=Role.EDITOR,
        scope=Scope.EDIT,
        now=now,
    )


def _switch_off(session: Session, webhook: Webhook, reason: str, now: datetime) -> None:
    webhook.state, webhook.disabled_reason = HookState.DISABLED, reason
    deliveries.cancel_all(session, webhook.id, reason, now)


def _touch(webhook: Webhook, actor: Actor, now: datetime) -> None:
    """A new version; whoever made it answers for the webhook from now on."""
    webhook.version += 1
    webhook.updated_at = now
    webhook.owner_id, webhook.key_id = actor.person_id, actor.key_id


def _in_order(events: Sequence[Any]) -> list[str]:
    return sorted({str(each) for each in events})


def _state(webhook: Webhook) -> dict[str, Any]:
    return {name: getattr(webhook, name) for name in _SHOWN}
