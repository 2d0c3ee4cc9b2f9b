"""Who and what stands out among the decisions of a period: speakers, sources, repeats, people.

What is read, and by which index, is told in `store.period`; the rows that a decision points to
are read by their keys. Equals come in the order of their letters, so a list is always the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Subquery, and_, case, func, select
from sqlalchemy.orm import Session

from factcheck.store.claims import Anchor, Claim
from factcheck.store.figures import SpeakerCount
from factcheck.store.people import Person
from factcheck.store.period import (
    Period,
    by_letter,
    by_status,
    claims_where,
    decisions,
    median,
    of_statuses,
    seconds,
)
from factcheck.store.reviews import Review, ReviewEvidence
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import Stance, Status

_EDGES = " \t\"'“”‘’«».,;:!?…"
"""What does not count at the ends of statements that are compared."""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """On how many claims decisions relied on a source, on how many of them against the claim."""

    title: str
    publisher: str | None
    url: str | None
    claims: int
    refuted: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A statement that was decided on as several claims, in how many articles, and how."""

    statement: str
    claims: int
    articles: int
    status: dict[Status, int]


@dataclass(frozen=True, slots=True)
class ReviewerCount:
    """What somebody decided. `overturned`: the next decision on the claim says another thing.

    `median`: seconds from a claim's coming to their review of it, where the decision was the
    first on the claim; None where none was.
    """

    name: str
    decisions: int
    overturned: int
    median: float | None


def speakers(session: Session, period: Period, *, least: int, limit: int) -> list[SpeakerCount]:
    """Whose claims were most often found disputed; of equals, the larger share first.

    Of people with at least `least` decided claims. Who is only suggested, or called by a
    pronoun, is left out. Reads the anchors by (claim_id, draft_number).
    """
    found = decisions(period)
    place = and_(
        Anchor.claim_id == Claim.id,
        Anchor.draft_number == Claim.draft_number,
        Anchor.speaker_mention.is_(None),
    )
    disputed, total = func.count(case((found.c.status == Status.DISPUTED, 1))), func.count()
    query = (
        select(Claim.speaker_name, disputed, total)
        .join(found, found.c.claim_id == Claim.id)
        .join(Anchor, place)
        .where(found.c.last, Claim.speaker_name.is_not(None))
        .group_by(Claim.speaker_name)
        .having(and_(total >= least, disputed > 0))
        .order_by(disputed.desc(), total, by_letter(session, Claim.speaker_name))
    )
    return [
        SpeakerCount(name or "", some, all_)
        for name, some, all_ in session.execute(query.limit(limit))
    ]


def sources(session: Session, period: Period, *, refuting: bool, limit: int) -> list[SourceCount]:
    """The sources that the outcomes rely on most, or those that are `refuting` most.

    Confidential ones are left out. Evidence that was taken away since does not count.
    """
    found = _relied(period)
    claims = func.count(found.c.claim_id.distinct())
    against = claims_where(found, found.c.stance == Stance.REFUTES)
    shown = (Source.title, Source.publisher, Source.url)
    order = [against.desc(), claims.desc()] if refuting else [claims.desc(), against.desc()]
    query = (
        select(*shown, claims, against)
        .join(found, found.c.source_id == Source.id)
        .where(Source.confidential.is_(False))
        .group_by(Source.id, *shown)
        .having(against >= int(refuting))
        .order_by(*order, by_letter(session, Source.title), Source.id)
    )
    return [SourceCount(*row) for row in session.execute(query.limit(limit))]


def confidential(session: Session, period: Period) -> tuple[int, int]:
    """How many confidential sources the outcomes rely on, and how many outcomes do."""
    found = _relied(period)
    query = (
        select(func.count(Source.id.distinct()), func.count(found.c.claim_id.distinct()))
        .join(found, found.c.source_id == Source.id)
        .where(Source.confidential.is_(True))
    )
    some, claims = session.execute(query).one()
    return some, claims


def _relied(period: Period) -> Subquery:
    """What the outcome of each claim relies on: claim, source and stance."""
    found = decisions(period)
    return (
        select(found.c.claim_id, Evidence.source_id, Evidence.stance)
        .join(ReviewEvidence, ReviewEvidence.review_id == found.c.id)
        .join(Evidence, Evidence.id == ReviewEvidence.evidence_id)
        .where(found.c.last, Evidence.removed_at.is_(None))
        .subquery()
    )


def repeated(session: Session, period: Period, *, limit: int) -> list[Repeat]:
    """The statements that were decided on more than once, as several claims; most often first.

    Case, line breaks and marks at the ends do not count. Groups the statements of all claims
    that were decided in the period.
    """
    found = decisions(period)
    line = func.replace(func.replace(Claim.statement, "\r", ""), "\n", " ")
    form = func.trim(func.lower(line), _EDGES).label("form")
    told = (
        select(form, Claim.statement, Claim.article_id, found.c.status)
        .join(found, found.c.claim_id == Claim.id)
        .where(found.c.last)
        .subquery()
    )
    shown, count = func.min(by_letter(session, told.c.statement)), func.count()
    query = (
        select(shown, count, func.count(told.c.article_id.distinct()), *by_status(told.c.status))
        .group_by(told.c.form)
        .having(count > 1)
        .order_by(count.desc(), by_letter(session, told.c.form))
    )
    return [
        Repeat(statement, claims, articles, of_statuses(counts))
        for statement, claims, articles, *counts in session.execute(query.limit(limit))
    ]


def reviewers(session: Session, period: Period, *, limit: int) -> list[ReviewerCount]:
    """Who decided how much. Where a second person confirmed a proposal, both have decided."""
    ranked = _ranked(decisions(period))
    count = func.count()
    query = (
        select(
            Person.name,
            count,
            func.sum(ranked.c.overturned),
            median(ranked, which=ranked.c.first == 1),
        )
        .join(ranked, ranked.c.reviewer_id == Person.id)
        .group_by(Person.id, Person.name)
        .order_by(count.desc(), by_letter(session, Person.name), Person.id)
    )
    return [
        ReviewerCount(name, number, int(overturned), None if middle is None else float(middle))
        for name, number, overturned, middle in session.execute(query.limit(limit))
    ]


def _ranked(found: Subquery) -> Subquery:
    """Each review behind a decision, and its rank by how long its reviewer took.

    `first` decisions on a claim are ranked by themselves.
    """
    overturned = case((found.c.after != found.c.status, 1), else_=0).label("overturned")
    first = case((found.c.first, 1), else_=0).label("first")
    shared = (overturned, first, found.c.came)
    proposals = select(Review.reviewer_id, Review.created_at.label("at"), *shared)
    both = (
        select(found.c.reviewer_id, found.c.at, *shared)
        .union_all(proposals.join(found, found.c.confirms_id == Review.id))
        .subquery()
    )
    waited = select(
        both.c.reviewer_id, both.c.overturned, both.c.first, seconds(both).label("wait")
    )
    each = waited.subquery()
    group: Sequence[Any] = (each.c.reviewer_id, each.c.first)
    return select(
        each,
        func.row_number().over(partition_by=group, order_by=each.c.wait).label("rank"),
        func.count().over(partition_by=group).label("total"),
    ).subquery()
