"""Evidence and decisions on a claim."""

from typing import Any
from uuid import UUID

from flask import g

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import guarded, reads, tagged, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.clock import utcnow
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.reviews import (
    DecisionOut,
    EvidenceIn,
    EvidenceOut,
    EvidencePatch,
    ReviewIn,
    ReviewOut,
)
from factcheck.store import claims, reviews, sources
from factcheck.store.claims import Claim
from factcheck.store.pages import Page
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("reviews", __name__, url_prefix="/api/v1/claims/<uuid:claim_id>")


def _claim(claim_id: UUID) -> Claim:
    """The claim, at the version that the request was made from."""
    return guarded(claims.claim(g.session, g.actor.desk_id, claim_id))


@blueprint.post("/reviews")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.arguments(ReviewIn)
@blueprint.response(201, DecisionOut)
def post_review(body: dict[str, Any], claim_id: UUID) -> Any:
    """Decide: verified, disputed or unverified. A refusal says what is still missing."""
    seen = g.expected_version
    made = review.decide(g.session, claim_id, seen=seen, actor=g.actor, now=utcnow(), **body)
    tagged(made.claim)
    return decided_shape(made) | {"claim": made.picture}


def decided_shape(made: review.Decision) -> dict[str, Any]:
    """A review that the caller has just made, by the names of its columns."""
    return made.review | {
        "reviewer": {"id": g.actor.person_id, "name": g.actor.name},
        "policy": {"version": made.policy_version},
        "superseded": False,
        "undone": False,
        "veiled": False,
    }


@blueprint.get("/reviews")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(ReviewOut))
def list_reviews(query: dict[str, Any], claim_id: UUID) -> Any:
    """Every decision on the claim, oldest first."""
    claim = claims.claim(g.session, g.actor.desk_id, claim_id)
    after = cursor_from(query["cursor"])
    page = reviews.page(g.session, claim_id, limit=query["limit"], after=after)
    shown = [review.review_shape(claim, each, g.actor) for each in page.items]
    return page_shape(Page(shown, page.next))


@blueprint.post("/evidence")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.arguments(EvidenceIn)
@blueprint.response(201, EvidenceOut)
def post_evidence(body: dict[str, Any], claim_id: UUID) -> Any:
    """Bring a source to bear on the claim."""
    claim = _claim(claim_id)
    made = review.add_evidence(g.session, claim, actor=g.actor, now=utcnow(), **body)
    tagged(claim)
    return made


@blueprint.get("/evidence")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(EvidenceOut))
def list_evidence(query: dict[str, Any], claim_id: UUID) -> Any:
    """The evidence that stands on the claim, oldest first."""
    claims.version(g.session, g.actor.desk_id, claim_id)
    after = cursor_from(query["cursor"])
    page = sources.page_of_evidence(g.session, claim_id, limit=query["limit"], after=after)
    shown = [review.evidence_shape(each, g.actor) for each in page.items]
    return page_shape(Page(shown, page.next))


@blueprint.patch("/evidence/<uuid:evidence_id>")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version)
@blueprint.arguments(EvidencePatch)
@blueprint.response(200, EvidenceOut)
def patch_evidence(body: dict[str, Any], claim_id: UUID, evidence_id: UUID) -> Any:
    """Amend evidence; a decision that relied on it is reopened. If-Match is the claim's."""
    claim = _claim(claim_id)
    made = review.edit_evidence(g.session, claim, evidence_id, body, actor=g.actor, now=utcnow())
    tagged(claim)
    return made


@blueprint.delete("/evidence/<uuid:evidence_id>")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version)
@blueprint.response(204)
def delete_evidence(claim_id: UUID, evidence_id: UUID) -> None:
    """Take evidence off the claim; a decision that relied on it is reopened."""
    claim = _claim(claim_id)
    review.remove_evidence(g.session, claim, evidence_id, actor=g.actor, now=utcnow())
    tagged(claim)
