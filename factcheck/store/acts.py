"""What people did lately, read from the log: the last own step, news, first steps."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from factcheck.store.log import Event
from factcheck.vocabulary import Channel

_LATELY = 2_000
"""How many entries of a desk are looked through for somebody's first steps."""


def last_own(
    session: Session, article_id: UUID, person_id: UUID, actions: Collection[str]
) -> UUID | None:
    """The claim of the article on which the person did one of these acts last.

    Claims to which something was done since are passed over.
    """
    later = aliased(Event)
    query = select(Event.object_id).where(
        Event.article_id == article_id,
        Event.actor_id == person_id,
        Event.object_type == "claim",
        Event.action.in_(actions),
        ~exists().where(
            later.object_type == "claim",
            later.object_id == Event.object_id,
            later.seq > Event.seq,
        ),
    )
    return session.scalar(query.order_by(Event.seq.desc()).limit(1))


def recent(session: Session, article_id: UUID, since: datetime, *, limit: int) -> list[Event]:
    """What was done to claims of the article after `since`, newest first."""
    query = select(Event).where(Event.article_id == article_id, Event.object_type == "claim")
    newest = session.scalars(query.order_by(Event.seq.desc()).limit(limit))
    return [each for each in newest if each.at > since]


def of_person(
    session: Session, desk_id: UUID, person_id: UUID, actions: Collection[str]
) -> set[str]:
    """Which of these acts the person did among the newest entries of the desk.

    What was brought in from elsewhere in their name is none of theirs.
    """
    newest = (
        select(Event.action, Event.actor_id)
        .where(Event.desk_id == desk_id, Event.channel != Channel.IMPORT)
        .order_by(Event.seq.desc())
        .limit(_LATELY)
        .subquery()
    )
    query = select(newest.c.action).distinct()
    query = query.where(newest.c.actor_id == person_id, newest.c.action.in_(actions))
    return set(session.scalars(query))
