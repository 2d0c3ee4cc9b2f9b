"""Facets of one invented sentence, as tests ask for them."""

import datetime as dt

from factcheck.extraction import Facet
from factcheck.extraction.facets.finding import find_facets
from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.sentences.quotations import find_quotations
from factcheck.extraction.words.tokens import tokenise
from factcheck.vocabulary import FacetType

PUBLISHED = dt.date(2025, 10, 6)
"""A Monday."""

Value = int | float | str | None


def facets(text: str, published: dt.date | None = PUBLISHED) -> list[Facet]:
    """All facets of `text`, taken as one sentence."""
    quotations = find_quotations(text, paragraphs(text))
    return find_facets(text, tokenise(text), published=published, quotations=quotations)


def of_type(
    text: str, *types: FacetType, published: dt.date | None = PUBLISHED
) -> list[tuple[str, Value, str | None]]:
    """Words, value and unit of the facets of these types."""
    return [(f.text, f.value, f.unit) for f in facets(text, published) if f.type in types]
