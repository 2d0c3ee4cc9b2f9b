"""Webhooks: where the desk's own tools are told of what happens, and what they were told."""

from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from flask import current_app, g

from factcheck.api import idempotency
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import guarded, reads, tagged, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.api.wired import database, egress
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.errors import Busy
from factcheck.publish import webhooks as hooks
from factcheck.publish.sending import ping
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.webhooks import (
    AttemptOut,
    DeliveryDetailOut,
    DeliveryOut,
    DeliveryQuery,
    ListedDeliveryOut,
    NewWebhookOut,
    WebhookIn,
    WebhookOut,
    WebhookPatch,
)
from factcheck.sealing import Sealer
from factcheck.store import deliveries, webhooks
from factcheck.store.deliveries import Delivery
from factcheck.store.pages import Page
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("webhooks", __name__, url_prefix="/api/v1/webhooks")
_AT_ONCE = BoundedSemaphore(4)
"""A receiver may take seconds; so many threads may wait for one, and no more."""
_WAIT = 5.0


def _config() -> Config:
    config: Config = current_app.config["FACTCHECK"]
    return config


def _sealer() -> Sealer:
    return hooks.hook_sealer(_config().secret_key)


def _held(webhook_id: UUID) -> Webhook:
    """The webhook, at the version that the request was made from."""
    return guarded(webhooks.held(g.session, g.actor.desk_id, webhook_id))


def _with_secret(webhook: Webhook, secret: str) -> dict[str, Any]:
    """What is shown this once, and kept nowhere in clear."""
    idempotency.hide_answer()
    return {name: getattr(webhook, name) for name in WebhookOut().fields} | {"secret": secret}


@blueprint.post("")
@writes(Scope.EDIT, Role.EDITOR, once=True)
@blueprint.arguments(WebhookIn)
@blueprint.response(201, NewWebhookOut)
def post_webhook(body: dict[str, Any]) -> Any:
    """Have a receiver told of what happens from now on. The secret is shown this once."""
    made, secret = hooks.add_webhook(
        g.session, body, egress=egress(), sealer=_sealer(), actor=g.actor, now=utcnow()
    )
    shown = _with_secret(tagged(made, whole=False), secret)
    return shown, {"Location": f"/api/v1/webhooks/{made.id}"}


@blueprint.get("")
@reads(Scope.EDIT, Role.EDITOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(WebhookOut))
def list_webhooks(query: dict[str, Any]) -> Any:
    """The desk's webhooks, newest first."""
    after = cursor_from(query["cursor"])
    return page_shape(webhooks.page(g.session, g.actor.desk_id, limit=query["limit"], after=after))


@blueprint.get("/<uuid:webhook_id>")
@reads(Scope.EDIT, Role.EDITOR)
@blueprint.response(200, WebhookOut)
def get_webhook(webhook_id: UUID) -> Any:
    """A webhook as it stands."""
    return tagged(webhooks.webhook(g.session, g.actor.desk_id, webhook_id))


@blueprint.patch("/<uuid:webhook_id>")
@writes(Scope.EDIT, Role.EDITOR, version_of=webhooks.version)
@blueprint.arguments(WebhookPatch)
@blueprint.response(200, WebhookOut)
def patch_webhook(body: dict[str, Any], webhook_id: UUID) -> Any:
    """Change a webhook, or switch it off or on; you answer for it from then on."""
    webhook = _held(webhook_id)
    hooks.edit_webhook(g.session, webhook, body, egress=egress(), actor=g.actor, now=utcnow())
    return tagged(webhook)


@blueprint.delete("/<uuid:webhook_id>")
@writes(Scope.EDIT, Role.EDITOR, version_of=webhooks.version)
@blueprint.response(204)
def delete_webhook(webhook_id: UUID) -> None:
    """Take a webhook away; what waits for it is never sent."""
    hooks.remove_webhook(g.session, _held(webhook_id), actor=g.actor, now=utcnow())


@blueprint.post("/<uuid:webhook_id>/rotate")
@writes(Scope.EDIT, Role.EDITOR, version_of=webhooks.version, once=True)
@blueprint.response(200, NewWebhookOut)
def post_rotation(webhook_id: UUID) -> Any:
    """A new secret, shown this once. The old one signs too for 24 hours."""
    webhook = _held(webhook_id)
    secret = hooks.rotate_webhook(g.session, webhook, sealer=_sealer(), actor=g.actor, now=utcnow())
    return _with_secret(tagged(webhook, whole=False), secret)


def _ping(webhook_id: UUID) -> None:
    """Send the ping, while no transaction is open."""
    with database().reading() as session:
        webhook = webhooks.webhook(session, g.actor.desk_id, webhook_id)
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Busy("Many receivers are being tried right now. Try again.")
    try:
        keys = hooks.keys_of(webhook, _sealer(), utcnow())
        g.pinged = ping(egress(), webhook, keys, base_url=_config().base_url, now=utcnow())
    finally:
        _AT_ONCE.release()


@blueprint.post("/<uuid:webhook_id>/ping")
@writes(Scope.EDIT, Role.EDITOR, within=webhooks.version, ahead=_ping, once=True)
@blueprint.response(200, AttemptOut)
def post_ping(webhook_id: UUID) -> Any:
    """Send the receiver a `ping` now, once, and say what came of it."""
    webhook = webhooks.webhook(g.session, g.actor.desk_id, webhook_id)
    return hooks.keep_ping(g.session, webhook, *g.pinged, now=utcnow())


@blueprint.get("/<uuid:webhook_id>/deliveries")
@reads(Scope.EDIT, Role.EDITOR)
@blueprint.arguments(DeliveryQuery, location="query")
@blueprint.response(200, page_of(ListedDeliveryOut))
def list_deliveries(query: dict[str, Any], webhook_id: UUID) -> Any:
    """What the webhook was or is to be told, newest first."""
    webhook = webhooks.webhook(g.session, g.actor.desk_id, webhook_id)
    after = cursor_from(query["cursor"])
    page = deliveries.page(g.session, webhook.id, query["state"], limit=query["limit"], after=after)
    tries = deliveries.last_attempts(g.session, [each.id for each in page.items])
    shown = [_shape(each) | {"last_attempt": tries.get(each.id)} for each in page.items]
    return page_shape(Page(shown, page.next))


@blueprint.get("/<uuid:webhook_id>/deliveries/<uuid:delivery_id>")
@reads(Scope.EDIT, Role.EDITOR)
@blueprint.response(200, DeliveryDetailOut)
def get_delivery(webhook_id: UUID, delivery_id: UUID) -> Any:
    """A message with every attempt to bring it to its receiver."""
    found = _delivery(webhook_id, delivery_id)
    tries = deliveries.attempts(g.session, found.id)
    return _shape(found) | {"payload": found.payload, "tries": tries}


@blueprint.post("/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/replay")
@writes(Scope.EDIT, Role.EDITOR, within=webhooks.version, once=True)
@blueprint.response(200, DeliveryOut)
def post_replay(webhook_id: UUID, delivery_id: UUID) -> Any:
    """Send a message once more, under its own id. An old state is not sent after a newer one."""
    webhook = webhooks.held(g.session, g.actor.desk_id, webhook_id)
    found = deliveries.delivery(g.session, webhook.id, delivery_id)
    hooks.replay(g.session, webhook, found, actor=g.actor, now=utcnow())
    return found


def _delivery(webhook_id: UUID, delivery_id: UUID) -> Delivery:
    webhook = webhooks.webhook(g.session, g.actor.desk_id, webhook_id)
    return deliveries.delivery(g.session, webhook.id, delivery_id)


def _shape(delivery: Delivery) -> dict[str, Any]:
    return {name: getattr(delivery, name) for name in DeliveryOut().fields}
