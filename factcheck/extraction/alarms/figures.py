"""One thing with two figures, and millions that became billions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from factcheck.extraction.alarms.amounts import bounds, is_hedged, is_scaled, meet, number, span
from factcheck.extraction.alarms.article import Article, Stated
from factcheck.extraction.alarms.statements import Statement, statements
from factcheck.extraction.records import Alarm, Facet
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_MOST_VARIANTS = 4
"""Figures of one noun; more are a table."""
_MAGNITUDES = (1e3, 1e6)
_SAME_DIGITS = 0.01
_CHANGING = word_set("""
    again additional after ago another before besides between climbed cut decreased declined
    doubled down dropped earlier else each every expanded extended extra fell first former
    formerly from grew grown halved increased initially later latter lowered new next now old
    once only or original originally other previous previously raised reduced respectively revised
    rise rose same second similar since than then third tripled until up updated widened would
    could if should may might per
    """)
"""Words of a sentence that tell of a change, of another such thing or of none yet."""


def differing_figures(article: Article) -> Iterator[Alarm]:
    """ "The bridge is 120 metres long … the 210-metre bridge"."""
    sentences = article.sentences
    found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for at, stated in enumerate(sentences):
        if stated.amounts:
            for statement in statements(stated, at):
                found[statement.head, statement.measure].append(statement)
    words = cache(lambda: frozenset(t.lower for each in sentences for t in each.passage.tokens))
    for group in found.values():
        variants = _variants(group)
        if not 1 < len(variants) <= _MOST_VARIANTS:
            continue
        for one, other in combinations(variants, 2):
            if _same_thing(sentences, one, other) and not _plurals(one.head) & words():
                yield from _compare(sentences, one, other)


def _variants(group: Sequence[Statement]) -> list[Statement]:
    """The first statement of each value and wording."""
    kept: dict[tuple[float, tuple[str, ...], str | None], Statement] = {}
    for each in group:
        kept.setdefault((number(each.amount), each.modifiers, each.owner), each)
    return list(kept.values())


def _same_thing(sentences: Sequence[Stated], one: Statement, other: Statement) -> bool:
    """Whether the later surely means the earlier, at the same time and in the same mouth."""
    if one.sentence == other.sentence or not other.definite:
        return False
    if other.owner and other.owner != one.owner and not _names(sentences, one, other.owner):
        return False
    if one.modifiers and other.modifiers and one.modifiers != other.modifiers:
        return False
    first, second = sentences[one.sentence], sentences[other.sentence]
    return not (_tells_of_change(first) or _tells_of_change(second) or are_apart(first, second))


def _names(sentences: Sequence[Stated], one: Statement, owner: str) -> bool:
    """Whether the sentence of one names that owner elsewhere: "the city has a budget"."""
    tokens = sentences[one.sentence].passage.tokens
    return one.owner is None and any(token.lower == owner for token in tokens)


def _tells_of_change(stated: Stated) -> bool:
    return any(token.lower in _CHANGING for token in stated.passage.tokens)


def are_apart(one: Stated, other: Stated) -> bool:
    """Whether other dates or other speakers stand by the two figures."""
    dates, later = ({facet.value for facet in each.dates} for each in (one, other))
    if dates and later and dates != later:
        return True
    speakers, others = (
        {said.speaker.text for said in each.passage.said if said.speaker} for each in (one, other)
    )
    return bool(speakers and others and speakers.isdisjoint(others))


def _plurals(noun: str) -> set[str]:
    """What more than one of it would be called: then the two may be two of them."""
    return {f"{noun}s", f"{noun}es", f"{noun[:-1]}ies"}


def _compare(sentences: Sequence[Stated], one: Statement, other: Statement) -> Iterator[Alarm]:
    first, second = one.amount, other.amount
    near, later = sentences[one.sentence], sentences[other.sentence]
    text = near.text
    spans = (span(first), span(second))
    low, high = sorted((number(first), number(second)))
    if low > 0 and _is_magnitude(high / low) and (is_scaled(first) or is_scaled(second)):
        times = f"{high / low:,.0f}"
        message = f"{first.text} and {second.text} for {_called(one)}: {times} times as much."
        yield Alarm("magnitude", message, spans)
    elif _is_firm(text, first) and _is_firm(text, second):
        if meet(bounds(text, first), bounds(text, second)) or are_elsewhere(near, later):
            return
        message = f"{first.text} and {second.text} for {_called(one)}."
        yield Alarm("two_figures", message, spans)


def _is_firm(text: str, amount: Facet) -> bool:
    """Whether the figure is meant to stay: prices change, and "about 120" is no exact one."""
    return amount.type is not FacetType.MONEY and not is_hedged(text, amount)


def are_elsewhere(one: Stated, other: Stated) -> bool:
    """Whether the two sentences name places or people, and none in common."""
    names, others = (
        {facet.text for facet in each.passage.facets if facet.type in _NAMED}
        for each in (one, other)
    )
    return bool(names and others and names.isdisjoint(others))


_NAMED = frozenset({FacetType.NAME, FacetType.PLACE})


def _called(statement: Statement) -> str:
    head = statement.head
    return f"“{head}”" if " " in head else f"one {head}"


def _is_magnitude(times: float) -> bool:
    """Whether the digits are the same, and only million or billion differ."""
    return any(abs(times / size - 1) <= _SAME_DIGITS for size in _MAGNITUDES)
