"""An article comes in."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import DuplicateText
from factcheck.extraction import extract
from factcheck.ids import uuid7
from factcheck.intake.findings import add_draft, claims_found, note_extracted, text_hash
from factcheck.store import articles, log
from factcheck.store.articles import Article
from factcheck.texts import check_text


def receive(
    session: Session, *, title: str, text: str, actor: Actor, now: datetime, **publication: Any
) -> Article:
    """Take in a new article: store its first draft and ledger, and queue its claims.

    `publication` holds further columns of `Article` (author, url, embargo_until, …).

    Raises:
        Rejected: the text is empty or cannot be stored.
        TooLarge: the text is over the limit.
        DuplicateText: the desk has an article with exactly this text.
    """
    check_text(text)
    published = publication.get("published_at")
    # Extraction is the slow part; it runs before the first statement takes any lock.
    found = extract(text, published=published.date() if published else None)
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
