"""Sums of money, by a sign, a code or a name of the currency."""

from collections.abc import Sequence
from fractions import Fraction

from factcheck.extraction.facets.digits import multiplied
from factcheck.extraction.facets.numerals import Numeral, word_at
from factcheck.extraction.facets.ranges import read_numeral
from factcheck.extraction.facets.readings import Reading, glued
from factcheck.extraction.facets.units import (
    CENTS,
    CODES,
    CURRENCY_WORDS,
    DOLLARS,
    NATIONAL_CURRENCIES,
    RUPEES,
    SYMBOLS,
    WEIGHT_WORDS,
)
from factcheck.extraction.words.tokens import NUMBER, Token
from factcheck.vocabulary import FacetType

_MOST_PENCE = 100
"""More than "99p" is no price: "1080p" is a picture."""
_LEAST_WON = 1000
""" "They won 3, won 2": only large sums are in the Korean currency."""


def read_sum(tokens: Sequence[Token], at: int) -> Reading | None:
    """The sum whose currency stands first: "$40", "US$40", "CHF 90", "Rs. 400"."""
    token = tokens[at]
    if token.text in SYMBOLS:
        return _sum(tokens, at, at + 1, SYMBOLS[token.text])
    if token.text in CODES:
        return _sum(tokens, at, at + 1, token.text)
    if token.lower in DOLLARS and word_at(tokens, at + 1) == "$":
        gap = tokens[at + 1].start - token.end
        if gap == 0 or (gap == 1 and len(token.text) > 1 and token.text.isupper()):
            return _sum(tokens, at, at + 2, DOLLARS[token.lower])
    if token.lower in RUPEES and token.capitalised:
        return _sum(tokens, at, at + 1 + (word_at(tokens, at + 1) == "."), "INR")
    return None


def _sum(tokens: Sequence[Token], first: int, at: int, currency: str) -> Reading | None:
    if at >= len(tokens) or tokens[at].kind != NUMBER:
        return None
    numeral = read_numeral(tokens, at)
    if numeral is None:
        return None
    return Reading(FacetType.MONEY, first, numeral.next, numeral.shown, currency)


def read_named_sum(
    tokens: Sequence[Token], at: int, place: int, numeral: Numeral
) -> Reading | None:
    """Money named behind the number: "40 million pesos", "90 Swiss francs", "40 €", "50 cents".

    `place` is where the currency would stand.
    """
    if place >= len(tokens):
        return None
    if numeral.value is None and tokens[place].lower == "of":
        place += 1
    word = word_at(tokens, place)
    if word in CENTS:
        return _cents(tokens, at, place, numeral, CENTS[word])
    if word in ("us", "u.s.") and word_at(tokens, place + 1) in CENTS:
        return _cents(tokens, at, place + 1, numeral, "USD")
    currency, after = _named(tokens, place)
    if currency is None:
        return None
    if word.startswith("pound") and _near_weight(tokens, at, after):
        return Reading(FacetType.FIGURE, at, after, numeral.shown, "lb")
    if word == "won" and (numeral.value is None or numeral.value < _LEAST_WON):
        return None
    return Reading(FacetType.MONEY, at, after, numeral.shown, currency)


def _named(tokens: Sequence[Token], place: int) -> tuple[str | None, int]:
    """The currency named at `place`, and the token behind its name."""
    word, after = word_at(tokens, place), word_at(tokens, place + 1)
    if word in CURRENCY_WORDS:
        return CURRENCY_WORDS[word], place + 1
    if place < len(tokens) and (tokens[place].text in SYMBOLS or tokens[place].text in CODES):
        text = tokens[place].text
        return SYMBOLS.get(text, text), place + 1
    if (word, after) in NATIONAL_CURRENCIES:
        return NATIONAL_CURRENCIES[word, after], place + 2
    if word in ("new", "hong"):
        return NATIONAL_CURRENCIES.get((after, word_at(tokens, place + 2))), place + 3
    return None, place


def _cents(
    tokens: Sequence[Token], at: int, place: int, numeral: Numeral, currency: str
) -> Reading | None:
    """ "50 cents" as 0.5; "75p" only glued to its number."""
    if tokens[place].lower == "p" and not _is_price(tokens, place, numeral):
        return None
    low, high = (
        None if each is None else multiplied(each, Fraction(1, 100))
        for each in (numeral.value, numeral.high)
    )
    return Reading(FacetType.MONEY, at, place + 1, Numeral(low, place, high).shown, currency)


def _is_price(tokens: Sequence[Token], place: int, numeral: Numeral) -> bool:
    near = glued(tokens[place], tokens[place - 1])
    return near and numeral.value is not None and numeral.value < _MOST_PENCE


def _near_weight(tokens: Sequence[Token], at: int, after: int) -> bool:
    return any(token.lower in WEIGHT_WORDS for token in tokens[max(0, at - 4) : after + 3])
