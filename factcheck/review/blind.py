"""Blind second review: what the first person decided stays hidden until there is a second."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.store import reviews
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.store.reviews import Review

_TOLD = ("decided", "evidence", "override_reason")


def review_shape(claim: Claim, review: Review, actor: Actor) -> dict[str, Any]:
    """The review as the actor may see it, by the names of its columns."""
    hidden = reviews.veiled(claim, review, actor.person_id)
    return {
        "id": review.id,
        "claim_id": review.claim_id,
        "claim_version": review.claim_version,
        "status": None if hidden else review.status,
        "rating": None if hidden else review.rating,
        "rationale": None if hidden else review.rationale,
        "evidence_ids": [] if hidden else review.evidence_ids,
        "reviewer": review.reviewer,
        "policy": review.policy,
        "confirms_id": review.confirms_id,
        "superseded": review.superseded,
        "undone": review.undone,
        "override_reason": None if hidden else review.override_reason,
        "veiled": hidden,
        "created_at": review.created_at,
    }


def seen_by(
    session: Session, events: Sequence[Event], actor: Actor
) -> list[Event | dict[str, Any]]:
    """The entries as the actor may read them: of hidden reviews without what was decided."""
    made = {str((each.after or {}).get("review_id")) for each in events} - {"None"}
    found = reviews.with_claims(session, [UUID(each) for each in made])
    hidden = {str(each.id) for each in found if reviews.veiled(each.claim, each, actor.person_id)}
    return [
        _veil(each) if (each.after or {}).get("review_id") in hidden else each for each in events
    ]


def _veil(event: Event) -> dict[str, Any]:
    columns = {column.key: getattr(event, column.key) for column in Event.__table__.columns}
    after = {key: value for key, value in (event.after or {}).items() if key not in _TOLD}
    return columns | {"reason": None, "evidence_ids": None, "after": after | {"veiled": True}}
