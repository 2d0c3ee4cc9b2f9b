"""Several claims of the queue at once: one decision, or one person who is to check them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, make_response, request
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import FactcheckError, IllegalTransition, Rejected
from factcheck.saying import say
from factcheck.schemas.handling import MOST_AT_ONCE
from factcheck.schemas.reviews import ReviewIn
from factcheck.store import claims
from factcheck.store.claims import Claim
from factcheck.vocabulary import Role
from factcheck.workbench import forms
from factcheck.workbench.edge import blueprint, database, writes
from factcheck.workbench.queue import queue_page

Step = Callable[[Session, Claim], Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """A claim that was left as it is, and why."""

    claim: Claim
    message: str
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the claims that were chosen; `typed` is the form, if it has to be mended."""

    done: int
    refused: Sequence[Refused]
    error: Rejected | None = None
    typed: Any = None


@blueprint.post("/")
@writes(Role.REVIEWER)
def post_bulk() -> Any:
    """Take the step on every claim that was ticked; each answers for itself."""
    picked = forms.ids(request.form.getlist("claim"))[:MOST_AT_ONCE]
    try:
        step = _step(picked)
    except Rejected as error:
        return _shown(Outcome(0, (), error, request.form), 422)
    refused: list[Refused] = []
    for claim_id in sorted(picked):  # in one order for everybody: nobody waits in a circle
        refused += _take(step, claim_id)
    outcome = Outcome(len(picked) - len(refused), refused, typed=request.form if refused else None)
    return _shown(outcome, 409 if refused else 200)


def _step(picked: Sequence[UUID]) -> Step:
    """What the form asks for. Raises `Rejected`."""
    if not picked:
        raise Rejected(say("Tick at least one claim first."), {})
    if request.form.get("do") == "assign":
        assignee = forms.chosen(request.form.get("assignee"))
        return lambda session, claim: review.assign(
            session, claim, assignee, actor=g.actor, now=utcnow()
        )
    given = {name: told for name in ("status", "rationale") if (told := request.form.get(name, ""))}
    decision = forms.checked(ReviewIn(), given)
    return lambda session, claim: review.decide(
        session, claim.id, actor=g.actor, now=utcnow(), **decision
    )


def _take(step: Step, claim_id: UUID) -> list[Refused]:
    """Nothing, or why the claim was left as it is."""
    with database().reading() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
    try:
        with database().writing() as session:
            found = claims.claim(session, g.actor.desk_id, claim_id)
            if str(found.version) != request.form.get(f"version-{claim_id}"):
                raise IllegalTransition(say("Somebody changed it since you looked at it."), [])
            step(session, found)
    except FactcheckError as error:
        reasons = error.reasons if isinstance(error, IllegalTransition) else ()
        return [Refused(claim, error.message, reasons)]
    return []


def _shown(outcome: Outcome, status: int) -> Any:
    with database().reading() as session:
        return make_response(queue_page(session, outcome), status)
