"""The log: append-only, hash-chained; audit trail, outbox and change feed in one.

A stage calls `record`; the entries wait in the session and are sealed as the very last
statements before the commit. Numbers come from one locked head row, so their order is the
order of the commits, with no gaps, whatever the database does in parallel.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Index,
    String,
    Text,
    bindparam,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.actor import Actor
from factcheck.db import Base, WriteSession
from factcheck.errors import LogBroken
from factcheck.prepared import Prepared
from factcheck.store import releases
from factcheck.store.columns import MaybeJson, Time
from factcheck.store.pages import Cursor, Page, keyset

GENESIS = "0" * 64
"""The hash before the first entry."""
_PENDING = "log_entries"


class Event(Base):
    """One entry: who did what to which thing, when, by which door, and what it changed."""

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "object_type", "object_id", "seq"),
        Index(None, "article_id", "seq"),
        Index(None, "desk_id", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[Time]
    desk_id: Mapped[UUID | None]
    article_id: Mapped[UUID | None]
    actor_id: Mapped[UUID]
    actor_name: Mapped[str] = mapped_column(String(200))
    actor_role: Mapped[str] = mapped_column(String(20))
    auth_method: Mapped[str] = mapped_column(String(20))
    key_id: Mapped[str | None] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(20))
    request_id: Mapped[str | None] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(60))
    object_type: Mapped[str] = mapped_column(String(30))
    object_id: Mapped[UUID]
    object_version: Mapped[int | None]
    status_from: Mapped[str | None] = mapped_column(String(20))
    status_to: Mapped[str | None] = mapped_column(String(20))
    stage_from: Mapped[str | None] = mapped_column(String(20))
    stage_to: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    before: Mapped[MaybeJson]
    after: Mapped[MaybeJson]
    evidence_ids: Mapped[MaybeJson]
    policy_version: Mapped[int | None]
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class LogHead(Base):
    """The one row that every writer locks last: the newest entry's number and hash."""

    __tablename__ = "log_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[UUID]
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))


def record(
    session: Session,
    action: str,
    thing: Any,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """Note that `actor` did `action` to `thing`; it is sealed when the session commits.

    `details` are further columns of `Event`, such as `before`, `after` or `stage_to`. The
    type of the thing is the first word of the action, unless `object_type` says another.
    """
    made = entry(action, thing, actor=actor, now=now, **details)
    session.info.setdefault(_PENDING, []).append(made)


def entry(
    action: str, thing: Any, *, actor: Actor, now: datetime, **details: Any
) -> dict[str, Any]:
    """What `record` notes, before it has its number and its place in the chain."""
    object_type = action.partition(".")[0]
    return {
        **_by(actor, now),
        "action": action,
        "object_type": object_type,
        "object_id": thing.id,
        "article_id": thing.id if object_type == "article" else _article_of(thing),
        "object_version": getattr(thing, "version", None),
        **details,
    }


def _by(actor: Actor, now: datetime) -> dict[str, Any]:
    return {
        "at": now.astimezone(UTC),
        "desk_id": actor.desk_id,
        "actor_id": actor.person_id,
        "actor_name": actor.name,
        "actor_role": actor.role.label,
        "auth_method": actor.auth_method,
        "key_id": actor.key_id,
        "channel": actor.channel.value,
        "request_id": actor.request_id,
    }


def lift_embargo(session: Session, article_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let the facts of an article leave whose embargo is over, each with its entry."""
    hold(session)  # facts are brought up to date under the head's lock alone
    entries = releases.lift(session, article_id, _by(actor, now))
    session.info.setdefault(_PENDING, []).extend(entries)


def _article_of(thing: Any) -> UUID | None:
    found: UUID | None = getattr(thing, "article_id", None)
    return found


TAKE_HEAD = Prepared(select(LogHead.seq, LogHead.hash).with_for_update())
_APPEND = Prepared(insert(Event))
MOVE_HEAD = Prepared(update(LogHead).values(seq=bindparam("last"), hash=bindparam("newest")))


@event.listens_for(WriteSession, "before_commit")
def settle(session: Session) -> None:
    """Number, chain and insert the waiting entries, and those of the facts they changed.

    It happens by itself before the commit. Whoever does the work of many requests in one
    transaction calls it after each, for no other writes until the end from the first call on.
    """
    session.flush()
    waiting = session.info.pop(_PENDING, [])
    if not waiting:
        return
    last, prev = TAKE_HEAD.rows(session)[0]
    waiting += releases.follow(session, waiting)
    rows = []
    for seq, each in enumerate(waiting, last + 1):
        row = dict.fromkeys(_COLUMNS) | each | {"seq": seq, "prev_hash": prev}
        row["hash"] = prev = entry_hash(row)
        rows.append(row)
    _APPEND.write(session, *rows)
    MOVE_HEAD.write(session, {"last": last + len(rows), "newest": prev})


@event.listens_for(WriteSession, "after_rollback")
def _forget(session: Session) -> None:
    """What was rolled back never happened, so the log must not say it did."""
    session.info.pop(_PENDING, None)


_COLUMNS = [column.key for column in Event.__table__.columns]
_HASHED = [key for key in _COLUMNS if key != "hash"]


def entry_hash(entry: dict[str, Any]) -> str:
    """SHA-256 over the entry's canonical JSON (sorted keys), the previous hash included."""
    return hashlib.sha256(canonical(entry).encode()).hexdigest()


def canonical(entry: dict[str, Any]) -> str:
    """What is hashed of an entry: all but its own hash."""
    return _ENCODE({key: _plain(entry[key]) for key in _HASHED})


_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _plain(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value


def reached(session: Session, desk_id: UUID) -> int:
    """The number of the desk's newest entry; 0 without one. An index answers it."""
    return session.scalar(select(func.max(Event.seq)).where(Event.desk_id == desk_id)) or 0


def head(session: Session) -> LogHead:
    """The newest entry's number and hash. Raises `LogBroken` if there is not one such row."""
    rows = session.scalars(select(LogHead).execution_options(populate_existing=True)).all()
    if len(rows) != 1:
        raise LogBroken(0, f"The log has {len(rows)} heads instead of one.")
    return rows[0]


def hold(session: Session) -> LogHead:
    """The head, locked, so that nothing is committed while the caller reads.

    Every change seals itself with this row. Without the lock, on PostgreSQL, a decision
    that commits between two queries of a writing transaction would be seen by one of them
    alone.
    """
    return session.scalars(
        select(LogHead).with_for_update().execution_options(populate_existing=True)
    ).one()


def verify(session: Session, *, batch: int = 1000) -> Iterator[int]:
    """Read the whole log again; yields the count of entries checked so far.

    Raises:
        LogBroken: naming the first entry that is altered, missing or out of place.
    """
    newest = head(session)
    seq, prev = 0, GENESIS
    early = session.scalar(select(func.min(Event.seq)))
    if early is not None and early < 1:
        raise LogBroken(early, f"Entry {early} stands before the first one.")
    while rows := _after(session, seq, batch):
        for row in rows:
            seq += 1
            _check(row, seq, prev)
            prev = row.hash
        yield seq
        session.expunge_all()
    if (seq, prev) == (newest.seq, newest.hash):
        return
    bad = min(seq, newest.seq) + 1
    if seq == newest.seq:
        raise LogBroken(seq, f"Entry {seq}, the last one, is not the one that the head names.")
    raise LogBroken(
        bad,
        f"Entry {bad} is {'missing' if seq < newest.seq else 'one too many'}: the log ends at "
        f"entry {seq}, but its head says {newest.seq}.",
    )


def _after(session: Session, seq: int, batch: int) -> list[Event]:
    """The next entries. One that cannot be read is come upon by ever smaller batches."""
    query = select(Event).where(Event.seq > seq).order_by(Event.seq).limit(batch)
    try:
        return list(session.scalars(query))
    except (ValueError, TypeError, AttributeError) as error:
        if batch == 1:
            raise LogBroken(seq + 1, f"Entry {seq + 1} cannot be read any more.") from error
        return _after(session, seq, batch // 2)


def _check(row: Event, seq: int, prev: str) -> None:
    if row.seq != seq:
        raise LogBroken(seq, f"Entry {seq} is missing.")
    if row.prev_hash != prev:
        raise LogBroken(seq, f"Entry {seq} does not follow from the entry before it.")
    try:
        intact = entry_hash({key: getattr(row, key) for key in _COLUMNS}) == row.hash
    except (TypeError, ValueError):  # SQLite keeps bytes and the like in any column
        intact = False
    if not intact:
        raise LogBroken(seq, f"Entry {seq} was altered after it was written.")


def history(
    session: Session, object_type: str, object_id: UUID, *, limit: int, after: Cursor | None
) -> Page[Event]:
    """The entries about one thing, oldest first."""
    query = select(Event).where(Event.object_type == object_type, Event.object_id == object_id)
    return keyset(session, query, [Event.seq.asc()], limit=limit, after=after)


def page(session: Session, desk_id: UUID, *, limit: int, after: Cursor | None) -> Page[Event]:
    """The desk's own entries, oldest first."""
    query = select(Event).where(Event.desk_id == desk_id)
    return keyset(session, query, [Event.seq.asc()], limit=limit, after=after)


def latest(
    session: Session,
    desk_id: UUID,
    *,
    about: tuple[str, UUID] | None = None,
    by: UUID | None = None,
    limit: int,
    after: Cursor | None,
) -> Page[Event]:
    """The desk's own entries, newest first: all, those `about` a type and id, those `by` one."""
    query = select(Event).where(Event.desk_id == desk_id)
    if about is not None:
        query = query.where(Event.object_type == about[0], Event.object_id == about[1])
    if by is not None:
        query = query.where(Event.actor_id == by)
    return keyset(session, query, [Event.seq.desc()], limit=limit, after=after)


def newest(session: Session, object_type: str, object_id: UUID) -> Event | None:
    """The newest entry of the log about one thing."""
    query = select(Event).where(Event.object_type == object_type, Event.object_id == object_id)
    return session.scalar(query.order_by(Event.seq.desc()).limit(1))


def around(
    session: Session, object_type: str, object_id: UUID, moment: datetime
) -> tuple[Event | None, list[Event]]:
    """The entry that made the thing what it was at `moment`, and all since, newest first.

    An entry that left the version as it was is not that one. Since is by number: the clocks
    of several machines may disagree.
    """
    about = select(Event).where(Event.object_type == object_type, Event.object_id == object_id)
    newest_first = about.order_by(Event.seq.desc())
    last = session.scalar(newest_first.where(Event.at <= moment).limit(1))
    if last is None:
        return None, list(session.scalars(newest_first))
    same = about.where(Event.object_version == last.object_version)
    made_it = session.scalar(same.order_by(Event.seq).limit(1))
    return made_it, list(session.scalars(newest_first.where(Event.seq > last.seq)))


def of_article(
    session: Session, article_id: UUID, *, limit: int, after: Cursor | None
) -> Page[Event]:
    """The entries about an article and all that belongs to it, oldest first."""
    query = select(Event).where(Event.article_id == article_id)
    return keyset(session, query, [Event.seq.asc()], limit=limit, after=after)
