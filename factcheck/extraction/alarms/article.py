"""An article as the rules of alarms read it: its sentences, each with its amounts and dates."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.extraction.passages import Passage, Reading
from factcheck.extraction.records import Facet
from factcheck.vocabulary import FacetType, LedgerNote

_DATE = FacetType.DATE
_AMOUNTS = frozenset({FacetType.FIGURE, FacetType.MONEY, FacetType.PERCENTAGE, FacetType.DURATION})


class Stated(NamedTuple):
    """A sentence with its amounts and its dates apart, both in text order."""

    text: str
    published: dt.date | None
    passage: Passage
    amounts: Sequence[Facet]
    dates: Sequence[Facet]
    earlier: Sequence[Facet]
    """The dates of the two sentences before it, if it has one."""


class Article(NamedTuple):
    """A whole article, with the headlines above its prose and the sentences of it."""

    reading: Reading
    headlines: Sequence[Stated]
    sentences: Sequence[Stated]


def state(reading: Reading) -> Article:
    """The article, sorted for the rules."""
    headlines: list[Stated] = []
    sentences: list[Stated] = []
    for passage in reading.passages:
        if passage.frame is None:
            sentences.append(_state(reading, passage, sentences[-2:]))
        elif passage.frame is LedgerNote.HEADING and not sentences:
            headlines.append(_state(reading, passage, ()))
    return Article(reading, headlines, sentences)


def _state(reading: Reading, passage: Passage, before: Sequence[Stated]) -> Stated:
    """The sentence, sorted; amounts without a value are left out."""
    amounts, dates = [], []
    for facet in passage.facets:
        kind = facet.type
        if kind is _DATE:
            dates.append(facet)
        elif kind in _AMOUNTS and facet.value is not None:
            amounts.append(facet)
    earlier = [date for each in before for date in each.dates] if dates else ()
    return Stated(reading.text, reading.published, passage, amounts, dates, earlier)


def datings(text: str, dates: Sequence[Facet]) -> list[Facet]:
    """The dates without those from which on something holds to this day: "since 2016"."""
    return [date for date in dates if not text.endswith("since ", 0, date.start)]
