"""Whether the two sides of a joint can be checked apart, by what joins them."""

from collections.abc import Callable

from factcheck.extraction.claims.clauses import SUBJECTS, Grounds, Range, holds
from factcheck.extraction.claims.joints import Join
from factcheck.extraction.claims.subjects import (
    ends_list,
    ends_noun_phrase,
    has_plain_verb,
    has_subject,
    is_second_verb,
    opens_clause,
)
from factcheck.extraction.words.clauses import PREPOSITIONS, SUBORDINATORS

_FEWEST_ADDED, _ADDED_WITHIN = 5, 40
"""Tokens of an addition: so many at least, and how many are read."""


def _nearer(grounds: Grounds, right: Range) -> Range:
    """An addition up to the next joint, where something else may begin."""
    return right[0], min(right[1], grounds.nexts.get(right[0], right[1]))


def _is_addition(grounds: Grounds, left: Range, right: Range) -> bool:
    """Whether the right side says more of a statement that is complete without it.

    It is not, if the statement goes on behind the addition: "the mill, which …, closed".
    """
    tokens = grounds.tokens
    if right[1] - right[0] <= _FEWEST_ADDED or right[1] - right[0] > _ADDED_WITHIN:
        return False
    if not (grounds.is_clause(left) and grounds.has_something(left)):
        return False
    return not any(
        tokens[at].text == "," and _goes_on(grounds, at + 1) for at in range(right[0], right[1] - 1)
    )


def _goes_on(grounds: Grounds, at: int) -> bool:
    """Whether the words behind a comma belong to what stands before the addition."""
    token = grounds.tokens[at]
    if at in grounds.verbs_at or token.lower in PREPOSITIONS or token.lower.endswith("ly"):
        return True
    if token.lower == "and":
        return _is_named(grounds, at + 1) and not has_subject(grounds, at + 1)
    if token.lower in SUBJECTS or token.lower == "that":
        return True
    return token.capitalised and at + 1 in grounds.verbs_at


def _is_named(grounds: Grounds, at: int) -> bool:
    return at < len(grounds.tokens) and grounds.tokens[at].capitalised


def _halves(grounds: Grounds, left: Range, right: Range) -> bool:
    if not (grounds.is_clause(left) and grounds.is_clause(right)):
        return False
    return grounds.has_something(left) or grounds.has_something(right)


def _colon(grounds: Grounds, left: Range, right: Range) -> bool:
    """No cut between a speaker and the words."""
    begins = grounds.tokens[right[0]].start
    if any(begins - 2 <= each.content.start <= begins for each in grounds.passage.said):
        return False
    if grounds.tokens[left[1] - 1].lower in PREPOSITIONS:
        return False
    return _both(grounds, left, right) and has_plain_verb(grounds, right)


def _contrast(grounds: Grounds, left: Range, right: Range) -> bool:
    if not (grounds.has_fact(left) and grounds.has_fact(right) and grounds.is_clause(left)):
        return False
    if _is_within_relative(grounds, left, right):
        return False
    if grounds.tokens[right[0] - 1].lower != "but":
        return grounds.is_clause(right) and right[0] not in grounds.verbs_at
    return opens_clause(grounds, right) or is_second_verb(grounds, left, right)


def _is_led(grounds: Grounds, left: Range, right: Range) -> bool:
    """ "Of the 40 sold, ten": before a bare comma, no clause but what leads to one."""
    bare = right[0] == left[1] + 1 and grounds.tokens[left[1]].text == ","
    opener = grounds.tokens[left[0]].lower
    return bare and (opener in PREPOSITIONS or opener in SUBORDINATORS)


def _is_within_relative(grounds: Grounds, left: Range, right: Range) -> bool:
    """ "Ruiz, who was born in 1961 and …, said": the cut would tear what only explains her."""
    tokens = grounds.tokens
    for at in range(left[1] - 1, max(left[0], left[1] - _ASIDE_WITHIN), -1):
        if tokens[at].text == ",":
            return False
        if tokens[at].lower in _RELATIVES and tokens[at - 1].text == ",":
            break
    else:
        return False
    last = min(right[1] - 1, right[0] + _ASIDE_WITHIN)
    return any(
        tokens[at].text == "," and at + 1 in grounds.verbs_at for at in range(right[0], last)
    )


_RELATIVES = frozenset({"who", "which", "whose"})
_ASIDE_WITHIN = 20
"""Tokens of either half of a relative clause that is set off by commas."""


def _clauses(grounds: Grounds, left: Range, right: Range) -> bool:
    if not (grounds.has_fact(left) and grounds.has_fact(right) and grounds.is_clause(left)):
        return False
    if _is_led(grounds, left, right) or _is_within_relative(grounds, left, right):
        return False
    if is_second_verb(grounds, left, right):
        return True
    own = grounds.tokens[right[0]].lower in SUBJECTS
    if grounds.tokens[left[1]].text == ",":
        return opens_clause(grounds, right) and (own or not ends_list(grounds, left))
    return has_subject(grounds, right[0]) and (own or not ends_noun_phrase(grounds, left))


def _contents(grounds: Grounds, left: Range, right: Range) -> bool:
    """Both are somebody's words: "said that … and that …"."""
    return bool(grounds.passage.said) and _both(grounds, left, right)


def _both(grounds: Grounds, left: Range, right: Range) -> bool:
    return all(grounds.is_clause(side) and grounds.has_something(side) for side in (left, right))


def _relative(grounds: Grounds, left: Range, right: Range) -> bool:
    return _is_addition(grounds, left, right) and grounds.has_statement(_nearer(grounds, right))


def _summary(grounds: Grounds, left: Range, right: Range) -> bool:
    """A noun that sums up what was said, with a clause of its own behind it."""
    near = _nearer(grounds, right)
    if not (holds(grounds.firm, near) or holds(grounds.named, near)):
        return False
    return _is_addition(grounds, left, right)


def _participle(grounds: Grounds, left: Range, right: Range) -> bool:
    near = _nearer(grounds, right)
    begins = grounds.tokens[right[0]].start
    is_cue = any(each.cue and each.cue.start == begins for each in grounds.passage.said)
    return (is_cue or holds(grounds.firm, near)) and _is_addition(grounds, left, right)


def _addition(grounds: Grounds, left: Range, right: Range) -> bool:
    amounts = grounds.amounts
    near = _nearer(grounds, right)
    return holds(amounts, left) and holds(amounts, near) and _is_addition(grounds, left, right)


def _aside(grounds: Grounds, left: Range, right: Range) -> bool:
    if not (grounds.is_clause(left) and grounds.has_something(left)):
        return False
    return grounds.is_clause(right) and grounds.has_statement(right) and holds(grounds.told, right)


def _opening(grounds: Grounds, left: Range, right: Range) -> bool:
    """ "While" may also tell the time: two amounts show that it sets against each other."""
    amounts = grounds.amounts
    if grounds.tokens[0].lower == "while" and not (holds(amounts, left) and holds(amounts, right)):
        return False
    return _contrast(grounds, left, right)


RULES: dict[Join, Callable[[Grounds, Range, Range], bool]] = {
    Join.HALVES: _halves,
    Join.COLON: _colon,
    Join.CONTRAST: _contrast,
    Join.CLAUSES: _clauses,
    Join.CONTENTS: _contents,
    Join.RELATIVE: _relative,
    Join.PARTICIPLE: _participle,
    Join.SUMMARY: _summary,
    Join.ADDITION: _addition,
    Join.DASH: _aside,
    Join.BRACKET: _aside,
    Join.OPENING: _opening,
}
"""Whether two sides stand apart, by what joins them; `Join` has the examples."""
