"""Fingerprints: what a piece of evidence said when a decision relied on it."""

from sqlalchemy.orm import Session

from factcheck.canonical import content_hash
from factcheck.store import snapshots
from factcheck.store.picture import plain
from factcheck.store.sources import Evidence


def seal(session: Session, evidence: Evidence) -> bool:
    """Set the fingerprint of the evidence as it stands, its source and stored copy included.

    Returns whether it is another one than before.
    """
    copy = evidence.snapshot_id and snapshots.sha256_of(session, evidence.snapshot_id)
    before, evidence.sha256 = evidence.sha256, fingerprint(evidence, copy or None)
    return evidence.sha256 != before


def fingerprint(evidence: Evidence, copy_sha256: str | None) -> str:
    """SHA-256 in hexadecimal over all that the evidence says, its source and copy included."""
    source = evidence.source
    return content_hash(
        {
            "source": {
                "id": str(source.id),
                "title": source.title,
                "url": source.url,
                "publisher": source.publisher,
                "kind": source.kind.value,
                "reliability": source.reliability.value if source.reliability else None,
                "independence_group": source.independence_group,
            },
            "stance": evidence.stance.value,
            "passage": evidence.passage,
            "locator": evidence.locator,
            "accessed_at": plain(evidence.accessed_at),
            "credibility": evidence.credibility,
            "copy": copy_sha256,
        }
    )
