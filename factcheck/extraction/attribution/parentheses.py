"""Words around a bare "the council said": before it, behind it, or on both sides."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import FURTHEST, resumes, to_end
from factcheck.extraction.attribution.noun_phrases import COUNTS, is_personal, phrase_after
from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.calendar import WEEKDAYS
from factcheck.extraction.words.clauses import (
    IRREGULAR_PASTS,
    PREPOSITIONS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.tokens import NUMBER, WORD, Token

_FEWEST = 3
"""Tokens of a statement."""
_LONGEST_TAIL = 10
"""Tokens behind the verb that may still be circumstance: "said on Monday in a note"."""


def clause_around(tokens: Sequence[Token], verb: int, speaker: Range) -> Range | None:
    """What stands around "the council said": its place lies between commas or at the end."""
    before, behind = speaker[0] - 1, _behind_day(tokens, verb + 1)
    closed = behind < len(tokens) and tokens[behind].text == ","
    if before >= 0 and tokens[before].lower == "as":
        opened = before == 0 or tokens[before - 1].text == ","
        comma = _next_comma(tokens, behind) if opened and before < 3 else None
        if comma is not None:
            return to_end(tokens, comma + 1) if comma + 1 < len(tokens) else None
        before -= 1
    if before < 1 or tokens[before].text not in {",", "—", "–"}:
        return None
    if closed and len(tokens) - behind > _FEWEST:
        dated = behind > verb + 1 and not resumes(tokens[behind + 1])
        aside = before >= _FEWEST and (dated or _tells_of_saying(tokens[behind + 1]))
        return (0, before) if aside else (0, min(len(tokens), FURTHEST))
    return _clause_before(tokens, before, behind, sure=is_personal(tokens, speaker))


def _behind_day(tokens: Sequence[Token], at: int) -> int:
    """ "the council said Tuesday,", "said on Tuesday,": where the comma stands."""
    day = at + 1 if at < len(tokens) and tokens[at].lower == "on" else at
    return day + 1 if day < len(tokens) and tokens[day].lower in WEEKDAYS else at


def _tells_of_saying(token: Token) -> bool:
    """ "the council said, citing its own survey": how and when it was said, and no more of it."""
    return token.lower.endswith("ing") or token.lower in ("as", "after", "who", "which")


def _next_comma(tokens: Sequence[Token], at: int) -> int | None:
    """The comma that ends "as the council said on Monday,"."""
    for place in range(at, min(len(tokens), at + _LONGEST_TAIL)):
        if tokens[place].text == ",":
            return place
    return None


def told_afterwards(tokens: Sequence[Token], verb: int) -> tuple[Range, Range] | None:
    """ "The pier is safe, said Ana Ruiz.": the speaker behind the verb, and the content."""
    if verb < 2 or tokens[verb - 1].text != ",":
        return None
    speaker = phrase_after(tokens, verb + 1, len(tokens))
    if speaker is None:
        return None
    behind = tokens[speaker[1] : speaker[1] + 2]
    closed = len(behind) == 2 and behind[0].text == ","
    if closed and (resumes(behind[1]) or verb <= _FEWEST):
        return speaker, (0, min(len(tokens), FURTHEST))
    plain = is_personal(tokens, speaker) and tokens[0].lower not in SUBORDINATORS
    content = (0, verb - 1) if plain and verb > _FEWEST else _statement(tokens, verb - 1)
    return (speaker, content) if content else None


def closes_sentence(tokens: Sequence[Token], verb: int) -> bool:
    """ "The driver, 46, died, said Ana Ruiz, the mayor.": nothing but who says it follows."""
    if tokens[verb].lower not in _CLOSING_VERBS or tokens[verb - 1].text != ",":
        return False
    speaker = phrase_after(tokens, verb + 1, len(tokens))
    if speaker is None or not is_personal(tokens, speaker):
        return False
    rest = tokens[speaker[1] : speaker[1] + _LONGEST_TAIL * 3]
    if rest and rest[0].kind == WORD:
        named = any(token.capitalised for token in tokens[speaker[0] : speaker[1]])
        return named and not any(_shows_clause(token) for token in rest)
    for token in rest:
        if token.lower in ("who", "which"):
            return True
        if _shows_clause(token):
            return False
    return True


def _shows_clause(token: Token) -> bool:
    word = token.lower
    return not token.capitalised and (is_finite(word) or word in IRREGULAR_PASTS)


_CLOSING_VERBS = frozenset({"said", "says", "explained"})
"""Verbs behind a comma that a name follows as their subject."""


def _clause_before(tokens: Sequence[Token], comma: int, behind: int, *, sure: bool) -> Range | None:
    """ "The bridge is safe, the council said.": what stands before the comma."""
    rest = tokens[behind : behind + _LONGEST_TAIL + 1]
    if rest and rest[0].text in "–—":
        rest = []
    circumstance = bool(rest) and rest[0].lower in _OCCASION_OPENERS
    if len(rest) > _LONGEST_TAIL and not circumstance:
        return None
    if not circumstance and any(is_finite(token.lower) for token in rest):
        return None
    opener = tokens[0].lower
    led = opener in PREPOSITIONS and not _is_count(tokens[1])
    if sure and comma > _FEWEST + 1 and not led and opener not in SUBORDINATORS:
        return (0, comma) if comma <= FURTHEST else None
    return _statement(tokens, comma)


def _is_count(token: Token) -> bool:
    """ "About one in three", "Over 300 people": no place and no time."""
    return token.kind == NUMBER or token.lower in COUNTS


_OCCASION_OPENERS = frozenset({"in", "on", "at", "during", "when", "after", "last"})


def _statement(tokens: Sequence[Token], comma: int) -> Range | None:
    """What stands before the comma, if it can be a statement."""
    if not _FEWEST <= comma <= FURTHEST:
        return None
    if tokens[0].lower in SUBORDINATORS and all(token.text != "," for token in tokens[:comma]):
        return None
    for token in tokens[:comma]:
        if is_finite(token.lower) or token.lower in IRREGULAR_PASTS:
            return 0, comma
    return None
