"""All facets of one sentence, in text order."""

import datetime as dt
from collections.abc import Sequence

from factcheck.extraction.facets.amounts import ORDINALS, Reading, read_amount
from factcheck.extraction.facets.dates import read_date
from factcheck.extraction.facets.names import read_names
from factcheck.extraction.facets.numerals import NUMBER_WORDS, VAGUE
from factcheck.extraction.facets.superlatives import ENDS_OF_SCALES, read_superlative
from factcheck.extraction.facets.units import CODES, DOLLARS, SYMBOLS
from factcheck.extraction.records import Facet
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.calendar import MONTHS, NEAR_DAYS, SHIFTS, WEEKDAYS
from factcheck.extraction.words.tokens import MARK, NUMBER, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_DATE_WORDS = frozenset({*MONTHS, *WEEKDAYS, *NEAR_DAYS, *SHIFTS})
_AMOUNT_WORDS = frozenset(
    {*NUMBER_WORDS, *VAGUE, *ORDINALS, *DOLLARS, *(code.lower() for code in CODES), "a", "an"}
)
_SUPERLATIVE_WORDS = ENDS_OF_SCALES | word_set(
    "first only most least record never unprecedented sole unrivalled unmatched unparalleled"
)


def find_facets(
    text: str,
    tokens: Sequence[Token],
    *,
    known: frozenset[str] = frozenset(),
    published: dt.date | None = None,
    quotations: Sequence[Quotation] = (),
) -> list[Facet]:
    """Facets of the sentence that `tokens` make up.

    `known` are lower-case words that the article writes with a capital elsewhere;
    `published` anchors relative dates; `quotations` those that begin in the sentence.
    """
    if not tokens:
        return []
    readings = _quantities(tokens, published)
    taken = {place for each in readings for place in range(each.first, each.next)}
    for each in read_names(tokens, tokens[0].start, known):
        if each.first not in taken:
            readings.append(each)
    facets = [_facet(text, tokens, each) for each in readings]
    facets += [
        Facet(FacetType.QUOTATION, text[q.start : q.end], q.start, q.end,
              text[q.inner_start : q.inner_end])
        for q in quotations
    ]  # fmt: skip
    return sorted(facets, key=lambda facet: (facet.start, facet.end))


def _quantities(tokens: Sequence[Token], published: dt.date | None) -> list[Reading]:
    """Dates, amounts and superlatives; the date is tried first."""
    found: list[Reading] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        reading = None
        if token.kind == NUMBER and not _inside_word(tokens, at):
            reading = read_date(tokens, at, published) or read_amount(tokens, at)
        elif token.kind == MARK:
            reading = read_amount(tokens, at) if token.text in SYMBOLS else None
        else:
            reading = _worded(tokens, at, published)
        if reading is not None:
            found.append(reading)
        at = reading.next if reading is not None else at + 1
    return found


def _inside_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether the digits belong to a name: "F-16", "G7", "COVID-19"."""
    if at == 0 or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 1]
    if before.text == "-" and at > 1 and tokens[at - 2].end == before.start:
        return tokens[at - 2].capitalised
    return before.capitalised and before.lower not in DOLLARS


def _worded(tokens: Sequence[Token], at: int, published: dt.date | None) -> Reading | None:
    word = tokens[at].lower
    reading = None
    if word in _SUPERLATIVE_WORDS:
        reading = read_superlative(tokens, at)
    if reading is None and (word in _DATE_WORDS or word in _AMOUNT_WORDS):
        reading = read_date(tokens, at, published) or read_amount(tokens, at)
    return reading


def _facet(text: str, tokens: Sequence[Token], reading: Reading) -> Facet:
    start, end = tokens[reading.first].start, tokens[reading.next - 1].end
    words = text[start:end]
    value = (
        words
        if reading.type in (FacetType.NAME, FacetType.ROLE, FacetType.PLACE)
        else (reading.value)
    )
    return Facet(reading.type, words, start, end, value, reading.unit)
