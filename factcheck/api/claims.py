"""Claims: list, read, edit, history."""

from typing import Any
from uuid import UUID

from flask import g

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import guarded, reads, tagged, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.clock import utcnow
from factcheck.schemas.claims import ClaimOut, ClaimPatch, ClaimQuery
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.handling import AsOfQuery
from factcheck.schemas.reviews import EventOut
from factcheck.store import cases, claims, log
from factcheck.store.pages import Page
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("claims", __name__, url_prefix="/api/v1/claims")


@blueprint.get("")
@reads(Scope.DESK_READ)
@blueprint.arguments(ClaimQuery, location="query")
@blueprint.response(200, page_of(ClaimOut))
def list_claims(query: dict[str, Any]) -> Any:
    """The desk's claims, filtered and sorted."""
    limit, after = query.pop("limit"), cursor_from(query.pop("cursor"))
    sort = query.pop("sort")
    filters = claims.Filters(**query)
    return page_shape(
        claims.page(g.session, g.actor.desk_id, filters, sort=sort, limit=limit, after=after)
    )


@blueprint.get("/<uuid:claim_id>")
@reads(Scope.DESK_READ)
@blueprint.arguments(AsOfQuery, location="query")
@blueprint.response(200, ClaimOut)
def get_claim(query: dict[str, Any], claim_id: UUID) -> Any:
    """One claim, as it is or as it stood at a moment of the past."""
    if query["at"] is not None:
        claim = claims.claim(g.session, g.actor.desk_id, claim_id)
        return review.as_of(g.session, claim, query["at"])
    return tagged(cases.shown(g.session, g.actor.desk_id, claim_id))


@blueprint.patch("/<uuid:claim_id>")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version)
@blueprint.arguments(ClaimPatch)
@blueprint.response(200, ClaimOut)
def patch_claim(body: dict[str, Any], claim_id: UUID) -> Any:
    """Edit a claim; another wording or speaker reopens a decided one."""
    claim = guarded(claims.claim(g.session, g.actor.desk_id, claim_id))
    review.edit_claim(g.session, claim, body, actor=g.actor, now=utcnow())
    return tagged(claim)


@blueprint.get("/<uuid:claim_id>/history")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(EventOut))
def list_claim_events(query: dict[str, Any], claim_id: UUID) -> Any:
    """Everything that was done to the claim, oldest first."""
    claims.version(g.session, g.actor.desk_id, claim_id)
    after = cursor_from(query["cursor"])
    page = log.history(g.session, "claim", claim_id, limit=query["limit"], after=after)
    return page_shape(Page(review.seen_by(g.session, page.items, g.actor), page.next))
