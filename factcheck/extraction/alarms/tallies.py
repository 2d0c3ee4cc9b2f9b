"""How many people died, were hurt or were arrested, if the article tells it in two ways."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from factcheck.extraction.alarms.amounts import in_order, is_hedged, number, span
from factcheck.extraction.alarms.article import Article, Stated, datings
from factcheck.extraction.records import Alarm, Facet
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_PEOPLE = r"(?: (?:people|persons|victims|suspects|passengers|demonstrators|protesters|civilians))?"
_BE = r"(?: (?:were|was|are|have|had|been|confirmed|reported|found|feared))*"
_FATES = (
    ("dead", r"killed|dead|died|deaths|fatalities", r"killed|killing|kills|claimed the lives of",
     "Nine people died. … The blaze killed 19 people."),
    ("hurt", r"injured|hurt|wounded|injuries", r"injured|injuring|injures|hurt|wounded|wounding",
     "The crash injured 30 people. … The 13 injured are at home."),
    ("arrested", r"arrested|detained|arrests|detentions", r"arrested|detained|arrests",
     "Police arrested 14 people. … The 16 arrests follow a tip."),
    ("missing", r"missing", r"", "Nine people are missing. … The 12 missing are sailors."),
    ("rescued", r"rescued", r"rescued|rescues", "Fifty people were rescued. … The 15 rescued …"),
)  # fmt: skip
"""What befell them, the words behind their number and those in front of it, and an example."""
_BEHIND = re.compile(
    rf"{_PEOPLE}{_BE} (?:"
    + "|".join(f"(?P<{fate}>{behind})" for fate, behind, _, _ in _FATES)
    + r")\b(?! by\b| from\b| of\b)"
)
_BEFORE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{fate}>{before})" for fate, _, before, _ in _FATES if before)
    + r") (?:the )?$",
    re.IGNORECASE,
)
_ANY_PEOPLE = re.compile(
    r" (?:people|persons|victims|suspects|passengers|demonstrators|protesters|civilians)\b(?! (?:a|"
    r"per|each|every|with|from|of|under|over)\b)"
)
_DEFINITE = re.compile(r"\b(?:the|all|those) $", re.IGNORECASE)
_PARTIAL = re.compile(r"\b(?:other|another|further|least|of|than|these|only|these|first|last) $")
_OTHERWISE = word_set("""
    another additional additionally also average climbed earlier each elsewhere every further
    initially later meanwhile month more now originally other others per previous previously
    reported revised rise risen rose separate separately similar since so tally then total updated
    until while year years week weeks if would could may might alone
    """)
"""Words of a sentence by which the number may have grown, or counts something else."""
_MOST_VARIANTS = 3
"""Numbers of one fate; more tell of several events."""
_MOST_TOLD = 12
"""Times that the number is told; an article that tells it more often is long."""
_MOST_TIMES = 3.0
"""How many times one is the other, at most, where both mean the same event."""
_LEAD, _BESIDE = 24, 60
"""Code points in front of a number that are searched, and from it to a date of its own."""
_NEAR = 8
"""Words on either side of a number that say whether it is that of the whole event."""
_HEADLINE, _LEADING, _LATER = 0, 1, 2
"""Parts of an article."""
_HEAD = 2
"""Sentences that open an article and tell the whole of the event."""


class Tally(NamedTuple):
    """How many people shared a fate, and in which part of the article it stands."""

    facet: Facet
    stated: Stated
    part: int
    definite: bool


def tallies(article: Article) -> Iterator[Alarm]:
    """ "Nine people died in the fire … the blaze killed 19 people"."""
    for group in tallied(article).values():
        values = {number(each.facet) for each in group}
        if 1 < len(values) <= _MOST_VARIANTS:
            yield from _differing(group, values)


def tallied(article: Article) -> dict[str, list[Tally]]:
    """How many people shared each fate, in text order."""
    found: dict[str, list[Tally]] = defaultdict(list)
    for stated in article.headlines:
        _collect(stated, _HEADLINE, found)
    for at, stated in enumerate(article.sentences):
        if stated.amounts:
            _collect(stated, _LEADING if at < _HEAD else _LATER, found)
    return found


def _collect(stated: Stated, part: int, found: dict[str, list[Tally]]) -> None:
    for facet in stated.amounts:
        if facet.type is not FacetType.FIGURE or facet.unit is not None:
            continue
        if not isinstance(facet.value, int) or facet.value < 2:
            continue
        fate = _fate(stated.text, facet)
        if fate is not None and not is_hedged(stated.text, facet):
            led = stated.text[max(0, facet.start - _LEAD) : facet.start]
            if not _PARTIAL.search(led):
                found[fate].append(Tally(facet, stated, part, bool(_DEFINITE.search(led))))


def _fate(text: str, facet: Facet) -> str | None:
    """What befell the people counted, if the number stands beside it."""
    behind = _BEHIND.match(text, facet.end)
    if behind is not None:
        return behind.lastgroup
    before = _BEFORE.search(text[max(0, facet.start - _LEAD) : facet.start])
    if before is not None and _ANY_PEOPLE.match(text, facet.end):
        return before.lastgroup
    return None


def _differing(group: Sequence[Tally], values: set[float]) -> Iterator[Alarm]:
    for one, other in combinations(group[:_MOST_TOLD], 2):
        few, many = sorted((number(one.facet), number(other.facet)))
        if few == many or many > _MOST_TIMES * few or many - few in values:
            continue
        if one.stated is other.stated or one.part == _LATER or not _same_event(one, other):
            continue
        restated = one.part == _HEADLINE and other.part == _LEADING
        if restated or other.definite or number(other.facet) == many:
            spans = in_order(span(one.facet), span(other.facet))
            words = " and ".join(each.text for each in spans)
            yield Alarm("two_figures", f"{words} for one number of people.", spans)
            return


def _same_event(one: Tally, other: Tally) -> bool:
    """Whether no other time, place or state of things is named beside either."""
    if _is_otherwise(one) or _is_otherwise(other):
        return False
    return not _are_apart(one.stated, other.stated, other.facet)


def _is_otherwise(tally: Tally) -> bool:
    """Whether a word near the number tells of a change or of another event."""
    tokens = tally.stated.passage.tokens
    at = bisect_left(tokens, tally.facet.start, key=lambda token: token.start)
    near = tokens[max(0, at - _NEAR) : at + _NEAR]
    return any(token.lower in _OTHERWISE for token in near)


def _are_apart(one: Stated, other: Stated, number_of: Facet) -> bool:
    """Whether the other sentence names a day or a place of its own beside its number."""
    dates = {facet.value for facet in one.dates}
    standing = datings(other.text, other.dates)
    near = [each for each in standing if abs(each.start - number_of.start) <= _BESIDE]
    if any(other.text.endswith(("By ", " by "), 0, each.start) for each in near):
        return True
    later = {facet.value for facet in near}
    if later and dates.isdisjoint(later) and (dates or any(map(_has_year, near))):
        return True
    places, others = (
        {facet.text for facet in each.passage.facets if facet.type is FacetType.PLACE}
        for each in (one, other)
    )
    return bool(others and places.isdisjoint(others))


def _has_year(date: Facet) -> bool:
    return date.text[-4:].isdigit()
