"""A reviewer decides: verified, disputed or unverified.

This is the path that is walked all day, so it reads and writes rows (`store.cases`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import IllegalTransition, Rejected
from factcheck.ids import uuid7
from factcheck.review.gates import Attempt, Case, against_deciding
from factcheck.saying import say
from factcheck.store import cases, log
from factcheck.store.cases import Opinion, Piece, Standpoint
from factcheck.store.picture import Picture, plain
from factcheck.vocabulary import HoldReason, Stage, Status


@dataclass(frozen=True, slots=True)
class Decision:
    """A review as it was recorded, with the claim as it stands now.

    `review` holds the columns of `store.reviews.Review`, and the ids of the evidence that
    it relied on.
    """

    review: dict[str, Any]
    policy_version: int
    claim: Standpoint
    picture: Picture


def open_case(session: Session, desk_id: UUID, claim_id: UUID) -> tuple[Case, Picture]:
    """What a decision on the claim is judged by, and the claim as it is shown.

    Raises `NotFound`, for another desk's claim too.
    """
    found = cases.case(session, desk_id, claim_id)
    case = Case(found.claim, found.author, found.policy, found.standing, found.evidence)
    return case, found.picture


def decide(
    session: Session,
    claim_id: UUID,
    *,
    seen: int | None = None,
    status: Status,
    rationale: str,
    rating: str | None = None,
    evidence_ids: Sequence[UUID] | None = None,
    override_reason: str | None = None,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Record the actor's decision on the claim.

    `seen` is the version that the actor decided on; None: whatever stands now. Without
    `evidence_ids` the decision relies on all evidence that stands on the claim. Under a
    policy with a second person the first review proposes and changes no status; another
    person who comes to the same status makes it final, one who does not hands it to an
    editor.

    Raises:
        NotFound: the desk has no such claim.
        Rejected: an evidence id is not of this claim.
        IllegalTransition: with the plain reasons that are unmet.
        StaleVersion: somebody changed the claim meanwhile.
    """
    found = cases.case(session, actor.desk_id, claim_id)
    cases.expect(found.claim, seen)
    case = Case(found.claim, found.author, found.policy, found.standing, found.evidence)
    relied = _relied(found.evidence, evidence_ids)
    attempt = Attempt(status, rationale.strip(), relied, override_reason)
    reasons = against_deciding(case, attempt, actor)
    if reasons:
        message = say("This claim cannot be marked {status} yet.", status=say(status.value))
        raise IllegalTransition(message, reasons)
    return _settle(session, found, case, attempt, rating, actor, now)


def _relied(standing: Sequence[Piece], ids: Sequence[UUID] | None) -> Sequence[Piece]:
    """The evidence with these ids; all of it when none are named."""
    if ids is None:
        return standing
    by_id = {each.id: each for each in standing}
    unknown = [str(each) for each in ids if each not in by_id]
    if unknown:
        raise Rejected(
            say("A review can rely only on evidence that stands on its claim."),
            {
                "evidence_ids": [
                    say("{each} is not evidence of this claim.", each=each) for each in unknown
                ]
            },
        )
    return [by_id[each] for each in dict.fromkeys(ids)]


def _settle(
    session: Session,
    found: cases.Found,
    case: Case,
    attempt: Attempt,
    rating: str | None,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Write it down: the claim first, for that fails if somebody was faster."""
    confirms = case.confirmed_by(attempt.status)
    stage, held = _outcome(case, attempt, actor)
    final = stage is Stage.FINAL
    shown = rating or (confirms.rating if confirms else None)
    claim = cases.stand(
        session,
        found.claim,
        status=attempt.status if final else Status.UNVERIFIED,
        stage=stage,
        reason=held,
        rating=shown if final else None,
        now=now,
    )
    kept = _keeps(found.standing, confirms, held)
    review = _review(found, attempt, rating, confirms, stage, actor, now)
    relied = review["evidence_ids"]
    columns = {key: value for key, value in review.items() if key != "evidence_ids"}
    given_way = [each.id for each in found.standing if each.id not in kept]
    cases.add_review(session, columns, relied, given_way)
    _note(session, found, claim, review, attempt, actor, now)
    changed = {
        "version": claim.version,
        "status": claim.status.value,
        "stage": claim.stage.value,
        "stage_reason": held,
        "rating": claim.rating,
        "flag": None,
        "updated_at": plain(now),
    }
    return Decision(review, found.policy.version, claim, found.picture | changed)


def _outcome(case: Case, attempt: Attempt, actor: Actor) -> tuple[Stage, str | None]:
    """Where the claim goes, and why it still waits if it does."""
    if not case.rules.second_person or attempt.override_reason is not None:
        return Stage.FINAL, None
    if case.disagreed or case.confirmed_by(attempt.status):
        return Stage.FINAL, None
    proposal = case.proposal
    if proposal and proposal.reviewer_id != actor.person_id:
        return Stage.AWAITING_SECOND, HoldReason.DISAGREEMENT.value
    return Stage.AWAITING_SECOND, None


def _keeps(standing: Sequence[Opinion], confirms: Any, held: str | None) -> set[UUID]:
    """The earlier reviews that still count: what is confirmed, or both sides of a dispute."""
    if held:
        return {each.id for each in standing}
    return {confirms.id} if confirms else set()


def _review(
    found: cases.Found,
    attempt: Attempt,
    rating: str | None,
    confirms: Any,
    stage: Stage,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "claim_id": found.claim.id,
        "claim_version": found.claim.version,
        "status": attempt.status,
        "rating": rating,
        "rationale": attempt.rationale,
        "reviewer_id": actor.person_id,
        "policy_id": found.policy.id,
        "confirms_id": confirms.id if confirms else None,
        "superseded_by_id": None,
        "override_reason": attempt.override_reason,
        "undone_at": None,
        "settled": stage is Stage.FINAL,
        "created_at": now,
        "evidence_ids": [each.id for each in attempt.relied],
    }


def _note(
    session: Session,
    found: cases.Found,
    claim: Standpoint,
    review: dict[str, Any],
    attempt: Attempt,
    actor: Actor,
    now: datetime,
) -> None:
    """One entry, with the fingerprint of every piece of evidence that was relied on."""
    before = {
        "rating": found.claim.rating,
        "stage_reason": found.claim.stage_reason,
        "flag": found.picture["flag"],
    }
    after = {"rating": claim.rating, "stage_reason": claim.stage_reason, "flag": None}
    changed = [key for key in before if before[key] != after[key]]
    told = {
        "review_id": str(review["id"]),
        "decided": attempt.status.value,
        "evidence": {str(each.id): each.sha256 for each in attempt.relied},
    }
    if attempt.override_reason is not None:
        told["override_reason"] = attempt.override_reason
    log.record(
        session,
        "claim.reviewed",
        claim,
        actor=actor,
        now=now,
        status_from=found.claim.status,
        status_to=claim.status,
        stage_from=found.claim.stage,
        stage_to=claim.stage,
        reason=attempt.rationale,
        before={key: before[key] for key in changed} or None,
        after={key: after[key] for key in changed} | told,
        evidence_ids=[str(each) for each in review["evidence_ids"]],
        policy_version=found.policy.version,
    )
