"""The facts desk: what is out, what waits for an embargo, who pulled, and what webhooks got."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from factcheck import publish
from factcheck.clock import utcnow
from factcheck.errors import Conflict, IllegalTransition
from factcheck.publish import webhooks as hooks
from factcheck.store import articles, deliveries, facts, pulls, releases, webhooks
from factcheck.store.deliveries import Delivery
from factcheck.store.facts import PUBLIC, Fact, FactFilters, Reader
from factcheck.store.pages import Page
from factcheck.vocabulary import DeliveryState, Role, Status, Surface
from factcheck.workbench import forms
from factcheck.workbench.asking import behind
from factcheck.workbench.edge import blueprint, database, reads, settings, writes
from factcheck.workbench.translating import gettext as _
from factcheck.workbench.translating import lazy_gettext

_FACTS = 25
_HELD = 20
_DELIVERIES = 25
_STATES = {
    "dead": (DeliveryState.DEAD,),
    "waiting": (DeliveryState.PENDING,),
    "delivered": (DeliveryState.DELIVERED,),
}
"""What the log of deliveries can be narrowed to."""
_FEEDS = {
    "JSON Feed": "public.facts_json",
    "Atom": "public.facts_atom",
    "ClaimReview": "public.claimreview_json",
}
_SURFACES = {
    Surface.FACT: lazy_gettext("single facts"),
    Surface.LIST: lazy_gettext("lists of facts"),
    Surface.CHANGES: lazy_gettext("the change feed"),
    Surface.EXPORT: lazy_gettext("whole exports"),
}
_TOLD = {
    DeliveryState.PENDING: lazy_gettext("waiting"),
    DeliveryState.DELIVERED: lazy_gettext("delivered"),
    DeliveryState.DEAD: lazy_gettext("dead letter"),
    DeliveryState.SUPERSEDED: lazy_gettext("overtaken by something newer"),
    DeliveryState.CANCELLED: lazy_gettext("cancelled"),
}


@blueprint.get("/facts-desk")
@reads()
def facts_desk() -> Any:
    """What the desk's facts are now, and who has been told of them."""
    current_app.extensions["factcheck.receipts"].write()
    if releases.due(g.session, g.now):
        publish.lift_embargoes(database(), g.now)
    with database().reading() as session:  # which sees what was just written
        return _page(session)


@blueprint.get("/facts-desk/deliveries/<uuid:delivery_id>")
@reads(Role.EDITOR)
def delivery(delivery_id: UUID) -> Any:
    """What was sent to a receiver, and what it answered each time."""
    return _delivery(g.session, delivery_id)


@blueprint.get("/facts-desk/deliveries/<uuid:delivery_id>/replay")
@reads(Role.EDITOR)
def delivery_again(delivery_id: UUID) -> Any:
    """Where the form was sent leads back to the delivery."""
    return redirect(url_for("workbench.delivery", delivery_id=delivery_id))


@blueprint.post("/facts-desk/deliveries/<uuid:delivery_id>/replay")
@writes(Role.EDITOR)
def post_replay(delivery_id: UUID) -> Any:
    """Send a message once more. An old state is not sent after a newer one."""
    try:
        with database().writing() as session:
            found = deliveries.one_of_desk(session, g.actor.desk_id, delivery_id)
            webhook = webhooks.held(session, g.actor.desk_id, found.webhook_id)
            hooks.replay(session, webhook, found, actor=g.actor, now=utcnow())
    except Conflict as error:
        with database().reading() as session:
            return _delivery(session, delivery_id, refused=error), 409
    flash(_("It is in the queue again and is sent within seconds."), "message")
    return redirect(url_for("workbench.delivery", delivery_id=delivery_id), 303)


def _page(session: Session) -> str:
    desk_id = g.actor.desk_id
    found, told = _facts(session), _told(session)
    base_url = settings().base_url
    return render_template(
        "facts_desk.html",
        facts=[(each, publish.fact_shape(each, base_url=base_url)) for each in found.items],
        more_facts=found.next,
        held=articles.holding_facts(session, desk_id, limit=_HELD),
        pulled=pulls.of_desk(session, desk_id),
        MOST_COUNTED=pulls.MOST_COUNTED,
        when=facts.when,
        deliveries=told.items,
        more_deliveries=told.next,
        tries=deliveries.last_attempts(session, [each.id for each in told.items]),
        receivers=_receivers(session, told.items),
        DELIVERY_STATES=_TOLD,
        SURFACES=_SURFACES,
        feeds=[
            (name, base_url + url_for(endpoint, desk=g.desk.slug))
            for name, endpoint in _FEEDS.items()
        ],
        may_replay=g.actor.role >= Role.EDITOR,
    )


def _facts(session: Session) -> Page[Fact]:
    """The facts that are asked for, newest change first."""
    shown = request.args.get("show", "")
    reader = PUBLIC if shown == "public" else Reader(g.actor.desk_id)
    status = [Status(shown)] if shown in set(Status) else []
    filters = FactFilters(status=status, desks=[g.actor.desk_id])
    return facts.page(session, reader, filters, limit=_FACTS, after=behind(request.args, "facts"))


def _told(session: Session) -> Page[Delivery]:
    """The messages to webhooks that are asked for, newest first."""
    hook = forms.ids(request.args.getlist("hook"))
    return deliveries.of_desk(
        session,
        g.actor.desk_id,
        _STATES.get(request.args.get("state", ""), ()),
        webhook_id=hook[0] if hook else None,
        limit=_DELIVERIES,
        after=behind(request.args, "deliveries"),
    )


def _receivers(session: Session, told: Sequence[Delivery]) -> dict[UUID, str]:
    """The hosts of the receivers: in the rest of an address there may be a secret."""
    found = webhooks.named(session, {each.webhook_id for each in told})
    return {each.id: urlsplit(each.url).hostname or "–" for each in found.values()}


def _delivery(session: Session, delivery_id: UUID, refused: Conflict | None = None) -> str:
    found = deliveries.one_of_desk(session, g.actor.desk_id, delivery_id)
    return render_template(
        "delivery.html",
        delivery=found,
        webhook=webhooks.named(session, [found.webhook_id])[found.webhook_id],
        tries=deliveries.attempts(session, found.id),
        DELIVERY_STATES=_TOLD,
        may_administer=g.actor.role >= Role.ADMIN,
        refused=refused,
        reasons=refused.reasons if isinstance(refused, IllegalTransition) else (),
    )
