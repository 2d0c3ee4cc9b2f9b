"""An article as the rules of alarms read it: its sentences, each with its amounts and dates."""

import datetime as dt
import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from factcheck.extraction.passages import Passage, Reading
from factcheck.extraction.records import Facet
from factcheck.vocabulary import FacetType

_YEARS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_AMOUNTS = frozenset({FacetType.FIGURE, FacetType.MONEY, FacetType.PERCENTAGE, FacetType.DURATION})


class Stated(NamedTuple):
    """A sentence with its amounts and its dates apart, both in text order."""

    text: str
    published: dt.date | None
    passage: Passage
    amounts: Sequence[Facet]
    dates: Sequence[Facet]
    years: Set[str]
    """The years that the whole article names, "2019"."""


class Article(NamedTuple):
    """A whole article, with the sentences of its prose."""

    reading: Reading
    sentences: Sequence[Stated]


def state(reading: Reading) -> Article:
    """The article, sorted for the rules."""
    years: set[str] = set()
    prose = (passage for passage in reading.passages if passage.frame is None)
    return Article(reading, [_state(reading, passage, years) for passage in prose])


def _state(reading: Reading, passage: Passage, years: set[str]) -> Stated:
    """The sentence, sorted; amounts without a value are left out."""
    amounts, dates = [], []
    for facet in passage.facets:
        if facet.type is FacetType.DATE:
            dates.append(facet)
            years.update(_YEARS.findall(str(facet.value)))
        elif facet.type in _AMOUNTS and facet.value is not None:
            amounts.append(facet)
    return Stated(reading.text, reading.published, passage, amounts, dates, years)
