"""The passive: "was confirmed by", "it was announced that", "is believed to", "was told that"."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import to_afterthought, to_end
from factcheck.extraction.attribution.noun_phrases import phrase_after
from factcheck.extraction.attribution.reported import Range, Reported, report
from factcheck.extraction.attribution.reported_clauses import opens_clause
from factcheck.extraction.words.clauses import BE, SUBORDINATORS
from factcheck.extraction.words.tokens import MARK, Token
from factcheck.extraction.words.verbs import (
    ACCUSED_PASSIVE,
    ADDRESSED_PASSIVE,
    PASSIVE,
    THOUGHT_PASSIVE,
)
from factcheck.extraction.words.wordlists import word_set

_FURTHEST_SUBJECT = 60
"""Tokens a subject may hold."""
_BY_WITHIN = 9
"""Tokens between the verb and the "by" of its speaker."""


def passive(tokens: Sequence[Token], at: int) -> Reported | None:
    """The finding of a passive whose participle stands at `at`."""
    be = _be_before(tokens, at)
    if be is None:
        return None
    word = tokens[at].lower
    cue = (be, at + 1)
    behind = _clause_behind(tokens, at, word)
    by = _agent(tokens, at, behind[0] if behind else len(tokens))
    if behind is not None:
        return report(tokens, behind, by, cue)
    thought = word in THOUGHT_PASSIVE and tokens[be].lower not in ("be", "being")
    if thought and at + 2 < len(tokens) and tokens[at + 1].lower in ("to", "as"):
        return _thought_of(tokens, be, at, by)
    if by is None or word not in PASSIVE:
        return None
    content = _subject(tokens, be)
    return report(tokens, content, by, cue) if content else None


def _be_before(tokens: Sequence[Token], at: int) -> int | None:
    """The form of "be" in front of the participle, an adverb in between at most."""
    for place in (at - 1, at - 2):
        if place >= 1 and tokens[place].lower in BE:
            return place if place == at - 1 or tokens[at - 1].lower in _BETWEEN else None
    return None


_STATED = PASSIVE | THOUGHT_PASSIVE
_BETWEEN = word_set(
    "well widely reportedly also later initially first quickly publicly officially repeatedly long "
    "often being generally not never now immediately sharply swiftly previously already"
)


def _agent(tokens: Sequence[Token], at: int, ceiling: int) -> Range | None:
    """The speaker behind "by", unless a mark comes first."""
    for place in range(at + 1, min(ceiling, at + _BY_WITHIN)):
        if tokens[place].kind == MARK:
            return None
        if tokens[place].lower == "by":
            return phrase_after(tokens, place + 1, ceiling)
    return None


def _clause_behind(tokens: Sequence[Token], at: int, word: str) -> Range | None:
    """ "it was announced that", "she was told to", "he was accused of"."""
    for place in range(at + 1, min(len(tokens) - 1, at + _BY_WITHIN)):
        behind = tokens[place].lower
        if behind == "that" and (word in _STATED or word in ADDRESSED_PASSIVE):
            return to_end(tokens, place) if opens_clause(tokens, place) else None
        if behind == "to" and word in _DIRECTED_PASSIVE and place == at + 1:
            return to_afterthought(tokens, place)
        if behind in ("of", "for") and word in ACCUSED_PASSIVE:
            return to_afterthought(tokens, place)
        if tokens[place].kind == MARK:
            return None
    return None


_DIRECTED_PASSIVE = frozenset({"asked", "urged", "ordered", "instructed", "warned", "advised"})


def _thought_of(tokens: Sequence[Token], be: int, at: int, by: Range | None) -> Reported | None:
    """ "The men are believed to have fled.": the whole clause, and nobody named."""
    subject = _subject(tokens, be)
    if subject is None:
        return None
    content = subject[0], to_afterthought(tokens, at + 1)[1]
    return report(tokens, content, by, (be, at + 1))


def _subject(tokens: Sequence[Token], verb: int) -> Range | None:
    """What stands before the passive verb, back to the beginning of its clause."""
    first = verb
    while (
        first > max(0, verb - _FURTHEST_SUBJECT)
        and tokens[first - 1].text not in ',;:“”"'
        and tokens[first - 1].lower not in SUBORDINATORS
    ):
        first -= 1
    while first < verb and tokens[first].lower in ("and", "has", "have", "had"):
        first += 1
    return (first, verb) if first < verb else None
