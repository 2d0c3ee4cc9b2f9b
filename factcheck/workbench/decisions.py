"""A reviewer decides on a claim, with a source if they like, in one transaction."""

from typing import Any
from uuid import UUID

from flask import flash, g, make_response, request
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import (
    Busy,
    Conflict,
    FactcheckError,
    IllegalTransition,
    Rejected,
    StaleVersion,
    StorageFull,
)
from factcheck.store import claims, log, reviews
from factcheck.store.cases import Standpoint
from factcheck.store.claims import Claim
from factcheck.vocabulary import HoldReason, Role, Stage
from factcheck.workbench import forms
from factcheck.workbench.article import Refusal, article_page, to_card
from factcheck.workbench.edge import blueprint, database, reads, writes

_STATUS = {Rejected: 422, Busy: 503, StorageFull: 507}


@blueprint.get("/claims/<uuid:claim_id>/reviews")
@blueprint.get("/claims/<uuid:claim_id>/speaker")
@reads()
def claim(claim_id: UUID) -> Any:
    """Where a form was sent can be looked up again: it leads to the claim's card."""
    return to_card(claims.claim(g.session, g.actor.desk_id, claim_id))


@blueprint.post("/claims/<uuid:claim_id>/reviews")
@writes(Role.REVIEWER)
def post_review(claim_id: UUID) -> Any:
    """Record the decision; refused, show the form again with every word that was typed."""
    words = forms.typed(request.form)
    try:
        decided = _decide(claim_id, forms.attempt(words))
    except (Rejected, Conflict, StaleVersion, Busy, StorageFull) as error:
        return _refused(claim_id, words, error)
    flash(_said(decided), str(decided.id))
    return to_card(decided)


def _decide(claim_id: UUID, attempt: forms.Attempt) -> Standpoint:
    """The source, then the decision that leans on it: both are recorded, or neither."""
    now = utcnow()
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        if claim.version != forms.version(request.form):
            raise StaleVersion("Somebody changed this claim while you were at work on it.")
        if attempt.evidence:
            review.add_evidence(session, claim, actor=g.actor, now=now, **attempt.evidence)
        decided = review.decide(session, claim_id, actor=g.actor, now=now, **attempt.decision)
    return decided.claim


def _refused(claim_id: UUID, words: forms.Typed, error: FactcheckError) -> Any:
    with database().reading() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        overtaken = isinstance(error, StaleVersion)
        if overtaken and _recorded(session, claim, words):
            return to_card(claim)
        refusal = Refusal(
            claim_id,
            error.message,
            words,
            reasons=error.reasons if isinstance(error, IllegalTransition) else (),
            fields=error.errors if isinstance(error, Rejected) else {},
            change=log.newest(session, "claim", claim_id) if overtaken else None,
        )
        page = article_page(session, g.actor, claim.article_id, refusal)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 409)
    return make_response(page, status)


def _recorded(session: Session, claim: Claim, words: forms.Typed) -> bool:
    """Whether this very decision is the newest one: somebody pressed the button twice."""
    made = reviews.of_claims(session, [claim.id])
    if not made or made[-1].reviewer_id != g.actor.person_id:
        return False
    seen = forms.version(request.form)
    if made[-1].claim_version not in {seen, seen + 1}:  # its evidence may have come before it
        return False
    return (made[-1].status.value, made[-1].rationale) == (words.status, words.rationale.strip())


def _said(claim: Standpoint) -> str:
    if claim.stage_reason == HoldReason.DISAGREEMENT:
        return "Recorded. You and the first person disagree; an editor decides."
    if claim.stage is Stage.AWAITING_SECOND:
        return "Recorded. Another person has to confirm it."
    return f"Recorded: this claim is {claim.status}."
