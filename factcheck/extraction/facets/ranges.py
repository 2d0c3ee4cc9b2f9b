"""Numbers that belong together: ranges, "10 to 15", and ratios, "one in five"."""

from collections.abc import Sequence
from fractions import Fraction

from factcheck.extraction.facets.digits import multiplied, tidy
from factcheck.extraction.facets.numerals import (
    SCALES,
    SUFFIXES,
    Numeral,
    read_single,
    word_at,
)
from factcheck.extraction.facets.units import (
    CURRENCY_WORDS,
    DOLLARS,
    DURATIONS,
    MEASURES,
    PERCENT,
    SYMBOLS,
)
from factcheck.extraction.words.tokens import WORD, Token
from factcheck.extraction.words.wordlists import word_set

_TO = frozenset({"-", "–", "—", "to"})
_DASHES = frozenset({"-", "–", "—"})
_ROUND_TOTALS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000})
"""Totals of ratios as people say them: "one in five", never "one in 37"."""
_SCORES = word_set("""
    win wins won winning beat beats beaten beating lose loses lost losing loss draw draws drew
    drawn defeat defeated defeats victory lead leads led score scored vote votes voted voting
    ruled ruling decision tie tied margin aggregate against
    """)
"""Near these, "2-3" is a result and no range."""
_COUNTED_BY = PERCENT | DURATIONS.keys() | MEASURES.keys() | CURRENCY_WORDS.keys() | {"per"}
_COUNTING = word_set("least only just exactly than about nearly almost")
"""Before "one" they make it a count: "only one bridge"."""
_NO_COUNT = word_set(
    "of to who that which should can could would will may might must is was has in on at another "
    "and or but side thing day"
)
"""Behind "one" they make it a pronoun: "one should ask"."""


def read_numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number, ratio or range that begins at token `at`, or None."""
    low = read_single(tokens, at)
    if low is None or low.value is None:
        return low
    ratio = _ratio(tokens, low)
    if ratio is not None:
        return ratio
    if low.next == at + 1 and tokens[at].lower == "one" and not _is_counted(tokens, low.next):
        return None
    if low.next >= len(tokens):
        return low
    high = _range_end(tokens, low.next, at)
    if high is None or high.value is None or high.value <= low.value:
        return low
    if low.value < 1 <= high.value and "." not in tokens[at].text:  # "by half to 5"
        return low
    last = tokens[high.next - 1].lower
    scale = SCALES.get(last) or SUFFIXES.get(last)
    if scale and low.value < 1000 <= high.value and low.value * scale < high.value:
        return Numeral(multiplied(low.value, scale), high.next, high.value)
    return Numeral(low.value, high.next, high.value)


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bare "one" counts: "one percent", "only one bridge"; not in "one of them"."""
    word = word_at(tokens, at)
    if word in _COUNTED_BY or (word == "-" and word_at(tokens, at + 1) in _COUNTED_BY):
        return True
    if at < 2 or tokens[at - 2].lower not in _COUNTING:
        return False
    return at < len(tokens) and tokens[at].kind == WORD and word not in _NO_COUNT


def _ratio(tokens: Sequence[Token], count: Numeral) -> Numeral | None:
    """ "one in five", "3 out of 10", "1-in-5": the share, for round totals alone."""
    at = count.next
    word = word_at(tokens, at)
    if word == "in":
        at += 1
    elif word == "out" and word_at(tokens, at + 1) == "of":
        at += 2
    elif word == "-" and word_at(tokens, at + 1) == "in" and word_at(tokens, at + 2) == "-":
        at += 3
    else:
        return None
    at += word_at(tokens, at) == "every"
    total = read_single(tokens, at) if at < len(tokens) else None
    if total is None or total.value not in _ROUND_TOTALS:
        return None
    part, whole = count.value, total.value
    if not isinstance(part, int) or not isinstance(whole, int) or not 0 < part < whole:
        return None
    if word == "in" and word_at(tokens, total.next) in DURATIONS:
        return None
    return Numeral(tidy(Fraction(part, whole)), total.next)


def _range_end(tokens: Sequence[Token], at: int, start: int) -> Numeral | None:
    """What follows "to" or a dash, as in "10 to 15" and "10–15"; or "between 10 and 15".

    A percent sign may stand behind both: "10% to 15%".
    """
    shared = tokens[at].lower if tokens[at].lower in PERCENT else None
    at += shared is not None
    joint = word_at(tokens, at)
    if joint not in _TO and not (joint == "and" and _between(tokens, start)):
        return None
    if at + 1 >= len(tokens) or (joint == "-" and tokens[at].start != tokens[at - 1].end):
        return None
    high = read_single(tokens, _over_sign(tokens, at + 1))
    if high is None or (shared and word_at(tokens, high.next) not in PERCENT):
        return None
    return None if joint in _DASHES and _is_result(tokens, start, high.next) else high


def _between(tokens: Sequence[Token], start: int) -> bool:
    return any(token.lower == "between" for token in tokens[max(0, start - 3) : start])


def _over_sign(tokens: Sequence[Token], at: int) -> int:
    """The number behind the currency in "$5m–$10m" and "US$5–US$10"."""
    if at + 1 < len(tokens) and tokens[at].text in SYMBOLS:
        return at + 1
    if at + 2 < len(tokens) and tokens[at].lower in DOLLARS and tokens[at + 1].text == "$":
        return at + 2
    return at


def _is_result(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether "3-1" tells who won: between two names, or near a verb of winning or voting."""
    if (
        after < len(tokens)
        and tokens[after].capitalised
        and first
        and tokens[first - 1].capitalised
    ):
        return True
    near = (*tokens[max(0, first - 6) : first], *tokens[after : after + 2])
    return any(token.lower in _SCORES for token in near)
