"""What a desk did in a stretch of time: a fixed number of queries, counted by the database.

A decision is a review that made its claim final and was not taken back. It belongs to the
period in which it was made, whatever was decided later: the same period counts the same at
any time. Of several decisions on one claim in the period, the last is its outcome.

A decision moves its claim, too, so those of a period are on claims that changed since it
began: they are found by the index (desk_id, updated_at), the decisions on each by (claim_id).
How many rows are read grows with what changed since then. What comes back has a limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    extract,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.closing import SignOff
from factcheck.store.log import Event
from factcheck.store.reviews import Review
from factcheck.vocabulary import Stage, Status


@dataclass(frozen=True, slots=True)
class Period:
    """A desk and a time; `since` belongs to it, `until` no longer does. Both are aware."""

    desk_id: UUID
    since: datetime
    until: datetime

    def holds(self, column: Any) -> ColumnElement[bool]:
        """Whether a time is in it."""
        return and_(column >= self.since, column < self.until)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many decisions there were, and the claims that they were on by their outcome.

    `corrected`: claims of which a decision says another thing than the one before it;
    `fallen`: those of them that were verified and became disputed.
    """

    decisions: int
    corrected: int
    fallen: int
    status: dict[Status, int]


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from a claim's coming to the first decision on it, of `count` claims.

    The median, and how many nine of ten took at most; None of no claims.
    """

    count: int
    median: float | None
    ninth: int | None


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article. `signed`: its newest draft is, and no claim of it changed since.

    `late` counts the claims of that draft on which there was no decision by the deadline;
    dismissed ones ask for none.
    """

    id: UUID
    title: str
    draft: int
    created_at: datetime
    deadline: datetime | None
    signed: bool
    late: int


def tally(session: Session, period: Period) -> list[tuple[Status, Stage, int]]:
    """How many claims stand where, now, in the newest drafts of the period's articles.

    Reads all articles of the desk by (desk_id, id), the claims of those by (article_id).
    """
    query = (
        select(Claim.status, Claim.stage, func.count())
        .join(Article, _in_newest())
        .where(_article_in(period))
        .group_by(Claim.status, Claim.stage)
    )
    return [(status, stage, count) for status, stage, count in session.execute(query)]


def outcomes(session: Session, period: Period) -> Outcomes:
    """What came of the claims that were decided."""
    found = decisions(period)
    other = found.c.before != found.c.status  # not so of a first decision
    fell = and_(found.c.before == Status.VERIFIED, found.c.status == Status.DISPUTED)
    query = select(func.count(), claims_where(found, other), claims_where(found, fell))
    query = query.add_columns(*by_status(found.c.status, found.c.last))
    row = session.execute(query.select_from(found)).one()
    return Outcomes(*row[:3], of_statuses(row[3:]))


def waits(session: Session, period: Period) -> Waits:
    """How long those claims waited that were decided for the first time."""
    found = decisions(period)
    first = select(seconds(found).label("wait")).where(found.c.first).subquery()
    ranked = select(
        first.c.wait,
        func.row_number().over(order_by=first.c.wait).label("rank"),
        func.count().over().label("total"),
    ).subquery()
    nine = case((ranked.c.rank * 10 >= ranked.c.total * 9, ranked.c.wait))
    query = select(func.count(), median(ranked), func.min(nine)).select_from(ranked)
    count, middle, ninth = session.execute(query).one()
    return Waits(count, None if middle is None else float(middle), ninth)


def days(session: Session, period: Period) -> list[tuple[str, int]]:
    """How many decisions there were by day in UTC (`2025-10-07`); days without are left out."""
    made = _made(period, func.date(Review.created_at).label("day")).subquery()
    query = select(made.c.day, func.count()).group_by(made.c.day).order_by(made.c.day)
    return [(str(day), count) for day, count in session.execute(query)]


def reopened(session: Session, period: Period) -> int:
    """How many claims came back after they had been decided or dismissed.

    Reads the entries of the claims that changed since the period began, by the log's index
    (object_type, object_id, seq).
    """
    query = select(func.count(Event.object_id.distinct())).where(
        Event.object_type == "claim",
        Event.object_id.in_(select(Claim.id).where(*_changed(period))),
        Event.stage_to == Stage.REOPENED.value,
        Event.stage_from != Stage.REOPENED.value,
        Event.action != "claim.undone",  # that puts it where it had come back to already
        period.holds(Event.at),
    )
    return session.scalars(query).one()


def articles(session: Session, period: Period, *, limit: int) -> tuple[list[ArticleLine], int]:
    """The articles that came in the period or had a claim decided in it, and how many there are.

    Newest first, so that the oldest are missing beyond `limit`. Reads all articles of the desk
    by (desk_id, id); claims, decisions and sign-offs of those that are listed alone.
    """
    newest = (Article.created_at.desc(), Article.id.desc())
    chosen = select(Article.id, func.count().over().label("total")).where(_article_in(period))
    listed = chosen.order_by(*newest).limit(limit).subquery()
    columns = (Article.id, Article.title, Article.draft_number, Article.created_at)
    query = select(*columns, Article.deadline, _signed(), _late(), listed.c.total)
    rows = session.execute(query.join(listed, listed.c.id == Article.id).order_by(*newest)).all()
    return [ArticleLine(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _signed() -> ColumnElement[bool]:
    changed = exists().where(
        Claim.article_id == SignOff.article_id, Claim.updated_at > SignOff.created_at
    )
    return exists().where(
        SignOff.article_id == Article.id, SignOff.draft_number == Article.draft_number, ~changed
    )


def _late() -> ColumnElement[int]:
    decided = exists().where(Review.claim_id == Claim.id, *_is_settled(Review))
    in_time = decided.where(Review.created_at <= Article.deadline).correlate(Claim, Article)
    late = (_in_newest(), Claim.stage != Stage.DISMISSED, Article.deadline.is_not(None), ~in_time)
    return select(func.count(Claim.id)).where(*late).correlate(Article).scalar_subquery()


def decisions(period: Period) -> Subquery:
    """Every decision of the period; `came` is when its claim came.

    `before` and `after` are what the decisions next to it on the claim say, whenever they were
    made. `first`: there is none before it; `last`: none after it in the period.
    """
    return _made(
        period,
        *(Review.id, Review.claim_id, Review.status, Review.created_at.label("at")),
        *(Review.reviewer_id, Review.confirms_id, Claim.created_at.label("came")),
        _next(after=False).scalar_subquery().label("before"),
        _next(after=True).scalar_subquery().label("after"),
        (~_next(after=False).exists()).label("first"),
        (~_next(after=True, within=period).exists()).label("last"),
    ).subquery()


def _next(*, after: bool, within: Period | None = None) -> Select[Status]:
    """The decision before or after a review on its claim, by the claim's own count."""
    other = aliased(Review)
    mine, place = (tuple_(each.claim_version, each.id) for each in (Review, other))
    which = [place > mine if after else place < mine]
    which += [within.holds(other.created_at)] if within else []
    order = [each if after else each.desc() for each in (other.claim_version, other.id)]
    query = select(other.status).where(other.claim_id == Review.claim_id, *_is_settled(other))
    return query.where(*which).order_by(*order).limit(1).correlate(Review)


def _is_settled(review: Any) -> tuple[ColumnElement[bool], ...]:
    """What makes a review a decision."""
    return review.settled.is_(True), review.undone_at.is_(None)


def _made(period: Period, *columns: Any) -> Select[Any]:
    """Columns of the decisions of the period and of their claims."""
    query = select(*columns).select_from(Claim).join(Review, Review.claim_id == Claim.id)
    return query.where(*_changed(period), *_is_settled(Review), period.holds(Review.created_at))


def _changed(period: Period) -> tuple[ColumnElement[bool], ...]:
    return Claim.desk_id == period.desk_id, Claim.updated_at >= period.since


def _article_in(period: Period) -> ColumnElement[bool]:
    decided = Article.id.in_(_made(period, Claim.article_id).correlate(None))
    return and_(Article.desk_id == period.desk_id, or_(period.holds(Article.created_at), decided))


def _in_newest() -> ColumnElement[bool]:
    return and_(Claim.article_id == Article.id, Claim.draft_number == Article.draft_number)


def seconds(found: FromClause) -> ColumnElement[int]:
    """How long a claim waited for a decision."""
    at, came = (cast(extract("epoch", each), BigInteger) for each in (found.c.at, found.c.came))
    return at - came


def median(ranked: FromClause, *, which: ColumnElement[bool] | None = None) -> ColumnElement[Any]:
    """The middle `wait`, or the mean of both in the middle, by its `rank` among the `total`."""
    middle = ranked.c.rank.in_(((ranked.c.total + 1) // 2, (ranked.c.total + 2) // 2))
    wanted = middle if which is None else and_(which, middle)
    return func.avg(case((wanted, ranked.c.wait)))


def by_status(status: ColumnElement[Any], *which: ColumnElement[bool]) -> list[Any]:
    """How many rows have each status, in the order of `Status`."""
    return [func.count(case((and_(status == each, *which), 1))) for each in Status]


def of_statuses(counts: Sequence[int]) -> dict[Status, int]:
    """What `by_status` has found."""
    return dict(zip(Status, counts, strict=True))


def claims_where(found: FromClause, which: ColumnElement[bool]) -> ColumnElement[int]:
    """How many claims there is such a row of."""
    return func.count(case((which, found.c.claim_id)).distinct())


def by_letter(session: Session, column: Any) -> Any:
    """A text in the order of its code points, which is the same on every machine."""
    return column if session.get_bind().dialect.name == "sqlite" else column.collate("C")
