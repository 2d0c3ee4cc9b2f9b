"""One writer, and the processes that read for it."""

import multiprocessing
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from factcheck import accounts
from factcheck.bulk.pieces import Piece
from factcheck.bulk.reading import BATCH, Order, Outcome, Reader, begin, read_batch
from factcheck.db import Database
from factcheck.errors import Busy, Conflict, FactcheckError, NotAllowed
from factcheck.intake.parcels import Parcel, Parcels
from factcheck.store import articles, desks, people

_HEAP = 2_000_000
"""Bytes that a batch may hold; a larger piece is a batch of its own."""
_TRIES = 5
_PAUSE = 1.0
"""Seconds before a batch is tried again that met a busy database."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a piece. `article_id` is None where `error` says why there is none."""

    label: str
    article_id: UUID | None = None
    new: bool = False
    error: str | None = None


def take_in(
    database: Database, pieces: Iterable[Piece], order: Order, *, processes: int
) -> Iterator[tuple[int, list[Result]]]:
    """Take the pieces in; yields how many bytes are done, and what was stored, batch by batch.

    With one process all is done in this one. What was yielded is safe on the disk.

    Raises `Busy`, `StorageFull`, `NotAllowed`: nothing of the batch was stored; start again.
    """
    writer = _Store(database, order)
    if processes <= 1:
        reader = Reader(order, database)
        for batch in _batches(pieces, BATCH):
            yield batch[-1].done, writer.store(reader.read(batch))
        return
    with ExitStack() as stack:
        pool = ProcessPoolExecutor(
            processes, multiprocessing.get_context("spawn"), initializer=begin, initargs=(order,)
        )
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        for done, outcomes in _read_by(pool, _batches(pieces, BATCH), ahead=processes + 2):
            yield done, writer.store(outcomes)


def _read_by(
    pool: ProcessPoolExecutor, batches: Iterator[list[Piece]], *, ahead: int
) -> Iterator[tuple[int, list[Outcome]]]:
    """What the processes make of the batches, in order; so many are under way at most."""
    under_way: deque[tuple[int, Future[list[Outcome]]]] = deque()
    try:
        while True:
            for batch in islice(batches, ahead - len(under_way)):
                under_way.append((batch[-1].done, pool.submit(read_batch, batch)))
            if not under_way:
                return
            done, reading = under_way.popleft()
            yield done, reading.result()
    except BrokenProcessPool as error:
        raise Busy(
            "A process that read articles was ended from outside; all that was reported is "
            "stored. Start again: it goes on from there."
        ) from error


def _batches(pieces: Iterable[Piece], count: int) -> Iterator[list[Piece]]:
    """So many pieces at a time, fewer where they are large."""
    batch: list[Piece] = []
    held = 0
    for piece in pieces:
        if batch and (len(batch) == count or held + piece.size > _HEAP):
            yield batch
            batch, held = [], 0
        batch.append(piece)
        held += piece.size
    if batch:
        yield batch


class _Store:
    """Stores batches. A batch that the database refuses is halved until the bad one is alone."""

    def __init__(self, database: Database, order: Order) -> None:
        self._database, self._order = database, order
        self._parcels = Parcels(database.url.get_backend_name())

    def store(self, outcomes: Sequence[Outcome]) -> list[Result]:
        """What became of them, in their order."""
        if not any(each.parcel for each in outcomes):
            return [_settled(each) for each in outcomes]
        try:
            return self._patiently(outcomes)
        except (Conflict, DBAPIError, ValueError) as error:
            if len(outcomes) == 1:
                return [self._refused(outcomes[0], error)]
        middle = len(outcomes) // 2
        return list(chain(self.store(outcomes[:middle]), self.store(outcomes[middle:])))

    def _patiently(self, outcomes: Sequence[Outcome]) -> list[Result]:
        for _ in range(_TRIES - 1):
            try:
                return self._at_once(outcomes)
            except Busy:
                time.sleep(_PAUSE)
        return self._at_once(outcomes)

    def _at_once(self, outcomes: Sequence[Outcome]) -> list[Result]:
        """All of them in one transaction; a text that came twice is stored once."""
        parcels: dict[str, Parcel] = {}
        for each in outcomes:
            if each.parcel:
                parcels.setdefault(each.parcel.sha256, each.parcel)
        with self._database.writing() as session:
            self._check_actor(session)
            known = articles.with_texts(session, self._order.actor.desk_id, parcels)
            fresh = [parcel for sha256, parcel in parcels.items() if sha256 not in known]
            if fresh:
                self._parcels.store(session, fresh)
        ids = known | {parcel.sha256: parcel.article_id for parcel in fresh}
        new = {id(parcel) for parcel in fresh}
        return [
            Result(each.label, ids[each.parcel.sha256], new=id(each.parcel) in new)
            if each.parcel
            else _settled(each)
            for each in outcomes
        ]

    def _check_actor(self, session: Session) -> None:
        """Whoever takes in may still do so, in the role that the log entries name."""
        actor = self._order.actor
        person, desk = people.person(session, actor.person_id), desks.desk(session, actor.desk_id)
        if accounts.local_actor(session, person, desk, channel=actor.channel) != actor:
            raise NotAllowed(f"What {actor.email} may do has changed meanwhile. Start again.")

    def _refused(self, outcome: Outcome, error: Exception) -> Result:
        """The one that the database did not take; another intake may have been faster."""
        if outcome.parcel and isinstance(error, Conflict):
            sha256 = outcome.parcel.sha256
            with self._database.reading() as session:
                known = articles.with_texts(session, self._order.actor.desk_id, [sha256])
            if sha256 in known:
                return Result(outcome.label, known[sha256])
        return Result(outcome.label, error=_told(error))


def _settled(outcome: Outcome) -> Result:
    """What needs no storing."""
    return Result(outcome.label, outcome.article_id, error=outcome.error)


def _told(error: Exception) -> str:
    """Without the database's own words: they may quote the article."""
    if isinstance(error, FactcheckError):
        return error.message
    kind = type(getattr(error, "orig", None) or error).__name__
    return f"The database refuses it ({kind})."
