"""Names in a headline whose words all have capitals: those the article names elsewhere."""

from collections.abc import Sequence

from factcheck.extraction.facets.places import PLACES
from factcheck.extraction.facets.readings import Reading
from factcheck.extraction.facets.runs import OPENERS
from factcheck.extraction.words.roles import BEFORE, HEADS, ORGANISATION_WORDS
from factcheck.extraction.words.tokens import WORD, Token
from factcheck.vocabulary import FacetType

_FEWEST_WORDS = 4
_LONGEST = 30
"""Tokens."""
_LIST = 3
"""Commas that make a list."""
_SHORT = 3
"""Letters; so short a word may be small in a headline."""
_SHARE = 0.75
_NAME = 2
"""Words; so short a run between small words is a name even here."""
_LONGEST_PLACE = 4
"""Words: "United States of America"."""
_NO_NAMES = OPENERS | BEFORE | HEADS | ORGANISATION_WORDS


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether nearly all words have a capital, and no full stop ends them; no list of names."""
    if not _FEWEST_WORDS <= len(tokens) <= _LONGEST or tokens[-1].text in '.?!:”"':
        return False
    words = [token for token in tokens if token.kind == WORD and len(token.text) > _SHORT]
    capitals = sum(token.text != token.lower for token in words)
    if len(words) < _FEWEST_WORDS or capitals < _SHARE * len(words):
        return False
    return sum(token.text == "," for token in tokens) < _LIST


def read_headline(tokens: Sequence[Token], known: frozenset[str]) -> list[Reading]:
    """Places of the gazetteer, words that are names elsewhere in the article, and short runs."""
    found: list[Reading] = []
    done = 0
    for at, token in enumerate(tokens):
        if at < done or not token.capitalised:
            continue
        done = _place_end(tokens, at)
        if done > at:
            found.append(Reading(FacetType.PLACE, at, done, None))
            continue
        done = _known_end(tokens, at, known)
        if done > at:
            place = done == at + 1 and f"in {token.lower}" in known
            kind = FacetType.PLACE if place else FacetType.NAME
            found.append(Reading(kind, at, done, None))
    return found


def _place_end(tokens: Sequence[Token], at: int) -> int:
    for end in range(min(len(tokens), at + _LONGEST_PLACE), at, -1):
        if " ".join(token.lower for token in tokens[at:end]) in PLACES:
            return end
    return at


def _known_end(tokens: Sequence[Token], at: int, known: frozenset[str]) -> int:
    """The end of the words that are names elsewhere, else of a short run; `at` for none."""
    end = at
    while end < len(tokens) and tokens[end].capitalised and tokens[end].lower in known:
        end += 1
    if end == at and not (at and tokens[at - 1].capitalised):
        while end < len(tokens) and tokens[end].capitalised:
            end += 1
        end = end if end <= at + _NAME else at
    alone = end == at + 1 and tokens[at].lower in _NO_NAMES
    return at if alone else end
