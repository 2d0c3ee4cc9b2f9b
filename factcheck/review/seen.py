"""What somebody may see of sources: of a confidential one a viewer sees the grades alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.store import reviews
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import DECIDED, Role

_SOURCE = (
    *("id", "version", "url", "title", "publisher", "kind", "reliability"),
    *("independence_group", "confidential", "state", "checked_at", "next_check_at"),
    "created_at",
)
_HIDDEN = {
    "title": "confidential source",
    "url": None,
    "publisher": None,
    "independence_group": None,
}
_EVIDENCE = (
    *("id", "claim_id", "stance", "passage", "locator", "accessed_at", "credibility"),
    *("snapshot_id", "sha256", "added_by", "created_at"),
)
_SNAPSHOT = (
    *("id", "source_id", "url", "http_status", "media_type", "filename", "size", "sha256"),
    *("stored_sha256", "text_sha256", "state", "note", "taken_by", "taken_at"),
)
_TELLING = ("url", "filename", "size", "sha256", "stored_sha256", "text_sha256", "note")
"""What would give a page away: whoever has it too can compare hashes."""


def is_hidden(source: Source, actor: Actor) -> bool:
    """Whether a confidential source is more than the actor may read."""
    return source.confidential and actor.role < Role.REVIEWER


def source_shape(source: Source, actor: Actor) -> dict[str, Any]:
    """The source by the names of its columns."""
    hidden = is_hidden(source, actor)
    shown = {name: getattr(source, name) for name in _SOURCE} | {"hidden": hidden}
    return shown | _HIDDEN if hidden else shown


def evidence_shape(evidence: Evidence, actor: Actor) -> dict[str, Any]:
    """The evidence with its source; a passage gives its source away."""
    shown = {name: getattr(evidence, name) for name in _EVIDENCE}
    shown["source"] = source_shape(evidence.source, actor)
    if is_hidden(evidence.source, actor):
        shown |= {"passage": None, "locator": None, "accessed_at": None}
    return shown


def snapshot_shape(source: Source, snapshot: Snapshot, actor: Actor) -> dict[str, Any]:
    """A snapshot of the source by the names of its columns, without its text."""
    shown = {name: getattr(snapshot, name) for name in _SNAPSHOT}
    if is_hidden(source, actor):
        shown |= dict.fromkeys(_TELLING) | {"size": 0}
    return shown


def uses(session: Session, found: Sequence[Evidence], actor: Actor) -> list[dict[str, Any]]:
    """Evidence with the claims that it stands on, and whether a decision relied on it.

    On what a proposal relies can tell what it says, so that is held back as the proposal is.
    """
    on = {each.claim_id: each.claim for each in found}
    relied = {
        piece
        for each in reviews.of_claims(session, list(on))
        if each.counts and not reviews.veiled(on[each.claim_id], each, actor.person_id)
        for piece in each.evidence_ids
    }
    return [
        evidence_shape(each, actor)
        | {"claim": each.claim, "relied_on": each.id in relied and each.claim.stage in DECIDED}
        for each in found
    ]
