"""Bytes kept for good, named by their SHA-256: what a source said when somebody read it.

The name is the proof: what is read back is what was kept, or an error. Files are complete or
not there, whenever the power goes; a crash leaves at most a temporary file, which nobody reads.
"""

import errno
import hashlib
import logging
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from factcheck import __version__
from factcheck.egress.fetched import Fetched
from factcheck.errors import Damaged, NotFound, StorageFull
from factcheck.saying import say

_NAME = re.compile(r"[0-9a-f]{64}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder; made with its first file, readable by its owner alone."""

    folder: Path

    def keep(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hex, once they are safe on the disk.

        What is there already is checked, and written anew only if it is no longer whole.

        Raises `StorageFull`; nothing is kept then.
        """
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        with _room():
            if path.exists():
                if path.read_bytes() == data:
                    return name
                _log.warning("%s in the archive was damaged; it is written anew", name)
            self._write(path, data)
        return name

    def read(self, sha256: str) -> bytes:
        """The bytes of that name. Raises `NotFound`; `Damaged` if they are others by now."""
        if not _NAME.fullmatch(sha256):
            raise NotFound(say("There is nothing of that name in the archive."))
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound(say("There is nothing of that name in the archive.")) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged(
                say("What the archive keeps as {sha256} is no longer what was kept.", sha256=sha256)
            )
        return data

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name

    def _write(self, path: Path, data: bytes) -> None:
        self._make_folders(path.parent)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:  # mkstemp made it for the owner alone
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()
            raise
        _settle(path.parent)

    def _make_folders(self, inner: Path) -> None:
        for folder in (self.folder, inner):
            if not folder.is_dir():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _settle(folder.parent)


def warc(fetched: Fetched, at: datetime) -> bytes:
    """A WARC 1.1 file of one fetch: about us, the answer, the request, and where it began.

    `at` is when it was fetched. The body stands in it as it was read, with its encodings
    undone; the headers that no longer fit it are kept as `X-Archive-Orig-…`, as other
    archives do.
    """
    # Loaded when an archive is written: nothing else needs it.
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    about = {"software": f"factcheck/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(None, about))
    response = _response(writer, fetched, moment)
    writer.write_record(response)
    also = {
        "WARC-Date": moment,
        "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
    }
    writer.write_record(_request(writer, fetched, also))
    if fetched.asked != fetched.url:
        writer.write_record(_via(writer, fetched, also))
    return out.getvalue()


def payload(warc_bytes: bytes) -> bytes:
    """The body of the answer in a file that `warc` made. Raises `Damaged` if there is none."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - see `warc`
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    try:
        for record in ArchiveIterator(BytesIO(warc_bytes), check_digests="raise"):
            if record.rec_type == "response":
                body: bytes = record.content_stream().read()
                return body
    except (ArchiveLoadFailed, ValueError, EOFError, OSError) as error:
        raise Damaged(say("The kept page can no longer be read.")) from error
    raise Damaged(say("The kept file holds no page."))


def _response(writer: Any, fetched: Fetched, moment: str) -> Any:
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _UNDONE else name, value)
        for name, value in fetched.headers
    ]
    headers.append(("Content-Length", str(len(fetched.body))))
    given = {"WARC-Date": moment}
    if fetched.address:
        given["WARC-IP-Address"] = fetched.address
    return writer.create_warc_record(
        fetched.url,
        "response",
        payload=BytesIO(fetched.body),
        length=len(fetched.body),
        http_headers=_head(f"HTTP/1.1 {fetched.status} {fetched.reason}", headers),
        warc_headers_dict=given,
    )


def _request(writer: Any, fetched: Fetched, given: dict[str, str]) -> Any:
    path = fetched.url.split("/", 3)[3]
    return writer.create_warc_record(
        fetched.url,
        "request",
        http_headers=_head(f"GET /{path} HTTP/1.1", list(fetched.sent)),
        warc_headers_dict=given,
    )


def _via(writer: Any, fetched: Fetched, given: dict[str, str]) -> Any:
    """The address that was asked for, where it led to another."""
    line = f"via: {' '.join(fetched.asked.split())}\r\n".encode()
    return writer.create_warc_record(
        fetched.url, "metadata", payload=BytesIO(line), length=len(line), warc_headers_dict=given
    )


def _head(first: str, headers: list[tuple[str, str]]) -> Any:
    """First line and headers as they went over the wire; warcio would quote what is not ASCII."""
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - see `warc`

    class AsReceived(StatusAndHeaders):  # type: ignore[misc]
        def to_ascii_bytes(self, filter_func: Any = None) -> bytes:
            made: bytes = self.to_bytes(filter_func, encoding="latin-1")
            return made

    protocol, _, rest = first.strip().partition(" ")
    return AsReceived(rest, headers, protocol=protocol)


def _settle(folder: Path) -> None:
    """Make the names in a folder safe on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(
                say("There is no room left in the archive; nothing was kept.")
            ) from error
        raise
