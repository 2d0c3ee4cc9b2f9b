"""Telling names of places from other names, by the gazetteer, their words and what is before."""

from collections.abc import Sequence

from factcheck.extraction.facets.numerals import word_at
from factcheck.extraction.facets.places import (
    COUNTRIES,
    PLACE_ENDS,
    PLACE_STARTS,
    PLACES,
    REGIONS,
    SIDES_OF_PLACES,
)
from factcheck.extraction.words.roles import ORGANISATION_WORDS
from factcheck.extraction.words.tokens import MARK, POSSESSIVE, Token
from factcheck.extraction.words.wordlists import word_set

_INSIDE = word_set("in near outside inside across throughout")
"""Before a single word they mostly lead to a place: "near Oakwell"."""
_TOWARDS = word_set("in near at from to of outside for between and ,")
"""Before "Oakwell, Finland"."""
_OF_BODIES = frozenset({"district", "city", "county", "province"})
""" "Oakwell School District" is a body."""
_FAITH = word_set(
    "believe believes believed trust trusts trusted confidence faith interest interested stake "
    "stakes invest invested investing investors shares disappointed engaged role fluent english"
)
"""Before "in" they lead to persons and firms: "confidence in Osei"."""
_NOT_PLACES = ORGANISATION_WORDS | word_set("""
    christianity islam judaism covid english spanish french arabic mandarin bitcoin twitter
    facebook google python congress parliament brexit ramadan lent easter instagram youtube
    catholicism hinduism buddhism marxism communism
    """)


_OF_STUDIES = ("ics", "ogy", "ism", "phy", "ence", "ment")
"""Ends of fields and ideas: "a degree in Linguistics"."""


def is_place(
    tokens: Sequence[Token], first: int, after: int, known: frozenset[str] = frozenset()
) -> bool:
    """Whether the name in tokens from `first` up to `after` is that of a place.

    `known` holds "in oakwell" where the article has these words elsewhere.
    """
    last = tokens[after - 1].lower
    if after - first == 1:
        return last in PLACES or f"in {last}" in known or leads_to_place(tokens, first, after)
    if last in PLACE_ENDS and tokens[after - 1].text != last.upper():
        return not (last in _OF_BODIES and tokens[after - 2].lower in ORGANISATION_WORDS)
    opening = tokens[first].lower
    if opening in PLACE_STARTS and last not in ORGANISATION_WORDS:
        return after - first == 2 or word_at(tokens, first + 1) == "of"
    words = " ".join(token.lower for token in tokens[first:after] if token.text not in ".-")
    if words in PLACES or _spelt(tokens, first, after) in PLACES:
        return True
    if opening in SIDES_OF_PLACES and words.partition(" ")[2] in PLACES:
        return True
    return _is_before_country(tokens, first, after)


def _spelt(tokens: Sequence[Token], first: int, after: int) -> str:
    """The words in small letters, with a space only where the text has one."""
    parts = [tokens[first].lower]
    for place in range(first + 1, after):
        gap = "" if tokens[place].start == tokens[place - 1].end else " "
        parts.append(gap + tokens[place].lower)
    return "".join(parts)


def leads_to_place(tokens: Sequence[Token], at: int, after: int) -> bool:
    """ "in Oakwell", "near Oakwell", "Oakwell, Finland"."""
    if _is_before_country(tokens, at, after):
        return True
    if at == 0 or tokens[at - 1].lower not in _INSIDE or tokens[at].lower in _NOT_PLACES:
        return False
    if after < len(tokens) and tokens[after].kind == POSSESSIVE:
        return False
    if len(tokens[at].text) < 3 or tokens[at].text.isupper():
        return False
    if tokens[at].lower.endswith(_OF_STUDIES):
        return False
    return not (at > 1 and tokens[at - 2].lower in _FAITH)


def _is_before_country(tokens: Sequence[Token], first: int, after: int) -> bool:
    """ "from Oakwell, Finland"."""
    if word_at(tokens, after) != "," or after - first > 2 or first == 0:
        return False
    if tokens[first - 1].lower not in _TOWARDS:
        return False
    for end in (after + 3, after + 2):
        words = " ".join(token.lower for token in tokens[after + 1 : end])
        if words in COUNTRIES or words in REGIONS:
            behind = tokens[end] if end < len(tokens) else None
            return behind is None or behind.kind == MARK
    return False
