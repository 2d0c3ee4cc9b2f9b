"""What an alarm asks of an amount: its value, how far it is rounded, and how it is shown."""

import re

from factcheck.extraction.records import Facet, Span
from factcheck.extraction.words.wordlists import word_set

_DIGITS = re.compile(r"[\d,]+(?:\.(\d+))?")
_LARGE = 1000
"""From here on, noughts at the end of a number may be rounding: "4,500 homes"."""
_MOST_ROUNDED = 0.025
"""Share of its value by which a number with all its digits may be rounded."""
_HEDGED = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|over|under|up to|at least"
    r"|(?:more|less|fewer) than|at most|close to|just|an estimated|as many as)"
    r"(?: (?:over|under|a|an))? ?$",
    re.IGNORECASE,
)
_LONGEST_HEDGE = 24
"""Code points."""
_COMPARED = re.compile(
    r"(?: points?)? (?:more|less|fewer|higher|lower|larger|smaller|bigger|up|down|above|below|over"
    r"|under|of)\b"
)
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))

Range = tuple[float, float]
_SCALE_WORDS = word_set("thousand million billion trillion")
HEDGES = r"(?:about |some |nearly |almost |around |roughly |just over |just under |over )?"
"""A part of a pattern: what may stand in front of an amount."""
WORD_BEHIND = r"(?: [^\W\d_][\w'’-]*)"
"""A part of a pattern: a space and a word, as between one amount and the next."""
TRUNCATED = 1.4
"""A share cut off instead of rounded, "66 percent" for two-thirds, is off by more than half."""
_HEDGED_BY = 0.1
"""Share of its value by which "nearly 40" may be off."""


def is_number(facet: Facet) -> bool:
    """Whether the amount has one value; a range has two."""
    return isinstance(facet.value, int | float)


def number(facet: Facet) -> float:
    """The value of an amount that has one; 0 for any other."""
    return float(facet.value) if isinstance(facet.value, int | float) else 0.0


def is_scaled(facet: Facet) -> bool:
    """Whether a word or letter multiplies the number: "3 million", "$3bn"."""
    digits = _DIGITS.search(facet.text)
    if digits is None or not digits.group().strip(","):
        return any(word in facet.text.lower() for word in _SCALE_WORDS)
    return abs(number(facet)) != float(digits.group().replace(",", ""))


def are_comparable(*amounts: Facet) -> bool:
    """Whether the numbers surely are written out; "from 1.5 to 1.2 million" means two millions."""
    unscaled = [each for each in amounts if not is_scaled(each)]
    if len(unscaled) in (0, len(amounts)):
        return True
    return all(abs(number(each)) >= _LARGE for each in unscaled)


def slack(facet: Facet) -> float:
    """By how much the true value may differ from the written one that was rounded.

    Half of the last digit of "4.5 million" is 50,000; counts below 1,000 are taken as exact.
    """
    value, digits = abs(number(facet)), _DIGITS.search(facet.text)
    if digits is None or not digits.group().strip(","):
        return value * _MOST_ROUNDED if is_scaled(facet) else 0.0
    written, decimals = digits.group().replace(",", ""), len(digits.group(1) or "")
    scale = value / float(written) if float(written) else 1.0
    if scale != 1.0 or decimals:
        return 0.5 * 10.0**-decimals * scale
    if value < _LARGE:
        return 0.0
    noughts = len(written) - len(written.rstrip("0"))
    return min(0.5 * 10.0**noughts, _MOST_ROUNDED * value) if noughts else 0.0


def bounds(text: str, facet: Facet, widened: float = 1.0, *, spare: float | None = None) -> Range:
    """The least and the most that the amount can stand for; `spare` replaces its own slack."""
    spare = slack(facet) if spare is None else spare
    if facet.unit == "%" and not spare:
        spare = 0.5
    spare = widened * spare + _HEDGED_BY * abs(number(facet)) * is_hedged(text, facet)
    return number(facet) - spare, number(facet) + spare


def meet(one: Range, other: Range) -> bool:
    """Whether some value lies within both."""
    return one[0] <= other[1] and other[0] <= one[1]


def is_hedged(text: str, facet: Facet) -> bool:
    """Whether "about", "nearly" or the like stands in front: the number is not meant exactly."""
    return bool(_HEDGED.search(text[max(0, facet.start - _LONGEST_HEDGE) : facet.start]))


def is_compared(text: str, facet: Facet) -> bool:
    """Whether the percentage is one of something else: "25 percent more than", "10 percent of"."""
    return bool(_COMPARED.match(text, facet.end))


def shown(value: float) -> str:
    """A number as a reader wants it: "64.37", "12,500", "3.2 million"."""
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{value / scale:.4g} {word}"
    if abs(value) >= 10 * _LARGE:
        return f"{value:,.0f}"
    return f"{value:.4g}"


def span(facet: Facet) -> Span:
    """Where the facet stands, with its words."""
    return Span(facet.text, facet.start, facet.end)


def piece(text: str, start: int, end: int) -> Span:
    """The words at `start:end` as a span."""
    return Span(text[start:end], start, end)


def in_order(*spans: Span) -> tuple[Span, ...]:
    """The spans in the order of the text."""
    return tuple(sorted(spans, key=lambda each: each.start))
