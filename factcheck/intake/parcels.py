"""An article with all that hangs on it, ready to be stored with many others at once.

What `receive` makes one by one in a session is made here without one. The rows are the same:
both are built by `findings`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.db import Base
from factcheck.extraction import Extraction
from factcheck.extraction.offsets import Utf16
from factcheck.intake.findings import (
    claim_row,
    draft_row,
    facet_rows,
    made,
    place_row,
    sentence_rows,
    text_hash,
)
from factcheck.intake.receive import new_article, received
from factcheck.store import log, packing
from factcheck.store.articles import Article, Draft, Sentence
from factcheck.store.claims import Anchor, Claim, Facet
from factcheck.store.packing import Packed, Packer
from factcheck.store.sealed import Writer, Written

_TABLES: Sequence[type[Base]] = (Article, Draft, Sentence, Claim, Anchor, Facet)
"""In the order in which they refer to each other."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """An article's rows, a part for each table, and its log entries."""

    article_id: UUID
    sha256: str
    parts: Sequence[Packed]
    entries: Sequence[Written]


class Parcels:
    """Makes parcels for one kind of database and stores them."""

    def __init__(self, backend: str) -> None:
        self._packers = [Packer(model, backend) for model in _TABLES]
        self._writer = Writer(backend)

    def make(
        self,
        title: str,
        text: str,
        found: Extraction,
        *,
        actor: Actor,
        now: datetime,
        publication: Mapping[str, Any],
    ) -> Parcel:
        """What is stored of a text in which `found` was found; see `receive`."""
        article = new_article(title, text_hash(text), found, publication, actor, now)
        first = draft_row(article, text, found, number=1, actor=actor, now=now)
        claims, anchors, ticks = _claims(article, first, text, found, now)
        rows = ([_row(article)], [first], sentence_rows(first["id"], found), claims, anchors, ticks)
        parts = [packer.pack(each) for packer, each in zip(self._packers, rows, strict=True)]
        entries = _entries(article, claims, found, actor, now)
        written = [self._writer.write(each) for each in entries]
        return Parcel(article.id, article.text_sha256, parts, written)

    def store(self, session: Session, parcels: Sequence[Parcel]) -> None:
        """Store them; the last thing to be done before the commit."""
        for at, packer in enumerate(self._packers):
            packing.write(session, packer, (parcel.parts[at] for parcel in parcels))
        self._writer.append(session, [each for parcel in parcels for each in parcel.entries])


def _claims(
    article: Article, first: Mapping[str, Any], text: str, found: Extraction, now: datetime
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of the claims, of their anchors and of their facets."""
    draft: Any = SimpleNamespace(id=first["id"], number=1)
    utf16 = Utf16(text)
    claims, anchors, ticks = [], [], []
    for each in found.claims:
        claim = claim_row(article, draft, each, now)
        claims.append(claim)
        anchors.append(place_row(claim["id"], draft, text, each, utf16))
        ticks += [row | {"claim_id": claim["id"]} for row in facet_rows(each)]
    return claims, anchors, ticks


def _entries(
    article: Article,
    claims: Sequence[Mapping[str, Any]],
    found: Extraction,
    actor: Actor,
    now: datetime,
) -> list[dict[str, Any]]:
    """The log entries in the order in which `receive` records them."""
    after = received(article, len(claims))
    entries = [log.entry("article.received", article, actor=actor, now=now, after=after)]
    if found.assistance is not None:
        after = asdict(found.assistance)
        entries.append(log.entry("article.assisted", article, actor=actor, now=now, after=after))
    for row in claims:
        claim = SimpleNamespace(status=None, stage=None, **row)  # as of one not yet flushed
        entries.append(log.entry("claim.extracted", claim, actor=actor, now=now, **made(claim)))
    return entries


def _row(article: Article) -> dict[str, Any]:
    """What is set of an article that no session knows."""
    return {name: value for name, value in vars(article).items() if not name.startswith("_")}
