"""Where the words of a claim stand in another text; pure comparison, nothing is stored."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 200
"""How many code points to either side may tell two lookalike places apart."""
ALIKE = 0.6
"""The least share of common words at which other words count as the same claim, altered."""

_WORD = re.compile(r"\w+(?:[.,'’]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate span with how well its surroundings (or its words) match."""

    start: int
    end: int
    fit: float


def same_words(quote: str, old: str, start: int, new: str) -> list[Place]:
    """Every place of `quote` in `new`, best first; `fit` counts the context in common.

    `start` is where the quote stands in `old`. A place inside a longer word or number
    ("10" in "100") is none.
    """
    before = old[max(0, start - CONTEXT) : start]
    behind = old[start + len(quote) : start + len(quote) + CONTEXT]
    places = []
    for found in _occurrences(quote, new):
        end = found + len(quote)
        left = _common(before[::-1], new[max(0, found - CONTEXT) : found][::-1])
        right = _common(behind, new[end : end + CONTEXT])
        places.append(Place(found, end, left + right))
    return sorted(places, key=lambda place: -place.fit)


def other_words(quote: str, candidates: list[tuple[int, int, str]]) -> list[Place]:
    """The candidates `(start, end, text)` that say nearly the same, best first."""
    words = _WORD.findall(quote.casefold())
    matcher = SequenceMatcher(a=[], b=words, autojunk=False)
    places = []
    for start, end, text in candidates:
        matcher.set_seq1(_WORD.findall(text.casefold()))
        if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
            continue
        if (fit := matcher.ratio()) >= ALIKE:
            places.append(Place(start, end, fit))
    return sorted(places, key=lambda place: -place.fit)


def word_diff(old: str, new: str) -> list[dict[str, str]]:
    """The way from `old` to `new` in runs of words: `equal`, `delete`, `insert`."""
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    runs = []
    for op, a1, a2, b1, b2 in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if op == "equal":
            runs.append({"op": "equal", "text": "".join(b[b1:b2])})
            continue
        if a2 > a1:
            runs.append({"op": "delete", "text": "".join(a[a1:a2])})
        if b2 > b1:
            runs.append({"op": "insert", "text": "".join(b[b1:b2])})
    return runs


def _occurrences(quote: str, text: str) -> Iterator[int]:
    found = text.find(quote)
    while found >= 0:
        end = found + len(quote)
        glued_left = found > 0 and text[found - 1].isalnum() and quote[0].isalnum()
        glued_right = end < len(text) and text[end].isalnum() and quote[-1].isalnum()
        if not (glued_left or glued_right):
            yield found
        found = text.find(quote, found + 1)


def _common(a: str, b: str) -> int:
    """How many letters the two begin with in common."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
