"""Nouns of saying and thinking: "his claim that", "amid fears that", "a letter saying that"."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import opens_sentence, to_comma, to_end
from factcheck.extraction.attribution.far_subjects import clause_subject
from factcheck.extraction.attribution.reported import Range, Reported, report
from factcheck.extraction.attribution.reported_clauses import opens_clause
from factcheck.extraction.attribution.speakers import subject_before
from factcheck.extraction.words.clauses import AUXILIARIES, BE, PREPOSITIONS, is_finite
from factcheck.extraction.words.tokens import MARK, POSSESSIVE, Token
from factcheck.extraction.words.verbs import PAPERS, SPEECH_NOUNS, UNOWNED_NOUNS
from factcheck.extraction.words.wordlists import word_set

_OWNERS = frozenset({"his", "her", "their", "our", "my", "its", "your"})
_VOICING = word_set(
    "express expressed expresses expressing voice voiced voices voicing issue issued issues "
    "issuing make made makes making raise raised raises raising repeat repeated repeats repeating "
    "have has had having give gave gives giving take took takes taking share shares shared "
    "reiterated reiterate reject rejected rejects deny denied denies denying dismiss dismissed "
    "dismisses dismissing"
)
"""Verbs whose subject says what the noun behind them names: "voiced fears that"."""
_BE_WITHIN = 9
"""Tokens between the noun and the verb that equals it to a clause."""
_FURTHEST_PAPER = 9
"""Tokens between a paper and what it is saying."""
_OWNER_WITHIN = 3
"""Tokens between owner and noun: "his long-held belief"."""


def owned(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "the mayor's claim that the bridge is safe", "his fear is that", "voiced fears that"."""
    if tokens[at].lower not in SPEECH_NOUNS or at + 2 >= len(tokens) or at == 0:
        return None
    that = _that(tokens, at)
    if that is None or not opens_clause(tokens, that):
        return None
    speaker = _owner(tokens, at)
    if speaker is None and that == at + 1:
        speaker = _by_whom(tokens, at)
    if speaker is None:
        return None
    content = to_end(tokens, that)
    if speaker[0] < 2 and that == at + 1:
        content = _to_second_verb(tokens, content)
    elif opens_sentence(tokens, at):
        content = to_comma(tokens, content)
    return report(tokens, content, speaker, (at, at + 1))


def unowned(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "amid fears that the bridge would fail": nobody is named."""
    if tokens[at].lower not in UNOWNED_NOUNS or at == 0 or at + 2 >= len(tokens):
        return None
    if tokens[at + 1].lower != "that" or not opens_clause(tokens, at + 1):
        return None
    return report(tokens, to_end(tokens, at + 1), None, (at, at + 1))


def told_by_paper(tokens: Sequence[Token], at: int) -> Range | None:
    """ "issued a statement on Monday saying": what speaks stands before the participle."""
    for place in range(at - 1, max(0, at - _FURTHEST_PAPER), -1):
        if tokens[place].lower in PAPERS:
            return subject_before(tokens, place + 1, 0) or (place, place + 1)
        if tokens[place].kind == MARK or is_finite(tokens[place].lower):
            return None
    return None


def _that(tokens: Sequence[Token], at: int) -> int | None:
    """ "claim that", "claim is that", "message to voters was that"."""
    if tokens[at + 1].lower == "that":
        return at + 1
    for place in range(at + 1, min(len(tokens) - 2, at + _BE_WITHIN)):
        if tokens[place].lower in BE:
            return place + 1 if tokens[place + 1].lower == "that" else None
        if tokens[place].kind == MARK:
            return None
    return None


def _owner(tokens: Sequence[Token], at: int) -> Range | None:
    """ "the mayor's", "his"."""
    for place in range(at - 1, max(-1, at - 1 - _OWNER_WITHIN), -1):
        if tokens[place].lower in _OWNERS:
            return place, place + 1
        if tokens[place].kind == POSSESSIVE:
            return _nearest(tokens, subject_before(tokens, place, 0))
        if tokens[place].kind == MARK and tokens[place].text != "-":
            return None
    return None


def _nearest(tokens: Sequence[Token], owner: Range | None) -> Range | None:
    """ "took issue with Ruiz's claim": Ruiz alone; "the mayor of Tula's claim": all of it."""
    if owner is None:
        return None
    for place in range(owner[1] - 1, owner[0], -1):
        if tokens[place].lower in PREPOSITIONS and tokens[place].lower != "of":
            return place + 1, owner[1]
    return owner


def _by_whom(tokens: Sequence[Token], at: int) -> Range | None:
    """ "voiced fears that": whoever does the voicing."""
    for place in range(at - 1, max(0, at - 4), -1):
        if tokens[place].lower in _VOICING:
            return subject_before(tokens, place, 0) or clause_subject(tokens, place)
    return None


def _to_second_verb(tokens: Sequence[Token], content: Range) -> Range:
    """ "The claim that the pier is safe has drawn laughs": the claim ends before "has"."""
    verbs = 0
    for place in range(content[0] + 1, content[1]):
        if tokens[place].lower in AUXILIARIES and tokens[place - 1].lower not in AUXILIARIES:
            verbs += 1
            if verbs == 2:
                return content[0], place
    return content
