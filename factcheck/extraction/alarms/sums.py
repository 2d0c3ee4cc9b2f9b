"""Parts that stand in another sentence than their total."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from factcheck.extraction.alarms.amounts import (
    in_order,
    is_hedged,
    is_number,
    is_scaled,
    number,
    shown,
    slack,
    span,
)
from factcheck.extraction.alarms.article import Article, Stated
from factcheck.extraction.alarms.tallies import Tally, tallied
from factcheck.extraction.records import Alarm, Facet
from factcheck.vocabulary import FacetType

_GROUPS = (
    ("dead", r"The (?:dead|victims|fatalities)|Those (?:killed|who died)"),
    ("hurt", r"The (?:injured|wounded)|Those (?:injured|hurt|wounded)"),
    ("arrested", r"The (?:suspects|detainees|arrested)|Those (?:arrested|detained|held)"),
    ("missing", r"The missing|Those missing"),
    ("rescued", r"The (?:rescued|survivors)|Those rescued"),
)
"""Who was counted before, by what befell them: "The dead were five men and four women"."""
_WERE = re.compile(
    "(?:" + "|".join(f"(?P<{fate}>{words})" for fate, words in _GROUPS) + r") (?:were|are) "
)
_KIND = re.compile(
    r" (?:men|women|children|boys|girls|adults|teenagers|man|woman|child|boy|girl)\b"
)
_NEXT_KIND = re.compile(r" [a-z]+(?:,| and|, and) ")
_CLOSED = re.compile(r" [a-z]+(?:[.,;]|$)(?! and\b| \d)")
_SHARE = re.compile(r"[^.;:()\d]{0,70}(?:,| and|, and|;)(?: [^\W\d_][\w’'-]*){0,6} (?:another )?")
"""Between two of the amounts that make a sum."""
_SHARING = re.compile(
    r"\b(?:comes?|pays?|paid|contribut\w+|provid\w+|goes|went|go|spent|from|covers?|earmarked)\b"
)
_FROM = re.compile(r"[^.;:,()\d]{0,30} (?P<word>from|for|to|on|by) ")
_NEAR = 0.75
"""A slip is near the total; parts that come to less count other things."""
_BACK = 3
"""Sentences in front of the parts, and at the head of the article, that may tell their total."""
_FEWEST, _MOST = 3, 8
_OF_THE = re.compile(r" of (?:the|these|those) (?P<noun>[a-z]{4,})\b")
_COUNTED = re.compile(r"[^.:()\d]{1,60}(?:;|,| and|, and) ")
_STILL = re.compile(r" (?:[a-z]+ )?(?:are|were|is|was|remain|have|had|went|died)\b")


class Ledger:
    """What the whole article counts, gathered when it is first asked for."""

    def __init__(self, article: Article) -> None:
        self._article = article

    @cached_property
    def tallies(self) -> dict[str, list[Tally]]:
        """How many people shared each fate."""
        return tallied(self._article)

    @cached_property
    def _large(self) -> dict[str | None, list[float]]:
        found: dict[str | None, list[float]] = defaultdict(list)
        for stated in (*self._article.headlines, *self._article.sentences):
            for facet in stated.amounts:
                if _is_large(facet):
                    found[facet.unit].append(number(facet))
        return {unit: sorted(values) for unit, values in found.items()}

    def has(self, value: float, spare: float, unit: str | None) -> bool:
        """Whether the article names a large amount of about that value."""
        values = self._large.get(unit, [])
        at = bisect_left(values, value - spare)
        return at < len(values) and values[at] <= value + spare


def sums(article: Article) -> Iterator[Alarm]:
    """ "A plan of £48m … £37m will come from A, £12m from B and £5m from C"."""
    sentences, ledger = article.sentences, Ledger(article)
    for at, stated in enumerate(sentences):
        if len(stated.amounts) < 2:
            continue
        group = _WERE.match(stated.text, stated.passage.span[0])
        if group is not None and group.lastgroup is not None:
            yield from _kinds(ledger, stated, group.lastgroup, group.end())
        elif len(stated.amounts) >= _FEWEST:
            lead = sentences[: min(_BACK, at)]
            near = sentences[max(len(lead), at - _BACK) : at]
            before = (*article.headlines[:_BACK], *lead, *near)
            yield from _shares(ledger, stated, before)
            yield from _counts(stated, before)


def _kinds(ledger: Ledger, stated: Stated, fate: str, place: int) -> Iterator[Alarm]:
    """ "The dead were six men and four women" where nine people died."""
    text, parts = stated.text, list[Facet]()
    for facet in stated.amounts:
        at = parts[-1].end if parts else place
        follows = _NEXT_KIND.fullmatch(text, at, facet.start) if parts else at == facet.start
        if not follows or not isinstance(facet.value, int) or not _KIND.match(text, facet.end):
            break
        parts.append(facet)
    if len(parts) < 2 or not _CLOSED.match(text, parts[-1].end):
        return
    totals = [each.facet for each in ledger.tallies.get(fate, ())[:_MOST]]
    yield from _misfit(totals, parts)


def _shares(ledger: Ledger, stated: Stated, before: Sequence[Stated]) -> Iterator[Alarm]:
    """ "£37m will come from A, £12m from B and £5m from C" against "a plan of £48m"."""
    text = stated.text
    parts = _chain(text, stated.amounts, _SHARE)
    if len(parts) < _FEWEST or not all(_is_large(part) for part in parts):
        return
    if not _SHARING.search(text, *stated.passage.span) or any(is_hedged(text, p) for p in parts):
        return
    if not _is_parallel(text, parts) or not _ends_with_and(text, parts):
        return
    came = sum(number(part) for part in parts)
    if ledger.has(came, 2 * sum(slack(part) for part in parts), parts[0].unit):
        return
    totals = [
        facet
        for each in before
        for facet in each.amounts
        if facet.unit == parts[0].unit and _is_large(facet)
    ]
    yield from _misfit(totals, parts)


def _is_large(facet: Facet) -> bool:
    return is_number(facet) and (facet.type is FacetType.MONEY or is_scaled(facet))


def _chain(text: str, amounts: Sequence[Facet], gap: re.Pattern[str]) -> list[Facet]:
    """The amounts from the first on, as long as nothing but `gap` stands between them."""
    parts = [amounts[0]]
    for one, other in pairwise(amounts[:_MOST]):
        if one.unit != other.unit or other.start - one.end > 110:
            break
        if not gap.fullmatch(text, one.end, other.start):
            break
        parts.append(other)
    return parts


def _is_parallel(text: str, parts: Sequence[Facet]) -> bool:
    """Whether the same word follows all but the first, or none does: "the city 3 million"."""
    words = [_FROM.match(text, part.end) for part in parts[1:]]
    return len({word["word"] if word else None for word in words}) == 1


def _ends_with_and(text: str, parts: Sequence[Facet]) -> bool:
    return " and " in text[parts[-2].end : parts[-1].start]


def _counts(stated: Stated, before: Sequence[Stated]) -> Iterator[Alarm]:
    """ "Eight of the bronzes are back; six were traced and two are missing" of 17 bronzes."""
    text, first = stated.text, stated.amounts[0]
    of = _OF_THE.match(text, first.end)
    if of is None or not isinstance(first.value, int) or first.start != stated.passage.span[0]:
        return
    parts = _chain(text, stated.amounts, _COUNTED)
    if len(parts) < _FEWEST or not _ends_with_and(text, parts):
        return
    if any(part.unit or not _STILL.match(text, part.end) for part in parts[1:]):
        return
    stem = of["noun"].removesuffix("s")
    totals = [
        facet
        for each in before
        for facet in each.amounts
        if facet.unit is None and stem in text[facet.end : facet.end + 30].lower()
    ]
    yield from _misfit(totals, parts)


def _fits(total: Facet, parts: Sequence[Facet]) -> bool:
    spare = slack(total) + sum(slack(part) for part in parts)
    return abs(number(total) - sum(number(part) for part in parts)) <= spare


def _misfit(totals: Sequence[Facet], parts: Sequence[Facet]) -> Iterator[Alarm]:
    """The alarm where the parts fit none of the totals, and are near the last of them."""
    if not totals or any(_fits(total, parts) for total in totals):
        return
    came = sum(number(part) for part in parts)
    total = min(totals, key=lambda each: abs(number(each) - came))
    near = _NEAR * number(total) <= came <= number(total) / _NEAR
    if near and max(number(part) for part in parts) < number(total):
        added = " + ".join(shown(number(part)) for part in parts)
        message = f"{added} = {shown(came)}, not {total.text}."
        yield Alarm("total", message, in_order(*map(span, (total, *parts))))
