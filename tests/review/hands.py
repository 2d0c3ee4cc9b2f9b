"""Claims drawn by hand, each step in transactions of its own, as an edge does it."""

from typing import Any
from uuid import UUID

from factcheck import review
from factcheck.store import articles, claims
from factcheck.store.claims import Claim
from tests.review.stages import NOW, Stages

Span = tuple[int, int]


def span_of(stages: Stages, article: UUID, words: str, nth: int = 0) -> Span:
    """Where words stand in the newest draft; the `nth` time, counted from 0."""
    with stages.room.database.reading() as session:
        number = articles.article(session, stages.room.desk.id, article).draft_number
        text = articles.draft(session, article, number, with_text=True).text
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def look(stages: Stages, article: UUID, *spans: Span, number: int | None = None) -> review.Looked:
    """What stands there."""
    with stages.room.database.reading() as session:
        found = articles.article(session, stages.room.desk.id, article)
        return review.look(session, found, spans, number=number)


def put(stages: Stages, claim_id: UUID, span: Span, **more: Any) -> Claim:
    """Put a claim in its place."""
    looked = look(stages, stages.claim(claim_id).article_id, span, **more)
    stages.act(review.place_claim, claim_id, looked)
    return stages.claim(claim_id)


def mark(stages: Stages, article: UUID, span: Span, **more: Any) -> Claim:
    """Mark a claim."""
    looked = look(stages, article, span)
    with stages.room.database.writing() as session:
        made = review.mark_claim(
            session, article, looked, actor=stages.actor("reviewer"), now=NOW, **more
        )
    return stages.claim(made.id)


def split(stages: Stages, claim_id: UUID, *spans: Span, statements: Any = None) -> list[Claim]:
    """Split a claim; gives all its parts, itself first."""
    looked = look(stages, stages.claim(claim_id).article_id, *spans)
    words = statements or [None] * len(spans)
    made = stages.act(review.split, claim_id, looked, words)
    return [stages.claim(claim_id), *(stages.claim(each.id) for each in made)]


def merge(stages: Stages, claim_id: UUID, *others: UUID, **more: Any) -> Claim:
    """Merge claims into one."""
    article = stages.claim(claim_id).article_id
    with stages.room.database.reading() as session:
        claim = claims.claim(session, stages.room.desk.id, claim_id)
        hull = review.hull([claim, *review.joined(session, claim, others)])
    looked = look(stages, article, hull)
    with stages.room.database.writing() as session:
        claim = claims.claim(session, stages.room.desk.id, claim_id)
        taken = review.joined(session, claim, others)
        actor = stages.actor("reviewer")
        review.merge(session, claim, taken, looked, actor=actor, now=NOW, **more)
    return stages.claim(claim_id)
