"""Which of a claim's figures are what it is about, and which stand in it by the way."""

from bisect import bisect_left
from collections.abc import Sequence

from factcheck.extraction.records import Facet
from factcheck.extraction.words.abbreviations import HOURS
from factcheck.extraction.words.calendar import MONTHS, WEEKDAYS
from factcheck.extraction.words.tokens import NUMBER, WORD, Token
from factcheck.extraction.worth.features import is_firm_amount
from factcheck.vocabulary import FacetType

_YEARS = range(1000, 2101)
_OLDEST = 115
"""Years of the oldest people."""


def amounts(tokens: Sequence[Token], facets: Sequence[Facet]) -> list[int]:
    """The numbers of the tokens where an amount begins that a check would start from.

    Years, ages, hours and the numbers of names ("Flight 12") are none.
    """
    found = []
    for facet in facets:
        if is_firm_amount(facet):
            at = bisect_left(tokens, facet.start, key=_start)
            if facet.type is not FacetType.FIGURE or not _is_by_the_way(tokens, at, facet):
                found.append(at)
    return found


def _start(token: Token) -> int:
    return token.start


def _is_by_the_way(tokens: Sequence[Token], at: int, facet: Facet) -> bool:
    before = tokens[at - 1] if at else None
    behind = bisect_left(tokens, facet.end, key=_start)
    after = tokens[behind] if behind < len(tokens) else None
    if facet.unit is None and facet.text.isdigit() and int(facet.text[:5]) in _YEARS:
        return len(facet.text) == len("1999") and not _counts(after)
    return _is_hour(before, after) or _is_age(before, after, facet) or _is_name(at, before, after)


def _is_hour(before: Token | None, after: Token | None) -> bool:
    """ "6:30", "6 p.m."; "#2" is no amount either."""
    if before is not None and before.text in ":#":
        return True
    return after is not None and (after.text == ":" or after.lower.rstrip(".") in HOURS)


def _is_age(before: Token | None, after: Token | None, facet: Facet) -> bool:
    """ "aged 14", "Ana Ruiz, 34, said"."""
    if before is None:
        return False
    if before.lower in ("aged", "age", "ages"):
        return True
    young = isinstance(facet.value, int) and facet.value < _OLDEST
    return young and before.text == "," and after is not None and after.text in ",."


def _is_name(at: int, before: Token | None, after: Token | None) -> bool:
    """ "Flight 12", "Article 5": the number belongs to the word before it."""
    if before is None or at < 2 or not before.capitalised or before.kind != WORD:
        return False
    if before.lower in MONTHS or before.lower in WEEKDAYS:
        return False
    return not _counts(after)


def _counts(after: Token | None) -> bool:
    """Whether a thing that can be counted follows: "1200 cars"."""
    if after is None or after.kind == NUMBER or after.capitalised:
        return False
    return after.lower in ("of", "people", "men", "women", "children") or (
        after.lower.endswith("s") and len(after.lower) > len("was")
    )


def counts(tokens: Sequence[Token], facets: Sequence[Facet]) -> bool:
    """Whether a small number is the subject: "Two more bodies were found"."""
    for facet in facets:
        if facet.type is FacetType.FIGURE and facet.value != 1:
            at = bisect_left(tokens, facet.start, key=_start)
            near = tokens[at + 1 : at + 1 + _COUNTED_WITHIN]
            if _opens(tokens, at) and any(token.lower in _COUNTED for token in near):
                return True
    return False


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether the sentence begins, or a mark or an "and" stands, a few words before."""
    if at <= _OPENING:
        return True
    return any(
        token.lower == "and" or token.text in ":;–—" for token in tokens[at - 1 - _OPENING : at]
    )


_OPENING = 2
"""Words in front of a number that opens a clause: "at least six"."""
_COUNTED = frozenset({"are", "were", "have", "had", "is", "was", "remain", "died", "people"})
_COUNTED_WITHIN = 7
"""Tokens between the number and its verb."""


def aside(tokens: Sequence[Token], places: Sequence[int]) -> bool:
    """Whether all of the places lie in a relative clause that the sentence goes on behind:
    "The club, which has 140 members, met on Friday".
    """
    opened: int | None = None
    shut: list[tuple[int, int]] = []
    for at, token in enumerate(tokens[:-1]):
        if token.text != ",":
            continue
        if opened is not None:
            shut.append((opened, at))
            opened = None
        if any(each.lower in _RELATIVES for each in tokens[at + 1 : at + 3]):
            opened = at
    return bool(shut) and all(_lies_in(shut, at) for at in places)


def _lies_in(stretches: Sequence[tuple[int, int]], at: int) -> bool:
    near = bisect_left(stretches, (at, 0)) - 1
    return near >= 0 and at < stretches[near][1]


_RELATIVES = frozenset({"which", "who", "whose", "whom", "where"})
