"""What there is to take in, one piece after the other: no more of it is held than that piece."""

import gzip
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from factcheck.documents import MOST_BYTES
from factcheck.texts import TEXT_SUFFIXES

DOCUMENTS = frozenset({".html", ".htm", ".xhtml", ".docx", ".pdf"})
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_ARCHIVES = (".warc", ".warc.gz")
KINDS = (*sorted(TEXT_SUFFIXES | DOCUMENTS), *_LINES, *_ARCHIVES)
"""The endings of what is taken from a folder."""
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Piece:
    """One article to be: a file, a line of JSON or an archived page.

    `label` names it to people. `data` is its content; None: it stands in the file `path`.
    `done` counts the bytes of all that was named, up to the end of this piece. `problem` says
    why it cannot be read at all.
    """

    label: str
    done: int
    path: Path
    data: bytes | None = None
    media_type: str | None = None
    url: str | None = None
    problem: str | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes to hold it."""
        return len(self.data) if self.data is not None else _size(self.path)


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The named files, and the files of a known kind in the named folders, in order."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(KINDS):
                    yield Path(folder, name)


def total_bytes(paths: Sequence[Path]) -> int:
    """The bytes of all that is named, for telling how far the intake is."""
    return sum(map(_size, files(paths)))


def find_pieces(paths: Sequence[Path]) -> Iterator[Piece]:
    """All pieces in what is named; files that hold many are read as the pieces are taken."""
    before = 0
    for path in files(paths):
        size, name = _size(path), path.name.lower()
        try:
            if name.endswith(_LINES):
                yield from _lines(path, before)
            elif name.endswith(_ARCHIVES):
                yield from _pages(path, before)
            else:
                yield Piece(str(path), before + size, path)
        except (OSError, EOFError) as error:
            why = getattr(error, "strerror", None) or "it is damaged"
            yield Piece(str(path), before + size, path, problem=f"It cannot be read ({why}).")
        before += size


def _lines(path: Path, before: int) -> Iterator[Piece]:
    """The lines of a file with one JSON object in each, packed by gzip or not."""
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        lines: IO[bytes] | gzip.GzipFile = gzip.GzipFile(fileobj=raw) if packed else raw
        number = 0
        while line := lines.readline(MOST_BYTES + 1):
            number += 1
            whole = _to_the_end(lines, line)
            if line.strip():
                problem = None if whole else f"The line is longer than {MOST_BYTES:,} bytes."
                label, data = f"{path}:{number}", b"" if problem else line
                yield Piece(label, before + raw.tell(), path, data, problem=problem)


def _to_the_end(lines: Any, line: bytes) -> bool:
    """Read past the rest of a line that is too long; whether it was none."""
    if len(line) <= MOST_BYTES:
        return True
    while not line.endswith(b"\n") and (line := lines.readline(MOST_BYTES)):
        pass
    return False


def _pages(path: Path, before: int) -> Iterator[Piece]:
    """The pages that a web archive holds: answers with status 200 that are HTML."""
    # Loaded for an archive: nothing else needs it.
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    with path.open("rb") as raw:
        try:
            for number, record in enumerate(ArchiveIterator(raw), 1):
                kind = _kind_of_page(record)
                if kind is None:
                    continue
                body = record.content_stream().read(MOST_BYTES + 1)
                url = record.rec_headers.get_header("WARC-Target-URI")
                yield Piece(f"{path}:{number}", before + raw.tell(), path, body, kind, url)
        except (ArchiveLoadFailed, ValueError):
            problem = "The archive is damaged from here on."
            yield Piece(str(path), before + raw.tell(), path, b"", problem=problem)


def _kind_of_page(record: Any) -> str | None:
    """The content type of an archived answer, if it is a page."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if record.http_headers.get_statuscode() != "200":
        return None
    kind = record.http_headers.get_header("Content-Type") or ""
    return kind if kind.partition(";")[0].strip().lower() in _PAGES else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
