"""An article comes in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import DuplicateText
from factcheck.extraction import DEFAULT_THRESHOLD, Extraction
from factcheck.ids import uuid7
from factcheck.intake.findings import add_draft, claims_found, note_extracted, note_read, text_hash
from factcheck.intake.threshold import threshold_of
from factcheck.llm import Proposer, extract_with
from factcheck.store import articles, log
from factcheck.store.articles import Article
from factcheck.texts import check_text


def read(
    text: str,
    published_at: datetime | None,
    *,
    threshold: float = DEFAULT_THRESHOLD,
    assistant: Proposer | None = None,
) -> Extraction:
    """Find what a text holds; the slow part, to be done before a transaction takes any lock.

    `threshold` is the desk's (`threshold_of`). The `assistant` may propose claims.

    Raises `Rejected` for a text that is empty or cannot be stored, `TooLarge` for one over
    the limit.
    """
    check_text(text)
    day = published_at.date() if published_at else None
    return extract_with(assistant, text, published=day, threshold=threshold)


def read_for(
    session: Session, desk_id: UUID, text: str, published_at: datetime | None
) -> Extraction:
    """`read` by the threshold of a desk, in a transaction that is open already."""
    return read(text, published_at, threshold=threshold_of(session, desk_id))


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
    holds further columns of `Article` (author, url, embargo_until, …); without a language
    among them the one that was found holds, if any was.

    Raises:
        Rejected: the text is empty or cannot be stored.
        TooLarge: the text is over the limit.
        DuplicateText: the desk has an article with exactly this text.
    """
    found = found or read_for(session, actor.desk_id, text, publication.get("published_at"))
    sha256 = text_hash(text)
    if earlier := articles.with_text(session, actor.desk_id, sha256):
        raise DuplicateText(earlier)
    article = new_article(title, sha256, found, publication, actor, now)
    session.add(article)
    session.flush()
    draft = add_draft(session, article, text, found, number=1, actor=actor, now=now)
    claims = claims_found(article, draft, text, list(found.claims), now=now)
    session.add_all(claims)
    after = received(article, len(claims))
    log.record(session, "article.received", article, actor=actor, now=now, after=after)
    note_read(session, article, found, actor=actor, now=now)
    note_extracted(session, claims, actor=actor, now=now)
    return article


def received(article: Article, claims: int) -> dict[str, Any]:
    """What the log entry says of a new article."""
    sha256 = article.text_sha256
    return {"title": article.title, "draft": 1, "sha256": sha256, "claims": claims}


def new_article(
    title: str,
    sha256: str,
    found: Extraction,
    publication: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> Article:
    """The article; the language that was found holds unless another one was given."""
    language = {} if found.language == "und" else {"language": found.language}
    return Article(
        id=uuid7(),
        version=1,
        desk_id=actor.desk_id,
        title=title,
        text_sha256=sha256,
        created_by=actor.person_id,
        created_at=now,
        updated_at=now,
        **(language | dict(publication)),
    )
