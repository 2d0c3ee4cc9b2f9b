"""Where the words of a claim stand in another text; pure comparison, nothing is stored."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

CONTEXT = 200
"""How many code points to either side may tell two lookalike places apart."""
BY_CHANCE = 10
"""How many code points of context two places may differ by without one being the better."""
ALIKE = 0.6
"""The least share of common words at which other words count as the same claim, altered."""
ALIKE_ELSEWHERE = 0.8
"""The same where the words stand at quite another place of the article."""

MOST_PLACES = 20
"""With more places of the same words than these, none is the claim's own: all fit alike."""
MOST_WORDS, MOST_HOLDERS, MOST_COMPARED = 8, 200, 12
"""How wide the search for an altered claim is: words, spans for a word, spans compared."""

_WORD = re.compile(r"\w+(?:[.,'’]\w+)*|[^\w\s]")


Side = int
"""0: nothing that counts; `OWN`, `EDGE` or `NEXT`."""
OWN, EDGE, NEXT = 1, 2, 3
"""The rest of the claim's own sentence; and the edge of the text; or the next sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate span with how well its surroundings (or its words) match.

    `sides` says of what stands before it and behind it how much is as it was.
    """

    start: int
    end: int
    fit: float
    sides: tuple[Side, Side] = (OWN, OWN)


@dataclass(frozen=True, slots=True)
class Around:
    """What stood around a claim: on each side the rest of its sentence, then with the next one.

    None for the next one where the text began or ended. Layout is left out.
    """

    left: str
    right: str
    before: tuple[str, str | None] = ("", "")
    behind: tuple[str, str | None] = ("", "")


def around(text: str, span: tuple[int, int], sentences: Sequence[tuple[int, int]]) -> Around:
    """The surroundings of `span`; `sentences` are those of the text, in its order."""
    start, end = span
    first = bisect_right(sentences, (start, len(text))) - 1
    last = bisect_left(sentences, (end, 0)) - 1
    left, right = _left(text, start), _right(text, end)
    if not 0 <= first <= last:
        return Around(left, right)
    own = _flat(text[sentences[first][0] : start]), _flat(text[end : sentences[last][1]])
    before = _flat(text[sentences[first - 1][0] : start])[-CONTEXT:] if first else None
    further = last + 1 < len(sentences)
    behind = _flat(text[end : sentences[last + 1][1]])[:CONTEXT] if further else None
    return Around(left, right, (own[0][-CONTEXT:], before), (own[1][:CONTEXT], behind))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _left(text: str, start: int) -> str:
    return _flat(text[max(0, start - 2 * CONTEXT) : start])[-CONTEXT:]


def _right(text: str, end: int) -> str:
    return _flat(text[end : end + 2 * CONTEXT])[:CONTEXT]


def same_words(quote: str, old: Around, new: str) -> list[Place]:
    """Every place of `quote` in `new`, best first; `fit` counts the context in common.

    A place inside a longer word or number ("10" in "100") is none.
    """
    starts = list(islice(_occurrences(quote, new), MOST_PLACES + 1))
    if len(starts) > MOST_PLACES:
        return [Place(found, found + len(quote), 0) for found in starts]
    places = [_place(found, found + len(quote), old, new) for found in starts]
    return sorted(places, key=lambda place: -place.fit)


def _place(start: int, end: int, old: Around, new: str) -> Place:
    left, right = _left(new, start), _right(new, end)
    fit = _common(old.left[::-1], left[::-1]) + _common(old.right, right)
    sides = (
        _side(old.before, left, left.endswith),
        _side(old.behind, right, right.startswith),
    )
    return Place(start, end, fit, sides)


def _side(old: tuple[str, str | None], new: str, holds: Callable[[str], bool]) -> Side:
    own, wider = old
    if wider is None:
        return EDGE if new == own else OWN * holds(own)
    return NEXT if holds(wider) else OWN * holds(own)


def best(places: Sequence[Place]) -> Place | None:
    """The one place that fits best, best first given; None where nobody can say which.

    A place that has kept its neighbour on one side does not beat one that has kept that on
    the other: so stands a sentence that was doubled on the spot. Nor do a few letters more.
    """
    if not places or len(places) > MOST_PLACES:
        return None
    first = max(places, key=lambda place: (sum(place.sides), place.fit))
    others = [place for place in places if place is not first]
    return first if all(_beats(first, other) for other in others) else None


def _beats(place: Place, other: Place) -> bool:
    (left, right), (other_left, other_right) = place.sides, other.sides
    if left < other_left or right < other_right:
        return False
    if _known(place) != _known(other):
        return True
    return place.fit > other.fit + (0 if place.sides == (NEXT, NEXT) else BY_CHANCE)


def _known(place: Place) -> list[bool]:
    """What of the old surroundings stands there; that the text ends is no surroundings."""
    return [each >= least for each in place.sides for least in (OWN, NEXT)]


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


def inside(quote: str, text: str) -> list[int]:
    """Where `quote` begins in a short text; not inside longer words."""
    return list(islice(_occurrences(quote, text), MOST_PLACES))


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
    least, most = 0, min(len(a), len(b))
    while least < most:
        half = (least + most + 1) // 2
        if a[:half] == b[:half]:
            least = half
        else:
            most = half - 1
    return least
