"""Dates: absolute, partial and relative ones, resolved against the day of publication.

Values are ISO 8601: "2025-10-14", "2025-10", "2025", an interval "2025-10-06/2025-10-12", a time
of day "T15:30", or, where the year or month is unknown, "--10-14", "--10" and "---14". A part of
a month, year or decade has the value of the whole: "late October". None: no anchor, as for
"the next day", or no one reading, as for "05/03/2019". Dates with "to" or "and" between them are
two facets; with a dash, "1939–1945", or one month for both days, "3 to 9 May", they are one.
"""

import re
from collections.abc import Callable, Sequence

from factcheck.extraction.facets.calendar_dates import (
    read_day_first,
    read_feast,
    read_lone_day,
    read_month_first,
    read_numeric,
    read_weekday,
)
from factcheck.extraction.facets.numerals import ONES, SOME, TENS, word_at
from factcheck.extraction.facets.ordinals import ORDINALS
from factcheck.extraction.facets.periods import (
    read_century,
    read_decade,
    read_part_of_year,
    read_season,
    read_year,
)
from factcheck.extraction.facets.readings import Reading, dated
from factcheck.extraction.facets.relative_dates import Day, day_away
from factcheck.extraction.facets.shifts import read_ago, read_narrated, read_past, read_shifted
from factcheck.extraction.facets.times import NAMED_TIMES, read_named_time, read_time
from factcheck.extraction.facets.units import DURATIONS
from factcheck.extraction.words.calendar import (
    HOLIDAYS,
    MONTHS,
    NARRATED,
    NARROWING,
    NEAR_DAYS,
    PARTS_OF_DAY,
    SEASONS,
    SHIFTS,
    WEEKDAYS,
)
from factcheck.extraction.words.tokens import MARK, NUMBER, Token

_TO = frozenset({"-", "–", "—", "to", "until", "through", "and"})
_YEAR = re.compile(r"\d{4}")
_DAY_OR_MONTH = re.compile(r"(?:-|\d{4})-\d\d(?:-\d\d)?")
_LETTERED = frozenset({"q", "h"})


def read_date(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """The date that begins at token `at`, or None.

    In "from May 3 to June 9, 2019" it is two, and the year serves both.
    """
    first = _read_one(tokens, at, published)
    if first is None or first.next + 1 >= len(tokens) or not isinstance(first.value, str):
        return first
    if tokens[first.next].lower not in _TO or _ends_in_year(tokens, first):
        return first
    last = _read_one(tokens, first.next + 1, published)
    if last is None or not isinstance(last.value, str) or not _ends_in_year(tokens, last):
        return first
    return first._replace(value=_in_year(first.value, last.value[:4]))


def _ends_in_year(tokens: Sequence[Token], reading: Reading) -> bool:
    return bool(_YEAR.fullmatch(tokens[reading.next - 1].text))


def _in_year(value: str, year: str) -> str:
    """A day or month, moved into the year; all else as it is: "--05-03", "2025-05"."""
    if not _DAY_OR_MONTH.fullmatch(value):
        return value
    return year + (value[1:] if value.startswith("--") else value[4:])


def _read_one(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    token = tokens[at]
    if token.kind == NUMBER:
        return _numbered(tokens, at, published)
    reader = _READERS.get(token.lower)
    return reader(tokens, at, published) if reader else None


def _numbered(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    return (
        read_numeric(tokens, at)
        or read_day_first(tokens, at, published)
        or read_ago(tokens, at, published)
        or read_decade(tokens, at)
        or read_year(tokens, at)
        or read_time(tokens, at)
        or read_century(tokens, at)
        or read_part_of_year(tokens, at, published)
        or read_lone_day(tokens, at, published)
    )


def _month(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    if tokens[at].lower == "may":
        feast = read_feast(tokens, at, published)
        if feast is not None:
            return feast
    return read_month_first(tokens, at, published) if tokens[at].capitalised else None


def _weekday(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    return read_weekday(tokens, at, published) if tokens[at].capitalised else None


def _near(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "yesterday", "tomorrow morning"; "Today" inside a sentence is a name."""
    if at and tokens[at].capitalised and tokens[at - 1].kind != MARK:
        return None
    after = at + 1 + (word_at(tokens, at + 1) in PARTS_OF_DAY)
    return dated(at, after, day_away(published, NEAR_DAYS[tokens[at].lower]))


def _ranked(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "nineteenth century", "third quarter of 2024"."""
    return read_century(tokens, at) or read_part_of_year(tokens, at, published)


def _season(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    del published
    return read_season(tokens, at)


def _narrated(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    del published
    return read_narrated(tokens, at)


def _named_time(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    del published
    return read_named_time(tokens, at)


def _counted(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "two years ago", "three o'clock"."""
    return read_ago(tokens, at, published) or (
        read_time(tokens, at) if tokens[at].lower in ONES else None
    )


def _narrowed(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "late October last year", "mid-1990s", "earlier this week"."""
    place = at + 1 + (word_at(tokens, at + 1) in ("-", "in"))
    if place >= len(tokens) or tokens[place].lower in NARROWING:
        return None
    inner = _read_one(tokens, place, published)
    return inner._replace(first=at) if inner else None


_Reader = Callable[[Sequence[Token], int, Day], Reading | None]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys({*ONES, *TENS, *SOME, "a", "an"}, _counted),
    **dict.fromkeys(DURATIONS, read_ago),
    **dict.fromkeys(ORDINALS, _ranked),
    **dict.fromkeys(_LETTERED, read_part_of_year),
    **dict.fromkeys(MONTHS, _month),
    **dict.fromkeys(WEEKDAYS, _weekday),
    **dict.fromkeys(NEAR_DAYS, _near),
    **dict.fromkeys(SHIFTS, read_shifted),
    "past": read_past,
    **dict.fromkeys(NARRATED, _narrated),
    **dict.fromkeys(NARROWING, _narrowed),
    **dict.fromkeys(SEASONS, _season),
    **dict.fromkeys(NAMED_TIMES, _named_time),
    **dict.fromkeys({words[0] for words in HOLIDAYS} - {"may"}, read_feast),
}
"""Readers by the word a date begins with."""
CUES = frozenset(_READERS)
