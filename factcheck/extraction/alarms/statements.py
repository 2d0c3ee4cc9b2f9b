"""What an article says of the size of things, in forms of which each names the thing.

"The bridge is 120 metres long", "the 210-metre bridge", "a budget of $3 million",
"45 people were killed in the blast".
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.extraction.alarms.amounts import is_number
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Facet
from factcheck.extraction.words.clauses import (
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.tokens import MARK, NUMBER, POSSESSIVE, WORD, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_MOST_WORDS = 4
"""Words of the noun and what stands before it."""
_DEFINITE = word_set("the this its his her their our")
_STATES = word_set("is was measures measured weighs weighed costs cost totals totalled")
_HOLDS = word_set("has had seats employs employed")
_HEDGES = word_set("about around some nearly almost roughly approximately over")
_ADJECTIVES = {"long": "", "tall": "", "wide": "wide", "deep": "deep", "high": "", "thick": "wide"}
"""Behind a measure; "" where "the 120-metre bridge" would say the same."""
_NO_THING = word_set("""
    age ages all amount any average each half increase maximum mean median minimum most none
    number numbers one others out part percentage price range rate ratio rest score share size
    length height depth width weight speed area distance radius diameter altitude elevation
    temperature some sum tens time times top total total value fine donation loan payment
    """)
"""Nouns that name no one thing of which there is only one."""
_COUNTING = word_set("population membership workforce staff circulation capacity crowd audience")
"""Nouns that a bare number tells the size of: "a population of 40,000"."""
_SHORTEST_CLAUSE, _LONGEST_CLAUSE, _VERB_WITHIN = 5, 12, 4
"""Words behind a figure that make a clause, and of those in which its verb stands."""
_ENDS = AUXILIARIES | DETERMINERS | MODALS | PREPOSITIONS | PRONOUNS | SUBORDINATORS | {"and"}


class Statement(NamedTuple):
    """A thing and its size. `measure` says what is counted: a unit, a currency or a noun.

    `modifiers` stand before the noun, `owner` before these: "the city's | annual | budget".
    `definite` tells "the bridge" from "a bridge"; `sentence` counts from 0.
    """

    head: str
    measure: str
    amount: Facet
    modifiers: tuple[str, ...]
    owner: str | None
    definite: bool
    sentence: int


class _Thing(NamedTuple):
    words: tuple[str, ...]
    owner: str | None
    definite: bool


def statements(stated: Stated, sentence: int) -> Iterator[Statement]:
    """What the sentence says of the size of things."""
    tokens = stated.passage.tokens
    for facet in stated.amounts:
        if facet.type not in (FacetType.FIGURE, FacetType.MONEY) or not is_number(facet):
            continue
        first = bisect_left(tokens, facet.start, key=_start)
        after = bisect_left(tokens, facet.end, first, key=_start)
        for reader in (_before_noun, _behind_of, _behind_verb, _before_clause):
            found = reader(tokens, first, after, facet)
            if found is not None:
                thing, measure = found
                *modifiers, head = thing.words
                yield Statement(
                    head, measure, facet, tuple(modifiers), thing.owner, thing.definite, sentence
                )
                break


def _start(token: Token) -> int:
    return token.start


def _before_noun(
    tokens: Sequence[Token], first: int, after: int, facet: Facet
) -> tuple[_Thing, str] | None:
    """ "the 210-metre bridge", "its 90-bed hospital", "the $3 billion budget"."""
    if first == 0 or after >= len(tokens):
        return None
    opener, at, measure = tokens[first - 1], after, facet.unit
    if opener.kind != POSSESSIVE and opener.lower not in DETERMINERS:
        return None
    if facet.type is FacetType.FIGURE and (measure is None or "-" not in facet.text):
        if tokens[at].text != "-" or at + 1 >= len(tokens) or tokens[at + 1].kind != WORD:
            return None
        measure, at = measure or tokens[at + 1].lower, at + 2
    elif at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at + 1].lower in _ADJECTIVES:
        measure, at = f"{measure} {_ADJECTIVES[tokens[at + 1].lower]}".strip(), at + 2
    end = at
    while end < len(tokens) and _is_part(tokens[end], opens=end == at):
        end += 1
    if end - at > 1 and _may_be_verb(tokens, end - 1):
        end -= 1
    if not 0 < end - at <= _MOST_WORDS or measure is None:
        return None
    if end < len(tokens) and tokens[end].kind == POSSESSIVE:
        return None
    words = tuple(token.lower for token in tokens[at:end])
    owner, definite = _opened(tokens, first - 1)
    return (_Thing(words, owner, definite), measure) if words[-1] not in _NO_THING else None


def _may_be_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word behind a noun ends like a verb and has an object: "carries 40 trains"."""
    word, after = tokens[at].lower, tokens[at + 1] if at + 1 < len(tokens) else None
    if not word.endswith("s") or word.endswith("ss") or after is None:
        return False
    return after.kind in (WORD, NUMBER) and after.lower not in AUXILIARIES


def _behind_of(
    tokens: Sequence[Token], first: int, after: int, facet: Facet
) -> tuple[_Thing, str] | None:
    """ "an annual budget of $3 million", "a population of 40,000"."""
    del after
    at = _unhedged(tokens, first)
    if at < 2 or tokens[at - 1].lower != "of":
        return None
    if facet.unit is None and tokens[at - 2].lower not in _COUNTING:
        return None
    thing = _thing(tokens, at - 1)
    return (thing, facet.unit or "") if thing is not None else None


def _behind_verb(
    tokens: Sequence[Token], first: int, after: int, facet: Facet
) -> tuple[_Thing, str] | None:
    """ "The bridge is 120 metres long", "the hospital has 90 beds"."""
    at = _unhedged(tokens, first)
    verb = tokens[at - 1].lower if at > 1 else ""
    following = tokens[after] if after < len(tokens) else None
    if verb in _STATES and facet.unit is not None:
        adjective = _ADJECTIVES.get(following.lower) if following else None
        if following is not None and following.kind == WORD and adjective is None:
            return None
        measure = f"{facet.unit} {adjective or ''}".strip()
    elif verb in _HOLDS and facet.unit is None and following and following.kind == WORD:
        measure = following.lower.removesuffix("s")
    else:
        return None
    thing = _thing(tokens, at - 1)
    if thing is None or not thing.definite:
        return None
    return thing, measure


def _before_clause(
    tokens: Sequence[Token], first: int, after: int, facet: Facet
) -> tuple[_Thing, str] | None:
    """ "45 people were killed in the blast": the whole clause says what is counted."""
    if facet.unit is not None or facet.type is not FacetType.FIGURE:
        return None
    if first and tokens[first - 1].kind != MARK and tokens[first - 1].lower != "that":
        return None
    end = after
    while end < min(len(tokens), after + _LONGEST_CLAUSE) and tokens[end].kind == WORD:
        end += 1
    words = tuple(token.lower for token in tokens[after:end])
    closed = end == len(tokens) or tokens[end].text in '.;”"'
    if len(words) < _SHORTEST_CLAUSE or not closed or "the" not in words:
        return None
    if not any(map(is_finite, words[:_VERB_WITHIN])):
        return None
    return _Thing((" ".join(words),), None, True), "clause"


def _unhedged(tokens: Sequence[Token], at: int) -> int:
    return at - 1 if at and tokens[at - 1].lower in _HEDGES else at


def _thing(tokens: Sequence[Token], end: int) -> _Thing | None:
    """The noun before `end` with what belongs to it, back to its article or owner."""
    first = end
    while first > 0 and end - first <= _MOST_WORDS and _is_part(tokens[first - 1]):
        first -= 1
    if not 0 < end - first <= _MOST_WORDS or first == 0:
        return None
    if tokens[first - 1].kind != POSSESSIVE and tokens[first - 1].lower not in DETERMINERS:
        return None
    opened = _opened(tokens, first - 1)
    words = tuple(token.lower for token in tokens[first:end])
    if words[-1] in _NO_THING or _belongs_to_more(tokens, first - 1):
        return None
    return _Thing(words, *opened)


def _belongs_to_more(tokens: Sequence[Token], opener: int) -> bool:
    """Whether "of" stands in front: "the end of the bridge" is not the bridge."""
    return opener > 0 and tokens[opener - 1].lower in ("of", "and", "or", "between", "than")


def _is_part(token: Token, *, opens: bool = False) -> bool:
    """Whether it is a noun or stands before one; "proposed" is no verb where it `opens`."""
    if token.kind != WORD or token.lower in _ENDS:
        return False
    return opens or token.capitalised or not is_finite(token.lower)


def _opened(tokens: Sequence[Token], opener: int) -> tuple[str | None, bool]:
    """Whose it is, if a name or noun says so, and whether it is a known one."""
    token = tokens[opener]
    if token.kind == POSSESSIVE:
        return (tokens[opener - 1].lower if opener else None), True
    return None, token.lower in _DEFINITE
