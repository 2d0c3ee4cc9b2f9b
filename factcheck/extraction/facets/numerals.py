"""Numbers as journalists write them: digits, words, scales, fractions and ranges."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from factcheck.extraction.facets.units import DURATIONS, PERCENT
from factcheck.extraction.words.tokens import NUMBER, Token
from factcheck.extraction.words.wordlists import word_set, words

ONES = {
    word: value
    for value, word in enumerate(
        words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * (value + 2)
    for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"))
}
SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
"""Words that multiply what stands before them: "3.4 million", "two hundred"."""
SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
"""Letters glued to the digits: "1.2m", "£40bn"."""
PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8,
    "tenth": 10, "halves": 2, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6,
    "eighths": 8, "tenths": 10,
}  # fmt: skip
"""Denominators: "two-thirds", "a quarter of"."""
VAGUE = word_set("dozens scores hundreds thousands millions billions trillions")
"""Amounts without a value of their own: "hundreds of homes"."""
NUMBER_WORDS = frozenset({*ONES, *TENS, "hundred", "dozen", "half"})
_MOST_SCALES = 2
"""No more scales than in "two thousand billion" make one number."""
_MOST_WORDS = 12
"""No number in words is longer than this."""
_TO = frozenset({"-", "–", "—", "to"})

Amount = int | float


class Numeral(NamedTuple):
    """A number read from tokens up to `next` (exclusive); `high` ends a range."""

    value: Amount | None
    next: int
    high: Amount | None = None

    @property
    def shown(self) -> Amount | str | None:
        """The value of a facet: the number, or both ends of a range as "10/15"."""
        return self.value if self.high is None else f"{self.value}/{self.high}"


def read_numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number or range that begins at token `at`, or None."""
    low = _read_single(tokens, at)
    if low is None or low.value is None:
        return low
    ratio = _ratio(tokens, low)
    if ratio is not None:
        return ratio
    if low.next == at + 1 and tokens[at].lower == "one" and not _is_counted(tokens, low.next):
        return None
    high = _range_end(tokens, low.next, at)
    if high is None or high.value is None or high.value <= low.value:
        return low
    last = tokens[high.next - 1].lower
    if low.value < 1000 <= high.value and (last in SCALES or last in SUFFIXES):
        scale = SCALES.get(last) or SUFFIXES[last]
        if low.value * scale < high.value:
            return Numeral(tidy(low.value * scale), high.next, high.value)
    return Numeral(low.value, high.next, high.value)


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bare "one" counts: "one percent", "one day"; in "one of them" it does not."""
    if at >= len(tokens):
        return False
    after = tokens[at + 1].lower if tokens[at].text == "-" and at + 1 < len(tokens) else ""
    return bool({tokens[at].lower, after} & (PERCENT | DURATIONS.keys() | {"per"}))


def _ratio(tokens: Sequence[Token], count: Numeral) -> Numeral | None:
    """ "one in five", "3 out of 10": the share, for round totals alone."""
    at = count.next
    words = [token.lower for token in tokens[at : at + 2]]
    if words == ["out", "of"]:
        at += 1
    elif words[:1] != ["in"]:
        return None
    total = _read_single(tokens, at + 1) if at + 1 < len(tokens) else None
    if total is None or total.value not in _ROUND_TOTALS:
        return None
    part, whole = count.value, total.value
    if not isinstance(part, int) or not isinstance(whole, int) or not 0 < part < whole:
        return None
    return Numeral(tidy(Fraction(part, whole)), total.next)


_ROUND_TOTALS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000})
"""Totals of ratios as people say them: "one in five", never "one in 37"."""


def tidy(value: Amount | Fraction) -> Amount:
    """The same number as an int where it is whole, else as a float of 12 digits."""
    if isinstance(value, float) and abs(value) == float("inf"):
        return value
    return int(value) if value == int(value) else float(f"{float(value):.12g}")


def _range_end(tokens: Sequence[Token], at: int, start: int) -> Numeral | None:
    """What follows "to" or a dash, as in "10 to 15" and "10–15"; or "between 10 and 15"."""
    if at + 1 >= len(tokens):
        return None
    joint = tokens[at].lower
    lead = [token.lower for token in tokens[max(0, start - 3) : start]]
    between = joint == "and" and "between" in lead
    if joint not in _TO and not between:
        return None
    if joint == "-" and tokens[at].start != tokens[at - 1].end:
        return None
    after = at + 1
    if tokens[after].text in "$£€" and after + 1 < len(tokens):
        after += 1
    return _read_single(tokens, after)


def _read_single(tokens: Sequence[Token], at: int) -> Numeral | None:
    token = tokens[at]
    if token.kind == NUMBER:
        return _digits(tokens, at)
    if token.lower in VAGUE:
        return Numeral(None, at + 1)
    if token.lower in ("a", "an"):
        return _after_article(tokens, at)
    if token.lower == "half":
        return _half(tokens, at)
    if token.lower in NUMBER_WORDS:
        return _words(tokens, at)
    return None


def _digits(tokens: Sequence[Token], at: int) -> Numeral | None:
    token = tokens[at]
    value = value_of(token.text)
    if value is None:
        return None
    after = at + 1
    if after < len(tokens):
        suffix = SUFFIXES.get(tokens[after].lower)
        if suffix is not None and tokens[after].start == token.end:
            return Numeral(tidy(_times(value, suffix)), after + 1)
    return _scaled(tokens, value, after)


def value_of(digits: str) -> Amount | None:
    """The value of "1,250.5"; None where commas and points make no one number.

    Numbers of more than 30 digits are serial numbers, not amounts.
    """
    if len(digits) > 30:
        return None
    whole, point, rest = digits.partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        return None
    if "." in rest or "," in rest:
        return None
    number = "".join(groups)
    return tidy(Fraction(f"{number}.{rest}")) if point else int(number)


def _scaled(tokens: Sequence[Token], value: Amount, at: int) -> Numeral:
    """Multiplies by the scale words that follow, over a hyphen too: "20-billion"."""
    for _ in range(_MOST_SCALES):
        if at >= len(tokens):
            break
        place = at + 1 if tokens[at].text == "-" and at + 1 < len(tokens) else at
        scale = SCALES.get(tokens[place].lower)
        if scale is None:
            break
        value, at = _times(value, scale), place + 1
    return Numeral(tidy(value), at)


def _times(value: Amount, scale: int) -> Amount:
    """Multiplies without binary dust: 1.1 million is 1100000."""
    return tidy(Fraction(str(value)) * scale) if isinstance(value, float) else value * scale


def _after_article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "a dozen", "a million", "a quarter of", "a third of"."""
    if at + 1 >= len(tokens):
        return None
    word = tokens[at + 1].lower
    if word in SCALES:
        return _scaled(tokens, 1, at + 1)
    if word in PARTS and at + 2 < len(tokens) and tokens[at + 2].lower == "of":
        return Numeral(tidy(Fraction(1, PARTS[word])), at + 2)
    return None


def _half(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "half a million", "half of voters"; a bare "half" is too often a half-time."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if after == "a" and at + 2 < len(tokens) and tokens[at + 2].lower in SCALES:
        scaled = _scaled(tokens, 1, at + 2)
        return Numeral(tidy((scaled.value or 0) / 2), scaled.next)
    return Numeral(0.5, at + 1) if after in _HALVED else None


_HALVED = word_set("of the its their his her our all")


def _words(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "twenty-five", "one hundred and sixty-three thousand", "two-thirds"."""
    total, group, place = 0, 0, at
    while place < min(len(tokens), at + _MOST_WORDS):
        word = tokens[place].lower
        if word in ONES or word in TENS:
            group += ONES.get(word, TENS.get(word, 0))
        elif word in ("hundred", "dozen"):
            group = max(group, 1) * SCALES[word]
        elif word in SCALES:
            total, group = total + max(group, 1) * SCALES[word], 0
        elif not _joins(tokens, place):
            break
        place += 1
    value = total + group
    part = _part(tokens, place, value)
    if part is not None:
        return part
    return Numeral(value, place)


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen or "and" carries a number on: "sixty-three", "hundred and six"."""
    if at + 1 >= len(tokens) or tokens[at + 1].lower not in {*ONES, *TENS, *SCALES}:
        return False
    before = tokens[at - 1].lower
    if tokens[at].text == "-":
        return before in TENS or tokens[at + 1].lower in SCALES
    return tokens[at].lower == "and" and before in SCALES and before != "dozen"


def _part(tokens: Sequence[Token], at: int, count: int) -> Numeral | None:
    """The denominator of a fraction: "thirds" after "two-"."""
    place = at + 1 if at < len(tokens) and tokens[at].text == "-" else at
    if place >= len(tokens) or not 0 < count < 20:
        return None
    whole = PARTS.get(tokens[place].lower)
    if whole is None or whole <= count:
        return None
    if count == 1 and tokens[place].lower.endswith("s"):
        return None
    return Numeral(tidy(Fraction(count, whole)), place + 1)
