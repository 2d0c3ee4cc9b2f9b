"""A reviewer says that the speaker is the one whom the text suggests."""

from typing import Any
from uuid import UUID

from flask import flash, g, request

from factcheck import review
from factcheck.clock import utcnow
from factcheck.saying import say
from factcheck.store import claims
from factcheck.vocabulary import Role
from factcheck.workbench import forms
from factcheck.workbench.article import to_card
from factcheck.workbench.edge import blueprint, database, writes
from factcheck.workbench.refusals import back_on_the_card


@blueprint.post("/claims/<uuid:claim_id>/speaker")
@writes(Role.REVIEWER)
@back_on_the_card("speaker")
def post_speaker(claim_id: UUID) -> Any:
    """Take the suggestion that the card showed."""
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        review.take_suggestion(session, claim, actor=g.actor, now=utcnow())
    flash(say("Recorded: the speaker is {name}.", name=claim.speaker_name), "desk")
    return to_card(claim)
