"""A facet in the making: its type, tokens and value, before it has a place in the text."""

from typing import NamedTuple

from factcheck.extraction.words.tokens import Token
from factcheck.vocabulary import FacetType


class Reading(NamedTuple):
    """What stands in tokens from `first` up to `next`: a facet in the making."""

    type: FacetType
    first: int
    next: int
    value: int | float | str | None
    unit: str | None = None


def glued(token: Token, before: Token) -> bool:
    """Whether nothing stands between the two: "5" and "km" in "5km"."""
    return token.start == before.end


def dated(first: int, after: int, value: str | None) -> Reading:
    """A date in the making."""
    return Reading(FacetType.DATE, first, after, value)
