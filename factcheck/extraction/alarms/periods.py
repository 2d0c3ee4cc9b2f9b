"""Periods that cannot be: those that run backwards, or last longer than they say."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from factcheck.extraction.alarms.amounts import (
    in_order,
    is_hedged,
    is_number,
    number,
    piece,
    shown,
    span,
)
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Alarm, Facet
from factcheck.vocabulary import FacetType

_YEAR = re.compile(r"\d{4}")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FROM_TO = {"from": frozenset({" to ", " until ", " till ", " through "}), "between": {" and "}}
_CHANGED = re.compile(
    r"\b(?:rose|risen|rise|rising|fell|fall|fallen|falling|grew|grow|grown|went|go|gone|down|up"
    r"|dropp?(?:ed|ing)?|increas\w+|decreas\w+|declin\w+|back|climb\w+|chang\w+)\b[^.;]*$",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:for|the|of|,|[Ii]n|[Oo]ver|[Ww]ithin|[Dd]uring|[Ll]asted) "
    r"(?:about |some |nearly |almost |over |more than )?$"
)
_BEFORE_CHRIST = re.compile(r"\bB\.?C\b")
_LEAD, _AROUND = 60, 400
"""Code points in front of a period, and around it, that are searched."""
_STRETCH = re.compile(r",? \(|, (?:or |a |for |a period of |a total of |about )*")
"""Between a period and its length: "from 2010 to 2015 (six years)"."""
_LEADING = frozenset({" from ", ", from ", " between "})
"""Between a length and its period: "six years, from 2010 to 2015"."""
_CLOSED = re.compile(r"\s*(?:[.,;:)!?]|$)")
_HEDGED_BY = 0.2
"""Share by which "nearly ten years" may be off."""
_APART = frozenset({", ", ", in ", " (", " (in ", " – ", " — "})
"""Between a year and how long it is ago: "20 years ago, in 2005"."""
_ROUND = 0.12
"""Share by which "20 years ago" may be off without being wrong."""
_UNITS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25, "decade": 3652.5}


class Period(NamedTuple):
    """What "from … to …" names, as it was written."""

    first: Facet
    last: Facet
    unit: str


def periods(stated: Stated) -> Iterator[Alarm]:
    """ "from 2015 to 2010" runs backwards; "from 2010 to 2015 (nine years)" are five."""
    for one, other in pairwise(stated.dates):
        period = _period(stated, one, other)
        if period is not None:
            yield from _backwards(stated, period)
            yield from _lasting(stated, period)
        yield from _ago(stated, one, other)
    for facet in stated.dates:
        yield from _lifespan(stated, facet)


def _period(stated: Stated, one: Facet, other: Facet) -> Period | None:
    """The two dates as a period: both years or both days, with their years written."""
    text, values = stated.text, (str(one.value), str(other.value))
    gap = text[one.end : other.start]
    for opener, joints in _FROM_TO.items():
        led = text[max(0, one.start - _LEAD) : one.start].lower().split()
        if gap not in joints or led[-1:] != [opener]:
            continue
        if all(_YEAR.fullmatch(value) for value in values):
            return Period(one, other, "year")
        written = all(
            value[:4] in each.text for value, each in zip(values, (one, other), strict=True)
        )
        if written and all(_FULL_DATE.fullmatch(value) for value in values):
            return Period(one, other, "day")
    return None


def _backwards(stated: Stated, period: Period) -> Iterator[Alarm]:
    """ "from 2015 to 2010"; but "it fell from 2010 to 1950" may count something."""
    one, other, text = period.first, period.last, stated.text
    if str(one.value) <= str(other.value) or not _CLOSED.match(text, other.end):
        return
    lead = text[max(stated.passage.span[0], one.start - _LEAD) : one.start]
    if not _CHANGED.search(lead) and not _before_christ(text, one.start):
        yield Alarm("period", f"{other.text} comes before {one.text}.", (span(one), span(other)))


def _before_christ(text: str, place: int) -> bool:
    return bool(_BEFORE_CHRIST.search(text, max(0, place - _AROUND), place + _AROUND))


def _lasting(stated: Stated, period: Period) -> Iterator[Alarm]:
    """A length beside the period, "(nine years)". Counting both ends is one more, and allowed."""
    if str(period.first.value) > str(period.last.value):
        return
    at = bisect_left(stated.amounts, period.first.start, key=lambda facet: facet.start)
    for facet in stated.amounts[max(0, at - 1) : at + 1]:
        if facet.type is not FacetType.DURATION or facet.unit not in _UNITS or not is_number(facet):
            continue
        if not _beside(stated.text, period, facet):
            continue
        length, unit = _length(period)
        lasts = length * _UNITS[unit]
        spare = _UNITS[unit] + 0.5 * _UNITS[facet.unit] * (facet.unit != unit) + 0.01
        spare += _HEDGED_BY * lasts * is_hedged(stated.text, facet)
        if abs(number(facet) * _UNITS[facet.unit] - lasts) > spare:
            words = f"{period.first.text} to {period.last.text} is {shown(length)} {unit}s"
            spans = in_order(span(period.first), span(period.last), span(facet))
            yield Alarm("period", f"{words}, not {facet.text}.", spans)


def _beside(text: str, period: Period, length: Facet) -> bool:
    if length.end <= period.first.start:
        led = _LED.search(text[max(0, length.start - _LEAD) : length.start])
        return bool(led) and text[length.end : period.first.start] in _LEADING
    behind = _STRETCH.fullmatch(text, period.last.end, length.start)
    return bool(behind and _CLOSED.match(text, length.end))


def _length(period: Period) -> tuple[float, str]:
    if period.unit == "year":
        return int(str(period.last.value)) - int(str(period.first.value)), "year"
    first, last = (dt.date.fromisoformat(str(each.value)) for each in period[:2])
    return (last - first).days, "day"


def _ago(stated: Stated, one: Facet, other: Facet) -> Iterator[Alarm]:
    """ "in 1990, 20 years ago", in an article of 2025."""
    text, published = stated.text, stated.published
    if published is None or text[one.end : other.start] not in _APART:
        return
    ago, year = (one, other) if one.text.endswith("years ago") else (other, one)
    if not ago.text.endswith("years ago") or not _YEAR.fullmatch(year.text):
        return
    if not _YEAR.fullmatch(str(ago.value)) or is_hedged(text, one) or is_hedged(text, other):
        return
    years, right = published.year - int(str(ago.value)), published.year - int(year.text)
    if abs(years - right) > max(1, _ROUND * years):
        message = f"{year.text} is {right} years before {published.year}, not {years}."
        yield Alarm("period", message, (span(one), span(other)))


def _lifespan(stated: Stated, facet: Facet) -> Iterator[Alarm]:
    """ "(1990–1980)" runs backwards, unless it lies before Christ."""
    first, _, last = str(facet.value).partition("/")
    text = stated.text
    if not (_YEAR.fullmatch(first) and _YEAR.fullmatch(last) and first > last):
        return
    bracketed = text[max(0, facet.start - 1) : facet.end + 1] == f"({facet.text})"
    if bracketed and not _before_christ(text, facet.start):
        spans = (
            piece(text, facet.start, facet.start + 4),
            piece(text, facet.end - 4, facet.end),
        )
        yield Alarm("period", f"{last} comes before {first}.", spans)
