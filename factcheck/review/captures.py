"""Looking at a source, before any transaction: fetched or uploaded, read, and safe on disk.

The bytes lie in the archive before a row speaks of them. A row that is never written leaves
at most bytes that nobody names, which do no harm.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit

from factcheck.archive import Archive, warc
from factcheck.documents import read_document
from factcheck.egress import Egress, Fetched
from factcheck.errors import EgressRefused, Rejected, TooLarge, Unreachable, Unreadable
from factcheck.limits import MAX_FILE_BYTES
from factcheck.saying import say

_MOST_ADDRESS = 2000
_MOST_NOTE = 500
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Capture:
    """What came of one look at a source.

    `sha256` is that of the source's own bytes, `stored_sha256` what the archive keeps them
    under, `text_sha256` that of the main text with its white space evened out. `gone`: the
    site says that the page is no more; `failed`: nothing usable came back.
    """

    url: str | None = None
    http_status: int | None = None
    media_type: str | None = None
    filename: str | None = None
    size: int = 0
    sha256: str | None = None
    stored_sha256: str | None = None
    text: str | None = None
    text_sha256: str | None = None
    note: str | None = None
    gone: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the newest copy holds: a look that finds the same need not keep it again."""

    sha256: str | None
    text_sha256: str | None

    def same(self, other: "Capture | Known") -> bool:
        """Whether both say the same to a reader; by their bytes where one has no text."""
        if self.text_sha256 and other.text_sha256:
            return self.text_sha256 == other.text_sha256
        return self.sha256 == other.sha256


def capture_page(
    egress: Egress, archive: Archive, url: str, *, now: datetime, known: Known | None = None
) -> Capture:
    """Fetch a page and keep it as WARC, unless it says what is `known`.

    A page that is no more (404, 410) is a finding: `gone`, with nothing kept. Raises
    `EgressRefused`, `Unreachable` (also for any other answer that is no page), `TooLarge`,
    `StorageFull`, `Busy`.
    """
    fetched = egress.fetch(url)
    seen = _seen(fetched, url)
    if seen.gone:
        return seen
    if seen.failed:
        raise Unreachable(seen.note or say("Nothing usable came back."))
    return _kept(archive, fetched, seen, now, known)


def check_page(
    egress: Egress, archive: Archive, url: str, *, now: datetime, known: Known | None
) -> Capture:
    """The same for the nightly round, where a page that cannot be had is noted, not raised."""
    try:
        fetched = egress.fetch(url)
    except (EgressRefused, Unreachable, TooLarge) as error:
        return Capture(url=url, note=_note(error.message), failed=True)
    seen = _seen(fetched, url)
    return seen if seen.gone or seen.failed else _kept(archive, fetched, seen, now, known)


def capture_file(
    archive: Archive, data: bytes, *, filename: str | None, media_type: str | None
) -> Capture:
    """Keep a file as it was uploaded. Raises `Rejected`, `TooLarge`, `StorageFull`, `Busy`."""
    if not data:
        raise Rejected(say("The file is empty."), {"file": [say("It holds nothing.")]})
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(say("A file may have at most {most:,} bytes.", most=MAX_FILE_BYTES))
    name = _plain_name(filename)
    text, kind, note = _text_of(data, media_type, name)
    return Capture(
        media_type=kind or _media_type(media_type),
        filename=name,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        stored_sha256=archive.keep(data),
        text=text,
        text_sha256=_text_hash(text),
        note=note,
    )


def even(text: str) -> str:
    """The words of a text, one blank between them: how they are set is not what they say."""
    return " ".join(text.split())


def _seen(fetched: Fetched, url: str) -> Capture:
    """What the answer is, before it is read."""
    status = fetched.status
    address = fetched.url if len(fetched.url) <= _MOST_ADDRESS else url
    answer = f"{status} {fetched.reason}".strip()
    said = say("{host} answered {answer}.", host=urlsplit(fetched.url).hostname, answer=answer)
    if status in _GONE:
        return Capture(url=address, http_status=status, note=_note(said), gone=True)
    if not 200 <= status < 300:
        return Capture(url=address, http_status=status, note=_note(said), failed=True)
    return Capture(url=address, http_status=status, size=len(fetched.body))


def _kept(
    archive: Archive, fetched: Fetched, seen: Capture, now: datetime, known: Known | None
) -> Capture:
    media_type = fetched.header("content-type")
    text, kind, note = _text_of(fetched.body, media_type, None)
    found = Known(hashlib.sha256(fetched.body).hexdigest(), _text_hash(text))
    again = known is not None and known.same(found)
    if again:
        note = say("The same as in the copy before; no further copy was kept.")
    return Capture(
        url=seen.url,
        http_status=seen.http_status,
        media_type=kind or _media_type(media_type),
        size=seen.size,
        sha256=found.sha256,
        stored_sha256=None if again else archive.keep(warc(fetched, now)),
        text=None if again else text,
        text_sha256=found.text_sha256,
        note=note,
    )


def _text_of(
    data: bytes, media_type: str | None, filename: str | None
) -> tuple[str | None, str | None, str | None]:
    """The main text, the media type it turned out as, and why there is none."""
    try:
        found = read_document(data, media_type=media_type, filename=filename)
    except (Unreadable, TooLarge) as error:
        return None, None, _note(error.message)
    return found.text, found.media_type, None


def _text_hash(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(even(text).encode()).hexdigest()


def _media_type(given: str | None) -> str | None:
    kind = (given or "").partition(";")[0].strip().lower()
    return kind[:200] if kind.isascii() and kind.isprintable() and kind else None


def _plain_name(filename: str | None) -> str | None:
    """The name without its folders and without what no database or header can hold."""
    name = PurePath((filename or "").replace("\\", "/")).name
    return "".join(each for each in name if each.isprintable())[-255:].strip() or None


def _note(words: str) -> str:
    return "".join(each for each in words if each.isprintable())[:_MOST_NOTE]
