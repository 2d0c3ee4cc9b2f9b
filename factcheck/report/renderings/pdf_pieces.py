"""Words for the typesetter: texts made safe to set, and runs as pieces of one look each.

A piece is a string, or `[look, text]`, or `[look, text, address]` where it can be followed.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

from factcheck.report.blocks import Look, Run, Runs
from factcheck.report.legible import breakable, closed_up, legible
from factcheck.report.renderings.links import followable
from factcheck.report.wording import MARKS

Piece = str | list[str]

SMALL = "small"
"""The look of words beside the main thing, in a line of larger ones."""
CELL = 8.5
"""The size of the type in a table, in points."""
_ROOM = 45
"""Letters of the longest word that has room on a line across the page."""
_NARROW = 20
"""The same in a column of a table."""
_LONG = re.compile(rf"\S{{{_ROOM + 1},}}")
_WORD = re.compile(r"\S+")
_LONG_WORDS = re.compile(rf"[^ \t\n]{{{_NARROW + 1},}}")
_ADDRESS = re.compile(r"https?://[!-~]+")
"""The typesetter itself breaks these, and so they can be copied from the page."""
_GLUED = re.compile(r"[^ \t\n\u200b]{60,}")
_GLUE = re.compile("([\u00a0\u202f\u2007\u2060]+)")
_HEX = re.compile("[0-9A-Fa-f-]{12,}")
"""A hash, or an id."""
_HASH_DIGIT = 0.4696
"""How wide a digit of a hash is beside the size of the type around it."""
_TURNED = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-[A-Za-z0-9]+)*")
_HEAD = 500
"""Letters among which the first with a direction is looked for."""


class Place(NamedTuple):
    """Where words stand: how wide it is and how large the type, in points.

    In a `wide` one small lines follow each other on one. Many words may do without links.
    """

    width: float
    size: float = 10.0
    in_table: bool = False
    in_card: bool = False
    wide: bool = False
    linked: bool = False

    @property
    def hash_letters(self) -> int:
        """How many digits of a hash have room on a line."""
        return max(8, int(self.width / self.size / _HASH_DIGIT))


def settable(text: str, *, narrow: bool = False) -> str:
    """`text` legible, closed up, and with places to break in words that have no room on a line.

    Typst 0.15 loses words behind many blank lines in a table.
    """
    text = legible(text)
    return foldable(closed_up(text) if "\n" in text else text, narrow=narrow)


def foldable(text: str, *, narrow: bool = False) -> str:
    """`text` with unseen places to break where a word might have no room on a line.

    Words joined by spaces that do not break run off the page in typst 0.15.
    """
    if _ADDRESS.fullmatch(text):
        return text
    text = breakable(text) if narrow else _LONG.sub(_broken, text)
    return _GLUED.sub(_unglued, text) if _GLUE.search(text) else text


def on_one_line(text: str, letters: int) -> str:
    """As much of `text` as the head or foot of a page has room for."""
    words = " ".join(legible(text).split())
    return settable(words if len(words) <= letters else f"{words[:letters].rstrip()}…", narrow=True)


def _broken(match: re.Match[str]) -> str:
    """A word with places to break before it and every 30 letters; each takes typst long."""
    word = match[0]
    parts = breakable(word).split("\u200b")
    if "\u200b" not in word:
        parts = ["".join(parts[at : at + 3]) for at in range(0, len(parts), 3)]
    return "\u200b".join(["", *parts])


def _unglued(match: re.Match[str]) -> str:
    return _GLUE.sub("\\1\u200b", match[0])


@lru_cache(maxsize=4096)
def runs_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    head = text[:_HEAD]
    if not _TURNED.search(head):
        return False
    kinds = (bidirectional(each) for each in head)
    return next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)


def line_runs_left(runs: Runs) -> bool:
    """Whether a line is one of people's words alone, and they wrote it from right to left."""
    return bool(runs) and all(run.stored for run in runs) and runs_left(_together(runs))


def _together(runs: Runs) -> str:
    return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


def apart(text: str) -> str:
    """Words that may run against the line, kept from turning what is beside them (UAX 9)."""
    return f"\u2068{text}\u2069" if _TURNED.search(text) else text


def pieces(runs: Runs, at: Place, *, small: bool = False) -> list[Piece]:
    """The runs as pieces, neighbours of one look in one. `small`: in a line of larger ones."""
    alone = len(runs) == 1
    return joined(_piece(run, at, small, alone) for run in _parted(runs))


def _parted(runs: Runs) -> Iterator[Run]:
    """The runs that say something, with a place to break where they make up a long word."""
    length = 0
    for run in runs:
        words = _WORD.findall(run.text)
        if not words:
            length = 0 if run.text else length
        elif length and not run.text[0].isspace() and length + len(words[0]) > _NARROW:
            yield Run("\u200b")
            length = 0
        if run.text:
            yield run
        if words:
            whole = len(words[0]) == len(run.text)
            length = 0 if run.text[-1].isspace() else len(words[-1]) + (length if whole else 0)


def _piece(run: Run, at: Place, small: bool, alone: bool) -> Piece:
    text, look, link, is_stored = run
    if look is Look.HASH:
        words = in_lines(text, at.hash_letters)
    else:
        words = settable(text, narrow=at.in_table and not at.wide)
        if is_stored and not alone:
            words = apart(words)
        if look in MARKS:
            words = f"{MARKS[look]} {words}"
    plain = "" if look is Look.PLAIN else look.value
    name = SMALL if small and look in (Look.PLAIN, Look.QUIET) else plain
    if address := followable(link):
        return [name, words, address]
    return [name, words] if name else words


def in_lines(text: str, letters: int) -> str:
    """A hash in lines of one length that have room; a break can be copied, U+200B cannot."""

    def cut(match: re.Match[str]) -> str:
        word = match[0]
        size = -(-len(word) // -(-len(word) // letters))
        return "\n".join(word[at : at + size] for at in range(0, len(word), size))

    if any(not _HEX.fullmatch(word) for word in _LONG_WORDS.findall(text)):
        return settable(text, narrow=True)
    return _HEX.sub(cut, legible(text))


def joined(found: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one look as one piece: each piece has its price."""
    made: list[Piece] = []
    for look, group in groupby(found, key=_look_of):
        if look is None:
            made += group
        elif look == "":
            made.append("".join([str(each) for each in group]))
        else:
            made.append([look, "".join([each[1] for each in group])])
    return made


def is_linked(piece: Piece) -> bool:
    """Whether a piece leads somewhere."""
    return not isinstance(piece, str) and len(piece) > len(("look", "text"))


def _look_of(piece: Piece) -> str | None:
    """The look by which pieces are joined; None for what leads somewhere."""
    if isinstance(piece, str):
        return ""
    return None if is_linked(piece) else piece[0]


def language_of(tag: str | None) -> list[str] | None:
    """The language and, where it is told, the region, as the typesetter names them."""
    found = _LANGUAGE.fullmatch(tag or "")
    return [part.lower() for part in found.groups() if part] if found else None
