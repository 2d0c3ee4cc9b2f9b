"""What a report is made of, loaded in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.store import articles, claims, desks, reviews, snapshots, sources
from factcheck.store.articles import Article, Draft, Sentence
from factcheck.store.claims import Claim
from factcheck.store.desks import Desk, Policy
from factcheck.store.reviews import Review
from factcheck.store.sources import Evidence

T = TypeVar("T", Evidence, Review)


@dataclass(frozen=True, slots=True)
class Material:
    """One state of an article: `claims` whole and in text order; the rest by claim id.

    `evidence` is what stands, with its sources; `copies` the SHA-256 of the stored copies
    that it rests on, by their ids; `reviews` all of them, oldest first.
    """

    desk: Desk
    policy: Policy
    article: Article
    draft: Draft
    text: str
    sentences: Sequence[Sentence]
    alarms: Sequence[Mapping[str, Any]]
    claims: Sequence[Claim]
    evidence: Mapping[UUID, Sequence[Evidence]]
    copies: Mapping[UUID, str]
    reviews: Mapping[UUID, Sequence[Review]]


def gather(session: Session, article: Article) -> Material:
    """Load the article's newest draft and all that has been found out about it."""
    draft = articles.draft(session, article.id, article.draft_number)
    found = claims.of_article(session, article.id)
    evidence = sources.evidence_of_article(session, article.id)
    return Material(
        desk=desks.desk(session, article.desk_id),
        policy=desks.policy(session, article.desk_id),
        article=article,
        draft=draft,
        text=articles.text_of(session, draft.id),
        sentences=articles.sentences(session, draft.id),
        alarms=articles.alarms(session, article.id, draft.number),
        claims=found,
        evidence=_by_claim(evidence),
        copies=snapshots.hashes(session, (each.snapshot_id for each in evidence)),
        reviews=_by_claim(reviews.of_claims(session, [claim.id for claim in found])),
    )


def _by_claim(rows: Iterable[T]) -> dict[UUID, list[T]]:
    grouped: dict[UUID, list[T]] = defaultdict(list)
    for row in rows:
        grouped[row.claim_id].append(row)
    return dict(grouped)
