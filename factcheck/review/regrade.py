"""Another word on a source: what leans on it is sealed anew and judged again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.review.fingerprints import seal
from factcheck.review.moves import recorded, send_back
from factcheck.review.policy import rules_of, unmet_evidence
from factcheck.store import claims, desks, log, reviews, sources
from factcheck.store.picture import plain
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import DECIDED, ReopenReason

_KEPT = (
    "title",
    "url",
    "publisher",
    "kind",
    "reliability",
    "independence_group",
    "confidential",
)
_WITNESS = frozenset({"kind", "independence_group", "url", "title", "publisher"})
"""What tells how near a source stands, and whether two of them are one witness."""


def regrade(
    session: Session,
    source: Source,
    changes: Mapping[str, Any],
    *,
    tell_claims: bool = True,
    actor: Actor,
    now: datetime,
) -> None:
    """Set columns of a source, which must be held; decisions that no longer hold come back.

    A decision falls when it met the rules before and does not any more. Each claim whose
    evidence says something else now gets a version and an entry; with `tell_claims=False`
    only one whose decision falls does, and the source's own entry has the fingerprints.
    """
    witness = bool(_WITNESS & changes.keys())
    relying = relying_on(session, source.id) if witness else {}
    held = _sound(session, source.desk_id, relying)
    resealed = change_source(session, source, changes, actor=actor, now=now)
    fallen = held - _sound(session, source.desk_id, held)
    pieces = _by_claim(resealed)
    for claim_id in sorted(fallen | (pieces.keys() if tell_claims else set())):
        claim = claims.claim(session, source.desk_id, claim_id)
        found = pieces.get(claim_id) or relying[claim_id]
        told = {
            "source_id": str(source.id),
            "source_version": source.version,
            "evidence": {str(each.id): each.sha256 for each in found},
        }
        ids = [str(each.id) for each in found]
        with recorded(
            session,
            claim,
            "claim.source_edited",
            actor=actor,
            now=now,
            after=told,
            evidence_ids=ids,
        ):
            if claim_id in fallen:
                send_back(claim, ReopenReason.EVIDENCE_CHANGED)


def relying_on(session: Session, source_id: UUID) -> dict[UUID, list[Evidence]]:
    """The evidence from a source that decisions in force relied on, by claim.

    All claims that it stands on are held: none is decided while the caller looks.
    """
    sources.claims_on(session, source_id)
    pieces = sources.leaning_on(session, source_id)
    relied = reviews.relying_on(session, [each.id for each in pieces])
    return _by_claim(each for each in pieces if each.id in relied)


def _by_claim(pieces: Iterable[Evidence]) -> dict[UUID, list[Evidence]]:
    found: dict[UUID, list[Evidence]] = {}
    for each in pieces:
        found.setdefault(each.claim_id, []).append(each)
    return found


def _sound(session: Session, desk_id: UUID, claim_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the claims whose decision meets the rules in force, or was not bound by them."""
    ids = list(claim_ids)
    if not ids:
        return set()
    session.flush()
    rules = rules_of(desks.policy(session, desk_id))
    sound = set()
    for claim_id in ids:
        if claims.claim(session, desk_id, claim_id).stage not in DECIDED:
            continue
        evidence = sources.evidence_of(session, claim_id)
        unmet = [
            reason
            for each in reviews.standing(session, claim_id)
            if each.override_reason is None
            for relied in [set(each.evidence_ids)]
            for reason in unmet_evidence(
                rules, each.status, [piece for piece in evidence if piece.id in relied]
            )
        ]
        if not unmet:
            sound.add(claim_id)
    return sound


def change_source(
    session: Session, source: Source, changes: Mapping[str, Any], *, actor: Actor, now: datetime
) -> list[Evidence]:
    """Set columns of a source, with the entry that says so; it must be held.

    What leans on it gets a new fingerprint where it says something else now; gives those
    pieces, with their sources.
    """
    before = source_state(source)
    for name, value in changes.items():
        setattr(source, name, value)
    if source.url is None or source.confidential:
        source.next_check_at = None
    source.version += 1
    session.flush()
    resealed = [each for each in sources.leaning_on(session, source.id) if seal(session, each)]
    after = source_state(source)
    if resealed:
        after["evidence"] = {str(each.id): each.sha256 for each in resealed}
    log.record(session, "source.edited", source, actor=actor, now=now, before=before, after=after)
    return resealed


def source_state(source: Source) -> dict[str, Any]:
    """What the log keeps of a source; of a confidential one its grades alone."""
    hidden = {"title", "url", "publisher", "independence_group"} if source.confidential else set()
    return {name: None if name in hidden else plain(getattr(source, name)) for name in _KEPT}
