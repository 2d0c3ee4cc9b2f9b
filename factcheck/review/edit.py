"""Editing a claim's wording or an article's publication data."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.review.moves import reopen_if_decided
from factcheck.store import log
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.vocabulary import Kind, ReopenReason

_MEANING = ("statement", "speaker_name", "speaker_cue", "speaker_speech")
"""Fields that change what the claim says: a decision on the old words does not stand."""


def edit_claim(
    session: Session, claim: Claim, changes: dict[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Set the given columns of a claim; a change of meaning reopens a decided claim."""
    changed = {name: value for name, value in changes.items() if getattr(claim, name) != value}
    before = {name: _plain(getattr(claim, name)) for name in changed}
    for name, value in changed.items():
        setattr(claim, name, value)
    if "kind" in changed:
        others = [each for each in claim.kinds if each != claim.kind]
        claim.kinds = [Kind(claim.kind).value, *others]
    if "speaker_name" in changed:  # the text names somebody else at that place
        claim.anchor.speaker_start = claim.anchor.speaker_end = None
    reopened = bool(changed.keys() & set(_MEANING)) and reopen_if_decided(
        session, claim, ReopenReason.TEXT_CHANGED, actor=actor, now=now
    )
    if not reopened:
        claim.touch(now)
    log.record(
        session,
        "claim.edited",
        claim,
        actor=actor,
        now=now,
        before=before,
        after={name: _plain(value) for name, value in changed.items()},
    )


def edit_article(
    session: Session, article: Article, changes: dict[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Set an article's title, publication data or embargo."""
    changed = {name: value for name, value in changes.items() if getattr(article, name) != value}
    before = {name: _plain(getattr(article, name)) for name in changed}
    for name, value in changed.items():
        setattr(article, name, value)
    article.version += 1
    article.updated_at = now
    log.record(
        session,
        "article.edited",
        article,
        actor=actor,
        now=now,
        before=before,
        after={name: _plain(value) for name, value in changed.items()},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
