"""Editing a claim's wording or an article's publication data."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import Conflict
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
    """Set the given columns of a claim; a change of meaning reopens a decided claim.

    Whoever gives the speaker's name, be it the one that stands there already, settles what
    the text suggested.
    """
    changed = {name: value for name, value in changes.items() if getattr(claim, name) != value}
    before = {name: _plain(getattr(claim, name)) for name in changed}
    suggestion = claim.anchor.speaker_suggestion
    for name, value in changed.items():
        setattr(claim, name, value)
    if "kind" in changed:
        others = [each for each in claim.kinds if each != claim.kind]
        claim.kinds = [Kind(claim.kind).value, *others]
    settled = bool(suggestion) and "speaker_name" in changes
    if settled or "speaker_name" in changed:
        claim.anchor.forget_speaker()  # the text names somebody else there, or hinted at them
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
        before=before | ({"speaker_suggestion": suggestion} if settled else {}),
        after={name: _plain(value) for name, value in changed.items()}
        | ({"speaker_suggestion": None} if settled else {}),
    )


def take_suggestion(session: Session, claim: Claim, *, actor: Actor, now: datetime) -> None:
    """Take whom the text suggests as the claim's speaker.

    Raises `Conflict` when nothing is suggested (any more).
    """
    suggestion = claim.anchor.speaker_suggestion
    if suggestion is None:
        raise Conflict("The text suggests nobody as the speaker of this claim.")
    edit_claim(session, claim, {"speaker_name": suggestion["name"][:300]}, actor=actor, now=now)


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
