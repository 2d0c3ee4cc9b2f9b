"""A reviewer says that the speaker is the one whom the text suggests."""

from typing import Any
from uuid import UUID

from flask import flash, g, request

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import StaleVersion
from factcheck.store import claims
from factcheck.vocabulary import Role
from factcheck.workbench import forms
from factcheck.workbench.article import to_card
from factcheck.workbench.edge import blueprint, database, writes


@blueprint.post("/claims/<uuid:claim_id>/speaker")
@writes(Role.REVIEWER)
def post_speaker(claim_id: UUID) -> Any:
    """Take the suggestion that the card showed."""
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        if claim.version != forms.version(request.form):
            raise StaleVersion(
                "Somebody changed this claim while you were at work on it. Go back and look at it "
                "again; nothing was recorded."
            )
        review.take_suggestion(session, claim, actor=g.actor, now=utcnow())
    flash(f"Recorded: the speaker is {claim.speaker_name}.", str(claim.id))
    return to_card(claim)
