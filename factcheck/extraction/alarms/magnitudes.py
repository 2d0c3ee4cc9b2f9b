"""Millions that became billions: the same digits, or two sides of a comparison."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from factcheck.extraction.alarms.amounts import in_order, is_number, is_scaled, number, span
from factcheck.extraction.alarms.article import Article, Stated
from factcheck.extraction.records import Alarm, Facet
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_LEAST = 100_000
"""Smaller amounts are not counted in millions."""
_MOST_ALIKE = 6
"""Amounts of the same digits; more are a table."""
_SHORTEST_WORD, _STEM = 4, 5
_AROUND = 7
"""Words on either side of an amount that say what it is for."""
_EMPTY = word_set("""
    about after again ahead also been before being billion cost costs could dollar dollars during
    earlier euro euros euros first from have into just last less make makes million more most much
    nearly only other over said says since some than that their them then there these they this
    trillion under until were what when which while will with would year years million pounds
    """)
"""Words that say nothing of what an amount is for."""
_AGAINST = re.compile(
    r"(?: [^\W\d_]+){0,3},?(?: (?:up|down))?"
    r" (?:against|compared (?:with|to)|versus|from) (?:an? |the )?"
)
"""Between the two sides of a comparison: "€212 million, against €260 million"."""
_THOUSANDFOLD = (500.0, 2000.0)
"""How many times one side is the other where only the word is likely to be wrong."""


def magnitudes(article: Article) -> Iterator[Alarm]:
    """ "a £48m plan … £48 billion"; "a profit of €212 billion, against €260 million"."""
    alike: dict[tuple[str | None, str], list[tuple[Facet, Stated]]] = defaultdict(list)
    for stated in (*article.headlines, *article.sentences):
        before: Facet | None = None
        for facet in stated.amounts:
            if not is_number(facet) or number(facet) < _LEAST or not is_scaled(facet):
                continue
            if facet.type in (FacetType.MONEY, FacetType.FIGURE):
                alike[facet.unit, _digits(number(facet))].append((facet, stated))
                if before is not None:
                    yield from _compared(stated.text, before, facet)
                before = facet
    for group in alike.values():
        if 1 < len(group) <= _MOST_ALIKE:
            yield from _same_digits(group)


def _digits(value: float) -> str:
    """The digits of a number, whatever power of a thousand they are of: "48" for 48,000,000."""
    while value >= 1000:
        value /= 1000
    return f"{value:.6g}"


def _compared(text: str, one: Facet, other: Facet) -> Iterator[Alarm]:
    if one.unit != other.unit or other.start - one.end > 60:
        return
    times = max(number(one), number(other)) / min(number(one), number(other))
    if not _THOUSANDFOLD[0] <= times <= _THOUSANDFOLD[1]:
        return
    if _AGAINST.fullmatch(text, one.end, other.start):
        yield _alarm(one, other, times)


def _same_digits(group: Sequence[tuple[Facet, Stated]]) -> Iterator[Alarm]:
    for (one, near), (other, far) in combinations(group, 2):
        times = max(number(one), number(other)) / min(number(one), number(other))
        if times > 10 and near is not far and _of_one_thing(one, near, other, far):
            yield _alarm(one, other, times)
            return


def _of_one_thing(one: Facet, near: Stated, other: Facet, far: Stated) -> bool:
    """Whether the same words stand beside both, or the later is "the" sum."""
    if len(_digits(number(one))) > 1 and far.text.endswith(("The ", " the "), 0, other.start):
        return True
    if _words(near, one, _AROUND) & _words(far, other, _AROUND):
        return len(_digits(number(one))) > 1 or len(_words(near) & _words(far)) > 1
    return len(_words(near) & _words(far)) > 1


def _words(stated: Stated, facet: Facet | None = None, around: int = 0) -> set[str]:
    """What the sentence is about, in stems, or the words around the amount if one is given."""
    tokens = stated.passage.tokens
    if facet is not None:
        at = next((n for n, each in enumerate(tokens) if each.start >= facet.start), 0)
        tokens = tokens[max(0, at - around) : at + around]
    return {
        token.lower[:_STEM]
        for token in tokens
        if len(token.lower) >= _SHORTEST_WORD and token.lower not in _EMPTY and token.text.isalpha()
    }


def _alarm(one: Facet, other: Facet, times: float) -> Alarm:
    first, second = in_order(span(one), span(other))
    message = f"{first.text} and {second.text}: {times:,.0f} times as much."
    return Alarm("magnitude", message, (first, second))
