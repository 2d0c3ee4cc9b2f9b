"""From which check-worthiness on the sentences of a desk's articles make claims."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import Rejected
from factcheck.extraction import DEFAULT_THRESHOLD
from factcheck.saying import say
from factcheck.store import desks, log
from factcheck.store.desks import Desk


def threshold_of(session: Session, desk_id: UUID) -> float:
    """The desk's threshold (0–1); the extractor's where it has none of its own."""
    chosen = desks.desk(session, desk_id).threshold
    return DEFAULT_THRESHOLD if chosen is None else chosen


def set_threshold(
    session: Session, desk: Desk, threshold: float | None, *, actor: Actor, now: datetime
) -> None:
    """Read the articles to come by another threshold; None: by the extractor's own.

    Claims that are stored stay as they are. Raises `Rejected` for one outside 0–1.
    """
    if threshold is not None and not 0 <= threshold <= 1:
        raise Rejected(
            say("That is no threshold."),
            {"threshold": [say("Give a number from 0 to 1, such as 0.5.")]},
        )
    before, desk.threshold = desk.threshold, threshold
    desk.version += 1
    log.record(
        session,
        "desk.edited",
        desk,
        actor=actor,
        now=now,
        before={"threshold": before},
        after={"threshold": threshold},
    )
