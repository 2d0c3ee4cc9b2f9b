"""The one place where a claim's status and stage are set, with the event that says so."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import IllegalTransition
from factcheck.store import log
from factcheck.store.claims import Claim
from factcheck.vocabulary import DECIDED, TRANSITIONS, ReopenReason, Stage, Status


def move(
    session: Session,
    claim: Claim,
    *,
    action: str,
    status: Status,
    stage: Stage,
    reason: str | None,
    rating: str | None = None,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """Take one legal step and log it. Raises `IllegalTransition`."""
    if stage not in TRANSITIONS[claim.stage]:
        ways = ", ".join(sorted(TRANSITIONS[claim.stage]))
        raise IllegalTransition(
            f"A claim that is {claim.stage} cannot become {stage}.",
            [f"From {claim.stage} a claim can go to: {ways}."],
        )
    status_from, stage_from = claim.status, claim.stage
    claim.status, claim.stage, claim.rating = status, stage, rating
    claim.stage_reason = reason[:500] if reason and stage is Stage.REOPENED else None
    claim.touch(now)
    log.record(
        session,
        action,
        claim,
        actor=actor,
        now=now,
        status_from=status_from,
        status_to=status,
        stage_from=stage_from,
        stage_to=stage,
        reason=reason,
        **details,
    )


def reopen_if_decided(
    session: Session,
    claim: Claim,
    reason: ReopenReason,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> bool:
    """What a decision stood on has changed: bring the claim back, unverified.

    Returns whether there was a decision (standing or proposed) to take back.
    """
    if claim.stage not in DECIDED:
        return False
    move(
        session,
        claim,
        action="claim.reopened",
        status=Status.UNVERIFIED,
        stage=Stage.REOPENED,
        reason=reason.value,
        actor=actor,
        now=now,
        **details,
    )
    return True
