"""Weekdays that do not fit their dates."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from factcheck.extraction.alarms.amounts import in_order, piece, span
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Alarm, Facet, Span
from factcheck.extraction.words.calendar import WEEKDAYS

_NAMES = tuple(name.capitalize() for name in WEEKDAYS)
_WEEKDAY = re.compile(r"((?i:mon|tues|wednes|thurs|fri|satur|sun)day)(?:,? (?:the )?(?=\S))?")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_JOINED = re.compile(r" \(|,? on |, a | \(a ")
"""Between a weekday and its date: "on Monday (October 14, 2025)", "October 14, 2025, a Monday"."""
_FIRST_YEAR = 1924
"""Before it, some countries still counted by the Julian calendar."""
_MOST_DATES = 40
"""Dates named close by beyond which one without a year may be of any of theirs."""
_YEARS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NEAR = 7
"""Days around publication within which a date without a year needs none."""


def weekdays(stated: Stated) -> Iterator[Alarm]:
    """ "Monday, October 14, 2025" was a Tuesday.

    Without its year a date counts only near publication: else the year would be a guess.
    """
    for facet in stated.dates:
        named = _WEEKDAY.match(facet.text)
        if named is not None and named.end() < len(facet.text):
            start, middle = facet.start, facet.start + named.end()
            name = piece(stated.text, start, start + named.end(1))
            yield from _misfit(stated, name, piece(stated.text, middle, facet.end), facet)
    for one, other in pairwise(stated.dates):
        if _JOINED.fullmatch(stated.text, one.end, other.start):
            for day, date in ((one, other), (other, one)):
                if day.text.lower() in WEEKDAYS and date.text[0].isalnum():
                    yield from _misfit(stated, span(day), span(date), date)


def _misfit(stated: Stated, weekday: Span, shown_date: Span, date: Facet) -> Iterator[Alarm]:
    day = _day(stated, date)
    if day is None or day.year < _FIRST_YEAR:
        return
    named = WEEKDAYS[weekday.text.lower()]
    if named != day.weekday() and not _fits_elsewhere(stated, named, day, date):
        right, wrong = _NAMES[day.weekday()], weekday.text.capitalize()
        message = f"{day.isoformat()} was a {right}, not a {wrong}."
        yield Alarm("weekday", message, in_order(weekday, shown_date))


def _fits_elsewhere(stated: Stated, weekday: int, day: dt.date, date: Facet) -> bool:
    """Whether a date without a year may lie in another year, which is named close by."""
    if str(day.year) in date.text:
        return False
    near = (*stated.earlier, *stated.dates)
    if len(near) > _MOST_DATES:
        return True
    years = {year for each in near for year in _YEARS.findall(str(each.value))}
    for year in sorted(years):
        try:
            if dt.date(int(year), day.month, day.day).weekday() == weekday:
                return True
        except ValueError:
            continue
    return False


def _day(stated: Stated, date: Facet) -> dt.date | None:
    value = str(date.value)
    if not _FULL_DATE.fullmatch(value):
        return None
    day = dt.date.fromisoformat(value)
    if value[:4] in date.text:
        return day
    near = stated.published and abs((day - stated.published).days) <= _NEAR
    return day if near else None
