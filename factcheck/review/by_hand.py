"""Claims that a person marks in a draft, where extraction drew none."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from factcheck.actor import Actor
from factcheck.intake import claims_found
from factcheck.review.gates import refuse_unless
from factcheck.review.placing import Looked, against_place, expect_newest
from factcheck.saying import say
from factcheck.store import log
from factcheck.store.claims import Claim
from factcheck.vocabulary import Kind


def mark_claim(
    session: Session,
    article_id: UUID,
    looked: Looked,
    *,
    statement: str | None = None,
    kind: Kind | None = None,
    actor: Actor,
    now: datetime,
) -> Claim:
    """A new claim at the one span that was looked at, queued for review.

    Facets, kinds, speaker, score and reasons are those that extraction gives these words.
    Raises `IllegalTransition` where a claim stands at this very span, `StaleVersion` when a
    newer draft has come meanwhile.
    """
    article = expect_newest(session, article_id, actor.desk_id, looked)
    (found,) = looked.found
    reasons = against_place(session, article_id, (found.start, found.end), set())
    refuse_unless(reasons, say("This is marked already."))
    (claim,) = claims_found(article, looked.draft, looked.text, [found], now=now)
    claim.statement = statement or claim.statement
    if kind is not None:
        claim.kind = kind
        claim.kinds = [kind.value, *(each for each in claim.kinds if each != kind)]
    add(session, claim)
    note(session, claim, "claim.marked", actor=actor, now=now)
    return claim


def add(session: Session, claim: Claim) -> None:
    """Store a new claim, ready to be shown."""
    (anchor,) = claim.anchors
    session.add(claim)
    session.flush()
    set_committed_value(claim, "anchor", anchor)


def note(session: Session, claim: Claim, action: str, *, actor: Actor, now: datetime) -> None:
    """The first entry of a claim that a person has made."""
    after = {
        "statement": claim.statement,
        "draft": claim.draft_number,
        "start": claim.anchor.start,
        "end": claim.anchor.end,
    }
    if claim.split_from_id is not None:
        after["split_from_id"] = str(claim.split_from_id)
    log.record(
        session,
        action,
        claim,
        actor=actor,
        now=now,
        status_to=claim.status,
        stage_to=claim.stage,
        after=after,
    )
