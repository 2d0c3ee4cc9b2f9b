"""Handling claims: assign, dismiss, reopen, undo, comment, and decide on many at once."""

from typing import Any
from uuid import UUID

from flask import g

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import guarded, reads, tagged, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.api.problems import STATUS
from factcheck.api.reviews import decided_shape
from factcheck.clock import utcnow
from factcheck.errors import FactcheckError, IllegalTransition
from factcheck.schemas.claims import ClaimOut
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.handling import (
    AssignIn,
    BulkReviewIn,
    BulkReviewOut,
    CommentIn,
    CommentOut,
    DismissIn,
    ReopenIn,
    StepsOut,
)
from factcheck.store import claims, comments
from factcheck.store.claims import Claim
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("handling", __name__, url_prefix="/api/v1")


def _claim(claim_id: UUID) -> Claim:
    """The claim, at the version that the request was made from."""
    return guarded(claims.claim(g.session, g.actor.desk_id, claim_id))


@blueprint.post("/claims/<uuid:claim_id>/assign")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.arguments(AssignIn)
@blueprint.response(200, ClaimOut)
def post_assign(body: dict[str, Any], claim_id: UUID) -> Any:
    """Give the claim to a reviewer of the desk, or to nobody."""
    claim = _claim(claim_id)
    review.assign(g.session, claim, body["assignee"], actor=g.actor, now=utcnow())
    return tagged(claim)


@blueprint.post("/claims/<uuid:claim_id>/dismiss")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.arguments(DismissIn)
@blueprint.response(200, ClaimOut)
def post_dismiss(body: dict[str, Any], claim_id: UUID) -> Any:
    """The claim needs no check after all."""
    claim = _claim(claim_id)
    review.dismiss(g.session, claim, actor=g.actor, now=utcnow(), **body)
    return tagged(claim)


@blueprint.post("/claims/<uuid:claim_id>/reopen")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.arguments(ReopenIn)
@blueprint.response(200, ClaimOut)
def post_reopen(body: dict[str, Any], claim_id: UUID) -> Any:
    """Take a decided or dismissed claim back into work."""
    claim = _claim(claim_id)
    review.reopen(g.session, claim, actor=g.actor, now=utcnow(), **body)
    return tagged(claim)


@blueprint.post("/claims/<uuid:claim_id>/undo")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.response(200, ClaimOut)
def post_undo(claim_id: UUID) -> Any:
    """Take back one's own last decision, if nothing was done to the claim since."""
    claim = _claim(claim_id)
    review.undo(g.session, claim, actor=g.actor, now=utcnow())
    return tagged(claim)


@blueprint.get("/claims/<uuid:claim_id>/steps")
@reads(Scope.DESK_READ)
@blueprint.response(200, StepsOut)
def list_steps(claim_id: UUID) -> Any:
    """What the key's owner may do to the claim now, and why not where they may not."""
    claim = claims.claim(g.session, g.actor.desk_id, claim_id)
    return {"items": review.steps(g.session, claim, g.actor)}


@blueprint.post("/claims/<uuid:claim_id>/comments")
@writes(Scope.REVIEW, Role.REVIEWER, within=claims.version, once=True)
@blueprint.arguments(CommentIn)
@blueprint.response(201, CommentOut)
def post_comment(body: dict[str, Any], claim_id: UUID) -> Any:
    """Say something about the claim; its version stays."""
    claim = claims.claim(g.session, g.actor.desk_id, claim_id)
    return review.comment(g.session, claim, actor=g.actor, now=utcnow(), **body)


@blueprint.get("/claims/<uuid:claim_id>/comments")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(CommentOut))
def list_comments(query: dict[str, Any], claim_id: UUID) -> Any:
    """What was said about the claim, oldest first."""
    claims.version(g.session, g.actor.desk_id, claim_id)
    after = cursor_from(query["cursor"])
    return page_shape(comments.of_claim(g.session, claim_id, limit=query["limit"], after=after))


@blueprint.get("/mentions")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(CommentOut))
def list_mentions(query: dict[str, Any]) -> Any:
    """The comments that call the key's owner, newest first."""
    after = cursor_from(query["cursor"])
    who = g.actor.person_id
    return page_shape(
        comments.calling(g.session, g.actor.desk_id, who, limit=query["limit"], after=after)
    )


@blueprint.post("/claims/bulk-review")
@writes(Scope.REVIEW, Role.REVIEWER, once=True)
@blueprint.arguments(BulkReviewIn)
@blueprint.response(200, BulkReviewOut)
def post_bulk_review(body: dict[str, Any]) -> Any:
    """One decision on many claims; each claim answers for itself."""
    ids, seen = body.pop("ids"), body.pop("versions")
    # In one order for everybody, or two who decide on the same claims wait for each other.
    done = {each: _decide_one(each, seen.get(each), body) for each in sorted(set(ids))}
    lines = [done[each] for each in dict.fromkeys(ids)]
    recorded = sum(line["error"] is None for line in lines)
    return {"items": lines, "recorded": recorded, "refused": len(lines) - recorded}


def _decide_one(claim_id: UUID, seen: int | None, body: dict[str, Any]) -> dict[str, Any]:
    try:
        made = review.decide(g.session, claim_id, seen=seen, actor=g.actor, now=utcnow(), **body)
    except FactcheckError as error:  # raised before anything of this claim was written
        return {"id": claim_id, "review": None, "claim": None, "error": _refusal(error)}
    told = decided_shape(made)
    return {"id": claim_id, "review": told, "claim": made.picture, "error": None}


def _refusal(error: FactcheckError) -> dict[str, Any]:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    reasons = error.reasons if isinstance(error, IllegalTransition) else []
    return {"status": status, "code": error.code, "detail": error.message, "reasons": reasons}
