"""Finding claims, articles and sources of a desk by the words that stand in them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, UnaryExpression, or_, select
from sqlalchemy.orm import Session, contains_eager

from factcheck.store.articles import Article
from factcheck.store.claims import Anchor, Claim
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.sources import Source
from factcheck.vocabulary import Stage, Status

MOST_WORDS = 8
"""So many words are looked for; each costs a look at every row."""


def words_of(text: str) -> list[str]:
    """The words to look for, each once."""
    return list(dict.fromkeys(text.split()))[:MOST_WORDS]


def find_claims(
    session: Session,
    desk_id: UUID,
    words: Sequence[str],
    *,
    statuses: Sequence[Status] = (),
    stages: Sequence[Stage] = (),
    limit: int,
    after: Cursor | None,
) -> Page[Claim]:
    """The claims that have all the words in statement, quote or speaker; newest change first.

    Each comes with its anchor and its article.
    """
    query = (
        select(Claim)
        .join(Claim.anchor)
        .join(Claim.article)
        .where(Claim.desk_id == desk_id)
        .where(*_all_in(words, Claim.statement, Anchor.quote, Claim.speaker_name))
        .options(contains_eager(Claim.anchor), contains_eager(Claim.article))
    )
    if statuses:
        query = query.where(Claim.status.in_(statuses))
    if stages:
        query = query.where(Claim.stage.in_(stages))
    order: list[UnaryExpression[Any]] = [Claim.updated_at.desc(), Claim.id.desc()]
    return keyset(session, query, order, limit=limit, after=after)


def find_articles(
    session: Session, desk_id: UUID, words: Sequence[str], *, limit: int, after: Cursor | None
) -> Page[Article]:
    """The articles that have all the words in title, author or publisher; newest first."""
    query = select(Article).where(
        Article.desk_id == desk_id,
        *_all_in(words, Article.title, Article.author, Article.publisher),
    )
    return keyset(session, query, [Article.id.desc()], limit=limit, after=after)


def find_sources(
    session: Session,
    desk_id: UUID,
    words: Sequence[str],
    *,
    open_only: bool,
    limit: int,
    after: Cursor | None,
) -> Page[Source]:
    """The sources that have all the words in title, publisher or address; newest first.

    `open_only` leaves confidential ones out: finding one by its words would give it away.
    """
    query = select(Source).where(
        Source.desk_id == desk_id,
        Source.removed_at.is_(None),
        *_all_in(words, Source.title, Source.publisher, Source.url),
    )
    if open_only:
        query = query.where(Source.confidential.is_(False))
    return keyset(session, query, [Source.id.desc()], limit=limit, after=after)


def _all_in(words: Sequence[str], *columns: Any) -> list[ColumnElement[bool]]:
    """What holds where every word stands in one of the columns, in capitals or not."""
    return [or_(*(column.icontains(each, autoescape=True) for column in columns)) for each in words]
