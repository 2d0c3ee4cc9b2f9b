"""A desk whose sources are pages of a server of the test's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import UUID

from factcheck import accounts, review
from factcheck.archive import Archive
from factcheck.egress import Egress
from factcheck.review.vault import keep_source
from factcheck.store import snapshots, sources
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Source
from factcheck.vocabulary import SourceKind
from factcheck.worker import Rounds
from tests.egress.pages import Pages, Reply, page, serving
from tests.review.stages import NOW, Stages

LOOPBACK = [ip_network("127.0.0.0/8")]
DAY = timedelta(days=1)


def article(words: str) -> bytes:
    """A web page with one paragraph and much around it."""
    html = f"<html><head><title>Budget</title></head><body><p>{words}</p></body></html>"
    return page(html.encode(), "Content-Type: text/html; charset=utf-8")


@dataclass
class Watched:
    """A desk, its archive, and a page at `/budget` that can be changed."""

    stages: Stages
    archive: Archive
    egress: Egress
    pages: Pages
    replies: dict[str, Reply | bytes]
    now: datetime = NOW

    @property
    def rounds(self) -> Rounds:
        return Rounds(self.stages.room.database, self.egress, self.archive, lambda: self.now)

    @property
    def url(self) -> str:
        return self.pages.url("/budget")

    def say(self, words: str, path: str = "/budget") -> None:
        self.replies[path] = article(words)

    def source(self, **about: Any) -> UUID:
        """A source with the page's address."""
        given = {"title": "Budget", "kind": SourceKind.PRIMARY, "url": self.url, **about}
        with self.stages.room.database.writing() as session:
            actor = self.stages.actor("reviewer")
            return keep_source(session, given, actor=actor, now=self.now)[0].id

    def take(self, source_id: UUID, url: str | None = None) -> Snapshot:
        """A snapshot by hand."""
        capture = review.capture_page(self.egress, self.archive, url or self.url, now=self.now)
        return self.record(source_id, capture)

    def upload(self, source_id: UUID, data: bytes, name: str | None = None) -> Snapshot:
        """A file as a copy."""
        capture = review.capture_file(self.archive, data, filename=name, media_type=None)
        return self.record(source_id, capture)

    def record(self, source_id: UUID, capture: review.Capture) -> Snapshot:
        with self.stages.room.database.writing() as session:
            actor = self.stages.actor("reviewer")
            return review.take_snapshot(session, source_id, capture, actor=actor, now=self.now)

    def recheck(self, source_id: UUID) -> str | None:
        """The nightly look, a day later."""
        self.now += DAY
        desk_id = self.stages.room.desk.id
        with self.stages.room.database.reading() as session:
            (target,) = [
                each
                for each in sources.pages(session, desk_id=desk_id, captured=False)
                if each.id == source_id
            ]
        return self.rounds.look(target, accounts.worker(desk_id))

    def kept(self, source_id: UUID) -> Source:
        with self.stages.room.database.reading() as session:
            return sources.source(session, self.stages.room.desk.id, source_id)

    def looks(self, source_id: UUID) -> list[Snapshot]:
        """Every look at the source, oldest first."""
        with self.stages.room.database.reading() as session:
            return snapshots.page(session, source_id, limit=100, after=None).items[::-1]

    def files(self) -> list[Path]:
        """What the archive holds."""
        return [each for each in self.archive.folder.rglob("*") if each.is_file()]


@contextmanager
def watching(stages: Stages, folder: Path) -> Iterator[Watched]:
    """The desk with its page server."""
    replies: dict[str, Reply | bytes] = {"/budget": article("The harbour costs 48 million euros.")}
    with serving(replies) as pages:
        egress = Egress(LOOPBACK, connect_and_read_seconds=2)
        yield Watched(stages, Archive(folder / "snapshots"), egress, pages, replies)
