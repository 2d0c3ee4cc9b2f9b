"""Undoing the content encodings of an answer, within a limit."""

import zlib

from factcheck.errors import TooLarge, Unreachable
from factcheck.saying import say

ACCEPTED = "gzip, deflate"
"""What a request says it can read; nothing else is decoded."""
_MOST_ENCODINGS = 2
_MOST_MEMBERS = 16
"""Parts of one gzip answer; there is hardly ever a second one."""
_GZIP = 16 + zlib.MAX_WBITS


def decoded(raw: bytes, encoding: str, most_bytes: int) -> bytes:
    """The body as it was before the encodings that a Content-Encoding header lists.

    Raises `TooLarge` for more than `most_bytes`, however few there were on the wire;
    `Unreachable` for an encoding that was not asked for, or a broken one.
    """
    names = [name for part in encoding.split(",") if (name := part.strip().lower())]
    names = [name for name in names if name != "identity"]
    if len(names) > _MOST_ENCODINGS or not set(names) <= {"gzip", "x-gzip", "deflate"}:
        raise Unreachable(say("The answer came in an encoding that was not asked for."))
    for name in reversed(names):
        if raw:
            try:
                raw = (_inflate if name == "deflate" else _gunzip)(raw, most_bytes)
            except zlib.error as error:
                raise Unreachable(say("The answer is compressed, and broken.")) from error
    return raw


def _gunzip(raw: bytes, most_bytes: int) -> bytes:
    whole = b""
    for _ in range(_MOST_MEMBERS):
        part, raw = _unpack(raw, _GZIP, most_bytes - len(whole))
        whole += part
        if not raw.startswith(b"\x1f\x8b"):  # the end, or padding after it
            return whole
    raise zlib.error("too many members")


def _inflate(raw: bytes, most_bytes: int) -> bytes:
    """Some servers leave out zlib's frame, which the standard wants."""
    try:
        return _unpack(raw, zlib.MAX_WBITS, most_bytes)[0]
    except zlib.error:
        return _unpack(raw, -zlib.MAX_WBITS, most_bytes)[0]


def _unpack(raw: bytes, form: int, most_bytes: int) -> tuple[bytes, bytes]:
    """What one compressed stream holds, and what stands after it."""
    stream = zlib.decompressobj(form)
    whole = stream.decompress(raw, most_bytes + 1)
    if len(whole) > most_bytes:
        raise TooLarge(say("The answer is larger than may be read, once it is unpacked."))
    if not stream.eof:
        raise zlib.error("cut off")
    return whole, stream.unused_data
