"""Insets between a subject and its verb: "Ana Ruiz, 43, who runs the café, said"."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import resumes
from factcheck.extraction.words.calendar import NEAR_DAYS, PERIODS, WEEKDAYS
from factcheck.extraction.words.clauses import DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from factcheck.extraction.words.roles import HEADS
from factcheck.extraction.words.tokens import MARK, NUMBER, WORD, Token

_LONGEST = 24
"""Tokens of one inset."""
_MOST = 4
"""Insets between a subject and its verb."""
_RELATIVES = frozenset({"who", "which", "whose", "whom", "where"})
_LONGEST_NAME = 6


def opening_comma(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    """The comma that opens the insets which the comma at `closing` closes."""
    opening = _comma_before(tokens, closing, floor)
    if opening is None:
        return None
    for _ in range(_MOST - 1):
        further = _comma_before(tokens, opening, floor)
        if further is None or not _is_inset(tokens, further + 1, opening, floor):
            break
        opening = further
    return _before_relative(tokens, opening, floor) or opening


def _before_relative(tokens: Sequence[Token], comma: int, floor: int) -> int | None:
    """ "Holt, whose aunt, Ana Ruiz, runs the café, said": the comma that opens it all.

    The verb behind `comma` belongs to the relative clause, in which an inset stands.
    """
    if not resumes(tokens[comma + 1]):
        return None
    for _ in range(_MOST - 2):
        further = _comma_before(tokens, comma, floor)
        if further is None or tokens[further + 1].lower in _RELATIVES:
            return further
        comma = further
    return None


def _comma_before(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    for place in range(closing - 1, max(floor, closing - _LONGEST) - 1, -1):
        if tokens[place].text == ",":
            return place
        if tokens[place].text in ';:“”"':
            return None
    return None


def _is_inset(tokens: Sequence[Token], first: int, end: int, floor: int) -> bool:
    """Whether what stands between two commas only explains what is before: "43", "R-Ohio"."""
    if first >= end:
        return False
    opener, second = tokens[first], tokens[first + 1].lower
    if opener.kind == NUMBER:
        return end - first == 1
    word = opener.lower
    if word in _RELATIVES or (word in PREPOSITIONS and second in _RELATIVES):
        return True
    if word in PREPOSITIONS or _is_participle(opener, second):
        return True
    if len(word) == 1 and second == "-":
        return True
    explains = word in DETERMINERS or word in HEADS or tokens[end - 1].lower in HEADS
    return explains and _stands_behind_name(tokens, first - 1, floor)


def _is_participle(opener: Token, second: str) -> bool:
    """ ", published in May,", ", led by Ana Ruiz,"."""
    if opener.capitalised or second not in PREPOSITIONS:
        return False
    return opener.lower.endswith("ed") or opener.lower in ("led", "held", "built", "made")


def _stands_behind_name(tokens: Sequence[Token], comma: int, floor: int) -> bool:
    """Whether nothing but a name stands in front of the comma: "Ana Ruiz, the mayor"."""
    first = comma
    while first > floor and (tokens[first - 1].capitalised or tokens[first - 1].text in ".-’'"):
        first -= 1
    if not 0 < comma - first <= _LONGEST_NAME or not _begins_clause(tokens, first):
        return False
    opener = tokens[first].lower
    if opener in PREPOSITIONS or opener in PRONOUNS or opener in ("last", "this", "next"):
        return False
    return not any(_is_time(token) for token in tokens[first:comma]) and not opener.endswith("ly")


def _begins_clause(tokens: Sequence[Token], at: int) -> bool:
    if at == 0:
        return True
    before = tokens[at - 1]
    return before.kind == MARK or before.lower in SUBORDINATORS or before.lower == "and"


def _is_time(token: Token) -> bool:
    word = token.lower
    return token.kind != WORD or word in WEEKDAYS or word in NEAR_DAYS or word in PERIODS
