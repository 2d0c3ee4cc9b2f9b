"""Text cut where the words that somebody looks for stand in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BEFORE = 60
"""How many letters stand before the first hit in a text that is cut short."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a text; `hit` where it is one of the words."""

    text: str
    hit: bool = False


def highlighted(text: str, words: Sequence[str], most: int = 300) -> list[Piece]:
    """The text in pieces, each word marked wherever it stands; at most so many letters.

    A longer text is cut around the first hit, with dots where something is left out.

    >>> [(each.text, each.hit) for each in highlighted("48 Million euros", ["million"])]
    [('48 ', False), ('Million', True), (' euros', False)]
    """
    found = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.I)
    shown = _cut(text, found.search(text) if words else None, most)
    if not words:
        return [Piece(shown)]
    pieces, at = [], 0
    for match in found.finditer(shown):
        pieces.append(Piece(shown[at : match.start()]))
        pieces.append(Piece(match[0], hit=True))
        at = match.end()
    pieces.append(Piece(shown[at:]))
    return [each for each in pieces if each.text]


def _cut(text: str, first: re.Match[str] | None, most: int) -> str:
    if len(text) <= most:
        return text
    start = max(0, first.start() - _BEFORE) if first else 0
    start = min(start, len(text) - most) if start else 0
    end = start + most
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"
