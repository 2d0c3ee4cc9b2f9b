"""The slow part, done by each process for itself: pieces become parcels.

A process asks the database which of the texts the desk has already before it reads them for
claims, and changes nothing there.
"""

import gc
import json
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection, parent_process
from typing import Any
from uuid import UUID

from marshmallow import ValidationError

from factcheck.actor import Actor
from factcheck.bulk.pieces import DOCUMENTS, Piece
from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.errors import FactcheckError, Rejected
from factcheck.intake import Given, in_file, read
from factcheck.intake.findings import text_hash
from factcheck.intake.parcels import Parcel, Parcels
from factcheck.llm import Proposer, proposer_of
from factcheck.llm_settings import Llm
from factcheck.schemas.articles import ArticlePatch
from factcheck.store import articles
from factcheck.texts import check_text, read_text, title_of

BATCH = 50
"""Pieces that are read at a stretch and stored in one transaction."""
_TAKEN = ("title", "author", "publisher", "url", "published_at", "language")
_SCHEMA = ArticlePatch()


@dataclass(frozen=True, slots=True)
class Order:
    """By whom, for which desk, and how the pieces are taken in.

    `publication` holds for all of them unless a piece says otherwise.
    """

    database_url: str
    actor: Actor
    threshold: float
    llm: Llm | None = None
    title: str | None = None
    publication: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a piece: a parcel, an article that is there already, or a complaint."""

    label: str
    parcel: Parcel | None = None
    article_id: UUID | None = None
    error: str | None = None


class Reader:
    """Reads pieces by one order."""

    def __init__(self, order: Order, database: Database) -> None:
        self._order, self._database = order, database
        self._parcels = Parcels(database.url.get_backend_name())
        self._assistant: Proposer | None = proposer_of(order.llm)

    def read(self, pieces: Sequence[Piece]) -> list[Outcome]:
        """What each of the pieces holds, in their order. Raises `Busy`."""
        opened = [_opened(piece, self._order) for piece in pieces]
        hashes = {text_hash(each[0].text) for each in opened if not isinstance(each, str)}
        with self._database.reading() as session:
            known = articles.with_texts(session, self._order.actor.desk_id, hashes)
        return [
            Outcome(piece.label, error=each)
            if isinstance(each, str)
            else self._outcome(piece.label, *each, known)
            for piece, each in zip(pieces, opened, strict=True)
        ]

    def _outcome(
        self, label: str, given: Given, publication: dict[str, Any], known: Mapping[str, UUID]
    ) -> Outcome:
        earlier = known.get(text_hash(given.text))
        if earlier is not None:
            return Outcome(label, article_id=earlier)
        try:
            return Outcome(label, self._parcel(given, **publication))
        except FactcheckError as error:
            return Outcome(label, error=_told(error))
        except Exception as error:  # noqa: BLE001 - one article must not stop ten thousand
            return Outcome(label, error=f"No claims could be found ({type(error).__name__}).")

    def _parcel(self, given: Given, *, title: str | None = None, **publication: Any) -> Parcel:
        order, published_at = self._order, publication.get("published_at")
        found = read(given.text, published_at, threshold=order.threshold, assistant=self._assistant)
        return self._parcels.make(
            title or given.title,
            given.text,
            found,
            actor=order.actor,
            now=utcnow(),
            publication=publication,
        )


_reader: list[Reader] = []
"""The one of this process."""


def begin(order: Order) -> None:
    """Make a process ready to read; it ends when the one that started it does."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _reader[:] = [Reader(order, Database(order.database_url, pool_size=1))]
    # Nothing that is read makes cycles; see `factcheck.extraction.collecting`.
    gc.collect()
    gc.freeze()
    gc.disable()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def read_batch(pieces: Sequence[Piece]) -> list[Outcome]:
    """`Reader.read` in a process that was made ready."""
    gc.collect()
    return _reader[0].read(pieces)


def _opened(piece: Piece, order: Order) -> tuple[Given, dict[str, Any]] | str:
    """A piece's text and what is known of its publication, or why it has none."""
    if piece.problem:
        return piece.problem
    try:
        given, own = _given(piece)
        check_text(given.text)
        publication: dict[str, Any] = {**order.publication, **own}
        if order.title:
            publication.setdefault("title", order.title)
        if given.url:
            publication.setdefault("url", given.url)
    except FactcheckError as error:
        return _told(error)
    except OSError as error:
        return f"It cannot be read ({error.strerror})."
    return given, publication


def _given(piece: Piece) -> tuple[Given, dict[str, Any]]:
    if piece.data is None:
        if piece.path.suffix.lower() in DOCUMENTS:
            body = piece.path.read_bytes()
            return in_file(body, media_type=None, filename=piece.path.name), {}
        text = read_text(piece.path)
        return Given(text, title_of(text, piece.path)), {}
    if piece.media_type:
        given = in_file(piece.data, media_type=piece.media_type, filename=None)
        return given, _checked({"url": piece.url})
    return _in_line(piece)


def _in_line(piece: Piece) -> tuple[Given, dict[str, Any]]:
    """The article in a line of JSON; keys that say nothing to us are passed over."""
    try:
        whole = json.loads(piece.data or b"")
    except (ValueError, RecursionError) as error:
        raise Rejected("The line is no JSON.", {}) from error
    if not isinstance(whole, dict):
        raise Rejected("The line is no JSON object.", {})
    own = _checked({name: whole[name] for name in _TAKEN if whole.get(name)})
    text, page = whole.get("text"), whole.get("html")
    if isinstance(text, str) and page is None:
        return Given(text, title_of(text, piece.path)), own
    if isinstance(page, str) and text is None:
        body = page.encode(errors="replace")
        return in_file(body, media_type="text/html; charset=utf-8", filename=None), own
    raise Rejected("The line needs either a text or a page under html.", {})


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """By the same rules as in the API."""
    try:
        return dict(_SCHEMA.load(values))
    except ValidationError as error:
        found = error.messages_dict
        raise Rejected(
            "This cannot be used.",
            {name: [f"{name}: {' '.join(map(str, words))}"] for name, words in found.items()},
        ) from error


def _told(error: FactcheckError) -> str:
    """The complaint; what is wrong with each value behind it."""
    if isinstance(error, Rejected):
        details = [words for found in error.errors.values() for words in found if ": " in words]
        return " ".join([error.message, *details])
    return error.message
