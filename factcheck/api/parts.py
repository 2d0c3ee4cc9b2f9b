"""Claims drawn by hand: marked, placed, split, merged.

What stands at a span is read in a transaction of its own, before any lock is taken.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import guarded, tagged, writes
from factcheck.api.wired import database
from factcheck.clock import utcnow
from factcheck.review import Looked
from factcheck.schemas.claims import ClaimOut
from factcheck.schemas.drafts import MarkIn, MergeIn, PlaceIn, SplitIn, SplitOut
from factcheck.store import articles, claims
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("parts", __name__, url_prefix="/api/v1/claims")
Span = tuple[int, int]


def _claim(claim_id: UUID) -> Claim:
    """The claim, at the version that the request was made from."""
    return guarded(claims.claim(g.session, g.actor.desk_id, claim_id))


def _looked(
    claim_id: UUID, spans: Callable[[Session, Claim], list[Span]], number: int | None = None
) -> Looked:
    """What stands at the spans in the newest draft of the claim's article."""
    with database().reading() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        article = _article(session, claim.article_id)
        return review.look(session, article, spans(session, claim), number=number)


def _article(session: Session, article_id: UUID) -> Article:
    return articles.article(session, g.actor.desk_id, article_id)


@blueprint.post("")
@writes(Scope.REVIEW, Role.REVIEWER, once=True)
@blueprint.arguments(MarkIn)
@blueprint.response(201, ClaimOut)
def post_claim(body: dict[str, Any]) -> Any:
    """Mark a claim in the newest draft of an article."""
    article_id, span = body.pop("article_id"), (body.pop("start"), body.pop("end"))
    with database().reading() as session:
        article = _article(session, article_id)
        looked = review.look(session, article, [span], number=body.pop("draft", None))
    claim = review.mark_claim(g.session, article_id, looked, actor=g.actor, now=utcnow(), **body)
    return tagged(claim), {"Location": f"/api/v1/claims/{claim.id}"}


@blueprint.post("/<uuid:claim_id>/anchors")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.arguments(PlaceIn)
@blueprint.response(200, ClaimOut)
def post_anchor(body: dict[str, Any], claim_id: UUID) -> Any:
    """Put the claim in its place in the newest draft; other words reopen a decided one."""
    span = (body["start"], body["end"])
    looked = _looked(claim_id, lambda *_: [span], body.get("draft"))
    claim = _claim(claim_id)
    review.place_claim(g.session, claim, looked, actor=g.actor, now=utcnow())
    return tagged(claim)


@blueprint.post("/<uuid:claim_id>/split")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.arguments(SplitIn)
@blueprint.response(201, SplitOut)
def post_split(body: dict[str, Any], claim_id: UUID) -> Any:
    """Make several claims of one; it goes on as the first of them."""
    parts = body["parts"]
    looked = _looked(claim_id, lambda *_: [(each["start"], each["end"]) for each in parts])
    claim = _claim(claim_id)
    statements = [each.get("statement") for each in parts]
    made = review.split(g.session, claim, looked, statements, actor=g.actor, now=utcnow())
    return {"claim": tagged(claim), "parts": made}


@blueprint.post("/<uuid:claim_id>/merge")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=claims.version, once=True)
@blueprint.arguments(MergeIn)
@blueprint.response(200, ClaimOut)
def post_merge(body: dict[str, Any], claim_id: UUID) -> Any:
    """Let the claim take others of its article in; they are dismissed as duplicates."""
    ids = body.pop("others")

    def spans(session: Session, claim: Claim) -> list[Span]:
        return [review.hull([claim, *review.joined(session, claim, ids)])]

    looked = _looked(claim_id, spans)
    claim = _claim(claim_id)
    others = review.joined(g.session, claim, ids)
    review.merge(g.session, claim, others, looked, actor=g.actor, now=utcnow(), **body)
    return tagged(claim)
