"""Subjects that stand away from their verb: "wants to show that", "left, saying that"."""

from collections.abc import Sequence

from factcheck.extraction.attribution.noun_phrases import LONGEST
from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.attribution.speakers import (
    CLEAR_SUBJECTS,
    before_adverbs,
    before_relative,
    is_verb,
    left_edge,
    subject_before,
)
from factcheck.extraction.words.clauses import BE, MODALS, PREPOSITIONS, PRONOUNS
from factcheck.extraction.words.tokens import WORD, Token
from factcheck.extraction.words.verbs import REPORTING
from factcheck.extraction.words.wordlists import word_set

_REACH = 40
"""Tokens looked through for the subject of a verb that has none right before it."""
_MOST_VERBS = 6
"""Verbs tried on the way to it."""
_CONTRACTED = word_set("i'm i've i'd i'll he's he'd she's she'd they're they've we're we've we'd")
_SUBORDINATING = word_set(
    "when while because although though if after before since until unless whereas as that where "
    "which"
)
_NO_NOUNS = (
    PREPOSITIONS
    | MODALS
    | BE
    | PRONOUNS
    | frozenset({"and", "or", "there", "nobody", "me", "him", "her", "them", "us"})
)


def clause_subject(tokens: Sequence[Token], at: int, *, main: bool = True) -> Range | None:
    """The subject of the clause that a far verb belongs to: "wants to show that", "left, saying".

    With `main`, subordinate clauses on the way are passed over.
    """
    verbs = 0
    for place in range(at - 1, max(0, at - _REACH) - 1, -1):
        verbs += is_verb(tokens[place])
        if tokens[place].text in ";:" or verbs > _MOST_VERBS:
            return None
        found = _subject_at(tokens, place)
        if found and not (main and found[0] and _is_inner(tokens, found[0] - 1)):
            return found
    return None


def _is_inner(tokens: Sequence[Token], before: int) -> bool:
    """Whether what stands behind it is the subject of an inner clause, or none at all.

    "said she left and added", "left the rate unchanged, saying", "signed a note written in May".
    """
    word = tokens[before].lower
    if word in _SUBORDINATING or word in PREPOSITIONS:
        return True
    return (word in REPORTING and not tokens[before].capitalised) or is_verb(tokens[before])


def _subject_at(tokens: Sequence[Token], place: int) -> Range | None:
    """The subject that stands at `place`, or that the verb there has."""
    word = tokens[place].lower
    if word in CLEAR_SUBJECTS or word in _CONTRACTED:
        return place, place + 1
    if place == 0:
        return None
    if word == "who":
        return before_relative(tokens, place, 0)
    return subject_before(tokens, place, 0) if is_verb(tokens[place]) else None


def sentence_subject(tokens: Sequence[Token], verb: int) -> Range | None:
    """Who speaks in "Ana Ruiz walked out, saying …": the first subject of the sentence."""
    for place in range(1, min(verb, LONGEST)):
        if is_verb(tokens[place]):
            return subject_before(tokens, place, 0)
    return None


def loose_subject(tokens: Sequence[Token], verb: int) -> Range | None:
    """Any noun right before a verb that "that" follows: "guidance notes that"."""
    end = before_adverbs(tokens, verb)
    if end and tokens[end - 1].text == "," and end > 3 and tokens[end - 3].text == ",":
        end -= 3
    if end == 0 or tokens[end - 1].kind != WORD or tokens[end - 1].lower in _NO_NOUNS:
        return None
    first = max(left_edge(tokens, end, 0), end - 4)
    while first < end and tokens[first].lower in PREPOSITIONS:
        first += 1
    return (first, end) if first < end else None
