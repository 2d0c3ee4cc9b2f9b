"""The log: a desk's own entries, and the signed head of the whole."""

from typing import Any

from flask import g

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads
from factcheck.api.links import cursor_from, page_shape
from factcheck.api.wired import signer
from factcheck.clock import utcnow
from factcheck.schemas.audit import HeadOut
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.reviews import EventOut
from factcheck.store import log, pins
from factcheck.store.pages import Page
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("audit", __name__, url_prefix="/api/v1")


@blueprint.get("/events")
@reads(Scope.ADMIN, Role.ADMIN)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(EventOut))
def list_events(query: dict[str, Any]) -> Any:
    """The desk's entries of the log, oldest first; of a blind proposal that waits, its bones."""
    after = cursor_from(query["cursor"])
    page = log.page(g.session, g.actor.desk_id, limit=query["limit"], after=after)
    return page_shape(Page(review.seen_by(g.session, page.items, g.actor), page.next))


@blueprint.get("/audit/head")
@reads(Scope.DESK_READ)
@blueprint.response(200, HeadOut)
def get_head() -> Any:
    """The signed head of the log; whoever keeps it can tell later whether it was rewritten."""
    head = log.head(g.session)
    return pins.signed_head(head, signer=signer(), now=utcnow())
