"""A number of the same things with other digits elsewhere, or another one in the headline."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from factcheck.extraction.alarms.amounts import (
    bounds,
    in_order,
    is_hedged,
    is_number,
    is_scaled,
    meet,
    number,
    span,
)
from factcheck.extraction.alarms.article import Article, Stated
from factcheck.extraction.alarms.figures import are_apart, are_elsewhere
from factcheck.extraction.records import Alarm, Facet
from factcheck.extraction.words.clauses import AUXILIARIES, DETERMINERS, PREPOSITIONS
from factcheck.extraction.words.tokens import WORD
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_OTHERWISE = word_set("""
    another additional average each earlier every fewer former further increase last later less
    more next now originally other others per previous previously reported rise risen rose
    separate since than then until up down while years year month months week weeks
    """)
"""Words of a sentence by which its number is of another time, or of other things."""
_OTHERS = word_set("another additional average each expected former originally other others")
"""The same where a headline and the text below it are compared, which tell of one time."""
_LOOSE = AUXILIARIES | DETERMINERS | PREPOSITIONS | word_set("and or but")
_STEM, _SHORTEST = 5, 4
_MOST_VARIANTS = 4
"""Numbers of one noun; more are a table."""
_LEAD = 4
"""Sentences that open an article and say what its headline says."""
_AROUND = 5
"""Words on either side of a number in which the headline and the lead are to meet."""
_MOST_LED = 8
"""Numbers of a sentence that opens an article."""
_MOST_TIMES = 2.0


class Count(NamedTuple):
    """A number and where it stands."""

    facet: Facet
    stated: Stated


def counts(article: Article) -> Iterator[Alarm]:
    """ "seized 36 vehicles … the 63 vehicles"; "Plan costs £48m … £38m for the plan"."""
    alike: dict[tuple[str | None, str], list[Count]] = defaultdict(list)
    for stated in (*article.headlines, *article.sentences):
        for facet in stated.amounts:
            if facet.type in _TYPES and _is_bare(facet):
                digits = _digits(facet)
                if len(digits) > 1 and digits != digits[0] * len(digits):
                    alike[facet.unit, "".join(sorted(digits))].append(Count(facet, stated))
    numbers = cache(lambda: _numbers(article))
    for group in alike.values():
        if 1 < len({number(each.facet) for each in group}) <= _MOST_VARIANTS:
            yield from _swapped(group[: 2 * _MOST_VARIANTS], numbers)
    if article.headlines:
        yield from _headlined(article)


def _numbers(article: Article) -> dict[str, set[float]]:
    """The numbers that stand in front of each noun."""
    found: dict[str, set[float]] = defaultdict(set)
    for stated in article.sentences:
        for facet in stated.amounts:
            for noun in _nouns(Count(facet, stated)):
                found[noun].add(number(facet))
    return found


def _headlined(article: Article) -> Iterator[Alarm]:
    """The numbers of the headlines that the text has otherwise."""
    for headline in article.headlines[:_LEAD]:
        for facet in headline.amounts[:_MOST_LED]:
            if is_number(facet) and facet.type in _HEADLINED:
                yield from _against_headline(article, Count(facet, headline))


_TYPES = frozenset({FacetType.FIGURE, FacetType.MONEY})
_HEADLINED = _TYPES | {FacetType.PERCENTAGE}


def _is_bare(facet: Facet) -> bool:
    """Whether it counts things or money; "120 metres" does not say what is measured."""
    return is_number(facet) and (facet.unit is None or facet.type is FacetType.MONEY)


def _digits(facet: Facet) -> str:
    """The digits of the number without the noughts of its rounding: "48" of 48,000,000."""
    return f"{abs(number(facet)):.0f}".rstrip("0")


def _behind(count: Count) -> int:
    """The first token behind the number."""
    return bisect_left(count.stated.passage.tokens, count.facet.end, key=lambda token: token.start)


def _nouns(count: Count) -> set[str]:
    """The one or two words behind the number, of which one is its noun, in stems."""
    found, at = set(), _behind(count)
    for token in count.stated.passage.tokens[at : at + 2]:
        if token.kind != WORD or token.lower in _LOOSE:
            break
        found.add(token.lower[:_STEM])
    return found


def _words(count: Count) -> set[str]:
    """What the number is about: the words on either side, in stems."""
    at = _behind(count)
    return {
        token.lower[:_STEM]
        for token in count.stated.passage.tokens[max(0, at - _AROUND) : at + _AROUND]
        if token.kind == WORD and len(token.text) >= _SHORTEST and token.lower not in _LOOSE
    }


def _swapped(
    group: Sequence[Count], numbers: Callable[[], dict[str, set[float]]]
) -> Iterator[Alarm]:
    """Two numbers of one noun that have the same digits in another order."""
    for one, other in combinations(group, 2):
        few, many = sorted((number(one.facet), number(other.facet)))
        if few == many or many >= 10 * few or one.stated is other.stated:
            continue
        nouns = [n for n in _nouns(one) & _nouns(other) if len(numbers()[n]) <= _MOST_VARIANTS]
        if nouns and _mean_the_same(one, other):
            yield _alarm(one, other, "have the same digits in another order")
            return


def _mean_the_same(one: Count, other: Count) -> bool:
    """Whether nothing says that another time, place or speaker is behind one of them."""
    if _is_otherwise(one, _OTHERWISE) or _is_otherwise(other, _OTHERWISE):
        return False
    if is_hedged(one.stated.text, one.facet) or is_hedged(other.stated.text, other.facet):
        return False
    return not (are_apart(one.stated, other.stated) or are_elsewhere(one.stated, other.stated))


def _is_otherwise(count: Count, words: frozenset[str]) -> bool:
    tokens = count.stated.passage.tokens
    at = _behind(count)
    return any(t.lower in words for t in tokens[max(0, at - _AROUND) : at + _AROUND])


def _against_headline(article: Article, said: Count) -> Iterator[Alarm]:
    """The number of a headline, which should stand in the text, with what stands there instead."""
    text, facet = said.stated.text, said.facet
    own = bounds(text, facet)
    for stated in article.sentences:
        for each in stated.amounts:
            if each.unit == facet.unit and is_number(each) and meet(bounds(text, each), own):
                return
    alike = [
        Count(each, stated)
        for stated in article.sentences[:_LEAD]
        for each in stated.amounts[:_MOST_LED]
        if each.unit == facet.unit and is_number(each)
    ]
    values = [number(each.facet) for each in alike]
    if any(abs(sum(pair)) == number(facet) for pair in combinations(values[:_MOST_LED], 2)):
        return
    found = [
        each
        for each in alike
        if not text.endswith(" from ", 0, each.facet.start) and _is_same(said, each)
    ]
    if len(found) == 1 and not _is_otherwise(found[0], _OTHERS):
        yield _alarm(said, found[0], "in the headline and in the text")


def _is_same(one: Count, other: Count) -> bool:
    """Whether both count the same by their words, and one may be a slip of the other."""
    few, many = sorted((abs(number(one.facet)), abs(number(other.facet))))
    if not 0 < many <= _MOST_TIMES * few or is_scaled(one.facet) != is_scaled(other.facet):
        return False
    if one.facet.unit is None and not _nouns(one) & _nouns(other):
        return False
    return len(_words(one) & _words(other)) > (1 if one.facet.unit is None else 0)


def _alarm(one: Count, other: Count, how: str) -> Alarm:
    spans = in_order(span(one.facet), span(other.facet))
    return Alarm("two_figures", f"{spans[0].text} and {spans[1].text} {how}.", spans)
