"""Words around a bare "the council said": before it, behind it, or on both sides."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import FURTHEST, resumes, to_end
from factcheck.extraction.attribution.noun_phrases import is_personal, phrase_after
from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.clauses import (
    IRREGULAR_PASTS,
    PREPOSITIONS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.tokens import Token

_FEWEST = 3
"""Tokens of a statement."""
_LONGEST_TAIL = 10
"""Tokens behind the verb that may still be circumstance: "said on Monday in a note"."""


def clause_around(tokens: Sequence[Token], verb: int, speaker: Range) -> Range | None:
    """What stands around "the council said": its place lies between commas or at the end."""
    before, behind = speaker[0] - 1, verb + 1
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
        return 0, min(len(tokens), FURTHEST)
    return _clause_before(tokens, before, behind, sure=is_personal(tokens, speaker))


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
    if len(behind) == 2 and behind[0].text == "," and resumes(behind[1]):
        return speaker, (0, min(len(tokens), FURTHEST))
    plain = is_personal(tokens, speaker) and tokens[0].lower not in SUBORDINATORS
    content = (0, verb - 1) if plain and verb > _FEWEST else _statement(tokens, verb - 1)
    return (speaker, content) if content else None


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
    if sure and comma > _FEWEST + 1 and opener not in PREPOSITIONS and opener not in SUBORDINATORS:
        return (0, comma) if comma <= FURTHEST else None
    return _statement(tokens, comma)


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
