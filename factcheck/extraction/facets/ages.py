"""Ages: durations in years, or in months for the youngest."""

from collections.abc import Sequence

from factcheck.extraction.facets.numerals import word_at
from factcheck.extraction.facets.ranges import read_numeral
from factcheck.extraction.facets.readings import Reading
from factcheck.extraction.words.calendar import MONTHS
from factcheck.extraction.words.roles import HEADS
from factcheck.extraction.words.tokens import NUMBER, Token
from factcheck.vocabulary import FacetType

_OLDEST = 125
"""Years; nobody was older."""
AGED = frozenset({"aged", "age", "ages"})


def read_age(tokens: Sequence[Token], at: int) -> Reading | None:
    """The number behind "aged", as in "aged between 5 and 11", or behind "age of"."""
    place = at + 1
    if word_at(tokens, place) in ("of", "between"):
        place += 1
    if place >= len(tokens):
        return None
    numeral = read_numeral(tokens, place)
    if numeral is None or numeral.value is None or not 0 < numeral.value <= _OLDEST:
        return None
    return Reading(FacetType.DURATION, place, numeral.next, numeral.shown, "year")


def read_age_beside_name(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "Ana Ruiz, 34, left", "the mayor, 34, left": digits between commas."""
    if at < 2 or word_at(tokens, at + 1) != "," or tokens[at - 1].text != ",":
        return None
    name, digits = tokens[at - 2], tokens[at].text
    if tokens[at].kind != NUMBER or name.lower in MONTHS:
        return None
    if not name.capitalised and name.lower not in HEADS:
        return None
    if not digits.isdecimal() or len(digits) > 3 or not 0 < int(digits) <= _OLDEST:
        return None
    return Reading(FacetType.DURATION, at, at + 1, int(digits), "year")


def with_old(tokens: Sequence[Token], reading: Reading) -> Reading:
    """Takes in what makes an age of a duration: "34-year-old", "34 years old"."""
    place = reading.next + (word_at(tokens, reading.next) == "-")
    if word_at(tokens, place) in ("old", "olds"):
        return reading._replace(next=place + 1)
    return reading
