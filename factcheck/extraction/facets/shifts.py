"""Dates counted from publication, "last week", or from a day in the story, "a week later"."""

from collections.abc import Sequence

from factcheck.extraction.facets.calendar_dates import number_at, read_month_first, read_weekday
from factcheck.extraction.facets.numerals import ONES, SOME, TENS, word_at
from factcheck.extraction.facets.readings import Reading, dated
from factcheck.extraction.facets.relative_dates import (
    Day,
    day_away,
    period_away,
    stretch_until,
    time_ago,
)
from factcheck.extraction.facets.tense import lean_at
from factcheck.extraction.facets.units import DURATIONS
from factcheck.extraction.words.calendar import (
    MONTHS,
    PARTS_OF_DAY,
    PERIODS,
    SEASONS,
    SHIFTS,
    WEEKDAYS,
)
from factcheck.extraction.words.tokens import Token

_FROM_THEN = frozenset({"earlier", "later"})


def read_shifted(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "last week", "this year", "this morning", "last night", "last Tuesday", "last April"."""
    if at + 1 >= len(tokens):
        return None
    token, shift = tokens[at + 1], SHIFTS[tokens[at].lower]
    word = token.lower
    if word in PERIODS or word in SEASONS:
        if word == "weekend" and shift == 0 and _is_over(tokens, at, published):
            shift = -1
        return _unless_thing(tokens, at, word, period_away(published, shift, word))
    if word in PARTS_OF_DAY and (shift == 0 or (shift, word) == (-1, "night")):
        return dated(at, at + 2, day_away(published, shift))
    if shift > 0 and word in ("day", "morning"):
        return dated(at, at + 2, None)
    if not token.capitalised:
        return None
    inner: Reading | None = None
    if word in WEEKDAYS:
        inner = read_weekday(tokens, at + 1, published)
    elif word in MONTHS:
        inner = read_month_first(tokens, at + 1, published)
    return inner._replace(first=at) if inner else None


def _is_over(tokens: Sequence[Token], at: int, published: Day) -> bool:
    """Whether "this weekend" was the last one: early in the week, with a verb of the past."""
    return published is not None and published.weekday() < 3 and lean_at(tokens, at) < 0


def _unless_thing(tokens: Sequence[Token], at: int, word: str, value: str | None) -> Reading | None:
    """Springs and falls are also other things: "the last spring in the watch"."""
    if word in ("spring", "fall") and at and tokens[at - 1].lower == "the":
        return None
    return dated(at, at + 2, value)


def read_past(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "the past year" ends with publication."""
    word = word_at(tokens, at + 1)
    if word in PERIODS and word != "weekend":
        return dated(at, at + 2, stretch_until(published, word))
    return None


def read_narrated(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "the following day", "the same year": only the story knows when."""
    word = word_at(tokens, at + 1)
    if word in PERIODS or word in PARTS_OF_DAY or word == "day":
        return dated(at, at + 2, None)
    return None


def read_ago(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "two years ago", "a week ago", "several years ago", "two weeks later"."""
    count, place = _count_at(tokens, at)
    unit = DURATIONS.get(word_at(tokens, place))
    if unit is None:
        return None
    direction = word_at(tokens, place + 1)
    if direction in _FROM_THEN or (direction == "before" and _is_bare(tokens, at, place)):
        return dated(at, place + 2, None)
    if direction != "ago":
        return None
    value = None if count is None else time_ago(published, count, unit)
    return dated(at, place + 2, value)


def _is_bare(tokens: Sequence[Token], at: int, place: int) -> bool:
    """ "the day before", "the year before"."""
    return at == place and at > 0 and tokens[at - 1].lower == "the"


def _count_at(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """How many, None where that is open, and where the unit stands."""
    word = tokens[at].lower
    if word in ("a", "an"):
        few = word_at(tokens, at + 1) in SOME
        couple = word_at(tokens, at + 1) == "couple" and word_at(tokens, at + 2) == "of"
        return (None, at + 2) if few else (None, at + 3) if couple else (1, at + 1)
    if word in SOME or word in DURATIONS:
        return None, at + (word in SOME)
    return ONES.get(word, TENS.get(word, number_at(tokens, at))), at + 1
