"""Dates that name a day or a month: "October 14, 2025", "3–9 May", "14/10/2025", "Monday"."""

from collections.abc import Sequence

from factcheck.extraction.facets.numerals import word_at
from factcheck.extraction.facets.ordinals import ENDINGS
from factcheck.extraction.facets.readings import Reading, dated, glued
from factcheck.extraction.facets.relative_dates import (
    Day,
    calendar_date,
    calendar_day,
    day_of_month,
    likeliest_year,
    weekday_near,
)
from factcheck.extraction.facets.tense import lean_at
from factcheck.extraction.words.calendar import (
    HOLIDAYS,
    MONTHS,
    NARROWING,
    PARTS_OF_DAY,
    SHIFTS,
    WEEKDAYS,
)
from factcheck.extraction.words.clauses import PREPOSITIONS
from factcheck.extraction.words.tokens import MARK, NUMBER, POSSESSIVE, WORD, Token
from factcheck.extraction.words.wordlists import word_set

_YEARS = range(1400, 2200)
BEFORE_YEARS = word_set(
    "in of since by from until till to during before after and for between around circa through "
    "election elections fiscal -"
)
"""Words in front of a bare month or year."""
_SHORT_MONTH = 5
"""Letters; a shorter word may be a name or a verb as well: "Mark", "may", "march"."""
_DAY_BEFORE = word_set("on by until till since before after from for")
_FEAST_BEFORE = word_set("at before after on by since until last this next over for around during")
_OPENS_TO = frozenset({"-", "–", "—", "to", "and"})


def number_at(tokens: Sequence[Token], at: int) -> int | None:
    """The whole number of up to four digits at `at`."""
    if at < len(tokens) and tokens[at].kind == NUMBER:
        text = tokens[at].text
        if len(text) <= 4 and text.isdecimal():
            return int(text)
    return None


def year_at(tokens: Sequence[Token], at: int) -> int | None:
    """The year at `at`, unless what follows makes a quantity of it: "2000%"."""
    number = number_at(tokens, at)
    if number is None or number not in _YEARS:  # a range looks through all of itself for None
        return None
    if at + 1 < len(tokens):
        after = tokens[at + 1]
        if after.text in "%°" or (glued(after, tokens[at]) and after.kind == NUMBER):
            return None
    return number


def read_numeric(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "2025-10-14", "14/10/2025", "14.10.2025", "9/11"."""
    text, mark = tokens[at].text, word_at(tokens, at + 1)
    if text.count(".") == 2:
        day, month, year = text.split(".")
        if len(year) == 4 and 0 < len(day) < 3 and 0 < len(month) < 3:
            value = calendar_day(int(year), int(month), int(day))
            return dated(at, at + 1, value) if value else None
        return None
    if mark not in ("-", "/") or not glued(tokens[at + 1], tokens[at]):
        return None
    numbers = [number_at(tokens, place) for place in (at, at + 2, at + 4)]
    if numbers[:2] == [9, 11] and mark == "/" and numbers[2] is None:
        return dated(at, at + 3, "2001-09-11")
    first, second, third = numbers
    if first is None or second is None or third is None or word_at(tokens, at + 3) != mark:
        return None
    if mark == "-":
        iso = tokens[at + 4].end - tokens[at].start == 10
        value = calendar_day(first, second, third) if iso else None
        return dated(at, at + 5, value) if value else None
    return _slashed(at, first, second, third) if third in _YEARS else None


def _slashed(at: int, first: int, second: int, year: int) -> Reading | None:
    """Day and month in the one order that the calendar allows; None for the value if both do."""
    here, there = calendar_day(year, second, first), calendar_day(year, first, second)
    if here is None and there is None:
        return None
    value = here or there if here is None or there is None or here == there else None
    return dated(at, at + 5, value)


def _day_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A day of the month and the token behind it: "14", "14th"."""
    day = number_at(tokens, at)
    if day is None or not 1 <= day <= 31 or len(tokens[at].text) > 2:
        return None
    return day, at + 1 + (word_at(tokens, at + 1) in ENDINGS)


def read_day_first(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "26 October", "26 October 2025", "the 3rd of May", "3–9 May", "3 to 9 May"."""
    first = _day_at(tokens, at)
    if first is None:
        return None
    last, place = None, first[1]
    if word_at(tokens, place) in _OPENS_TO:
        last = _day_at(tokens, place + 1)
        if last is None or last[0] <= first[0]:
            return None
        place = last[1]
    place += word_at(tokens, place) == "of"
    if place >= len(tokens) or not tokens[place].capitalised:
        return None
    month = MONTHS.get(tokens[place].lower)
    if month is None:
        return None
    days = (first[0], last[0] if last else None)
    after = place + 1 + _is_shortened(tokens, place)
    return _with_year(tokens, at, after, month, days, published)


def _is_shortened(tokens: Sequence[Token], at: int) -> bool:
    """Whether the month at `at` ends with a point: "Oct."."""
    return (
        len(tokens[at].text) < _SHORT_MONTH
        and word_at(tokens, at + 1) == "."
        and (at + 2 < len(tokens) and tokens[at + 2].kind == NUMBER)
    )


def read_month_first(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "October 14", "Oct. 14, 2025", "October 14–16", "November 2024", "October last year"."""
    month = MONTHS[tokens[at].lower]
    place = at + 1 + _is_shortened(tokens, at)
    day = _day_at(tokens, place)
    if day is not None:
        last, after = None, day[1]
        joint = word_at(tokens, after)
        if joint in _OPENS_TO:
            last = _day_at(tokens, after + 1)
            if last and (last[0] <= day[0] or (joint == "and" and last[0] > day[0] + 1)):
                last = None
            if last and joint in ("to", "and") and not _is_bare_day(tokens, last[1]):
                last = None
        days = (day[0], last[0] if last else None)
        return _with_year(tokens, at, last[1] if last else after, month, days, published)
    before = tokens[at - 1].lower if at else ""
    named = before in BEFORE_YEARS or before in SHIFTS or before in NARROWING
    short = len(tokens[at].text) <= _SHORT_MONTH
    if short and not named and year_at(tokens, place) is None:
        return None
    return _with_year(tokens, at, place, month, (None, None), published)


def _is_bare_day(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number before `at` counts nothing: "May 3 to 9 in Oslo", not "3 and 4 men"."""
    if at >= len(tokens) or tokens[at].kind != WORD:
        return True
    return tokens[at].lower in PREPOSITIONS


def _with_year(
    tokens: Sequence[Token],
    first: int,
    place: int,
    month: int,
    days: tuple[int | None, int | None],
    published: Day,
) -> Reading:
    """Adds the year that follows, or the likeliest one; a second day closes an interval."""
    year, after = _year_behind(tokens, place, published)
    if year is None and published is not None:
        before = tokens[first - 1].lower if first else ""
        year = likeliest_year(before, month, days[0], published, lean_at(tokens, first))
    value = calendar_date(year, month, days[0])
    end = calendar_date(year, month, days[1]) if days[1] else None
    return dated(first, after, f"{value}/{end}" if value and end else value)


def _year_behind(tokens: Sequence[Token], at: int, published: Day) -> tuple[int | None, int]:
    """The year in "October 14, 2025" or "October last year", and the token behind the date."""
    after = at + (word_at(tokens, at) == ",")
    year = year_at(tokens, after)
    if year is None and after == at and word_at(tokens, at) == "of":
        year, after = year_at(tokens, at + 1), at + 1
    if year is not None:
        return year, after + 1
    if word_at(tokens, at + 1) == "year" and tokens[at].lower in SHIFTS:
        return (published.year + SHIFTS[tokens[at].lower] if published else None), at + 2
    return None, at


def read_weekday(tokens: Sequence[Token], at: int, published: Day) -> Reading:
    """ "Monday", "Friday morning"; "Tuesday, October 14" is one reading."""
    place = at + 1 + (word_at(tokens, at + 1) in (",", "the"))
    if place < len(tokens):
        token, joined = tokens[place], None
        if token.kind == NUMBER:
            joined = read_day_first(tokens, place, published)
        elif token.lower in MONTHS and token.capitalised:
            joined = read_month_first(tokens, place, published)
        if joined is not None and "-" in str(joined.value)[-3:]:
            return dated(at, joined.next, str(joined.value))
    before = tokens[at - 1].lower if at else ""
    lean = lean_at(tokens, at) if published is not None else 0
    value = weekday_near(published, WEEKDAYS[tokens[at].lower], before, lean)
    return dated(at, at + 1 + (word_at(tokens, at + 1) in PARTS_OF_DAY), value)


def read_feast(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "Christmas Eve", "New Year's Day"; a bare "Christmas" behind a preposition."""
    for length in (4, 3, 2, 1):
        found = tuple(token.lower for token in tokens[at : at + length])
        if found in HOLIDAYS and len(found) == length and tokens[at].capitalised:
            break
    else:
        return None
    if length == 1 and (at == 0 or tokens[at - 1].lower not in _FEAST_BEFORE):
        return None
    if length > 1 and not any(t.capitalised for t in tokens[at + 1 : at + length]):
        return None
    month, day = HOLIDAYS[found]
    return _with_year(tokens, at, at + length, month, (day, None), published)


def read_lone_day(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "on the 14th", with nothing behind it that it could rank."""
    if at < 2 or tokens[at - 1].lower != "the" or tokens[at - 2].lower not in _DAY_BEFORE:
        return None
    day = _day_at(tokens, at)
    if day is None or day[1] != at + 2:
        return None
    if at + 2 < len(tokens) and tokens[at + 2].kind not in (MARK, POSSESSIVE):
        return None
    if word_at(tokens, at + 2) == "-":
        return None
    return dated(at, at + 2, day_of_month(published, day[0], lean_at(tokens, at)))
