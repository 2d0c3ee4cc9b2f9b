"""The seal of a PDF: one comment line right before its end, signed over all other bytes.

A comment changes nothing of how a PDF is read or printed, and the line can be taken out again
with any text editor: the rest is the file that was typeset. It stands before `startxref`, for
strict readers want nothing between that and the end (ISO 32000-2, 7.5.5).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from factcheck.canonical import canonical_json
from factcheck.report.seal import unsealed
from factcheck.signing import NotGenuine, Signer

SCHEMA = "factcheck.pdf-seal/1"
_MARK = b"%factcheck-seal "
_LONGEST = 900
"""Bytes of the line."""
_TAIL = rb"startxref\r?\n\d{1,12}\r?\n%%EOF\n?"
_END = re.compile(rb"(?<=\n)" + _TAIL + rb"\Z")
_SEALED_END = re.compile(rb"(?<=\n)%factcheck-seal ([^\r\n]{1,900})\n(?=" + _TAIL + rb"\Z)")
_FACTS = ("sha256", "content_hash", "report_id", "audience")


def sealed_pdf(pages: bytes, document: Mapping[str, Any], signer: Signer) -> bytes:
    """The PDF of an edition with its seal. Raises `ValueError` for what does not end as a PDF."""
    end = _END.search(pages, max(0, len(pages) - 64))
    if end is None:
        raise ValueError(
            "The PDF does not end with startxref, a number and %%EOF on lines of their own."
        )
    line = canonical_json(
        signer.signed(
            {
                "schema": SCHEMA,
                "sha256": hashlib.sha256(pages).hexdigest(),
                "content_hash": document["content_hash"],
                "report_id": document["made"]["report_id"],
                "audience": document["audience"],
            }
        )
    ).encode()
    return b"".join([pages[: end.start()], _MARK, line, b"\n", pages[end.start() :]])


def seal_of_pdf(data: bytes, trusted: Mapping[str, bytes] | None) -> dict[str, Any]:
    """What the seal of a PDF says, if it is genuine and nothing else in the file was changed.

    Raises `NotGenuine`, saying what is wrong.
    """
    found = _SEALED_END.search(data, max(0, len(data) - _LONGEST - 128))
    if found is None:
        raise NotGenuine(_why_unsealed(data, trusted))
    return _checked(data, found, trusted)


def _checked(
    data: bytes, found: re.Match[bytes], trusted: Mapping[str, bytes] | None
) -> dict[str, Any]:
    facts = unsealed(_line(found[1]), SCHEMA, trusted)
    if not all(isinstance(facts.get(name), str) for name in _FACTS):
        raise NotGenuine("Its seal does not say what it is of.")
    digest = hashlib.sha256(memoryview(data)[: found.start()])
    digest.update(memoryview(data)[found.end() :])
    if digest.hexdigest() != facts["sha256"]:
        raise NotGenuine(_what_changed(data))
    return facts


def _line(text: bytes) -> dict[str, Any]:
    """The signed record, if it is written in the one way in which we write it."""
    try:
        record = json.loads(text)
        exact = isinstance(record, dict) and canonical_json(record).encode() == text
    except (ValueError, RecursionError):
        exact = False
    if not exact:
        raise NotGenuine("The line with its seal was altered.")
    return dict(record)


def _what_changed(data: bytes) -> str:
    changed = "The file was changed after it was sealed: its pages, or what is attached to them."
    seals = data.count(b"\n" + _MARK)
    return changed if seals == 1 else f"{changed} It carries {seals} seals instead of one."


def _why_unsealed(data: bytes, trusted: Mapping[str, bytes] | None) -> str:
    """What to say where no seal stands right before the end."""
    mark = data.rfind(b"\n" + _MARK)
    if mark < 0:
        return "It carries no seal: it was taken out, or the file never had one."
    for end in (b"\n%%EOF\n", b"\n%%EOF"):
        cut = data.find(end, mark) + len(end)
        found = _SEALED_END.search(data[:cut], mark)
        if found is not None and _is_whole(data[:cut], found, trusted):
            return (
                f"{len(data) - cut:,} bytes were added behind the end of the sealed file, which "
                "can change what its pages show. Up to there it is as it was signed."
            )
    return "Its seal does not stand where it belongs, alone on the line before startxref."


def _is_whole(data: bytes, found: re.Match[bytes], trusted: Mapping[str, bytes] | None) -> bool:
    try:
        _checked(data, found, trusted)
    except NotGenuine:
        return False
    return True
