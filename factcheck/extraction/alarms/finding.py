"""Consistency alarms: places of one article that cannot all be right, with the arithmetic.

An alarm is a hint for the reviewer and decides nothing. Each rule asks for a close wording,
so that it rather stays silent than cries wolf.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from factcheck.extraction.passages import Passage, Reading
from factcheck.extraction.records import Alarm, Claim, Facet, Span
from factcheck.extraction.words.calendar import WEEKDAYS
from factcheck.vocabulary import FacetType

HINT = "superlative"
"""The code of an alarm that points at one place alone and contradicts nothing."""

_WEEKDAY = re.compile(r"(?i:mon|tues|wednes|thurs|fri|satur|sun)day")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PART_OF = re.compile(r"(?: \w+)? (?:out )?of (?:the |its |their |all )?")
_OR_IN_BRACKETS = re.compile(r"(?: [a-z]+){0,3}(?: \(|, or )(?:about |some |nearly |almost )?")
_SLACK = 0.051
"""Share by which a rounded number may be off: "10 km (6 miles)" is 3.4 percent off."""
_POINTS = 0.6
"""Percentage points by which a rounded share may be off."""

METRES = {
    "km": 1000.0, "mi": 1609.344, "m": 1.0, "ft": 0.3048, "cm": 0.01, "in": 0.0254, "yd": 0.9144,
    "mm": 0.001,
}  # fmt: skip
"""Lengths in metres."""
KILOGRAMS = {"kg": 1.0, "lb": 0.45359237, "t": 1000.0, "g": 0.001, "oz": 0.028349523125}
"""Weights in kilograms."""


def find_alarms(reading: Reading) -> list[Alarm]:
    """The alarms of an article, sentence by sentence."""
    return [
        alarm
        for passage in reading.passages
        if passage.frame is None
        for alarm in _in_sentence(reading.text, passage)
    ]


def alarms_of(claim: Claim, alarms: Sequence[Alarm]) -> Claim:
    """The claim with the alarms that touch its words."""
    own = tuple(
        alarm
        for alarm in alarms
        if any(span.start < claim.end and claim.start < span.end for span in alarm.spans)
    )
    return replace(claim, alarms=own) if own else claim


def _in_sentence(text: str, passage: Passage) -> list[Alarm]:
    """Alarms of one sentence, from its facets in text order and the words between them."""
    facets = passage.facets
    found = [_weekday(facet) for facet in facets if facet.type is FacetType.DATE]
    found += [_superlative(facet) for facet in facets if facet.type is FacetType.SUPERLATIVE]
    amounts = [facet for facet in facets if isinstance(facet.value, int | float)]
    found += _conversions(text, amounts)
    found += _shares(text, amounts)
    return [alarm for alarm in found if alarm is not None]


def _weekday(facet: Facet) -> Alarm | None:
    """ "Monday, October 14, 2025" was a Tuesday.

    Without a year in the text the year is a guess, and so no alarm is raised.
    """
    value, named = str(facet.value), _WEEKDAY.match(facet.text)
    if named is None or not _FULL_DATE.fullmatch(value) or value[:4] not in facet.text:
        return None
    day = dt.date.fromisoformat(value)
    if WEEKDAYS[named.group().lower()] == day.weekday():
        return None
    right = next(name for name, number in WEEKDAYS.items() if number == day.weekday())
    message = f"{value} was a {right.capitalize()}, not a {named.group().capitalize()}."
    return Alarm("weekday", message, (_span(facet),))


def _superlative(facet: Facet) -> Alarm:
    message = f"“{facet.text}” leaves no exception: one counterexample refutes it."
    return Alarm(HINT, message, (_span(facet),))


def _conversions(text: str, amounts: Sequence[Facet]) -> Iterator[Alarm]:
    """ "40 miles (90 km)": 40 miles are 64 km."""
    for one, other in pairwise(amounts):
        factor = _factor(one.unit, other.unit)
        if factor is None or text[one.end : other.start] not in (" (", ", or "):
            continue
        expected = _number(one) * factor
        if abs(expected - _number(other)) > _SLACK * max(expected, 1):
            message = f"{one.text} is {expected:.4g} {other.unit}, not {other.text}."
            yield Alarm("conversion", message, (_span(one), _span(other)))


def _factor(unit: str | None, other: str | None) -> float | None:
    if unit is None or other is None or unit == other:
        return None
    for table in (METRES, KILOGRAMS):
        if unit in table and other in table:
            return table[unit] / table[other]
    return None


def _shares(text: str, amounts: Sequence[Facet]) -> Iterator[Alarm]:
    """ "40 of 200 votes (25 percent)": it is 20 percent."""
    for at in range(len(amounts) - 2):
        part, whole, share = amounts[at : at + 3]
        if share.unit != "%" or part.unit != whole.unit or not _number(whole):
            continue
        if not _OR_IN_BRACKETS.fullmatch(text, whole.end, share.start):
            continue
        if _PART_OF.fullmatch(text, part.end, whole.start) and part.unit is None:
            right = 100 * _number(part) / _number(whole)
            if abs(right - _number(share)) > _POINTS:
                message = f"{part.text} of {whole.text} is {right:.3g}%, not {share.text}."
                yield Alarm("share", message, (_span(part), _span(whole), _span(share)))


def _number(facet: Facet) -> float:
    return float(facet.value) if isinstance(facet.value, int | float) else 0.0


def _span(facet: Facet) -> Span:
    return Span(facet.text, facet.start, facet.end)
