"""A form of a claim's card that was not taken comes back on the card, with every typed word."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import g, make_response, request
from sqlalchemy.orm import Session

from factcheck.errors import FactcheckError, IllegalTransition, Rejected, StaleVersion
from factcheck.store import claims, log, reviews
from factcheck.store.claims import Claim
from factcheck.workbench import forms
from factcheck.workbench.article import article_page, to_card
from factcheck.workbench.cards import Refusal
from factcheck.workbench.edge import REFUSALS, View, database, status_of


def back_on_the_card(part: str) -> Callable[[View], View]:
    """For the view of the form `part`: what the stages refuse is shown in that form."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(claim_id: UUID, **values: Any) -> Any:
            try:
                return view(claim_id, **values)
            except REFUSALS as error:
                return _refused(claim_id, part, error)

        return answer

    return decorate


def _refused(claim_id: UUID, part: str, error: FactcheckError) -> Any:
    words = forms.typed(request.form)
    with database().reading() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        overtaken = isinstance(error, StaleVersion)
        if overtaken and part == "decide" and _recorded(session, claim, words):
            return to_card(claim)
        refusal = Refusal(
            claim_id,
            part,
            error.message,
            words,
            request.form,
            reasons=error.reasons if isinstance(error, IllegalTransition) else (),
            fields=error.errors if isinstance(error, Rejected) else {},
            change=log.newest(session, "claim", claim_id) if overtaken else None,
        )
        page = article_page(session, g.actor, claim.article_id, claim_id, refusal)
    return make_response(page, status_of(error))


def _recorded(session: Session, claim: Claim, words: forms.Typed) -> bool:
    """Whether this very decision is the newest one: somebody pressed the button twice."""
    made = reviews.of_claims(session, [claim.id])
    if not made or made[-1].reviewer_id != g.actor.person_id:
        return False
    seen = forms.version(request.form)
    if made[-1].claim_version not in {seen, seen + 1}:  # its evidence may have come before it
        return False
    return (made[-1].status.value, made[-1].rationale) == (words.status, words.rationale.strip())
