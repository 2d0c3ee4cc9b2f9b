"""Who works on a claim, and the steps beside a decision: assign, dismiss, reopen, undo."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import Rejected
from factcheck.review.decide import open_case
from factcheck.review.gates import Attempt, against_deciding, against_step, refuse_unless
from factcheck.review.moves import recorded, stand
from factcheck.saying import say
from factcheck.store import log, people, reviews
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.vocabulary import Act, DismissReason, ReopenReason, Role, Stage, Status

UNDOABLE = {
    "claim.reviewed": say("The last one who decided was {name}, not you."),
    "claim.dismissed": say("The last one who dismissed it was {name}, not you."),
    "claim.reopened": say("The last one who reopened it was {name}, not you."),
}
"""The acts that can be taken back, and what to tell whoever did not do them."""


def assign(
    session: Session, claim: Claim, person_id: UUID | None, *, actor: Actor, now: datetime
) -> None:
    """Give the claim to a member of the desk to work on; None: to nobody.

    Raises `Rejected` for somebody who is not a reviewer of the desk.
    """
    if person_id is not None:
        member = people.membership(session, person_id, claim.desk_id)
        if member is None or member.role < Role.REVIEWER:
            raise Rejected(
                say("This claim cannot be given to them."),
                {"assignee": [say("Choose somebody who reviews on this desk.")]},
            )
    with recorded(session, claim, "claim.assigned", actor=actor, now=now):
        claim.assignee_id = person_id


def dismiss(
    session: Session,
    claim: Claim,
    reason: DismissReason,
    *,
    note: str | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The claim needs no check after all. Raises `IllegalTransition` for a final one."""
    refuse_unless(against_step(claim, Act.DISMISS), say("This claim cannot be dismissed."))
    with recorded(
        session, claim, "claim.dismissed", actor=actor, now=now, reason=note or reason.value
    ):
        stand(claim, Status.UNVERIFIED, Stage.DISMISSED, reason.value)


def reopen(
    session: Session,
    claim: Claim,
    reason: ReopenReason,
    *,
    note: str | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Take the decision or the dismissal back into work. Raises `IllegalTransition`."""
    refuse_unless(against_step(claim, Act.REOPEN), say("This claim cannot be reopened."))
    with recorded(
        session, claim, "claim.reopened", actor=actor, now=now, reason=note or reason.value
    ):
        stand(claim, Status.UNVERIFIED, Stage.REOPENED, reason.value)
        claim.merged_into_id = None
        claim.flag = None


def against_undoing(claim: Claim, last: Event | None, actor: Actor) -> list[str]:
    """Why the actor has nothing to take back; empty when they have."""
    if last is None or last.action not in UNDOABLE:
        return [say("The last thing that was done to this claim is no decision.")]
    if last.actor_id != actor.person_id:
        return [say(UNDOABLE[last.action], name=last.actor_name)]
    if last.object_version != claim.version:
        return [say("The claim was changed since you decided.")]
    return []


def undo(session: Session, claim: Claim, *, actor: Actor, now: datetime) -> None:
    """Take back the actor's own last decision, dismissal or reopening.

    Nothing is erased: a further entry says that it was undone. The claim stands as it did
    before, and reviews that had given way count again. Raises `IllegalTransition`.
    """
    last = log.newest(session, "claim", claim.id)
    refuse_unless(against_undoing(claim, last, actor), say("There is nothing of yours to undo."))
    assert last is not None  # noqa: S101 - said by the line above
    before, after = last.before or {}, last.after or {}
    with recorded(
        session,
        claim,
        "claim.undone",
        actor=actor,
        now=now,
        undoes=True,
        reason=f"undoes entry {last.seq}",
        after={"undoes": last.seq},
    ):
        for name, value in before.items():
            setattr(claim, name, _column(name, value))
        claim.status, claim.stage = Status(last.status_from or ""), Stage(last.stage_from or "")
    if "review_id" in after:
        reviews.take_back(session, UUID(after["review_id"]), now)


def _column(name: str, value: str | None) -> UUID | str | None:
    return UUID(value) if value and name.endswith("_id") else value


def steps(session: Session, claim: Claim, actor: Actor) -> list[dict[str, Any]]:
    """Every step on the claim, and why the actor may not take it where they may not.

    Decisions are judged with all evidence that stands and a rationale of sufficient length.
    """
    case, _ = open_case(session, claim.desk_id, claim.id)
    rationale = "x" * max(1, case.rules.rationale)
    last = log.newest(session, "claim", claim.id)
    against = {
        status.value: against_deciding(case, Attempt(status, rationale, case.evidence), actor)
        for status in Status
    }
    against |= {
        "dismiss": against_step(claim, Act.DISMISS),
        "reopen": against_step(claim, Act.REOPEN),
        "undo": against_undoing(claim, last, actor),
    }
    if actor.role < Role.REVIEWER:
        rule = say(
            "This takes the role of {role}; yours is {own}.",
            role=say(Role.REVIEWER.label),
            own=say(actor.role.label),
        )
        against = {step: [rule, *reasons] for step, reasons in against.items()}
    return [
        {"step": step, "allowed": not reasons, "reasons": reasons}
        for step, reasons in against.items()
    ]
