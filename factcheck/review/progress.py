"""How far the work on an article is: counts, coverage, and the ledger of its sentences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.review.spans import Standing
from factcheck.store import articles, worklist
from factcheck.store.articles import Article, Draft, Sentence
from factcheck.vocabulary import CLOSED, Disposition, LedgerNote, Stage, Status


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences are accounted for: nothing to check in them, or all decided."""

    accounted: int
    total: int

    @property
    def ratio(self) -> float:
        """The share accounted for, 0 to 1; 1 for a text without sentences."""
        return round(self.accounted / self.total, 4) if self.total else 1.0


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One sentence with what became of it, and the claims that stand in it.

    `note` says why it is no claim, as extraction saw it.
    """

    start: int
    end: int
    text: str
    disposition: Disposition
    note: LedgerNote | None
    claim_ids: list[UUID]
    settled: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every sentence of an article's newest draft."""

    draft: int
    items: list[LedgerLine]

    @property
    def coverage(self) -> Coverage:
        """How much of the text is accounted for."""
        return Coverage(sum(line.settled for line in self.items), len(self.items))


def ledger(session: Session, article: Article) -> Ledger:
    """The ledger of the article's newest draft, joined with the claims as they stand."""
    draft = articles.draft(session, article.id, article.draft_number, with_text=True)
    standing = Standing(worklist.spans(session, [article.id])[article.id])
    sentences = articles.sentences(session, draft.id)
    return Ledger(draft.number, [_line(draft, each, standing) for each in sentences])


def _line(draft: Draft, sentence: Sentence, standing: Standing) -> LedgerLine:
    start, end, found = sentence.start, sentence.end, sentence.disposition
    within = standing.within(start, end)
    stages = [stage for _, _, _, stage in within]
    now = _disposition(found, stages)
    return LedgerLine(
        start=start,
        end=end,
        text=draft.text[start:end],
        disposition=now,
        note=sentence.note if now is found else None,
        claim_ids=[claim_id for claim_id, _, _, _ in within],
        settled=_settled(found, stages),
    )


def coverages(session: Session, article_ids: Sequence[UUID]) -> dict[UUID, Coverage]:
    """How much of each article's newest draft is accounted for, in two queries."""
    spans = worklist.spans(session, article_ids)
    found = {}
    for article_id, sentences in articles.ledgers(session, article_ids).items():
        standing = Standing(spans[article_id])
        settled = [
            _settled(disposition, [stage for _, _, _, stage in standing.within(start, end)])
            for start, end, disposition in sentences
        ]
        found[article_id] = Coverage(sum(settled), len(settled))
    return found


def _disposition(found: Disposition, stages: Sequence[Stage]) -> Disposition:
    """What extraction said, unless people have added or dismissed the claims since."""
    if not stages:
        return Disposition.NOTHING_CHECKABLE if found is Disposition.CLAIM else found
    if all(stage is Stage.DISMISSED for stage in stages):
        return Disposition.DISMISSED
    return Disposition.CLAIM


def _settled(found: Disposition, stages: Sequence[Stage]) -> bool:
    if not stages:
        return found is not Disposition.CLAIM
    return all(stage in CLOSED for stage in stages)


def with_counts(session: Session, found: Sequence[Article]) -> list[dict[str, Any]]:
    """Each article's columns with the counts of its newest draft's claims."""
    tallies = worklist.tallies(session, [article.id for article in found])
    return [_columns(article) | {"counts": _counts(tallies[article.id])} for article in found]


def _counts(tally: Counter[tuple[Status, Stage]]) -> dict[str, dict[str, int]]:
    """The tally by status and by stage; every word of both is there."""
    by_status, by_stage = Counter[Status](), Counter[Stage]()
    for (status, stage), number in tally.items():
        by_status[status] += number
        by_stage[stage] += number
    return {
        "status": {each.value: by_status[each] for each in Status},
        "stage": {each.value: by_stage[each] for each in Stage},
    }


def _columns(article: Article) -> dict[str, Any]:
    return {column.key: getattr(article, column.key) for column in Article.__table__.columns}
