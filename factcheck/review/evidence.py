"""Evidence: bringing a source to bear on a claim, amending it, taking it away."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import IllegalTransition, NotFound
from factcheck.ids import uuid7
from factcheck.review.fingerprints import seal
from factcheck.review.moves import recorded, send_back
from factcheck.review.vault import keep_source
from factcheck.saying import say
from factcheck.store import reviews, snapshots, sources
from factcheck.store.claims import Claim
from factcheck.store.picture import plain
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import ReopenReason, Stage, Stance

_EDITABLE = ("stance", "passage", "locator", "accessed_at", "credibility")


def add_evidence(
    session: Session,
    claim: Claim,
    *,
    stance: Stance,
    source: Mapping[str, Any] | None = None,
    source_id: UUID | None = None,
    passage: str | None = None,
    locator: str | None = None,
    accessed_at: datetime | None = None,
    credibility: int | None = None,
    actor: Actor,
    now: datetime,
) -> Evidence:
    """Put evidence on the claim, from a source of the desk or from a new one.

    A source that the desk has already is used as it is kept. A queued claim goes into
    review with its first evidence. Raises `NotFound` for a source that is not the desk's,
    `IllegalTransition` for a dismissed claim.
    """
    if claim.stage is Stage.DISMISSED:
        raise IllegalTransition(
            say("A dismissed claim takes no evidence."), [say("It was dismissed; reopen it first.")]
        )
    rests_on = (
        sources.leant_on(session, claim.desk_id, source_id)
        if source_id is not None
        else keep_source(session, source or {}, actor=actor, now=now)[0]
    )
    newest = snapshots.newest(session, rests_on.id)
    evidence = Evidence(
        id=uuid7(),
        claim_id=claim.id,
        source=rests_on,
        stance=stance,
        passage=passage,
        locator=locator,
        accessed_at=accessed_at,
        credibility=credibility,
        snapshot_id=newest.id if newest else None,
        added_by=actor.person_id,
        created_at=now,
    )
    seal(session, evidence)
    session.add(evidence)
    session.flush()
    with _recorded(session, claim, "evidence.added", evidence, actor, now, after=_state(evidence)):
        claim.evidence_count += 1
        if claim.stage is Stage.QUEUED:
            claim.stage = Stage.IN_REVIEW
    return evidence


def edit_evidence(
    session: Session,
    claim: Claim,
    evidence_id: UUID,
    changes: Mapping[str, Any],
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
    seal(session, evidence)
    told = {"evidence_before": before, **_state(evidence)}
    with _recorded(session, claim, "evidence.edited", evidence, actor, now, after=told):
        if changed:
            _unsettle(session, claim, evidence)
    return evidence


def remove_evidence(
    session: Session, claim: Claim, evidence_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """Take evidence off the claim (the record stays). Raises `NotFound`."""
    evidence = _standing(session, claim, evidence_id)
    told = {"evidence_before": _state(evidence)}
    with _recorded(session, claim, "evidence.removed", evidence, actor, now, after=told):
        evidence.removed_at = now
        claim.evidence_count -= 1
        _unsettle(session, claim, evidence)


def copy_evidence(
    session: Session, found: Iterable[Evidence], claim: Claim, *, now: datetime
) -> None:
    """Let the same evidence stand on another claim too, each piece once per source and place."""
    there = {_place(each) for each in sources.evidence_of(session, claim.id)}
    for each in found:
        if _place(each) in there:
            continue
        there.add(_place(each))
        session.add(
            Evidence(
                id=uuid7(),
                claim_id=claim.id,
                source=each.source,
                stance=each.stance,
                passage=each.passage,
                locator=each.locator,
                accessed_at=each.accessed_at,
                credibility=each.credibility,
                snapshot_id=each.snapshot_id,
                sha256=each.sha256,
                added_by=each.added_by,
                created_at=now,
            )
        )
        claim.evidence_count += 1
    session.flush()


def _place(evidence: Evidence) -> tuple[Any, ...]:
    return (evidence.source.id, evidence.stance, evidence.passage, evidence.locator)


def _standing(session: Session, claim: Claim, evidence_id: UUID) -> Evidence:
    for each in sources.evidence_of(session, claim.id):
        if each.id == evidence_id:
            return each
    raise NotFound(say("There is no such evidence on this claim."))


def relies_on(session: Session, claim: Claim, evidence_id: UUID) -> bool:
    """Whether a decision that counts relied on this evidence."""
    return any(
        each.evidence_id == evidence_id
        for review in reviews.standing(session, claim.id)
        for each in review.relied_on
    )


def _unsettle(session: Session, claim: Claim, evidence: Evidence) -> None:
    """Send the claim back if a decision in force relied on this evidence."""
    if relies_on(session, claim, evidence.id):
        send_back(claim, ReopenReason.EVIDENCE_CHANGED)


def _recorded(
    session: Session,
    claim: Claim,
    action: str,
    evidence: Evidence,
    actor: Actor,
    now: datetime,
    *,
    after: dict[str, Any],
) -> Any:
    return recorded(
        session,
        claim,
        action,
        actor=actor,
        now=now,
        after=after,
        object_type="claim",
        evidence_ids=[str(evidence.id)],
    )


def _state(evidence: Evidence) -> dict[str, Any]:
    """What the log keeps of a piece of evidence.

    Log entries stay for good and are read by many: of a confidential source they hold the
    id alone.
    """
    source: Source = evidence.source
    shown: dict[str, Any] = {"id": str(source.id), "kind": source.kind.value}
    if not source.confidential:
        shown |= {"title": source.title, "url": source.url}
    return {
        "source": shown,
        "stance": evidence.stance.value,
        "passage": None if source.confidential else evidence.passage,
        "locator": None if source.confidential else evidence.locator,
        "accessed_at": plain(evidence.accessed_at),
        "credibility": evidence.credibility,
        "sha256": evidence.sha256,
    }
