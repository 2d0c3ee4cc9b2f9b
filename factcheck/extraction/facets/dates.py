"""Dates: absolute, partial and relative ones, resolved against the day of publication.

Values are ISO 8601: "2025-10-14", "2025-10", "2025", an interval "2025-10-06/2025-10-12",
or, where the year is unknown, "--10-14" and "--10". None: a date without an anchor.
"""

from collections.abc import Sequence

from factcheck.extraction.facets.amounts import Reading
from factcheck.extraction.facets.numerals import ONES
from factcheck.extraction.facets.relative_dates import (
    Day,
    calendar_date,
    calendar_day,
    day_away,
    likeliest_year,
    period_away,
    time_ago,
)
from factcheck.extraction.facets.units import DURATIONS
from factcheck.extraction.words.calendar import (
    MONTHS,
    NEAR_DAYS,
    PARTS_OF_MONTH,
    PERIODS,
    SEASONS,
    SHIFTS,
    WEEKDAYS,
)
from factcheck.extraction.words.tokens import NUMBER, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_YEARS = range(1400, 2200)
_BEFORE_YEARS = word_set(
    "in of since by from until till to during before after and for between late early mid "
    "around circa through election elections"
)
_AGO = frozenset({"ago", "earlier"})


def read_date(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """The date that begins at token `at`, or None."""
    token = tokens[at]
    if token.kind == NUMBER:
        return (
            _iso(tokens, at)
            or _day_first(tokens, at, published)
            or _ago(tokens, at, published)
            or _decade(tokens, at)
            or _year(tokens, at)
        )
    word = token.lower
    if word in MONTHS and token.capitalised:
        return _month_first(tokens, at, published)
    if word in WEEKDAYS and token.capitalised:
        return _weekday(tokens, at, published)
    if word in NEAR_DAYS:
        return _reading(at, at + 1, day_away(published, NEAR_DAYS[word]))
    if word in SHIFTS:
        return _shifted(tokens, at, published)
    if word in ONES or word == "a":
        return _ago(tokens, at, published)
    return None


def _reading(first: int, after: int, value: str | None) -> Reading:
    return Reading(FacetType.DATE, first, after, value)


def _number_at(tokens: Sequence[Token], at: int) -> int | None:
    if at < len(tokens) and tokens[at].kind == NUMBER:
        text = tokens[at].text
        if len(text) <= 4 and text.isdigit():
            return int(text)
    return None


def _year_at(tokens: Sequence[Token], at: int) -> int | None:
    number = _number_at(tokens, at)
    return number if number in _YEARS and not _is_amount(tokens, at + 1) else None


def _is_amount(tokens: Sequence[Token], after: int) -> bool:
    """Whether the next word makes a quantity of the number before: "2000 people" cannot tell."""
    if after >= len(tokens):
        return False
    token = tokens[after]
    glued = token.start == tokens[after - 1].end
    return token.text in "%°" or (glued and token.kind == NUMBER)


def _iso(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "2025-10-14"."""
    numbers = [_number_at(tokens, place) for place in (at, at + 2, at + 4)]
    if None in numbers or any(tokens[place].text != "-" for place in (at + 1, at + 3)):
        return None
    if tokens[at + 4].end - tokens[at].start != 10:
        return None
    value = calendar_day(*(number or 0 for number in numbers))
    return _reading(at, at + 5, value) if value else None


def _day_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A day of the month and the token behind it: "14", "14th"."""
    day = _number_at(tokens, at)
    if day is None or not 1 <= day <= 31 or len(tokens[at].text) > 2:
        return None
    after = at + 1
    if after < len(tokens) and tokens[after].lower in ("st", "nd", "rd", "th"):
        return day, after + 1
    return day, after


def _day_first(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "26 October", "26 October 2025", "the 3rd of May"."""
    day = _day_at(tokens, at)
    if day is None:
        return None
    place = day[1]
    if place < len(tokens) and tokens[place].lower == "of":
        place += 1
    if place >= len(tokens) or not tokens[place].capitalised:
        return None
    month = MONTHS.get(tokens[place].lower)
    if month is None:
        return None
    return _with_year(tokens, at, place + 1, month, day[0], published)


def _month_first(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "October 14", "Oct. 14, 2025", "November 2024", "late October last year"."""
    month, place = MONTHS[tokens[at].lower], at + 1
    if place < len(tokens) and tokens[place].text == "." and len(tokens[at].text) < 5:
        place += 1
    day = _day_at(tokens, place)
    if day is not None:
        return _with_year(tokens, at, day[1], month, day[0], published, _last_day(tokens, day))
    before = tokens[at - 1].lower if at else ""
    named = before in _BEFORE_YEARS or before in SHIFTS or before in PARTS_OF_MONTH
    with_year = _year_at(tokens, at + 1) is not None
    if len(tokens[at].text) <= 5 and not named and not with_year:
        return None
    return _with_year(tokens, at, at + 1, month, None, published)


def _last_day(tokens: Sequence[Token], first: tuple[int, int]) -> tuple[int, int] | None:
    """The second day of "October 14–16" and the token behind it."""
    if first[1] < len(tokens) and tokens[first[1]].text in "-–":
        last = _day_at(tokens, first[1] + 1)
        return last if last is not None and last[0] > first[0] else None
    return None


def _with_year(
    tokens: Sequence[Token],
    first: int,
    place: int,
    month: int,
    day: int | None,
    published: Day,
    last: tuple[int, int] | None = None,
) -> Reading:
    """Adds the year that follows, or the likeliest one; `last` closes an interval of days."""
    place = last[1] if last else place
    year, after = _year_behind(tokens, place, published)
    if year is None:
        before = tokens[first - 1].lower if first else ""
        year = likeliest_year(before, month, day, published)
    value = calendar_date(year, month, day)
    end = calendar_date(year, month, last[0]) if last else None
    return _reading(first, after, f"{value}/{end}" if value and end else value)


def _year_behind(tokens: Sequence[Token], at: int, published: Day) -> tuple[int | None, int]:
    """The year in "October 14, 2025" or "October last year", and the token behind the date."""
    after = at + 1 if at < len(tokens) and tokens[at].text == "," else at
    year = _year_at(tokens, after)
    if year is not None:
        return year, after + 1
    shift = _shift_of_year(tokens, at)
    if shift is None:
        return None, at
    return (published.year + shift if published else None), at + 2


def _shift_of_year(tokens: Sequence[Token], at: int) -> int | None:
    """-1 for "last year" behind a month."""
    if at + 1 < len(tokens) and tokens[at + 1].lower == "year":
        return SHIFTS.get(tokens[at].lower)
    return None


def _weekday(tokens: Sequence[Token], at: int, published: Day) -> Reading:
    """ "Monday": the latest one up to publication; "next Monday": the first one after it.

    Before a calendar date, "Tuesday, October 14", the two are one reading.
    """
    place = at + 1
    if place < len(tokens) and tokens[place].text == ",":
        place += 1
    for reader in (_day_first, _month_first):
        if place < len(tokens) and _begins_date(tokens, place, reader is _month_first):
            joined = reader(tokens, place, published)
            if joined is not None and "-" in str(joined.value)[-3:]:
                return _reading(at, joined.next, str(joined.value))
    if published is None:
        return _reading(at, at + 1, None)
    before = tokens[at - 1].lower if at else ""
    back = (published.weekday() - WEEKDAYS[tokens[at].lower]) % 7
    days = 7 - back if before in ("next", "coming") else -back
    return _reading(at, at + 1, day_away(published, days))


def _begins_date(tokens: Sequence[Token], at: int, month: bool) -> bool:
    token = tokens[at]
    return token.lower in MONTHS and token.capitalised if month else token.kind == NUMBER


def _shifted(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "last week", "this year", "next month", "last Tuesday", "last April"."""
    if at + 1 >= len(tokens):
        return None
    token, shift = tokens[at + 1], SHIFTS[tokens[at].lower]
    if token.lower in PERIODS or token.lower in SEASONS:
        return _reading(at, at + 2, period_away(published, shift, token.lower))
    if shift == 0 or not token.capitalised:
        return None
    if token.lower in WEEKDAYS:
        inner: Reading | None = _weekday(tokens, at + 1, published)
    elif token.lower in MONTHS:
        inner = _month_first(tokens, at + 1, published)
    else:
        return None
    return inner._replace(first=at) if inner else None


def _ago(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "two years ago", "3 days earlier", "a week ago"."""
    if at + 2 >= len(tokens) or tokens[at + 2].lower not in _AGO:
        return None
    unit = DURATIONS.get(tokens[at + 1].lower)
    word = tokens[at].lower
    count = 1 if word == "a" else ONES.get(word, _number_at(tokens, at))
    if unit is None or count is None:
        return None
    return _reading(at, at + 3, time_ago(published, count, unit))


def _decade(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "the 1990s"."""
    year = _number_at(tokens, at)
    if year is None or year not in _YEARS or year % 10 or at + 1 >= len(tokens):
        return None
    after = tokens[at + 1]
    if after.lower not in ("s", "'s") or after.start != tokens[at].end:
        return None
    return _reading(at, at + 2, f"{year}/{year + 9}")


def _year(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "in 2019", "(1994)", "the 2024 elections"; not "2019 people" without such a word."""
    year = _year_at(tokens, at)
    if year is None:
        return None
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    placed = before in _BEFORE_YEARS or before in MONTHS or before in {"(", ",", "the", "'s"}
    span = after is not None and after.text in "-–" and _year_at(tokens, at + 2) is not None
    if span:
        return _reading(at, at + 3, f"{year}/{tokens[at + 2].text}")
    loose = after is None or after.kind != "word" or after.lower in _BEFORE_YEARS
    modern = 1900 <= year <= 2100
    if (placed and (modern or loose)) or (modern and loose and before not in {"$", "£", "€"}):
        return _reading(at, at + 1, str(year))
    return None
