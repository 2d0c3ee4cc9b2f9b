"""All facets of one sentence, in text order.

What leaves an amount open ("about", "more than", "up to") stays outside its span, and so do
"from" and "between" before a range.
"""

import datetime as dt
from collections.abc import Sequence
from operator import itemgetter

from factcheck.extraction.facets import amounts, dates, superlatives
from factcheck.extraction.facets.amounts import read_amount
from factcheck.extraction.facets.dates import read_date
from factcheck.extraction.facets.money import read_sum
from factcheck.extraction.facets.names import read_names
from factcheck.extraction.facets.numerals import PARTS, SCALES, SOME, word_at
from factcheck.extraction.facets.periods import read_decade
from factcheck.extraction.facets.readings import Reading
from factcheck.extraction.facets.serials import negated, serial_end
from factcheck.extraction.facets.superlatives import read_superlative
from factcheck.extraction.facets.units import DURATIONS, SYMBOLS
from factcheck.extraction.records import Facet
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.tokens import MARK, NUMBER, Token
from factcheck.vocabulary import FacetType

_MINUS = frozenset({"-", "−"})
_CUES = dates.CUES | amounts.CUES | superlatives.CUES | _MINUS | SYMBOLS.keys() | set("'’‘")
_BEHIND_ARTICLE = (
    DURATIONS.keys() | SCALES.keys() | PARTS.keys() | SOME | {"$", "couple", "percentage"}
)
"""Only before these is an article the beginning of an amount or date."""


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
    taken: set[int] = set()
    for each in readings:
        taken.update(range(each.first, each.next))
    for each in read_names(tokens, tokens[0].start, known):
        if each.first not in taken:
            readings.append(each)
    readings.sort(key=_FIRST)
    facets = [_facet(text, tokens, each) for each in readings]
    if quotations:
        facets += [
            Facet(FacetType.QUOTATION, text[q.start : q.end], q.start, q.end,
                  text[q.inner_start : q.inner_end])
            for q in quotations
        ]  # fmt: skip
        facets.sort(key=lambda facet: (facet.start, facet.end))
    return facets


_FIRST = itemgetter(Reading._fields.index("first"))


def _quantities(tokens: Sequence[Token], published: dt.date | None) -> list[Reading]:
    """Dates, amounts and superlatives, each read where a number or a cue for one stands."""
    found: list[Reading] = []
    done = 0
    cues, number = _CUES, NUMBER
    begun = [at for at, token in enumerate(tokens) if token.lower in cues or token.kind == number]
    for at in begun:
        if at < done:
            continue
        kind = tokens[at].kind
        if kind == NUMBER:
            reading = read_date(tokens, at, published)
            if reading is None:
                done = serial_end(tokens, at)
                reading = read_amount(tokens, at) if done <= at else None
        elif kind == MARK:
            reading = _marked(tokens, at)
        else:
            reading = _worded(tokens, at, published)
        if reading is not None:
            found.append(reading)
            done = reading.next
    return found


def _marked(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "$40", "-5%", "’90s"."""
    mark = tokens[at].text
    if mark in SYMBOLS:
        return read_sum(tokens, at)
    if mark in _MINUS:
        return negated(tokens, at)
    return read_decade(tokens, at) if mark in "'’‘" else None


def _worded(tokens: Sequence[Token], at: int, published: dt.date | None) -> Reading | None:
    word = tokens[at].lower
    if word in ("a", "an") and word_at(tokens, at + 1) not in _BEHIND_ARTICLE:
        return None
    reading = None
    if word in superlatives.CUES and tokens[at].text != word.upper():
        reading = read_superlative(tokens, at)
    if reading is None and word in dates.CUES:
        reading = read_date(tokens, at, published)
    if reading is None and word in amounts.CUES:
        reading = negated(tokens, at) if word == "minus" else read_amount(tokens, at)
    return reading


_BY_THEIR_WORDS = frozenset({FacetType.NAME, FacetType.PLACE, FacetType.ROLE})
"""Have no value but their words."""


def _facet(text: str, tokens: Sequence[Token], reading: Reading) -> Facet:
    kind, first, after, value, unit = reading
    start, end = tokens[first].start, tokens[after - 1].end
    words = text[start:end]
    if kind in _BY_THEIR_WORDS:
        value = words
    return Facet(kind, words, start, end, value, unit)
