"""The consistency alarms of an article, with the claims that each one touches."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.review.spans import Standing
from factcheck.store import articles, worklist
from factcheck.store.articles import Article


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """Places of the newest draft that cannot all be right; `spans` as they are stored.

    `claim_ids` are the claims that hold a letter of one of them, in text order.
    """

    code: str
    message: str
    spans: list[dict[str, Any]]
    claim_ids: list[UUID]


def alarms(session: Session, article: Article) -> list[AlarmLine]:
    """The alarms of the article's newest draft, in text order."""
    standing = Standing(worklist.spans(session, [article.id])[article.id])
    return [
        AlarmLine(each["code"], each["message"], each["spans"], _touched(each["spans"], standing))
        for each in articles.alarms(session, article.id, article.draft_number)
    ]


def _touched(spans: list[dict[str, Any]], standing: Standing) -> list[UUID]:
    """The claims under the spans, each one once."""
    touched = {
        (start, claim_id)
        for span in spans
        for claim_id, start, _, _ in standing.within(span["start"], span["end"])
    }
    return [claim_id for _, claim_id in sorted(touched)]
