"""Editing a claim's wording, handling or ticks, or an article's publication data."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import Conflict, Rejected
from factcheck.review.moves import recorded, send_back
from factcheck.saying import say
from factcheck.store import log
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.picture import plain
from factcheck.vocabulary import Kind, ReopenReason

_MEANING = ("statement", "speaker_name", "speaker_cue", "speaker_speech")
"""Fields that change what the claim says: a decision on the old words does not stand."""


def edit_claim(
    session: Session, claim: Claim, changes: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Set the given columns of a claim; a change of meaning reopens a decided claim.

    Whoever gives the speaker's name, be it the one that stands there already, settles what
    the text suggested. `facets` among the changes are ticks: pairs of a facet's id and
    whether it was checked. Raises `Rejected` for a facet that is not the claim's.
    """
    columns = {name: value for name, value in changes.items() if name != "facets"}
    changed = {name for name, value in columns.items() if getattr(claim, name) != value}
    settled = bool(claim.anchor.speaker_suggestion) and "speaker_name" in columns
    with recorded(session, claim, "claim.edited", actor=actor, now=now):
        for name, value in columns.items():
            setattr(claim, name, value)
        if "kind" in changed:
            others = [each for each in claim.kinds if each != claim.kind]
            claim.kinds = [Kind(claim.kind).value, *others]
        if settled or "speaker_name" in changed:
            claim.anchor.forget_speaker()  # the text names somebody else there, or hinted at them
        _tick(claim, changes.get("facets", ()))
        if changed & set(_MEANING):
            send_back(claim, ReopenReason.TEXT_CHANGED)


def _tick(claim: Claim, ticks: Sequence[Mapping[str, Any]]) -> None:
    by_id = {facet.id: facet for facet in claim.facets}
    unknown = [str(each["id"]) for each in ticks if each["id"] not in by_id]
    if unknown:
        raise Rejected(
            say("Only facets of this claim can be ticked."),
            {
                "facets": [
                    say("{each} is not a facet of this claim.", each=each) for each in unknown
                ]
            },
        )
    for each in ticks:
        by_id[each["id"]].checked = each["checked"]


def take_suggestion(session: Session, claim: Claim, *, actor: Actor, now: datetime) -> None:
    """Take whom the text suggests as the claim's speaker.

    Raises `Conflict` when nothing is suggested (any more).
    """
    suggestion = claim.anchor.speaker_suggestion
    if suggestion is None:
        raise Conflict(say("The text suggests nobody as the speaker of this claim."))
    edit_claim(session, claim, {"speaker_name": suggestion["name"][:300]}, actor=actor, now=now)


def edit_article(
    session: Session, article: Article, changes: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Set an article's title, publication data, deadline or embargo."""
    changed = {name: value for name, value in changes.items() if getattr(article, name) != value}
    before = {name: plain(getattr(article, name)) for name in changed}
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
        after={name: plain(value) for name, value in changed.items()},
    )
