"""Superlatives, each with the field over which it claims to reign."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from factcheck.extraction.alarms.amounts import piece, span
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Alarm, Facet, Span
from factcheck.extraction.words.clauses import AUXILIARIES, DETERMINERS, PREPOSITIONS
from factcheck.extraction.words.tokens import MARK, POSSESSIVE, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

HINT = "superlative"
"""The code of an alarm that contradicts nothing: it stands on its claim alone."""

_SUPERLATIVE = FacetType.SUPERLATIVE
_STOPS = AUXILIARIES | word_set("and but or while when because although though which who as")
_LONGEST = 12
"""Tokens of a field."""
_INSIDE = frozenset("-’'&/")
_JOINING = frozenset({"and", "or"})
"""May stand right behind a superlative: "the best and brightest minds"."""
_OPENING, _CLOSING = frozenset('“"'), frozenset('”"')
_LOOSE_ENDS = DETERMINERS | PREPOSITIONS | AUXILIARIES


def superlatives(stated: Stated) -> Iterator[Alarm]:
    """ "first" over "South American leader to secure the photo"."""
    tokens = stated.passage.tokens
    for facet in stated.passage.facets:
        if facet.type is _SUPERLATIVE:
            field = _field(stated.text, tokens, facet)
            if field is not None:
                message = f"“{facet.text}” leaves no exception: one counterexample refutes it."
                yield Alarm(HINT, message, (span(facet), field))


def _field(text: str, tokens: Sequence[Token], facet: Facet) -> Span | None:
    """The words behind the superlative, or those in front where it closes its clause."""
    after = bisect_left(tokens, facet.end, key=lambda token: token.start)
    if after < len(tokens) and tokens[after].text == "-":
        after += 1
    end = _end(tokens, after)
    if end > after:
        return piece(text, tokens[after].start, tokens[end - 1].end)
    before = bisect_left(tokens, facet.start, key=lambda token: token.start)
    while before and _is_loose(tokens[before - 1]):
        before -= 1
    first = before
    while first > max(0, before - _LONGEST) and not _stops(tokens[first - 1]):
        first -= 1
    return piece(text, tokens[first].start, tokens[before - 1].end) if before > first else None


def _end(tokens: Sequence[Token], first: int) -> int:
    """How far the field reaches that begins at `first`: to a mark, a verb, or the next clause."""
    end, opened = first, None
    while end < min(len(tokens), first + _LONGEST):
        token = tokens[end]
        if token.text in _OPENING and opened is None and end > first:
            opened = end
        elif token.text in _CLOSING and opened is not None:
            opened = None
        elif _stops(token) and not (end == first and token.lower in _JOINING):
            break
        end += 1
    end = end if opened is None else opened
    while end > first and (_is_loose(tokens[end - 1]) or tokens[end - 1].kind == MARK):
        if tokens[end - 1].text in _CLOSING:
            break
        end -= 1
    return end


def _stops(token: Token) -> bool:
    if token.kind == MARK:
        return token.text not in _INSIDE
    return token.lower in _STOPS and token.kind != POSSESSIVE and not token.capitalised


def _is_loose(token: Token) -> bool:
    return token.lower in _LOOSE_ENDS and not token.capitalised
