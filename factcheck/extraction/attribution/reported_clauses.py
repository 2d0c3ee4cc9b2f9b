"""The clause that a verb of saying reports: where it begins and where it ends."""

from collections.abc import Sequence

from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.clauses import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.tokens import MARK, Token
from factcheck.extraction.words.verbs import (
    ADDRESSED,
    BARE_CLAUSE,
    COMMITTING,
    REPORTING,
    SURE_OF_CLAUSE,
)
from factcheck.extraction.words.wordlists import word_set

_THAT_WITHIN = 12
"""Tokens between the verb and its "that": "said on Monday in a brief statement that"."""
FURTHEST = 200
"""Tokens that content may hold; no sentence people write is longer."""
VERB_WITHIN = 30
"""Tokens in which a reported clause must show a finite verb."""


def to_end(tokens: Sequence[Token], first: int) -> Range:
    """From `first` to the end of the sentence, or to the semicolon before it."""
    last = min(len(tokens), first + FURTHEST)
    for place in range(first, last):
        if tokens[place].text == ";":
            return first, place + 1
    return first, last


def clause_after(tokens: Sequence[Token], verb: int, base: str) -> Range | None:
    """From "that", or from the subject of a clause that leaves it out."""
    first = verb + 1
    for place in range(first, min(len(tokens), first + _THAT_WITHIN)):
        token = tokens[place]
        if token.lower == "that" and opens_clause(tokens, place):
            return to_end(tokens, place)
        if place == first and token.lower in _INDIRECT_QUESTIONS:
            return to_end(tokens, place)
        if token.kind == MARK and token.text not in ",-()":
            break
        further = token.lower in REPORTING and token.lower.endswith("ing")
        if further or (is_finite(token.lower) and not token.capitalised):
            break
    if base in COMMITTING and first < len(tokens) and tokens[first].lower == "to":
        return to_end(tokens, first)
    if base not in BARE_CLAUSE:
        return None
    if base in ADDRESSED:
        first = _behind_listener(tokens, first)
    if first >= len(tokens) or not _begins_clause(tokens, first, base):
        return None
    return to_end(tokens, first)


_INDIRECT_QUESTIONS = word_set("what why how whether if which where who")
"""Open what was asked or is known: "explained why the road was closed"."""


def opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether "that" brings a clause, not a noun: "denied that claim" brings none."""
    if quote_at(tokens, at + 1):
        return True
    if _shows_verb(tokens[at + 2 : at + VERB_WITHIN], over_commas=True):
        return True
    return (
        at + 4 < len(tokens)
        and _begins_subject(tokens[at + 1])
        and (all(token.kind != MARK for token in tokens[at + 1 : at + 5]))
    )


def _begins_subject(token: Token) -> bool:
    return token.capitalised or token.lower in DETERMINERS or token.lower in PRONOUNS


def quote_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text in "\"“‘'[("


def _behind_listener(tokens: Sequence[Token], at: int) -> int:
    """Past whom the words are said to: "told him", "told the Ridge Post"."""
    if at >= len(tokens):
        return at
    if tokens[at].lower in {"him", "her", "them", "me", "us", "you", "reporters", "journalists"}:
        return at + 1
    place = at + 1 if tokens[at].lower in DETERMINERS else at
    while place < len(tokens) and tokens[place].capitalised:
        place += 1
    if place < len(tokens) and tokens[place].text == ",":
        return place + 1
    if place == at + 1 and tokens[at].lower in DETERMINERS:
        place += 1
    return place if place > at else at + 1


def _begins_clause(tokens: Sequence[Token], at: int, base: str) -> bool:
    opener = tokens[at]
    if opener.kind == MARK and not quote_at(tokens, at):
        return False
    if opener.lower in PREPOSITIONS or opener.lower == "to":
        clause = tokens[at + 1 : at + VERB_WITHIN]
        early_comma = any(token.text == "," for token in clause[:6])
        return (early_comma or base == "say") and _shows_verb(clause, over_commas=True)
    if opener.lower in {"so", "nothing", "goodbye", "hello", "no", "yes"}:
        return False
    if opener.lower in PRONOUNS:
        return True
    return _shows_verb(tokens[at + 1 : at + VERB_WITHIN], over_commas=base in SURE_OF_CLAUSE)


def _shows_verb(stretch: Sequence[Token], *, over_commas: bool) -> bool:
    """Whether a finite verb follows, before the clause is over."""
    for place, token in enumerate(stretch):
        if token.text in ";:" or (token.text == "," and not over_commas):
            return False
        if token.lower in _RELATIVES and not over_commas:
            return False
        if is_finite(token.lower):
            return True
        if over_commas and place and token.lower in REPORTING and token.kind != MARK:
            return True
    return False


_RELATIVES = frozenset({"which", "who", "whose", "whom", "that"})


def clause_around(tokens: Sequence[Token], verb: int, speaker: Range) -> Range | None:
    """The words around a bare "the council said": before it, behind it, or on both sides."""
    before, behind = speaker[0] - 1, verb + 1
    closed = behind < len(tokens) and tokens[behind].text == ","
    if before >= 0 and tokens[before].lower == "as":
        if closed:
            return to_end(tokens, behind + 1) if behind + 1 < len(tokens) else None
        before -= 1
    if before < 1 or tokens[before].text not in {",", "—", "–"}:
        return None
    if closed and len(tokens) - behind > _FEWEST:
        return 0, min(len(tokens), FURTHEST)
    return _clause_before(tokens, before, behind)


def _clause_before(tokens: Sequence[Token], comma: int, behind: int) -> Range | None:
    """ "The bridge is safe, the council said.": what stands before the comma."""
    rest = tokens[behind : behind + _LONGEST_TAIL + 1]
    if len(rest) > _LONGEST_TAIL or any(is_finite(token.lower) for token in rest):
        return None
    if not _FEWEST <= comma <= FURTHEST:
        return None
    if not any(is_finite(token.lower) for token in tokens[:comma]):
        return None
    if tokens[0].lower in PREPOSITIONS or tokens[0].lower in SUBORDINATORS:
        return None
    return 0, comma


_FEWEST = 3
"""Tokens of a statement."""
_LONGEST_TAIL = 10
"""Tokens behind the verb that may still be circumstance: "said on Monday in a note"."""
