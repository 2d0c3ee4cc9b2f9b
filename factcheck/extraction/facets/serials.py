"""Digits that name rather than count, "F-16", "Route 66", "555-1234"; and signs before those
that count."""

from collections.abc import Sequence

from factcheck.extraction.facets.amounts import read_amount
from factcheck.extraction.facets.readings import Reading, glued
from factcheck.extraction.facets.units import CODES, SYMBOLS
from factcheck.extraction.words.tokens import NUMBER, WORD, Token
from factcheck.extraction.words.wordlists import word_set

LABELS = word_set("""
    section article route room flight chapter page pages figure table highway interstate gate
    platform channel bus ward district unit building resolution bill proposition prop amendment
    type class category phase grade tier group zone sector volume part episode season version model
    hb sb hr boeing airbus windows iphone galaxy apollo falcon soyuz playstation xbox android
    formula area catch gpt title rule form line terminal pier squadron brigade regiment
    battalion block lot suite apartment apt box psalm sonata symphony opus
    """)
"""Words a number behind which is a name: "Route 66", "Section 230", "page 12"."""
_CHAINED = frozenset({"-", "/", "–"})
_SHARES = frozenset({"percent", "%"})


def serial_end(tokens: Sequence[Token], at: int) -> int:
    """Where the digits at `at` end as part of a name; `at` itself where they count something."""
    if at and _is_label(tokens, at):
        return at + 1
    end = at
    while (
        end + 2 < len(tokens)
        and tokens[end + 1].text in _CHAINED
        and tokens[end + 2].kind == NUMBER
        and tokens[end + 2].start == tokens[end].end + 1
    ):
        end += 2
    if end - at >= 4 or (end > at and _is_pair(tokens, at)):
        return end + 1
    return at


def _is_label(tokens: Sequence[Token], at: int) -> bool:
    """ "F-16", "G7", "COVID-19", "Route 66"."""
    before = tokens[at - 1]
    if before.end != tokens[at].start:
        labelled = before.lower in LABELS and tokens[at].text.isdecimal()
        return labelled and not (at + 1 < len(tokens) and tokens[at + 1].lower in _SHARES)
    if before.text == "-" and at > 1 and tokens[at - 2].end == before.start:
        return tokens[at - 2].kind == WORD and tokens[at - 2].text[0].isupper()
    return before.capitalised and before.text not in CODES


def _is_pair(tokens: Sequence[Token], at: int) -> bool:
    """ "24/7", "50/50", "555-1234"; fractions such as "2/3" count."""
    first, mark, second = (token.text for token in tokens[at : at + 3])
    if mark == "/":
        return not (first.isdecimal() and second.isdecimal() and _is_fraction(first, second))
    return len(first) == 3 and len(second) == 4 and (first + second).isdecimal()


def _is_fraction(first: str, second: str) -> bool:
    return len(second) < 3 and 0 < int(first) < int(second) <= 10


def negated(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "-5%", "−$5 million", "minus 12 degrees"; a dash between words is no sign."""
    if at + 1 >= len(tokens):
        return None
    sign, after = tokens[at], tokens[at + 1]
    if sign.kind != WORD and (not glued(after, sign) or (at and glued(sign, tokens[at - 1]))):
        return None
    if after.kind != NUMBER and after.text not in SYMBOLS:
        return None
    reading = read_amount(tokens, at + 1)
    if reading is None or not isinstance(reading.value, int | float):
        return None
    return reading._replace(first=at, value=-reading.value)
