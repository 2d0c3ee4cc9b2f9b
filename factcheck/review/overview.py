"""One article with all that an editor asks about it first."""

from typing import Any

from sqlalchemy.orm import Session

from factcheck.review.closing import signed
from factcheck.review.progress import coverages, with_counts
from factcheck.store import articles
from factcheck.store.articles import Article


def overview(session: Session, article: Article) -> dict[str, Any]:
    """One article with its drafts, counts, coverage and newest sign-off."""
    drafts = articles.drafts(session, article.id)
    return with_counts(session, [article])[0] | {
        "drafts": drafts,
        "notice": drafts[-1].notice,
        "coverage": coverages(session, [article.id])[article.id],
        "sign_off": signed(session, article),
    }
