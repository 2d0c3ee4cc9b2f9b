"""The clause that a verb of saying reports: "that it would", "it would", "whether", "to leave"."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import FURTHEST, to_afterthought, to_end
from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.calendar import NEAR_DAYS, WEEKDAYS
from factcheck.extraction.words.clauses import (
    DETERMINERS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.roles import ORGANISATION_WORDS
from factcheck.extraction.words.tokens import MARK, WORD, Token
from factcheck.extraction.words.verbs import (
    ADDRESSED,
    BARE_CLAUSE,
    COMMITTING,
    PARENTHETIC,
    REPORTING,
    SURE_OF_CLAUSE,
)
from factcheck.extraction.words.wordlists import word_set

_THAT_WITHIN = 12
"""Tokens between the verb and its "that": "said on Monday in a brief statement that"."""
VERB_WITHIN = 30
"""Tokens in which a reported clause must show a finite verb."""
_INDIRECT_QUESTIONS = word_set("what why how whether if which where who")
"""Open what was asked or is known: "explained why the road was closed"."""
_LISTENERS = word_set("him her them me us you reporters journalists everyone people investors")
_NEVER_CLAUSES = word_set(
    "so nothing goodbye hello no yes something anything everything much and or but when while as "
    "than because like about of not"
)
_PARTICLES = frozenset({"out", "aloud", "again", "openly"})
_RELATIVES = frozenset({"which", "who", "whose", "whom", "that"})


def clause_after(tokens: Sequence[Token], verb: int, base: str) -> Range | None:
    """From "that", or from the subject of a clause that leaves it out."""
    first = verb + 1
    if first < len(tokens) and tokens[first].lower in _PARTICLES:
        first += 1
    marked = _marked_clause(tokens, first, base)
    if marked is not None:
        return marked
    if base in COMMITTING and first < len(tokens) and tokens[first].lower == "to":
        return to_afterthought(tokens, first)
    if base not in BARE_CLAUSE:
        return None
    if base in ADDRESSED:
        first = behind_listener(tokens, first)
    if first >= len(tokens) or not _begins_clause(tokens, first, base):
        return None
    return to_end(tokens, first)


def _marked_clause(tokens: Sequence[Token], first: int, base: str) -> Range | None:
    """What "that", a question word or a colon opens."""
    for place in range(first, min(len(tokens), first + _THAT_WITHIN)):
        token = tokens[place]
        if token.lower == "that" and _brings(tokens, place, first, base):
            return to_end(tokens, place)
        if token.lower in _INDIRECT_QUESTIONS and _asks(tokens, place, first, base):
            return to_end(tokens, place)
        if token.kind == MARK and token.text not in ",-()":
            return _behind_colon(tokens, place, first, base)
        further = token.lower in REPORTING and token.lower.endswith("ing")
        if further or _is_verb_of_its_own(tokens, place):
            return None
    return None


def _brings(tokens: Sequence[Token], that: int, first: int, base: str) -> bool:
    """Whether "that" opens what the verb reports, and describes nothing in between."""
    if that == first:
        run = tokens[that + 1 : that + 4]
        sure = base in BARE_CLAUSE and len(run) == 3 and all(t.kind != MARK for t in run[:2])
        return sure or opens_clause(tokens, that)
    between = tokens[first]
    apart = (
        base in ADDRESSED
        or between.kind == MARK
        or between.lower in PREPOSITIONS
        or between.lower in _LISTENERS
        or between.lower in _TIMES
        or between.lower.endswith("ly")
        or (between.lower in ("it", "his", "her", "their") and that - first < 4)
    )
    return apart and opens_clause(tokens, that)


_TIMES = NEAR_DAYS.keys() | WEEKDAYS.keys() | {"last", "this", "earlier", "later", "once", "again"}


def _is_verb_of_its_own(tokens: Sequence[Token], place: int) -> bool:
    """A finite verb, but not the participle of "after a stipulated trial"."""
    token = tokens[place]
    if token.capitalised or token.kind != WORD or not is_finite(token.lower):
        return False
    return tokens[place - 1].lower not in DETERMINERS


def _asks(tokens: Sequence[Token], place: int, first: int, base: str) -> bool:
    """ "asked why …", "told them whether …"; not "know how to"."""
    if place + 2 >= len(tokens) or tokens[place + 1].lower == "to":
        return False
    if place == first or (place == first + 1 and _is_precise(tokens[first])):
        return True
    return base in ADDRESSED and place == behind_listener(tokens, first)


def _is_precise(token: Token) -> bool:
    """ "explained exactly why"."""
    return token.lower in ("just", "only") or token.lower.endswith("ly")


def _behind_colon(tokens: Sequence[Token], place: int, first: int, base: str) -> Range | None:
    """ "She wrote: the pier is safe." Words in quote marks are read elsewhere."""
    near = tokens[place].text == ":" and place - first <= 5 and base in PARENTHETIC
    if not near or place + 3 >= len(tokens) or quote_at(tokens, place + 1):
        return None
    return place + 1, min(len(tokens), place + 1 + FURTHEST)


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
    """Whether a quote mark or a bracket opens there."""
    return at < len(tokens) and tokens[at].text in "\"“‘'[("


def behind_listener(tokens: Sequence[Token], at: int) -> int:
    """Past whom the words are said to: "told him", "told the Ridge Post", "told voters"."""
    if at >= len(tokens) or tokens[at].kind == MARK:
        return at
    if tokens[at].lower in _LISTENERS:
        return at + 1
    place = at + 1 if tokens[at].lower in DETERMINERS else at
    while place < len(tokens) and tokens[place].capitalised:
        place += 1
    if place < len(tokens) and tokens[place].text == ",":
        return place + 1
    bare = place == at + 1 and tokens[at].lower in DETERMINERS
    if bare or (place < len(tokens) and tokens[place].lower in ORGANISATION_WORDS):
        place += 1
    return place if place > at else at + 1


def _begins_clause(tokens: Sequence[Token], at: int, base: str) -> bool:
    opener = tokens[at]
    if opener.kind == MARK and not quote_at(tokens, at):
        return False
    if opener.lower == "to" or opener.lower in _NEVER_CLAUSES:
        return False
    if is_finite(opener.lower) and not opener.capitalised:
        return False
    if opener.lower in _TIMES and any(token.text == "," for token in tokens[at + 1 : at + 3]):
        return False
    if opener.lower in PREPOSITIONS:
        clause = tokens[at + 1 : at + VERB_WITHIN]
        early_comma = any(token.text == "," for token in clause[:6])
        return (early_comma or base == "say") and _shows_verb(clause, over_commas=True)
    if opener.lower in ("it", "you"):
        return at + 1 < len(tokens) and tokens[at + 1].lower not in PREPOSITIONS
    if opener.lower in PRONOUNS:
        return True
    return _shows_verb(tokens[at + 1 : at + VERB_WITHIN], over_commas=base in SURE_OF_CLAUSE)


def _shows_verb(stretch: Sequence[Token], *, over_commas: bool) -> bool:
    """Whether a finite verb follows, before the clause is over."""
    for place, token in enumerate(stretch):
        if token.text in ";:" or (token.text == "," and not over_commas):
            return False
        if token.capitalised or token.kind != WORD:
            continue
        if not over_commas and (token.lower in _RELATIVES or token.lower in SUBORDINATORS):
            return False
        if is_finite(token.lower) or token.lower in IRREGULAR_PASTS:
            return True
        if over_commas and place and token.lower in REPORTING and token.kind != MARK:
            return True
    return False
