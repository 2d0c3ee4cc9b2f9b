"""Numbers with what they count: figures with measures, percentages and durations."""

from collections.abc import Sequence

from factcheck.extraction.facets.ages import AGED, read_age, read_age_beside_name, with_old
from factcheck.extraction.facets.money import read_named_sum, read_sum
from factcheck.extraction.facets.numerals import (
    NUMBER_WORDS,
    SOME,
    VAGUE,
    Numeral,
    word_at,
)
from factcheck.extraction.facets.ordinals import ENDINGS, ORDINALS, read_ordinal
from factcheck.extraction.facets.ranges import read_numeral
from factcheck.extraction.facets.readings import Reading, glued
from factcheck.extraction.facets.units import (
    CODES,
    CURRENCY_WORDS,
    DOLLARS,
    DURATIONS,
    LENGTHS,
    MEASURES,
    MULTIPLES,
    PERCENT,
    POINTS,
    POWERS,
    RUPEES,
    SCALES_OF_HEAT,
    SPEEDS,
)
from factcheck.extraction.words.tokens import NUMBER, WORD, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

CUES = frozenset(
    {*NUMBER_WORDS, *VAGUE, *SOME, *ORDINALS, *DOLLARS, *RUPEES, *MULTIPLES, *AGED, *DURATIONS}
    | {code.lower() for code in CODES}
    | {"a", "an", "no", "minus"}
)
"""Words an amount may begin with."""
_ADJECTIVES = frozenset({"double", "triple", "treble", "quadruple"})
_OWNED = word_set("the that its what their his her last this those")
""" "Double the price", but "a double bed"."""
_NO_MULTIPLE_BEFORE = word_set("down over back as up")
""" "She doubled down" counts nothing."""
_LASTING = word_set(
    "for than within nearly almost least took takes take lasted lasts last spent spend spends"
)
"""Before "a week" or "decades" they speak of a length of time."""
_BASES = word_set("100 1,000 10,000 100,000 1,000,000 thousand million capita")
"""Denominators of rates: "9.2 per 100,000"."""


def read_amount(tokens: Sequence[Token], at: int) -> Reading | None:
    """The amount that begins at token `at`, or None. A sign or code may come first."""
    token = tokens[at]
    word = token.lower
    if token.kind == NUMBER:
        return read_ordinal(tokens, at) or read_age_beside_name(tokens, at) or _counted(tokens, at)
    if word in ORDINALS or word == "no":
        return read_ordinal(tokens, at)
    if word in MULTIPLES:
        return _multiple(tokens, at)
    if word in AGED:
        return read_age(tokens, at)
    if word in ("a", "an"):
        return _counted(tokens, at) or read_sum(tokens, at) or _lasting(tokens, at, at + 1)
    if word in SOME or word in DURATIONS:
        return _counted(tokens, at) or _lasting(tokens, at, at + (word in SOME))
    if word in NUMBER_WORDS or word in VAGUE:
        return read_ordinal(tokens, at) or _counted(tokens, at)
    return read_sum(tokens, at)


def _multiple(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "sales tripled"."""
    after = word_at(tokens, at + 1)
    if after in _NO_MULTIPLE_BEFORE or (tokens[at].lower in _ADJECTIVES and after not in _OWNED):
        return None
    return Reading(FacetType.FIGURE, at, at + 1, MULTIPLES[tokens[at].lower], "times")


def _lasting(tokens: Sequence[Token], at: int, place: int) -> Reading | None:
    """A length of time without a number: "for a week", "several months", "for decades"."""
    word, lead = word_at(tokens, place), tokens[at].lower
    few = lead == "a" and word in SOME
    if few:
        place, word = place + 1, word_at(tokens, place + 1)
    unit = DURATIONS.get(word)
    if unit is None:
        return None
    open_ended = word != unit
    lasting = at > 0 and tokens[at - 1].lower in _LASTING
    if open_ended and (lead in SOME or few or (lasting and lead == word)):
        return Reading(FacetType.DURATION, at, place + 1, None, unit)
    if lasting and lead in ("a", "an") and not open_ended and unit != "second":
        return Reading(FacetType.DURATION, at, place + 1, 1, unit)
    return None


def _counted(tokens: Sequence[Token], at: int) -> Reading | None:
    """A number and what it counts."""
    numeral = read_numeral(tokens, at)
    if numeral is None:
        return None
    place = numeral.next
    if place >= len(tokens):
        return Reading(FacetType.FIGURE, at, place, numeral.shown)
    if tokens[place].text == "-" and place + 1 < len(tokens):
        place += 1
    if _is_part_of_name(tokens, numeral.next):
        return None
    return (
        _percentage(tokens, at, place, numeral)
        or read_named_sum(tokens, at, place, numeral)
        or _measured(tokens, at, place, numeral)
    )


def _is_part_of_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether letters without a meaning of their own are glued to the digits: "5G", "737s"."""
    token, before = tokens[at], tokens[at - 1]
    if token.kind != WORD or before.kind != NUMBER or not glued(token, before):
        return False
    if len(token.text) == 1 and token.text.isupper():
        return token.lower not in SCALES_OF_HEAT
    word = token.lower
    return word not in _GLUED and token.text not in CODES


_GLUED = frozenset({*MEASURES, *DURATIONS, *PERCENT, *CURRENCY_WORDS, *ENDINGS, "p", "x"})
"""What digits may carry: "5km", "10pct", "75p", "3x"."""


def _percentage(tokens: Sequence[Token], at: int, place: int, numeral: Numeral) -> Reading | None:
    word, after = word_at(tokens, place), word_at(tokens, place + 1)
    step = POINTS.get((word, after))
    if step is not None:
        return Reading(FacetType.PERCENTAGE, at, place + 2, numeral.shown, step)
    if word == "per" and after == "cent":
        return Reading(FacetType.PERCENTAGE, at, place + 2, numeral.shown, "%")
    if word not in PERCENT or word == "percentage":
        return None
    return Reading(FacetType.PERCENTAGE, at, place + 1, numeral.shown, "%")


def _measured(tokens: Sequence[Token], at: int, place: int, numeral: Numeral) -> Reading:
    word, after = word_at(tokens, place), word_at(tokens, place + 1)
    shown = numeral.shown
    if word in DURATIONS:
        return with_old(tokens, Reading(FacetType.DURATION, at, place + 1, shown, DURATIONS[word]))
    if word == "metric" and after in MEASURES:
        return Reading(FacetType.FIGURE, at, place + 2, shown, MEASURES[after])
    if word in POWERS and after in LENGTHS:
        return Reading(FacetType.FIGURE, at, place + 2, shown, LENGTHS[after] + POWERS[word])
    if word in MEASURES:
        unit, end = _whole_measure(tokens, place)
        return Reading(FacetType.FIGURE, at, end, shown, unit)
    if tokens[place].text in ("C", "F") and tokens[place - 1].kind == NUMBER:
        return Reading(FacetType.FIGURE, at, place + 1, shown, SCALES_OF_HEAT[word])
    if word in ("fold", "x") and place > at:
        return Reading(FacetType.FIGURE, at, place + 1, shown, "times")
    if word == "per" and after in _BASES:
        return Reading(FacetType.FIGURE, at, place + 2, shown, f"per {after}")
    if word == "to" and _is_share(tokens, place + 1):
        return Reading(FacetType.PERCENTAGE, at, numeral.next, shown, "%")
    return Reading(FacetType.FIGURE, at, numeral.next, shown)


def _is_share(tokens: Sequence[Token], at: int) -> bool:
    """Whether a percentage stands at `at`, as in "from 3.2 to 2.9 percent"."""
    if at >= len(tokens) or tokens[at].kind != NUMBER:
        return False
    return word_at(tokens, at + 1) in PERCENT or (
        word_at(tokens, at + 1) == "per" and word_at(tokens, at + 2) == "cent"
    )


def _whole_measure(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """The unit that begins at `place` and where it ends: "km/h", "miles an hour", "°C"."""
    unit, at = MEASURES[tokens[place].lower], place + 1
    word, after = word_at(tokens, at), word_at(tokens, at + 1)
    if unit == "°":
        known = SCALES_OF_HEAT.get(word)
        return (known, at + 1) if known else (unit, at)
    if unit not in SPEEDS:
        return unit, at
    by = "h" if unit != "m" else "s"
    if word == "/" and after == by:
        return SPEEDS[unit], at + 2
    if word in ("per", "an", "a") and after == ("hour" if by == "h" else "second"):
        return SPEEDS[unit], at + 2
    return unit, at
