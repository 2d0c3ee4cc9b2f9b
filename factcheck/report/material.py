"""What a report is made of, loaded in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.store import (
    articles,
    claims,
    closing,
    desks,
    reviews,
    snapshots,
    sources,
    timeline,
)
from factcheck.store.articles import Article, Draft, Sentence
from factcheck.store.claims import Claim
from factcheck.store.closing import Reply, SignOff
from factcheck.store.desks import Desk, Policy
from factcheck.store.log import Event
from factcheck.store.reviews import Review
from factcheck.store.sources import Evidence

T = TypeVar("T", Evidence, Review)
EXTRACT = 200
"""How many entries of the log a report shows at most, the newest."""
_OF_REPORTS = ("report.frozen",)
"""A report does not tell of reports: two of one state are to say the same."""


@dataclass(frozen=True, slots=True)
class Material:
    """One state of an article: `claims` whole and in text order; the rest by claim id.

    `evidence` is what stands, with its sources; `copies` the SHA-256 of the stored copies
    that it rests on, by their ids; `reviews` all of them, oldest first. `entries` are the
    newest of the log, `entry_count` how many there are in all; `dismissals` the newest
    dismissal of each claim; `changed_at` when a claim last changed.
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
    replies: Sequence[Reply]
    sign_off: SignOff | None
    changed_at: datetime | None
    entries: Sequence[Event]
    entry_count: int
    dismissals: Mapping[UUID, Event]


def gather(session: Session, article: Article) -> Material:
    """Load the article's newest draft and all that has been found out about it."""
    draft = articles.draft(session, article.id, article.draft_number)
    found = claims.of_article(session, article.id)
    evidence = sources.evidence_of_article(session, article.id)
    entries, count = timeline.extract(session, article.id, without=_OF_REPORTS, limit=EXTRACT)
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
        replies=closing.all_replies(session, article.id),
        sign_off=closing.newest_sign_off(session, article.id),
        changed_at=max((claim.updated_at for claim in found), default=None),
        entries=entries,
        entry_count=count,
        dismissals=timeline.dismissals(session, article.id),
    )


def _by_claim(rows: Iterable[T]) -> dict[UUID, list[T]]:
    grouped: dict[UUID, list[T]] = defaultdict(list)
    for row in rows:
        grouped[row.claim_id].append(row)
    return dict(grouped)
