"""Whether words begin or end a clause: its subject and its verb."""

from factcheck.extraction.claims.clauses import (
    SAME_IN_PAST,
    SUBJECTS,
    UNBOUND,
    Grounds,
    Range,
    holds,
)
from factcheck.extraction.words.clauses import (
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    SUBORDINATORS,
)
from factcheck.extraction.words.tokens import MARK, NUMBER, WORD, Token
from factcheck.extraction.words.verbs import REPORTING
from factcheck.extraction.words.wordlists import word_set

_FEWEST = 5
"""Tokens of what shares its subject with the words before."""
_SUBJECT_WITHIN = 14
"""Tokens in which a clause shows its verb."""


def has_plain_verb(grounds: Grounds, right: Range) -> bool:
    """Whether a finite verb comes before any mark."""
    for at in range(right[0], min(right[1], right[0] + _SUBJECT_WITHIN)):
        if at in grounds.told_at:
            return True
        if grounds.tokens[at].kind == MARK:
            return False
    return False


def is_second_verb(grounds: Grounds, left: Range, right: Range) -> bool:
    """A second verb of the same subject, with a figure or date: "and fired 20 of them"."""
    if right[0] not in grounds.verbs_at or right[1] - right[0] <= _FEWEST:
        return False
    opener, before = grounds.tokens[right[0]].lower, grounds.tokens[left[0] : left[1]]
    if opener in UNBOUND or any(token.lower in AUXILIARIES for token in before[-2:]):
        return False  # one auxiliary for both: "had seen and heard", "to open and be sold"
    if opener in SAME_IN_PAST and any(each.lower in _GOVERNING for each in before[-_GOVERNS_TO:]):
        return False
    return holds(grounds.told, left) and holds(grounds.firm, right)


_GOVERNING = MODALS | {"to"}
_GOVERNS_TO = 24
"""Tokens over which "will" may reach to a second verb: "will raise fees and cut 40 jobs"."""


def opens_clause(grounds: Grounds, right: Range) -> bool:
    """Subject and verb, maybe behind time or place: "in May it closed"."""
    tokens, first = grounds.tokens, right[0]
    if tokens[first].lower not in PREPOSITIONS:
        return has_subject(grounds, first)
    for at in range(first + 1, min(right[1] - 1, first + _SUBJECT_WITHIN)):
        if tokens[at].lower in SUBJECTS and at + 1 in grounds.verbs_at:
            return True
        if tokens[at].text == ",":
            return has_subject(grounds, at + 1)
        if at > first + 1 and (tokens[at].lower in DETERMINERS or tokens[at - 1].kind == NUMBER):
            return has_subject(grounds, at)
    return False


def has_subject(grounds: Grounds, at: int) -> bool:
    """Whether a noun and then, in the same breath, a verb begin at `at`."""
    tokens = grounds.tokens
    if at + 1 < len(tokens) and _is_adverb(tokens[at].lower):
        at += 1
    opener = tokens[at].lower
    if opener in SUBJECTS:
        return not tokens[at].capitalised
    if at in grounds.verbs_at or opener in PREPOSITIONS or opener in _BREAKS:
        return False
    for place in range(at + 1, min(len(tokens), at + _SUBJECT_WITHIN)):
        token = tokens[place]
        if place in grounds.told_at:
            return not (token.lower in _PLURAL_VERBS and _is_singular(tokens[place - 1]))
        if token.lower in _BREAKS:
            return False
    return False


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (len(word) > _SHORTEST_IN_LY and word.endswith("ly"))


_ADVERBS = word_set("also even later now only soon still then thereafter today tomorrow yesterday")
_SHORTEST_IN_LY = 5
_BREAKS = SUBORDINATORS | frozenset(",;:()–—") | {"and"}
"""Words and marks that no subject reaches over."""
_PLURAL_VERBS = frozenset({"are", "were", "have"})


def _is_singular(token: Token) -> bool:
    """ "the mayor and the judge were": "were" is for both of them."""
    return token.kind == WORD and not (token.lower.endswith("s") or token.lower in _PLURALS)


_PLURALS = word_set("people men women children police others two three four five six many both")


def ends_noun_phrase(grounds: Grounds, left: Range) -> bool:
    """ "said the mayor" before "and": what follows may be the second half of a subject."""
    tokens = grounds.tokens
    for at in range(left[1] - 1, max(left[0], left[1] - _SUBJECT_WITHIN) - 1, -1):
        word = tokens[at].lower
        if word in _JOINED_NOUNS or word in SUBORDINATORS or word == ",":
            return True
        if word in REPORTING and tokens[at - 1].lower not in AUXILIARIES:
            return True
        if at in grounds.verbs_at:
            return False
    return True


_JOINED_NOUNS = frozenset({"between", "both"})


def ends_list(grounds: Grounds, left: Range) -> bool:
    """ "Peru, Chile" before ", and": no clause ends here."""
    for at in range(left[1] - 1, max(left[0], left[1] - _LISTED_WITHIN) - 1, -1):
        if at in grounds.verbs_at:
            return False
        if grounds.tokens[at].text == ",":
            return True
    return False


_LISTED_WITHIN = 6
