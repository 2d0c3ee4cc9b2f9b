"""Relative clauses round a verb of saying: "which she admitted was wrong"."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import resumes, to_main_verb, to_phrase_end
from factcheck.extraction.attribution.noun_phrases import can_speak
from factcheck.extraction.attribution.reported import Range, Reported, report
from factcheck.extraction.attribution.speakers import before_adverbs
from factcheck.extraction.words.clauses import PREPOSITIONS
from factcheck.extraction.words.tokens import MARK, WORD, Token
from factcheck.extraction.words.verbs import ALSO_NOUNS, NAMING, REPORTING, SURE_NAMING

_RELATIVES = frozenset({"which", "what", "who", "whom"})
_LONGEST_SUBJECT = 5
"""Tokens between the relative word and its verb of saying."""


def within_relative(tokens: Sequence[Token], at: int) -> Reported | None:
    """The finding whose subject and verb stand behind a relative word that they report on."""
    word = tokens[at].lower
    if at < 2 or at + 2 >= len(tokens) or word.endswith("ing"):
        return None
    if word not in NAMING and not resumes(tokens[at + 1]):
        return None
    speaker = _subject_behind_relative(tokens, at)
    if speaker is None:
        return None
    content = _predicate(tokens, at) or _name(tokens, at, speaker)
    return report(tokens, content, speaker, (at, at + 1)) if content else None


def _subject_behind_relative(tokens: Sequence[Token], at: int) -> Range | None:
    """ "which they", "who the police", "what Ana Ruiz": the words behind the relative."""
    end = before_adverbs(tokens, at)
    for place in range(end - 1, max(-1, end - 2 - _LONGEST_SUBJECT), -1):
        token = tokens[place]
        if token.lower in _RELATIVES:
            alone = place + 1 < end and can_speak(tokens, place + 1, end)
            clear = _is_clear(tokens, place, named=tokens[at].lower in NAMING)
            return (place + 1, end) if alone and clear else None
        if token.kind == MARK and token.text not in ".-’'":
            return None
    return None


def _is_clear(tokens: Sequence[Token], place: int, *, named: bool) -> bool:
    """Not "the case on which they ruled"; "what" only where "on what they claimed was" shows it."""
    led = place > 0 and tokens[place - 1].lower in PREPOSITIONS
    return led or named if tokens[place].lower == "what" else not led


def _predicate(tokens: Sequence[Token], at: int) -> Range | None:
    """ "which she said was unsafe": the verb whose subject the relative word is."""
    word, after = tokens[at].lower, tokens[at + 1]
    finite = resumes(after) and after.lower not in ALSO_NOUNS
    if word not in REPORTING or not finite:
        return None
    first, last = to_main_verb(tokens, at + 1)
    colon = (place for place in range(first + 1, last) if tokens[place].text == ":")
    return first, next(colon, last)


def _name(tokens: Sequence[Token], at: int, speaker: Range) -> Range | None:
    """ "what he called a farce", "which she describes as a ruin"."""
    word, after = tokens[at].lower, tokens[at + 1]
    if word not in NAMING or tokens[speaker[0] - 1].lower in ("who", "whom"):
        return None
    named = after.lower == "as" or (NAMING[word] in SURE_NAMING and _may_name(after))
    return to_phrase_end(tokens, at + 1) if named else None


def _may_name(after: Token) -> bool:
    if after.kind == WORD:
        return after.lower in ("a", "an", "the", "his", "her", "their", "its")
    return after.text in "“\"‘'"
