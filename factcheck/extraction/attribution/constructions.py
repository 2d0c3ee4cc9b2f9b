"""Set ways of attributing words: "according to", the passive, "his claim that" and the like."""

from collections.abc import Sequence

from factcheck.extraction.attribution.reported import Range, Reported, report
from factcheck.extraction.attribution.reported_clauses import (
    FURTHEST,
    VERB_WITHIN,
    clause_after,
    opens_clause,
    quote_at,
    to_end,
)
from factcheck.extraction.attribution.speakers import phrase_after, sentence_subject, subject_before
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.clauses import BE, PRONOUNS, SUBORDINATORS, is_finite
from factcheck.extraction.words.roles import HEADS
from factcheck.extraction.words.tokens import MARK, POSSESSIVE, Token
from factcheck.extraction.words.verbs import ALSO_NOUNS, PASSIVE, REPORTING, SPEECH_NOUNS


def according(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "According to Ana Ruiz, it rained" and "It rained, according to Ana Ruiz." """
    if at + 2 >= len(tokens) or tokens[at + 1].lower != "to":
        return None
    speaker = phrase_after(tokens, at + 2, len(tokens))
    if speaker is None:
        return None
    content = _told_by_source(tokens, at, speaker[1])
    if content[0] >= content[1]:
        return None
    return report(tokens, content, speaker, (at, at + 2))


def _told_by_source(tokens: Sequence[Token], at: int, behind: int) -> Range:
    """The statement beside "according to …": what follows if it opens the clause."""
    if at == 0 or (at < 3 and tokens[at - 1].lower in ("but", "and", ",")):
        return to_end(tokens, _behind_comma(tokens, behind))
    end = at - 1 if tokens[at - 1].text == "," else at
    if end > 0 and tokens[end - 1].lower in ("which", "who", "that", "and", "but"):
        return to_end(tokens, _behind_comma(tokens, behind))
    return max(0, end - FURTHEST), end


def _behind_comma(tokens: Sequence[Token], at: int) -> int:
    """Behind the comma that closes the source; `at` itself if a verb comes first."""
    for place in range(at, min(len(tokens), at + 24)):
        if tokens[place].text == ",":
            return place + 1
        if is_finite(tokens[place].lower):
            return at
    return at


def passive(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "The visit was confirmed on Monday by the ministry": the visit is the content."""
    if tokens[at].lower not in PASSIVE or at < 2 or tokens[at - 1].lower not in BE:
        return None
    for place in range(at + 1, min(len(tokens) - 1, at + 9)):
        if tokens[place].kind == MARK:
            return None
        if tokens[place].lower == "by":
            speaker = phrase_after(tokens, place + 1, len(tokens))
            content = _subject_of_passive(tokens, at - 1)
            if speaker is None or content is None:
                return None
            return report(tokens, content, speaker, (at - 1, at + 1))
    return None


def _subject_of_passive(tokens: Sequence[Token], verb: int) -> Range | None:
    first = verb
    while (
        first > max(0, verb - FURTHEST)
        and tokens[first - 1].text not in ",;:"
        and (tokens[first - 1].lower not in SUBORDINATORS)
    ):
        first -= 1
    while first < verb and tokens[first].lower in ("and", "has", "have", "had"):
        first += 1
    return (first, verb) if first < verb else None


def owned(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "the mayor's claim that the bridge is safe", "his fear that"."""
    if tokens[at].lower not in SPEECH_NOUNS or at + 2 >= len(tokens) or at == 0:
        return None
    if tokens[at + 1].lower != "that" or not opens_clause(tokens, at + 1):
        return None
    owner = tokens[at - 1]
    if owner.lower in ("his", "her", "their", "our", "my"):
        speaker: Range | None = (at - 1, at)
    elif owner.kind == POSSESSIVE:
        speaker = subject_before(tokens, at - 1, 0)
    else:
        return None
    if speaker is None:
        return None
    return report(tokens, to_end(tokens, at + 1), speaker, (at, at + 1))


def participle(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "She left early, saying that the hall was too hot": her words as well."""
    word = tokens[at].lower
    if not word.endswith("ing") or word not in REPORTING or word in ALSO_NOUNS:
        return None
    if at < 3 or "," not in (tokens[at - 1].text, tokens[at - 2].text):
        return None
    if tokens[at - 1].kind != MARK:
        return None
    content = clause_after(tokens, at, REPORTING[word])
    speaker = sentence_subject(tokens, at)
    if content is None or speaker is None:
        return None
    return report(tokens, content, speaker, (at, at + 1))


def convinced(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "She is confident that the bridge will hold"."""
    if at < 2 or at + 1 >= len(tokens) or tokens[at - 1].lower not in BE:
        return None
    speaker = subject_before(tokens, at - 1, 0)
    if speaker is None or tokens[at + 1].lower != "that":
        return None
    return report(tokens, to_end(tokens, at + 1), speaker, (at, at + 1))


def naming(tokens: Sequence[Token], at: int, quotations: Sequence[Quotation]) -> Reported | None:
    """ "called it 'a farce'": reported only for the words in quote marks."""
    if not quotations or quotations[-1].start < tokens[at].end or at + 1 >= len(tokens):
        return None
    speaker = _naming_subject(tokens, at)
    if speaker is None or quote_at(tokens, at + 1) or not _is_personal(tokens, speaker):
        return None
    return report(tokens, to_end(tokens, at + 1), speaker, (at, at + 1))


def _is_personal(tokens: Sequence[Token], span: Range) -> bool:
    """A pronoun or a name: "a podcast called 'Nine'" has neither in front of its verb."""
    head = tokens[span[1] - 1]
    return head.lower in PRONOUNS or head.lower in HEADS or head.capitalised


def _naming_subject(tokens: Sequence[Token], at: int) -> Range | None:
    if at and tokens[at - 1].lower == "which":
        by = [place for place in range(max(0, at - VERB_WITHIN), at) if tokens[place].lower == "by"]
        return phrase_after(tokens, by[-1] + 1, at) if by else None
    return subject_before(tokens, at, 0)
