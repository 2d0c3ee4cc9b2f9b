"""Superlatives that claim a rank, as an assertion or by the way."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from factcheck.extraction.facets.superlatives import ENDS_OF_SCALES
from factcheck.extraction.records import Facet
from factcheck.extraction.words.clauses import BE
from factcheck.extraction.words.tokens import POSSESSIVE, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_BECOMING = BE | word_set("become becomes became remain remains remained becoming named")
_BE_WITHIN, _FIELD_WITHIN = 7, 8
"""Tokens before a superlative in which it is predicated, and behind it that name its field."""
_FIELD = word_set("ever since history")
_HEADED = word_set("the its his her their our a as country's nation's city's world's second third")


def ranks(tokens: Sequence[Token], facets: Sequence[Facet]) -> Iterator[str]:
    """ "ranks" where the rank is what is said: "is the oldest bridge", "the first in history to".

    "ranked_thing" where it only tells which thing is meant: "the oldest bridge was shut".
    """
    for facet in facets:
        if facet.type is FacetType.SUPERLATIVE or facet.type is FacetType.ORDINAL:
            at = bisect_left(tokens, facet.start, key=lambda token: token.start)
            if facet.type is FacetType.ORDINAL and not _is_scaled(tokens, at + 1):
                continue
            if _is_adverb(tokens, at):
                continue
            yield "ranks" if _is_said(tokens, at) else "ranked_thing"


def _is_adverb(tokens: Sequence[Token], at: int) -> bool:
    """ "when they first met", "was first shown"."""
    return tokens[at].lower == "first" and (
        at == 0 or (tokens[at - 1].lower not in _HEADED and tokens[at - 1].kind != POSSESSIVE)
    )


def _is_scaled(tokens: Sequence[Token], at: int) -> bool:
    """ "the third most common", "the second-biggest"."""
    return any(
        token.lower in ENDS_OF_SCALES or token.lower == "most" for token in tokens[at : at + 2]
    )


def _is_said(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody is said to be it, or it is set above all others there were."""
    before = {
        token.lower for token in tokens[max(0, at - _BE_WITHIN) : at] if token.kind != POSSESSIVE
    }
    if not before.isdisjoint(_BECOMING) or "never" in tokens[at].lower:
        return True
    behind = tokens[at + 1 : at + 1 + _FIELD_WITHIN]
    if any(token.lower in _FIELD for token in behind):
        return True
    if tokens[at].lower in ("first", "only"):
        return at < _OPENING and any(token.lower in _BECOMING for token in behind)
    return False


_OPENING = 3
"""Tokens at the start, where the rank is the subject: "His only meeting was with"."""
