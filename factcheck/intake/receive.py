"""An article comes in."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import DuplicateText
from factcheck.extraction import Extraction, extract
from factcheck.ids import uuid7
from factcheck.intake.findings import add_draft, claims_found, note_extracted, text_hash
from factcheck.store import articles, log
from factcheck.store.articles import Article
from factcheck.texts import check_text


def read(text: str, published_at: datetime | None) -> Extraction:
    """Find what a text holds; the slow part, to be done before a transaction takes any lock.

    Raises `Rejected` for a text that is empty or cannot be stored, `TooLarge` for one over
    the limit.
    """
    check_text(text)
    return extract(text, published=published_at.date() if published_at else None)


def receive(
    session: Session,
    *,
    title: str,
    text: str,
    found: Extraction | None = None,
    actor: Actor,
    now: datetime,
    **publication: Any,
) -> Article:
    """Take in a new article: store its first draft and ledger, and queue its claims.

    `found` is what `read` found in the text, where that was done beforehand; `publication`
    holds further columns of `Article` (author, url, embargo_until, …).

    Raises:
        Rejected: the text is empty or cannot be stored.
        TooLarge: the text is over the limit.
        DuplicateText: the desk has an article with exactly this text.
    """
    found = found or read(text, publication.get("published_at"))
    sha256 = text_hash(text)
    if earlier := articles.with_text(session, actor.desk_id, sha256):
        raise DuplicateText(earlier)
    article = Article(
        id=uuid7(),
        version=1,
        desk_id=actor.desk_id,
        title=title,
        text_sha256=sha256,
        created_by=actor.person_id,
        created_at=now,
        updated_at=now,
        **publication,
    )
    session.add(article)
    session.flush()
    draft = add_draft(session, article, text, found, number=1, actor=actor, now=now)
    claims = claims_found(article, draft, text, list(found.claims), now=now)
    session.add_all(claims)
    after = {"title": title, "draft": 1, "sha256": sha256, "claims": len(claims)}
    log.record(session, "article.received", article, actor=actor, now=now, after=after)
    note_extracted(session, claims, actor=actor, now=now)
    return article
