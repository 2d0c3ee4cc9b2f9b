"""Figures, money, percentages, durations and ordinals, each with its value and unit."""

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.extraction.facets.numerals import (
    NUMBER_WORDS,
    PARTS,
    VAGUE,
    Numeral,
    read_numeral,
)
from factcheck.extraction.facets.units import (
    CODES,
    CURRENCY_WORDS,
    DOLLARS,
    DURATIONS,
    MEASURES,
    NATIONAL_CURRENCIES,
    PERCENT,
    SYMBOLS,
    WEIGHT_WORDS,
)
from factcheck.extraction.words.tokens import NUMBER, Token
from factcheck.extraction.words.wordlists import words
from factcheck.vocabulary import FacetType

ORDINALS = {
    word: value + 1
    for value, word in enumerate(
        words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
    )
}
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_NO_ORDINAL_AFTER = frozenset({"a", "per", "every", "each", "-"})


class Reading(NamedTuple):
    """What stands in tokens from `first` up to `next`: a facet in the making."""

    type: FacetType
    first: int
    next: int
    value: int | float | str | None
    unit: str | None = None


def read_amount(tokens: Sequence[Token], at: int) -> Reading | None:
    """The amount that begins at token `at`, or None. A sign or code may come first."""
    token = tokens[at]
    if token.kind == NUMBER or token.lower in NUMBER_WORDS or token.lower in VAGUE:
        return _ordinal(tokens, at) or _counted(tokens, at)
    if token.text in SYMBOLS:
        return _money(tokens, at, at + 1, SYMBOLS[token.text])
    if token.text in CODES:
        return _money(tokens, at, at + 1, token.text)
    if token.lower in DOLLARS and _glued_dollar(tokens, at):
        return _money(tokens, at, at + 2, DOLLARS[token.lower])
    if token.lower in ORDINALS:
        return _ordinal_word(tokens, at)
    if token.lower in ("a", "an"):
        return _counted(tokens, at)
    return None


def _glued_dollar(tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.text == "$" and after.start == tokens[at].end


def _money(tokens: Sequence[Token], first: int, at: int, currency: str) -> Reading | None:
    numeral = read_numeral(tokens, at) if at < len(tokens) else None
    if numeral is None or tokens[at].kind != NUMBER:
        return None
    return Reading(FacetType.MONEY, first, numeral.next, numeral.shown, currency)


def _counted(tokens: Sequence[Token], at: int) -> Reading | None:
    """A number and what it counts."""
    numeral = read_numeral(tokens, at)
    if numeral is None:
        return None
    place = numeral.next
    if place < len(tokens) and tokens[place].text == "-" and place + 1 < len(tokens):
        place += 1
    word = tokens[place].lower if place < len(tokens) else ""
    return (
        _percentage(tokens, at, place, numeral)
        or _sum(tokens, at, place, numeral)
        or _measured(at, place, numeral, word)
    )


def _percentage(tokens: Sequence[Token], at: int, place: int, numeral: Numeral) -> Reading | None:
    word = tokens[place].lower if place < len(tokens) else ""
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if word == "per" and after == "cent":
        return Reading(FacetType.PERCENTAGE, at, place + 2, numeral.shown, "%")
    if word not in PERCENT:
        return None
    if word == "percentage":
        if after not in ("point", "points"):
            return None
        return Reading(FacetType.PERCENTAGE, at, place + 2, numeral.shown, "percentage point")
    return Reading(FacetType.PERCENTAGE, at, place + 1, numeral.shown, "%")


def _sum(tokens: Sequence[Token], at: int, place: int, numeral: Numeral) -> Reading | None:
    """Money named behind the number: "40 million pesos", "90 Swiss francs", "40 €"."""
    if place >= len(tokens):
        return None
    word = tokens[place]
    currency = CURRENCY_WORDS.get(word.lower) or SYMBOLS.get(word.text)
    if currency is None and word.text in CODES:
        currency = word.text
    after = place + 1
    if currency is None and after < len(tokens):
        currency = NATIONAL_CURRENCIES.get((word.lower, tokens[after].lower))
        after += 1
    if currency is None:
        return None
    if word.lower.startswith("pound") and _near_weight(tokens, at, after):
        return Reading(FacetType.FIGURE, at, after, numeral.shown, "lb")
    if currency == "KRW" and word.lower == "won" and not _big(numeral):
        return None
    return Reading(FacetType.MONEY, at, after, numeral.shown, currency)


def _big(numeral: Numeral) -> bool:
    """ "They won 3 won 2": only large sums are in the Korean currency."""
    return numeral.value is not None and numeral.value >= 1000


def _near_weight(tokens: Sequence[Token], at: int, after: int) -> bool:
    return any(token.lower in WEIGHT_WORDS for token in tokens[max(0, at - 4) : after + 3])


def _measured(at: int, place: int, numeral: Numeral, word: str) -> Reading | None:
    if word in DURATIONS and numeral.next > at:
        after = place + 1
        return Reading(FacetType.DURATION, at, after, numeral.shown, DURATIONS[word])
    if word in MEASURES:
        return Reading(FacetType.FIGURE, at, place + 1, numeral.shown, MEASURES[word])
    return Reading(FacetType.FIGURE, at, numeral.next, numeral.shown)


def _ordinal(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "the 19th"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.lower not in _ENDINGS or after.start != tokens[at].end:
        return None
    if not tokens[at].text.isdigit() or len(tokens[at].text) > 6:
        return None
    return Reading(FacetType.ORDINAL, at, at + 2, int(tokens[at].text))


def _ordinal_word(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "the third"; the share "a third of" is read before, "per second" not at all."""
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if before in _NO_ORDINAL_AFTER and (word in PARTS or word == "second"):
        return None
    if after == ",":
        return None
    return Reading(FacetType.ORDINAL, at, at + 1, ORDINALS[word])
