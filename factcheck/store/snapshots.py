"""Snapshots: what a source looked like when it was relied on. The bytes lie in the archive."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.columns import DeskId, Id, MaybePersonId, Time, words
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import SourceState


class Snapshot(Base):
    """A stored copy of a source: a page as WARC, or a file as it was uploaded.

    `sha256` is that of the source's own bytes, `stored_sha256` the name of what lies in the
    archive (the same for a file; the WARC for a page; None where nothing was kept, be it
    that nothing came back or that it was the same again). `url` is None for a file. `text`
    is what people read in it. `taken_by` is None for the nightly round.
    """

    __tablename__ = "snapshots"
    __table_args__ = (Index(None, "source_id", "id"),)

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"))
    url: Mapped[str | None] = mapped_column(String(2000))
    http_status: Mapped[int | None]
    media_type: Mapped[str | None] = mapped_column(String(200))
    filename: Mapped[str | None] = mapped_column(String(255))
    size: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64))
    stored_sha256: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    text_sha256: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[SourceState] = mapped_column(words(SourceState, "state"))
    note: Mapped[str | None] = mapped_column(String(500))
    taken_by: Mapped[MaybePersonId]
    taken_at: Mapped[Time]


def snapshot(
    session: Session, desk_id: UUID, source_id: UUID, snapshot_id: UUID, *, with_text: bool = False
) -> Snapshot:
    """One snapshot of the desk's source, its text only when asked for. Raises `NotFound`."""
    query = select(Snapshot).where(
        Snapshot.id == snapshot_id, Snapshot.source_id == source_id, Snapshot.desk_id == desk_id
    )
    found = session.scalar(query.options(undefer(Snapshot.text)) if with_text else query)
    if found is None:
        raise NotFound(say("There is no such snapshot."))
    return found


def page(session: Session, source_id: UUID, *, limit: int, after: Cursor | None) -> Page[Snapshot]:
    """The snapshots of a source, newest first, without their texts."""
    query = select(Snapshot).where(Snapshot.source_id == source_id)
    return keyset(session, query, [Snapshot.id.desc()], limit=limit, after=after)


def newest(session: Session, source_id: UUID, *, fetched: bool = False) -> Snapshot | None:
    """The source's newest snapshot that holds anything, without its text.

    `fetched`: of those that came from the web, not from somebody's disk.
    """
    query = select(Snapshot).where(
        Snapshot.source_id == source_id, Snapshot.stored_sha256.is_not(None)
    )
    if fetched:
        query = query.where(Snapshot.url.is_not(None))
    return session.scalar(query.order_by(Snapshot.id.desc()).limit(1))


def latest(session: Session, source_id: UUID, count: int) -> list[Snapshot]:
    """The last looks at a source's page, newest first, whatever came of them."""
    query = select(Snapshot).where(Snapshot.source_id == source_id, Snapshot.url.is_not(None))
    return list(session.scalars(query.order_by(Snapshot.id.desc()).limit(count)))


def sha256_of(session: Session, snapshot_id: UUID) -> str | None:
    """The SHA-256 of what a snapshot holds."""
    return session.scalar(select(Snapshot.sha256).where(Snapshot.id == snapshot_id))


def hashes(session: Session, snapshot_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The SHA-256 of what each of these snapshots holds."""
    wanted = {each for each in snapshot_ids if each is not None}
    if not wanted:
        return {}
    query = select(Snapshot.id, Snapshot.sha256).where(Snapshot.id.in_(wanted))
    return {id_: sha256 for id_, sha256 in session.execute(query) if sha256}
