"""Renderings: reports made into files in the background, kept for a week.

They lie in the database: several machines may work on one, and a backup needs no second place.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    Text,
    delete,
    exists,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.columns import DeskId, Id, MaybeTime, PersonId, Time, words
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.reports import Report

KEEP = timedelta(days=7)
"""How long a rendering is kept after it was asked for."""
_UNDER_WAY = text("state IN ('queued', 'running')")


class RenderingState(StrEnum):
    """Where the making of a file stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def pending(self) -> bool:
        """Whether something is still to come."""
        return self in {RenderingState.QUEUED, RenderingState.RUNNING}


class Rendering(Base):
    """A report in one format for one audience.

    `style` is a hash of all but the report that the file's look hangs on. `step` of `steps`
    says how far it has come. `attempts` counts how often somebody began to make it.
    `lease_until`: a process is at it; of one that is queued, when it is to be tried again.
    `policy` is the Content-Security-Policy under which the file is to be shown.
    """

    __tablename__ = "renderings"
    __table_args__ = (
        Index(None, "report_id", "id"),
        Index(None, "created_at"),
        Index(
            "ix_renderings_under_way",
            "id",
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
    )

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"))
    form: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    style: Mapped[str] = mapped_column(String(64))
    state: Mapped[RenderingState] = mapped_column(words(RenderingState, "state"))
    step: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[MaybeTime]
    error: Mapped[str | None] = mapped_column(String(500))
    name: Mapped[str | None] = mapped_column(String(200))
    policy: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    requested_by: Mapped[PersonId]
    created_at: Mapped[Time]
    finished_at: Mapped[MaybeTime]

    @property
    def progress(self) -> float:
        """How much of it is done, from 0 to 1."""
        return 1.0 if self.state is RenderingState.DONE else self.step / self.steps


# Written out, for the index of those under way is of use to no other query.
_PENDING: ColumnElement[bool] = Rendering.state.in_(
    [literal_column("'queued'"), literal_column("'running'")]
)


def _kept(now: datetime) -> ColumnElement[bool]:
    return Rendering.created_at > now - KEEP


def _free(now: datetime) -> ColumnElement[bool]:
    """No process is at it, or the one that was has not come back in time."""
    return or_(Rendering.lease_until.is_(None), Rendering.lease_until <= now)


def report_number(session: Session, desk_id: UUID, report_id: UUID) -> int:
    """The number of the desk's report, without its document. Raises `NotFound`."""
    query = select(Report.number).where(Report.id == report_id, Report.desk_id == desk_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("There is no such report."))
    return found


def hold_report(session: Session, desk_id: UUID, report_id: UUID) -> None:
    """Let nobody else ask for files of the report until this transaction ends.

    Raises `NotFound`.
    """
    query = select(Report.id).where(Report.id == report_id, Report.desk_id == desk_id)
    if session.scalar(query.with_for_update(key_share=True)) is None:
        raise NotFound(say("There is no such report."))


def rendering(
    session: Session, desk_id: UUID, report_id: UUID, rendering_id: UUID, now: datetime
) -> Rendering:
    """One rendering of the desk's report, without the file. Raises `NotFound`."""
    query = select(Rendering).where(
        Rendering.id == rendering_id,
        Rendering.report_id == report_id,
        Rendering.desk_id == desk_id,
        _kept(now),
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(
            say(
                "There is no such file. Files of reports are kept for {days} days; "
                "ask for it again.",
                days=KEEP.days,
            )
        )
    return found


def body(session: Session, rendering_id: UUID) -> bytes:
    """The file itself. Raises `NotFound` where it is not made, or was dropped meanwhile."""
    found = session.scalar(select(Rendering.body).where(Rendering.id == rendering_id))
    if found is None:
        raise NotFound(say("There is no such file."))
    return found


def page(
    session: Session, report_id: UUID, now: datetime, *, limit: int, after: Cursor | None
) -> Page[Rendering]:
    """The renderings of a report, newest first."""
    query = select(Rendering).where(Rendering.report_id == report_id, _kept(now))
    return keyset(session, query, [Rendering.id.desc()], limit=limit, after=after)


def same(
    session: Session, report_id: UUID, form: str, audience: str, style: str, now: datetime
) -> Rendering | None:
    """The newest rendering of this kind that is made or still to be."""
    query = select(Rendering).where(
        Rendering.report_id == report_id,
        Rendering.form == form,
        Rendering.audience == audience,
        Rendering.style == style,
        Rendering.state != RenderingState.FAILED,
        _kept(now),
    )
    return session.scalar(query.order_by(Rendering.id.desc()).limit(1))


def _waiting(now: datetime) -> Select[Rendering]:
    return select(Rendering).where(_PENDING, _free(now)).order_by(Rendering.id).limit(1)


def waits(session: Session, now: datetime) -> bool:
    """Whether any may be made now."""
    return session.scalar(_waiting(now).with_only_columns(Rendering.id)) is not None


def take(session: Session, now: datetime, until: datetime) -> Rendering | None:
    """Take the oldest that waits, to make it before `until`; None when nothing is free.

    What another process is just taking is passed over (PostgreSQL); on SQLite whoever writes
    is alone.
    """
    found = session.scalar(_waiting(now).with_for_update(skip_locked=True))
    if found is not None:
        found.state, found.step, found.lease_until = RenderingState.RUNNING, 0, until
        found.attempts += 1
        session.flush()
    return found


def move(session: Session, rendering_id: UUID, attempt: int, **values: Any) -> bool:
    """Set columns of a rendering in the attempt that took it; False: it is another's by now."""
    mine = [
        Rendering.id == rendering_id,
        Rendering.attempts == attempt,
        Rendering.state == RenderingState.RUNNING,
    ]
    statement = update(Rendering).where(*mine).values(values)
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount == 1


def expired(session: Session, now: datetime) -> bool:
    """Whether any has been kept long enough."""
    return bool(session.scalar(select(exists().where(~_kept(now)))))


def prune(session: Session, now: datetime) -> int:
    """Drop what has been kept long enough; gives how many those were."""
    result = session.execute(delete(Rendering).where(~_kept(now)))
    return cast("CursorResult[Any]", result).rowcount
