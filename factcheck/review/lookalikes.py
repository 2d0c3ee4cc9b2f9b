"""Where the words of a claim stand in another text; pure comparison, nothing is stored."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

CONTEXT = 200
"""How many code points to either side may tell two lookalike places apart."""
ALIKE = 0.6
"""The least share of common words at which other words count as the same claim, altered."""

MOST_PLACES = 20
"""With more places of the same words than these, none is the claim's own: all fit alike."""
MOST_WORDS, MOST_HOLDERS, MOST_COMPARED = 8, 200, 12
"""How wide the search for an altered claim is: words, spans for a word, spans compared."""

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
    starts = list(islice(_occurrences(quote, new), MOST_PLACES + 1))
    if len(starts) > MOST_PLACES:
        return [Place(found, found + len(quote), 0) for found in starts]
    places = []
    for found in starts:
        end = found + len(quote)
        left = _common(before[::-1], new[max(0, found - CONTEXT) : found][::-1])
        right = _common(behind, new[end : end + CONTEXT])
        places.append(Place(found, end, left + right))
    return sorted(places, key=lambda place: -place.fit)


class Candidates:
    """Spans of a text that an altered claim may have become, found by the words they share."""

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        self._spans = list(spans)
        self._words = [_WORD.findall(text.casefold()) for _, _, text in self._spans]
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for word in set(words):
                self._holders[word].append(number)

    def like(self, quote: str, *, free: Callable[[tuple[int, int]], bool]) -> list[Place]:
        """The free spans that say nearly the same as `quote`, best first.

        Only those that share the most of its rarer words are compared word by word: with
        all of them, a long text rewritten throughout would take minutes.
        """
        words = _WORD.findall(quote.casefold())
        matcher = SequenceMatcher(a=[], b=words, autojunk=False)
        places = []
        for number in self._nearest(words):
            start, end, _ = self._spans[number]
            if not free((start, end)):
                continue
            matcher.set_seq1(self._words[number])
            if (fit := matcher.ratio()) >= ALIKE:
                places.append(Place(start, end, fit))
        return sorted(places, key=lambda place: (-place.fit, place.start))

    def _nearest(self, words: list[str]) -> list[int]:
        """The numbers of the spans that share the most words, commonest words left out."""
        rare = sorted(set(words), key=lambda word: len(self._holders.get(word, ())))
        shared: Counter[int] = Counter()
        for word in rare[: max(MOST_WORDS, len(rare) // 2)]:
            holders = self._holders.get(word, [])
            if len(holders) <= MOST_HOLDERS or not shared:
                shared.update(holders[:MOST_HOLDERS])
        return [number for number, _ in shared.most_common(MOST_COMPARED)]


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
