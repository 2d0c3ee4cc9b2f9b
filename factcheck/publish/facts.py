"""A fact as newsroom tools pull it."""

from typing import Any

from factcheck.store.claims import Claim
from factcheck.store.facts import Grounds
from factcheck.store.sources import Evidence


def fact_shape(claim: Claim, grounds: Grounds, *, base_url: str) -> dict[str, Any]:
    """The fact that a final claim is, with what it stands on.

    No reviewer is named, and confidential sources are counted instead of shown.
    """
    review = grounds.review
    open_sources = [each for each in grounds.evidence if not each.source.confidential]
    return {
        "id": claim.id,
        "claim_id": claim.id,
        "version": claim.version,
        "status": claim.status,
        "statement": claim.statement,
        "quote": claim.anchor.quote,
        "speaker": claim.speaker,
        "rating": claim.rating,
        "rationale": grounds.proposal.rationale,
        "article": claim.article,
        "sources": [_source_shape(each, grounds.copies.get(each.id)) for each in open_sources],
        "confidential_sources": len(grounds.evidence) - len(open_sources),
        "reviewed_at": review.created_at,
        "valid_since": review.created_at,
        "corrected": any(
            each.status is not review.status for each in grounds.reviews if each.settled
        ),
        "overridden": review.override_reason is not None,
        "history_url": f"{base_url}/api/v1/claims/{claim.id}/history",
        "claimreview_url": None,
    }


def _source_shape(evidence: Evidence, copy: str | None) -> dict[str, Any]:
    source = evidence.source
    return {
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "kind": source.kind,
        "stance": evidence.stance,
        "passage": evidence.passage,
        "locator": evidence.locator,
        "archived_sha256": copy,
    }
