"""Set ways of attributing words: "according to", a participle, "is confident that"."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import FURTHEST, resumes, to_end
from factcheck.extraction.attribution.far_subjects import clause_subject, sentence_subject
from factcheck.extraction.attribution.frames import addressed, framed
from factcheck.extraction.attribution.noun_phrases import is_personal, phrase_after
from factcheck.extraction.attribution.reported import Range, Reported, report
from factcheck.extraction.attribution.reported_clauses import clause_after
from factcheck.extraction.attribution.speakers import is_adverb, subject_before
from factcheck.extraction.attribution.speech_nouns import told_by_paper
from factcheck.extraction.words.clauses import BE, DETERMINERS, PREPOSITIONS, PRONOUNS, is_finite
from factcheck.extraction.words.tokens import MARK, WORD, Token
from factcheck.extraction.words.verbs import ALSO_NOUNS, IMPERATIVES, PAPERS, REPORTING, VERBS


def according(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "According to Ana Ruiz, it rained" and "It rained, according to Ana Ruiz." """
    if at + 2 >= len(tokens) or tokens[at + 1].lower != "to":
        return None
    speaker = phrase_after(tokens, at + 2, len(tokens))
    if speaker is None:
        speaker = _bare_source(tokens, at + 2)
    if speaker is None or not _is_source(tokens, at, speaker):
        return None
    content = _told_by_source(tokens, at, speaker[1])
    if content[0] >= content[1]:
        return None
    return report(tokens, content, speaker, (at, at + 2))


def _is_source(tokens: Sequence[Token], at: int, speaker: Range) -> bool:
    """Whether somebody speaks: "shares vary according to the size" names no source."""
    if at == 0 or tokens[at - 1].kind == MARK:
        return True
    words = [token.lower for token in tokens[speaker[0] : speaker[1]]]
    head = words.index("of") if "of" in words[1:] else len(words)
    if not PAPERS.isdisjoint(words[:head]):
        return True
    return is_personal(tokens, (speaker[0], speaker[0] + head))


def _bare_source(tokens: Sequence[Token], at: int) -> Range | None:
    """ "according to legend", "according to banks that took part": up to the next mark."""
    if tokens[at].kind != WORD or tokens[at].lower in _NO_SOURCES:
        return None
    for end in range(at + 1, min(len(tokens), at + _LONGEST_SOURCE)):
        if tokens[end].kind == MARK and tokens[end].text not in "-’'":
            return at, end
    return None


_LONGEST_SOURCE = 14
"""Tokens of a source that no article and no capital opens."""
_NO_SOURCES = frozenset({"plan", "plans", "schedule", "need", "size", "taste", "age", "rank"})


def _told_by_source(tokens: Sequence[Token], at: int, behind: int) -> Range:
    """The statement beside "according to …": what follows if it opens the clause."""
    fresh = tokens[at].capitalised or (at < 3 and tokens[at - 1].lower in ("but", "and", ","))
    if at == 0 or fresh:
        return to_end(tokens, _behind_comma(tokens, behind))
    end = at - 1 if tokens[at - 1].text == "," else at
    if end > 0 and tokens[end - 1].lower in ("which", "who", "that", "and", "but"):
        return to_end(tokens, _behind_comma(tokens, behind))
    rest = tokens[behind : behind + 2]
    if end < at and len(rest) == 2 and rest[0].text == "," and resumes(rest[1]):
        return 0, min(len(tokens), FURTHEST)
    return max(0, end - FURTHEST), end


def _behind_comma(tokens: Sequence[Token], at: int) -> int:
    """Behind the comma that closes the source; `at` itself if a verb comes first."""
    for place in range(at, min(len(tokens), at + 24)):
        if tokens[place].text == ",":
            return place + 1
        if place > at and is_finite(tokens[place].lower) and not tokens[place].capitalised:
            return at
    return at


def participle(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "She left early, saying that the hall was hot", "by saying that", "a letter saying"."""
    word = tokens[at].lower
    if not word.endswith("ing") or word not in VERBS or _is_gerund_noun(tokens, at):
        return None
    if at and tokens[at - 1].lower in DETERMINERS:
        return None
    content = clause_after(tokens, at, REPORTING[word]) if word in REPORTING else None
    speaker = _quoted_as(tokens, at) or told_by_paper(tokens, at) or _with_whom(tokens, at)
    if speaker is None:
        if not _leans_on_clause(tokens, at):
            return None
        speaker = _subject_of_participle(tokens, at)
        if content is None and _behind_mark(tokens, at):
            content = addressed(tokens, at) or framed(tokens, at)
    if content is None or speaker is None:
        return None
    return report(tokens, content, speaker, (at, at + 1))


def _quoted_as(tokens: Sequence[Token], at: int) -> Range | None:
    """ "The paper quoted Ana Ruiz as saying", "Ana Ruiz was quoted by the paper as saying"."""
    if tokens[at - 1].lower != "as":
        return None
    for place in range(at - 2, max(0, at - _FURTHEST_QUOTED), -1):
        if tokens[place].lower in ("quoted", "quotes", "cited", "cites"):
            if tokens[place - 1].lower in BE:
                return subject_before(tokens, place - 1, 0)
            return phrase_after(tokens, place + 1, at - 1)
    return None


_FURTHEST_QUOTED = 12
"""Tokens from "quoted" to "saying"."""


def _with_whom(tokens: Sequence[Token], at: int) -> Range | None:
    """ "with nine in ten saying that": who stands between "with" and the participle."""
    if tokens[at - 1].kind == MARK or tokens[at - 1].lower in PREPOSITIONS:
        return None
    for place in range(at - 2, max(-1, at - _FURTHEST_WITH), -1):
        if tokens[place].lower == "with":
            return place + 1, at
        if tokens[place].kind == MARK:
            return None
    return None


_FURTHEST_WITH = 10
"""Tokens from "with" to the participle."""


def _is_gerund_noun(tokens: Sequence[Token], at: int) -> bool:
    """ "a finding" against ", finding that"."""
    if tokens[at].lower not in ALSO_NOUNS:
        return False
    verbal = tokens[at - 1].text == "," and tokens[at + 1 : at + 2]
    return not (verbal and tokens[at + 1].lower == "that")


def _behind_mark(tokens: Sequence[Token], at: int) -> bool:
    return at >= 3 and (tokens[at - 1].text in ",-–—" or tokens[at - 2].text == ",")


def _leans_on_clause(tokens: Sequence[Token], at: int) -> bool:
    """ "…, saying", "… and saying", "by saying", "without ever saying"."""
    before = tokens[at - 1]
    if at >= 1 and is_adverb(before.lower):
        before = tokens[at - 2]
    if before.kind == MARK:
        return _behind_mark(tokens, at)
    link = before.lower
    return at >= 1 and (link in PREPOSITIONS or link in _CLAUSE_LINKS or link in REPORTING)


_CLAUSE_LINKS = frozenset({"and", "or", "while", "when", "after", "not", "but", "even"})


def _subject_of_participle(tokens: Sequence[Token], at: int) -> Range | None:
    return clause_subject(tokens, at) or sentence_subject(tokens, at)


def opening(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "Calling the pier a ruin, Ana Ruiz left": the subject stands behind the comma."""
    if at != 0 or not tokens[0].lower.endswith("ing"):
        return None
    for place in range(2, min(len(tokens) - 2, 60)):
        if tokens[place].text != ",":
            continue
        speaker = phrase_after(tokens, place + 1, len(tokens))
        if speaker is None:
            continue
        inner = tokens[:place]
        word = tokens[0].lower
        content = clause_after(inner, 0, REPORTING[word]) if word in REPORTING else None
        content = content or addressed(inner, 0) or framed(inner, 0)
        return report(tokens, content, speaker, (0, 1)) if content else None
    return None


def bidden(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "Remember that the pier is old": what the reader is to think, and nobody named."""
    word = tokens[at].lower
    if at != 0 or word not in IMPERATIVES:
        return None
    content = clause_after(tokens, at, word)
    return report(tokens, content, None, (at, at + 1)) if content else None


def convinced(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "She is confident that the bridge will hold", "was not sure whether"."""
    if at < 1 or at + 2 >= len(tokens):
        return None
    that = tokens[at + 1].lower
    be = at - 1
    while be > 0 and (is_adverb(tokens[be].lower) or tokens[be].lower in _DEGREES):
        be -= 1
    if tokens[be].lower not in _LINKING:
        return None
    speaker = _pronoun_with_be(tokens, be) or subject_before(tokens, be, 0)
    if speaker is None:
        speaker = clause_subject(tokens, be)
    asks = that in ("whether", "if", "what", "how", "why")
    bare = that in PRONOUNS or that in ("the", "there")
    making = tokens[be].lower in ("make", "making", "made")
    if not (that == "that" or asks or bare) or (speaker is None and not making):
        return None
    nobody = speaker is None or tokens[speaker[0]].lower in ("it", "it's")
    return report(tokens, to_end(tokens, at + 1), None if nobody else speaker, (at, at + 1))


_DEGREES = frozenset({"not", "very", "so", "quite", "pretty", "more", "less", "too", "also"})
_LINKING = BE | frozenset({"i'm", "we're", "he's", "she's", "they're", "you're", "feel", "feels",
                           "felt", "seems", "seem", "seemed", "remains", "remain", "remained",
                           "became", "become", "making", "make", "made"})  # fmt: skip


def _pronoun_with_be(tokens: Sequence[Token], be: int) -> Range | None:
    """ "I'm", "they're": speaker and verb in one token."""
    return (be, be + 1) if "'" in tokens[be].lower and tokens[be].lower[0] != "'" else None
