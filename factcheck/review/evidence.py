"""Evidence: bringing a source to bear on a claim, amending it, taking it away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import IllegalTransition, NotFound
from factcheck.ids import uuid7
from factcheck.review.moves import move, reopen_if_decided
from factcheck.store import log, reviews, sources
from factcheck.store.claims import Claim
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import ReopenReason, Stage, Stance

_EDITABLE = ("stance", "passage", "locator", "accessed_at")


def add_evidence(
    session: Session,
    claim: Claim,
    *,
    stance: Stance,
    source: dict[str, Any] | None = None,
    source_id: UUID | None = None,
    passage: str | None = None,
    locator: str | None = None,
    accessed_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Evidence:
    """Put evidence on the claim, from a source of the desk or from a new one.

    A queued claim goes into review with its first evidence. Raises `NotFound` for a
    source that is not the desk's, `IllegalTransition` for a dismissed claim.
    """
    if claim.stage is Stage.DISMISSED:
        raise IllegalTransition(
            "A dismissed claim takes no evidence.", ["It was dismissed; reopen it first."]
        )
    evidence = Evidence(
        id=uuid7(),
        claim_id=claim.id,
        source=_source(session, claim, source, source_id, actor, now),
        stance=stance,
        passage=passage,
        locator=locator,
        accessed_at=accessed_at,
        added_by=actor.person_id,
        created_at=now,
    )
    session.add(evidence)
    session.flush()
    claim.evidence_count += 1
    if claim.stage is Stage.QUEUED:
        _start_review(session, claim, actor, now)
    else:
        claim.touch(now)
    _note(session, "evidence.added", claim, evidence, actor, now, after=_state(evidence))
    return evidence


def edit_evidence(
    session: Session,
    claim: Claim,
    evidence_id: UUID,
    changes: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> Evidence:
    """Amend evidence; a decision that relied on it is taken back. Raises `NotFound`."""
    evidence = _standing(session, claim, evidence_id)
    before = _state(evidence)
    # Not told from `before`: of a confidential source the log does not hold the passage.
    changed = [
        name for name in _EDITABLE if name in changes and changes[name] != getattr(evidence, name)
    ]
    for name in changed:
        setattr(evidence, name, changes[name])
    after = _state(evidence)
    if changed:
        _unsettle(session, claim, evidence, actor, now)
    else:
        claim.touch(now)
    _note(session, "evidence.edited", claim, evidence, actor, now, before=before, after=after)
    return evidence


def remove_evidence(
    session: Session, claim: Claim, evidence_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """Take evidence off the claim (the record stays). Raises `NotFound`."""
    evidence = _standing(session, claim, evidence_id)
    evidence.removed_at = now
    claim.evidence_count -= 1
    _unsettle(session, claim, evidence, actor, now)
    _note(session, "evidence.removed", claim, evidence, actor, now, before=_state(evidence))


def _source(
    session: Session,
    claim: Claim,
    new: dict[str, Any] | None,
    source_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> Source:
    if source_id is not None:
        return sources.source(session, claim.desk_id, source_id)
    made = Source(
        id=uuid7(),
        version=1,
        desk_id=claim.desk_id,
        created_by=actor.person_id,
        created_at=now,
        **(new or {}),
    )
    session.add(made)
    return made


def _standing(session: Session, claim: Claim, evidence_id: UUID) -> Evidence:
    for each in sources.evidence_of(session, claim.id):
        if each.id == evidence_id:
            return each
    raise NotFound("There is no such evidence on this claim.")


def _unsettle(
    session: Session, claim: Claim, evidence: Evidence, actor: Actor, now: datetime
) -> None:
    """Reopen the claim if a decision in force relied on this evidence."""
    relied = any(
        each.evidence_id == evidence.id
        for review in reviews.standing(session, claim.id)
        for each in review.relied_on
    )
    if not relied or not reopen_if_decided(
        session, claim, ReopenReason.EVIDENCE_CHANGED, actor=actor, now=now
    ):
        claim.touch(now)


def _start_review(session: Session, claim: Claim, actor: Actor, now: datetime) -> None:
    move(
        session,
        claim,
        action="claim.review_started",
        status=claim.status,
        stage=Stage.IN_REVIEW,
        reason=None,
        actor=actor,
        now=now,
    )


def _note(
    session: Session,
    action: str,
    claim: Claim,
    evidence: Evidence,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    log.record(
        session,
        action,
        claim,
        actor=actor,
        now=now,
        object_type="claim",
        evidence_ids=[str(evidence.id)],
        **details,
    )


def _state(evidence: Evidence) -> dict[str, Any]:
    """What the log keeps of a piece of evidence.

    Log entries stay for good and are read by many: of a confidential source they hold the
    id alone.
    """
    accessed, source = evidence.accessed_at, evidence.source
    shown: dict[str, Any] = {"id": str(source.id), "kind": source.kind.value}
    if not source.confidential:
        shown |= {"title": source.title, "url": source.url}
    return {
        "source": shown,
        "stance": evidence.stance.value,
        "passage": None if source.confidential else evidence.passage,
        "locator": None if source.confidential else evidence.locator,
        "accessed_at": accessed.isoformat() if accessed else None,
    }
