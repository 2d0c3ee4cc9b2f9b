"""Webhooks: receivers that are told of what happens."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from flask import current_app, flash, g, redirect, request, url_for
from sqlalchemy.orm import Session

from factcheck.clock import utcnow
from factcheck.egress import Egress
from factcheck.errors import Busy, StaleVersion
from factcheck.publish import webhooks as hooks
from factcheck.publish.sending import ping
from factcheck.saying import say
from factcheck.schemas.webhooks import WebhookIn, WebhookPatch
from factcheck.sealing import Sealer
from factcheck.store import deliveries, people, webhooks
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import HookEvent, Role
from factcheck.workbench import forms
from factcheck.workbench.admin.frame import (
    PAGE,
    REFUSALS,
    Refused,
    after,
    page,
    refusal,
)
from factcheck.workbench.edge import blueprint, database, reads, settings, writes
from factcheck.workbench.translating import gettext as _

_LATEST = 5
_AT_ONCE = BoundedSemaphore(2)
"""A receiver may take seconds; so many threads of people may wait for one, and no more."""
_WAIT = 5.0


@blueprint.get("/admin/webhooks")
@reads(Role.ADMIN)
def admin_webhooks() -> Any:
    """The desk's webhooks, newest first."""
    return _webhooks()


@blueprint.post("/admin/webhooks")
@writes(Role.ADMIN)
def post_webhook() -> Any:
    """Have a receiver told of what happens from now on; the secret is on the answer alone."""
    try:
        given = forms.checked(WebhookIn(), _given())
        with database().writing() as session:
            made, secret = hooks.add_webhook(
                session, given, egress=_egress(), sealer=_sealer(), actor=g.actor, now=utcnow()
            )
    except REFUSALS as error:
        return _webhooks(refusal(error))
    return page("webhook_secret.html", webhook=made, secret=secret, rotated=False)


@blueprint.get("/admin/webhooks/<uuid:webhook_id>")
@reads(Role.ADMIN)
def admin_webhook(webhook_id: UUID) -> Any:
    """A webhook as it stands, with what it was told last."""
    return _webhook(webhook_id)


@blueprint.post("/admin/webhooks/<uuid:webhook_id>")
@writes(Role.ADMIN)
def post_webhook_changes(webhook_id: UUID) -> Any:
    """Change a webhook; you answer for it from then on."""

    def edit(session: Session, webhook: Webhook) -> None:
        given = forms.checked(WebhookPatch(), _given())
        hooks.edit_webhook(session, webhook, given, egress=_egress(), actor=g.actor, now=utcnow())

    return _change(webhook_id, edit, _("Saved. You answer for this webhook now."))


@blueprint.get("/admin/webhooks/<uuid:webhook_id>/<any(active, rotate, ping):form>")
@reads(Role.ADMIN)
def admin_webhook_again(webhook_id: UUID, form: str) -> Any:  # noqa: ARG001 - whichever it was
    """Where a form was sent leads back to the webhook."""
    return redirect(url_for("workbench.admin_webhook", webhook_id=webhook_id))


@blueprint.post("/admin/webhooks/<uuid:webhook_id>/active")
@writes(Role.ADMIN)
def post_webhook_state(webhook_id: UUID) -> Any:
    """Pause a webhook, or let it go on."""
    active = request.form.get("active") == "yes"

    def switch(session: Session, webhook: Webhook) -> None:
        changes = {"active": active}
        hooks.edit_webhook(session, webhook, changes, egress=_egress(), actor=g.actor, now=utcnow())

    on, off = _("It is told of what happens from now on."), _("It is paused; what waited is off.")
    return _change(webhook_id, switch, on if active else off)


@blueprint.post("/admin/webhooks/<uuid:webhook_id>/rotate")
@writes(Role.ADMIN)
def post_webhook_secret(webhook_id: UUID) -> Any:
    """A new secret, on the answer alone; the old one signs too for a day."""
    try:
        with database().writing() as session:
            webhook = _held(session, webhook_id)
            secret = hooks.rotate_webhook(
                session, webhook, sealer=_sealer(), actor=g.actor, now=utcnow()
            )
    except REFUSALS as error:
        return _webhook(webhook_id, refusal(error))
    return page("webhook_secret.html", webhook=webhook, secret=secret, rotated=True)


@blueprint.get("/admin/webhooks/<uuid:webhook_id>/remove")
@reads(Role.ADMIN)
def admin_webhook_removal(webhook_id: UUID) -> Any:
    """Ask before a webhook goes for good."""
    webhook = webhooks.webhook(g.session, g.actor.desk_id, webhook_id)
    return page("webhook_removal.html", webhook=webhook)


@blueprint.post("/admin/webhooks/<uuid:webhook_id>/remove")
@writes(Role.ADMIN)
def post_webhook_removal(webhook_id: UUID) -> Any:
    """Take a webhook away."""

    def remove(session: Session, webhook: Webhook) -> None:
        hooks.remove_webhook(session, webhook, actor=g.actor, now=utcnow())

    here = url_for("workbench.admin_webhooks")
    return _change(webhook_id, remove, _("The webhook is gone."), then=here)


@blueprint.post("/admin/webhooks/<uuid:webhook_id>/ping")
@writes(Role.ADMIN)
def post_ping(webhook_id: UUID) -> Any:
    """Send the receiver a `ping` now, with no transaction open; its answer is the next page."""
    with database().reading() as session:
        webhook = webhooks.webhook(session, g.actor.desk_id, webhook_id)
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Busy(say("Many receivers are being tried right now. Try again."))
    try:
        keys = hooks.keys_of(webhook, _sealer(), utcnow())
        message, outcome = ping(
            _egress(), webhook, keys, base_url=settings().base_url, now=utcnow()
        )
    finally:
        _AT_ONCE.release()
    with database().writing() as session:
        kept = hooks.keep_ping(session, webhook, message, outcome, now=utcnow())
    return redirect(url_for("workbench.delivery", delivery_id=kept.delivery_id), 303)


def _change(
    webhook_id: UUID,
    act: Callable[[Session, Webhook], None],
    said: str,
    then: str | None = None,
) -> Any:
    """Do something to the webhook that the form was made from."""
    try:
        with database().writing() as session:
            act(session, _held(session, webhook_id))
    except REFUSALS as error:
        return _webhook(webhook_id, refusal(error))
    flash(said, "message")
    return redirect(then or url_for("workbench.admin_webhook", webhook_id=webhook_id), 303)


def _held(session: Session, webhook_id: UUID) -> Webhook:
    """The webhook, at the version that the form was made from. Raises `StaleVersion`."""
    found = webhooks.held(session, g.actor.desk_id, webhook_id)
    if found.version != forms.version(request.form):
        raise StaleVersion(
            say("Somebody changed this webhook in the meantime; nothing of yours was recorded.")
        )
    return found


def _given() -> dict[str, Any]:
    form = request.form
    given = {name: form.get(name, "").strip() for name in ("url", "description")}
    return given | {"events": form.getlist("events")}


def _webhooks(refused: Refused | None = None) -> Any:
    with database().reading() as session:
        found = webhooks.page(session, g.actor.desk_id, limit=PAGE, after=after())
    return page(
        "webhooks.html",
        refused=refused,
        webhooks=found.items,
        more=found.next,
        events=list(HookEvent),
    )


def _webhook(webhook_id: UUID, refused: Refused | None = None) -> Any:
    with database().reading() as session:
        webhook = webhooks.webhook(session, g.actor.desk_id, webhook_id)
        told = deliveries.page(session, webhook_id, (), limit=_LATEST, after=None).items
        tries = deliveries.last_attempts(session, [each.id for each in told])
        names = people.names(session, {webhook.created_by, webhook.owner_id})
    return page(
        "webhook.html",
        refused=refused,
        webhook=webhook,
        deliveries=told,
        tries=tries,
        names=names,
        events=list(HookEvent),
    )


def _egress() -> Egress:
    egress: Egress = current_app.extensions["factcheck.egress"]
    return egress


def _sealer() -> Sealer:
    return hooks.hook_sealer(settings().secret_key)
