"""Times of day, as "T15:30": "3:30 pm", "14:30", "3 o'clock", "noon"."""

from collections.abc import Sequence

from factcheck.extraction.facets.numerals import ONES, word_at
from factcheck.extraction.facets.readings import Reading, dated, glued
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.words.wordlists import word_set

NAMED_TIMES = {"noon": "T12:00", "midday": "T12:00", "midnight": "T00:00"}
_HALVES = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12}
_BEFORE = word_set("at by from until till to around about before after since between past")
_ZONES = word_set("gmt utc est edt pst cet cest bst hours local")
_AFTER_NOON = 12


def read_time(tokens: Sequence[Token], at: int) -> Reading | None:
    """The time of day that begins with the number at `at`, or None."""
    if word_at(tokens, at + 1) in _ZONES and len(tokens[at].text) == len("0730"):
        return _military(tokens, at)
    hour, minute, place = _clock_at(tokens, at)
    if hour is None or minute is None:
        return None
    half = _HALVES.get(word_at(tokens, place))
    if half is not None:
        if not 1 <= hour <= _AFTER_NOON:
            return None
        zone = word_at(tokens, place + 1) in _ZONES and tokens[place + 1].capitalised
        return _reading(at, place + 1 + zone, hour % _AFTER_NOON + half, minute)
    if word_at(tokens, place) == "o'clock" and place == at + 1:
        return _reading(at, place + 1, hour, minute) if 1 <= hour <= _AFTER_NOON else None
    if place != at + 3:
        return None
    before = tokens[at - 1].lower if at else ""
    if before in _BEFORE or word_at(tokens, place) in _ZONES:
        return _reading(at, place, hour, minute)
    return None


def _military(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "0730 GMT"."""
    digits = tokens[at].text
    if not digits.isdecimal() or int(digits[:2]) > 23 or int(digits[2:]) > 59:
        return None
    return _reading(at, at + 2, int(digits[:2]), int(digits[2:]))


def read_named_time(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "at noon"."""
    if at and tokens[at - 1].lower in _BEFORE:
        return dated(at, at + 1, NAMED_TIMES[tokens[at].lower])
    return None


def _reading(first: int, after: int, hour: int, minute: int) -> Reading:
    return dated(first, after, f"T{hour:02}:{minute:02}")


def _clock_at(tokens: Sequence[Token], at: int) -> tuple[int | None, int | None, int]:
    """Hour, minute and the token behind them: "3", "3.30", "14:30"; None for no time."""
    text = tokens[at].text
    if tokens[at].lower in ONES:
        return ONES[tokens[at].lower], 0, at + 1
    hour, point, minute = text.partition(".")
    place = at + 1
    if not point and word_at(tokens, place) == ":" and at + 2 < len(tokens):
        minute, place = tokens[at + 2].text, at + 3
        whole = glued(tokens[at + 1], tokens[at]) and glued(tokens[at + 2], tokens[at + 1])
        if not whole or word_at(tokens, place) == ":":
            return None, None, at
    elif not point:
        minute = "00"
    if not (hour.isdecimal() and minute.isdecimal() and len(hour) <= 2 and len(minute) == 2):
        return None, None, at
    if int(hour) > 23 or int(minute) > 59:
        return None, None, at
    return int(hour), int(minute), place
