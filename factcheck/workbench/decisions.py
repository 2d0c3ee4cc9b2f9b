"""A reviewer brings evidence and decides; a decision leads on to the next claim that waits."""

from typing import Any
from uuid import UUID

from flask import flash, g, request

from factcheck import review
from factcheck.clock import utcnow
from factcheck.saying import Said, say
from factcheck.store import articles, claims, manuscripts
from factcheck.store.cases import Standpoint
from factcheck.vocabulary import HoldReason, Role, Stage
from factcheck.workbench import forms
from factcheck.workbench.article import to_card
from factcheck.workbench.edge import blueprint, database, reads, writes
from factcheck.workbench.refusals import back_on_the_card


@blueprint.get("/claims/<uuid:claim_id>/reviews")
@blueprint.get("/claims/<uuid:claim_id>/evidence")
@blueprint.get("/claims/<uuid:claim_id>/speaker")
@blueprint.get("/claims/<uuid:claim_id>/<any(ticks,edit,assign,dismiss,reopen):step>")
@reads()
def claim_address(claim_id: UUID, step: str = "") -> Any:  # noqa: ARG001 - part of the address
    """Where a form was sent can be looked up again: it leads to the claim's card."""
    return to_card(claims.claim(g.session, g.actor.desk_id, claim_id))


@blueprint.post("/claims/<uuid:claim_id>/reviews")
@writes(Role.REVIEWER)
@back_on_the_card("decide")
def post_review(claim_id: UUID) -> Any:
    """Record the decision; go on to the next claim that waits in the article."""
    attempt = forms.attempt(forms.typed(request.form))
    now = utcnow()
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        if attempt.evidence:  # the decision leans on it: both are recorded, or neither
            review.add_evidence(session, claim, actor=g.actor, now=now, **attempt.evidence)
        decided = review.decide(session, claim_id, actor=g.actor, now=now, **attempt.decision)
    flash([_said(decided.claim), str(claim_id)], "done")  # type: ignore[arg-type]
    with database().reading() as session:
        article = articles.article(session, g.actor.desk_id, decided.claim.article_id)
        following = manuscripts.next_open(manuscripts.marks(session, article), claim_id)
    return to_card(decided.claim, following)


@blueprint.post("/claims/<uuid:claim_id>/evidence")
@writes(Role.REVIEWER)
@back_on_the_card("evidence")
def post_evidence(claim_id: UUID) -> Any:
    """Put a source on the claim; the rationale, if one is begun, stays in the form."""
    words = forms.typed(request.form)
    given = forms.evidence(words)
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        review.add_evidence(session, claim, actor=g.actor, now=utcnow(), **given)
    flash(say("The source is on the claim."), "desk")
    return to_card(claim)


@blueprint.post("/claims/<uuid:claim_id>/evidence/<uuid:evidence_id>/removal")
@writes(Role.REVIEWER)
@back_on_the_card("evidence")
def post_evidence_removal(claim_id: UUID, evidence_id: UUID) -> Any:
    """Take evidence off the claim; a decision that relied on it falls."""
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        review.remove_evidence(session, claim, evidence_id, actor=g.actor, now=utcnow())
    flash(say("The source was taken off the claim."), "desk")
    return to_card(claim)


def _said(claim: Standpoint) -> Said:
    if claim.stage_reason == HoldReason.DISAGREEMENT:
        return say("Recorded. You and the first person disagree; an editor decides.")
    if claim.stage is Stage.AWAITING_SECOND:
        return say("Recorded. Another person has to confirm it.")
    return say("Recorded: this claim is {status}.", status=say(claim.status.value))
