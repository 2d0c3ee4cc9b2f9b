"""The report as PDF, typeset by typst in a process of its own.

What is to be set reaches typst as JSON, never as markup, so nothing stored can become code.
"""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factcheck.errors import TooLarge
from factcheck.report.blocks import Block, Booklet, Listing, Manuscript, Notice, Table
from factcheck.report.legible import legible
from factcheck.report.renderings.pdf_blocks import PdfBlocks
from factcheck.report.renderings.pdf_pieces import Place, language_of, on_one_line, settable
from factcheck.report.renderings.pdf_tables import LONGEST_TITLE, is_long
from factcheck.report.renderings.tints import readable
from factcheck.report.style import Style
from factcheck.saying import say

SECONDS = 60.0
"""How long the typesetting may take; 2,000 claims need about 4."""
_LOG = logging.getLogger(__name__)
_TYPESET = str(Path(__file__).with_name("typeset.py"))
_MARGIN = 17 * 72 / 25.4
_WIDTHS = {"a4": 595.28 - 2 * _MARGIN, "us-letter": 612.0 - 2 * _MARGIN}
"""Points between the margins."""
_RUNNING, _NOTICE, _PROPERTY = 80, 100, 255
"""Letters that the head and the foot of a page and a file's properties have room for."""
_HASH = 12
_LINKED = 300
"""Up to so many rows can be linked to; each costs the typesetter something."""
_APART = 60
"""Sections of so many rows have pages of their own, and are set at the same time."""
_WHITE = "#ffffff"
"""What colours must stand off: a PDF is printed."""
_NUMBERS: dict[str, str | int] = {"\0": 0, "\1": 1}
_LOGOS = {"image/svg+xml": "svg", "image/png": "png"}
_KEPT = ("HOME", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "XDG_DATA_HOME")
"""Of the environment the typesetter needs no more: where fonts and temporary files are."""
_SPARING = {"MALLOC_TRIM_THRESHOLD_": "0"}
"""Memory that is done with is given back at once: a third less of it, for little time."""


def render(booklet: Booklet, style: Style, attached: bytes) -> bytes:
    """A tagged PDF/UA-1 and PDF/A-3a, with `attached` in it as report.json.

    It is neither where the fonts at hand lack a letter, and then its cover says so. The same
    booklet gives the same bytes. Raises `TooLarge` for what is not set within `SECONDS`.
    """
    given = json.dumps(given_to(booklet, style), ensure_ascii=False, separators=(",", ":"))
    parts = {"given.json": given.encode(), "report.json": attached}
    if style.logo:
        parts["logo"] = style.logo.data
    sizes = {name: len(part) for name, part in parts.items()}
    order = json.dumps({"made_at": booklet.made_at, "parts": sizes}).encode()
    made, lacking = _typeset(b"".join([order, b"\n", *parts.values()]))
    if lacking:
        _LOG.warning("report %s is no PDF/UA: %s", booklet.content_hash[:_HASH], lacking)
    return made


def _typeset(order: bytes) -> tuple[bytes, str]:
    """The PDF, and why it is no PDF/UA."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        # -I: the folder of the script holds a json.py, which must not stand in for Python's.
        done = subprocess.run(  # noqa: S603 - a fixed command, no stored text in it
            [sys.executable, "-I", _TYPESET],
            input=order,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=kept | _SPARING,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLarge(say("The report is too long for a PDF; take the HTML file.")) from error
    said = done.stderr.decode(errors="replace")
    if done.returncode:
        raise RuntimeError(f"The PDF could not be typeset: {said[-2000:]}")
    return done.stdout, said[:500]


def given_to(booklet: Booklet, style: Style) -> dict[str, Any]:
    """What the template is given: everything in words, its strings safe to set."""
    at = Place(_WIDTHS[style.paper])
    press = PdfBlocks(style, booklet.language, set(_anchors(booklet)))
    cover = list(booklet.cover)
    told = any(isinstance(each, Notice) and each.text == booklet.notice for each in cover)
    if booklet.notice and not told:
        cover.insert(0, Notice(booklet.notice))
    return _sheet(style) | {
        "language": language_of(booklet.language) or ["en"],
        "properties": _properties(booklet),
        "house": settable(style.house or ""),
        "kicker": settable(booklet.kicker),
        "title": press.title(booklet.title, booklet.title_language),
        "running": on_one_line(booklet.running, _RUNNING),
        "notice": on_one_line(booklet.notice or "", _NOTICE),
        "hash": on_one_line(style.label("cover.hash", hash=f"{booklet.content_hash[:_HASH]}…"), 40),
        "cover": press.blocks(cover, at),
        "sections": [
            {
                "title": on_one_line(each.title, LONGEST_TITLE) or "–",
                "blocks": press.section(each.blocks, at),
                "apart": sum(map(_extent, each.blocks)) >= _APART,
            }
            for each in booklet.sections
        ],
        "closing": settable(booklet.closing),
        "content_hash": legible(booklet.content_hash),
    }


def _extent(block: Block) -> int:
    """How long a block is, in rows or paragraphs."""
    match block:
        case Table(rows=parts) | Manuscript(paragraphs=parts) | Listing(items=parts):
            return len(parts)
    return 1


def _sheet(style: Style) -> dict[str, Any]:
    """The paper, its colours, and our words that stand on it."""
    colours = {name: readable(colour, _WHITE) for name, colour in style.colours.items()}
    page = style.label("page.count", page="\0", pages="\1")
    logo = {"logo": _LOGOS[style.logo.media_type]} if style.logo else {}
    return {
        "paper": style.paper,
        "colours": colours | {"rule": style.colours["rule"]},
        # What a page's own number and that of all pages are put in for.
        "page": [_NUMBERS.get(part, part) for part in re.split("([\0\1])", page) if part],
        "contents": settable(style.label("page.contents")),
        "lacking": settable(style.label("pdf.lacking")),
        "attached": on_one_line(style.label("pdf.attached"), _PROPERTY),
    } | logo


def _properties(booklet: Booklet) -> dict[str, Any]:
    """What the file says of itself."""
    names = [on_one_line(each, _PROPERTY) for each in (booklet.title, booklet.kicker)]
    told = {
        "title": " – ".join(filter(None, names)) or booklet.content_hash,
        "author": on_one_line(booklet.made_by or "", _PROPERTY),
        "keyword": f"sha256:{booklet.content_hash}",
        "description": on_one_line(booklet.notice or "", _PROPERTY),
    }
    return {name: words.replace("\u200b", "") for name, words in told.items()}


def _anchors(booklet: Booklet) -> Iterator[str]:
    """The rows that can be linked to, unless they are many."""
    blocks = [each for part in booklet.sections for each in part.blocks]
    tables = [each for each in blocks if isinstance(each, Table) and not is_long(each)]
    found = [row.anchor for table in tables for row in table.rows if row.anchor]
    if len(found) <= _LINKED and len(set(found)) == len(found):
        yield from found
