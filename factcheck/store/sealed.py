"""Log entries that are written out ahead: many at once take their place in the chain quickly.

An entry's hash covers its number and the hash before it, which only the one who holds the
head knows. All else of what is hashed can be written beforehand.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from factcheck.store import log, packing
from factcheck.store.packing import Packed, Packer
from factcheck.vocabulary import Stage

_LAST = ("seq", "prev_hash", "hash")
_PLACE = {"seq": 0, "prev_hash": ""}
_QUIET = frozenset({"article.received", "article.assisted", "claim.extracted"})
"""Actions of new things: no fact hangs on any of them yet."""


class Written(NamedTuple):
    """An entry up to its place: the canonical JSON around number and hash, and its row."""

    first: str
    middle: str
    last: str
    row: Any


class Writer:
    """Writes entries out for one kind of database, and puts them in their place there."""

    def __init__(self, backend: str) -> None:
        self._packer = Packer(log.Event, backend, last=_LAST)
        self._copies = backend == "postgresql"
        self._nothing = dict.fromkeys(each.key for each in self._packer.columns)

    def write(self, entry: Mapping[str, Any]) -> Written:
        """Write out an entry of `log.entry`. Raises `ValueError` for one that may change facts."""
        if entry["action"] not in _QUIET or entry.get("stage_to") == Stage.FINAL:
            raise ValueError(f"{entry['action']} may change facts: record it in the session")
        text = log.canonical({**self._nothing, **entry, **_PLACE})
        # The keys are sorted: behind these two stand only words whose quotes are escaped.
        first, _, rest = text.rpartition('"prev_hash":""')
        middle, _, last = rest.rpartition('"seq":0')
        return Written(first, middle, last, self._packer.line(entry))

    def append(self, session: Session, entries: Sequence[Written]) -> None:
        """Number, chain and insert the entries, as the last thing before the commit."""
        log.settle(session)
        seq, prev = log.TAKE_HEAD.rows(session)[0]
        rows: list[Any] = []
        for seq, each in enumerate(entries, seq + 1):  # noqa: B020 - counted on from the head
            text = f'{each.first}"prev_hash":"{prev}"{each.middle}"seq":{seq}{each.last}'
            own = hashlib.sha256(text.encode()).hexdigest()
            rows.append(self._row(each.row, seq, prev, own))
            prev = own
        part: Packed = "".join(rows).encode() if self._copies else rows
        packing.write(session, self._packer, [part])
        log.MOVE_HEAD.write(session, {"last": seq, "newest": prev})

    def _row(self, row: Any, seq: int, prev: str, own: str) -> Any:
        return f"{row}\t{seq}\t{prev}\t{own}\n" if self._copies else (*row, seq, prev, own)
