"""Single numbers as journalists write them: digits, words, scales and fractions."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from factcheck.extraction.facets.digits import Amount, multiplied, tidy, value_of
from factcheck.extraction.facets.readings import glued
from factcheck.extraction.facets.units import AFTER_METRES, DURATIONS, MEASURES, PERCENT
from factcheck.extraction.words.clauses import PREPOSITIONS
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
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
"""Words that multiply what stands before them: "3.4 million", "two hundred"."""
SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
"""Letters glued to the digits: "1.2m", "£40bn"."""
PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "tenth": 10, "halves": 2, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5,
    "sixths": 6, "sevenths": 7, "eighths": 8, "tenths": 10,
}  # fmt: skip
"""Denominators: "two-thirds", "a quarter of"."""
SIGNS_OF_PARTS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4),
    "¾": Fraction(3, 4), "⅕": Fraction(1, 5), "⅛": Fraction(1, 8),
}  # fmt: skip
VAGUE = word_set("dozens scores tens hundreds thousands millions billions trillions")
"""Amounts without a value of their own: "hundreds of homes"."""
SOME = word_set("several few many")
"""Before a scale they leave the amount open: "several hundred"."""
NUMBER_WORDS = frozenset({*ONES, *TENS, *SIGNS_OF_PARTS, "hundred", "dozen", "half"})
_MOST_SCALES = 2
"""No more scales than in "two thousand billion" make one number."""
_MOST_WORDS = 12
"""No number in words is longer than this."""
_LARGEST_DENOMINATOR = 10
"""Of fractions in digits: "3/4"; "9/11" and "24/7" are none."""


class Numeral(NamedTuple):
    """A number read from tokens up to `next` (exclusive); `high` ends a range."""

    value: Amount | None
    next: int
    high: Amount | None = None

    @property
    def shown(self) -> Amount | str | None:
        """The value of a facet: the number, or both ends of a range as "10/15"."""
        return self.value if self.high is None else f"{self.value}/{self.high}"


def word_at(tokens: Sequence[Token], at: int) -> str:
    """The folded word at `at`, "" behind the last one."""
    return tokens[at].lower if at < len(tokens) else ""


def read_single(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The one number that begins at token `at`, or None."""
    found = _read_whole(tokens, at)
    if found is None or found.value is None or word_at(tokens, found.next) not in ("and", "-"):
        return found
    words = [token.lower for token in tokens[found.next : found.next + 6] if token.text != "-"]
    if words[:3] != ["and", "a", "half"]:
        return found
    hyphens = sum(token.text == "-" for token in tokens[found.next : found.next + 6][:5])
    return Numeral(found.value + 0.5, found.next + 3 + hyphens)


def _read_whole(tokens: Sequence[Token], at: int) -> Numeral | None:
    token = tokens[at]
    word = token.lower
    if token.kind == NUMBER:
        return _digits(tokens, at)
    if word in VAGUE:
        return _vague(tokens, at)
    if word in SOME:
        return Numeral(None, at + 2) if word_at(tokens, at + 1) in SCALES else None
    if word in ("a", "an"):
        return _after_article(tokens, at)
    if word == "half":
        return _half(tokens, at)
    if word in SIGNS_OF_PARTS:
        return Numeral(tidy(SIGNS_OF_PARTS[word]), at + 1)
    if word in NUMBER_WORDS:
        return _words(tokens, at)
    return None


def _vague(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "hundreds", "tens of thousands"; "tens" alone is too often something else."""
    place = at + 1
    while word_at(tokens, place) == "of" and word_at(tokens, place + 1) in VAGUE:
        place += 2
        if place - at > _MOST_WORDS:
            break
    if tokens[at].lower in ("tens", "scores") and word_at(tokens, place) != "of" and place < at + 2:
        return None
    return Numeral(None, place)


def _digits(tokens: Sequence[Token], at: int) -> Numeral | None:
    token = tokens[at]
    value = value_of(token.text)
    if value is None:
        return None
    after = at + 1
    if after < len(tokens) and glued(tokens[after], token):
        following = tokens[after].lower
        if following in SIGNS_OF_PARTS:
            return _scaled(tokens, tidy(value + SIGNS_OF_PARTS[following]), after + 1)
        suffix = SUFFIXES.get(following)
        if suffix is not None and not _are_metres(tokens, at):
            return Numeral(multiplied(value, suffix), after + 1)
        if following == "/":
            return _slashed(tokens, at, value)
    return _scaled(tokens, value, after)


def _are_metres(tokens: Sequence[Token], at: int) -> bool:
    """ "100m sprint" and "the 100m" are no hundred millions."""
    if tokens[at + 1].text != "m":
        return False
    if word_at(tokens, at + 2) in AFTER_METRES:
        return True
    return tokens[at].text in _RACES and at > 0 and tokens[at - 1].lower in ("the", "'s")


_RACES = frozenset({"60", "100", "110", "200", "400", "800", "1500", "3000", "5000", "10000"})
"""Lengths that are run, in metres."""


def _slashed(tokens: Sequence[Token], at: int, part: Amount) -> Numeral | None:
    """ "2/3"; None where the slash parts something else."""
    whole = value_of(word_at(tokens, at + 2)) if word_at(tokens, at + 2).isdecimal() else None
    if not isinstance(part, int) or not isinstance(whole, int):
        return None
    if not 0 < part < whole <= _LARGEST_DENOMINATOR:
        return None
    return Numeral(tidy(Fraction(part, whole)), at + 3)


def _scaled(tokens: Sequence[Token], value: Amount, at: int) -> Numeral:
    """Multiplies by the scale words that follow, over a hyphen too: "20-billion"."""
    for _ in range(_MOST_SCALES):
        if at >= len(tokens):
            break
        place = at + 1 if tokens[at].text == "-" and at + 1 < len(tokens) else at
        scale = SCALES.get(tokens[place].lower)
        if scale is None:
            break
        value, at = multiplied(value, scale), place + 1
    return Numeral(tidy(value), at)


def _after_article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "a dozen", "a million", "a quarter of", "a few thousand", "a percentage point"."""
    word, after = word_at(tokens, at + 1), word_at(tokens, at + 2)
    if word in SCALES:
        return _scaled(tokens, 1, at + 1)
    if word in PARTS and after == "of":
        return _of_a_scale(tokens, Numeral(tidy(Fraction(1, PARTS[word])), at + 2))
    if word in PARTS and at and tokens[at - 1].lower == "by" and after in _BEHIND_SHARE:
        return Numeral(tidy(Fraction(1, PARTS[word])), at + 2)
    if word == "few" and after in SCALES:
        return Numeral(None, at + 3)
    if word == "couple" and after == "of" and word_at(tokens, at + 3) in SCALES:
        return Numeral(None, at + 4)
    if word == "percentage" and after == "point":
        return Numeral(1, at + 1)
    return None


_BEHIND_SHARE = PREPOSITIONS | frozenset({"", ".", ",", ";", "this", "last", "and", "compared"})
"""Behind "by a third", where that is no rank: "by a third party"."""


def _of_a_scale(tokens: Sequence[Token], part: Numeral) -> Numeral:
    """ "a quarter of a million"."""
    place = part.next
    if word_at(tokens, place) != "of" or word_at(tokens, place + 1) != "a":
        return part
    scale = SCALES.get(word_at(tokens, place + 2))
    if scale is None or part.value is None:
        return part
    return Numeral(tidy(round(multiplied(part.value, scale))), place + 3)


def _half(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "half a million", "half an hour", "half of voters", "more than half".

    A bare "half" is too often a half-time.
    """
    after = word_at(tokens, at + 1)
    if after in ("a", "an"):
        noun = word_at(tokens, at + 2)
        if noun in SCALES:
            scaled = _scaled(tokens, 1, at + 2)
            return Numeral(tidy((scaled.value or 0) / 2), scaled.next)
        if noun in DURATIONS or noun in MEASURES or noun in PERCENT:
            return Numeral(0.5, at + 2)
        return None
    if at and tokens[at - 1].lower in _HALVES:
        return None
    counted = after in _HALVED or (at > 0 and tokens[at - 1].lower in _BEFORE_HALF)
    return Numeral(0.5, at + 1) if counted and after != "-" else None


_HALVES = word_set("first second last latter other better this each either")
""" "The first half of the year" is a stretch and no share."""
_HALVED = word_set("of the its their his her our all")
_BEFORE_HALF = word_set("than over under about nearly almost roughly around by least only just")


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
    return _part(tokens, place, total + group) or Numeral(total + group, place)


_SMALLER = frozenset({*ONES, *TENS, *SCALES})


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen or "and" carries a number on: "sixty-three", "hundred and six"."""
    following = word_at(tokens, at + 1)
    if following not in _SMALLER:
        return False
    before = tokens[at - 1].lower
    if tokens[at].text == "-":
        return before in TENS or following in SCALES
    return tokens[at].lower == "and" and before in SCALES and before != "dozen"


def _part(tokens: Sequence[Token], at: int, count: int) -> Numeral | None:
    """The denominator of a fraction: "thirds" after "two-"."""
    place = at + 1 if word_at(tokens, at) == "-" else at
    whole = PARTS.get(word_at(tokens, place))
    if whole is None or not 0 < count < whole:
        return None
    if count == 1 and tokens[place].lower.endswith("s"):
        return None
    return _of_a_scale(tokens, Numeral(tidy(Fraction(count, whole)), place + 1))
