"""Whether a sentence speaks, near one of its words, of what was or of what will be."""

from collections.abc import Sequence

from factcheck.extraction.words.clauses import DETERMINERS
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.words.wordlists import word_set

_AHEAD = word_set("""
    will won't would shall 'll he'll she'll they'll we'll it'll i'll you'll due scheduled expected
    planned slated plan plans planning hopes hope upcoming expects
    opens starts begins takes meets visits closes ends returns arrives goes faces holds hosts
    travels resumes expires
    """)
"""Words of what is to come; a present that names a date is about the future too."""
_BACK = word_set("""
    said told was were had did met won went came took made held gave found began became left shot
    saw died fell rose sent spoke wrote lost led ran broke sold bought brought built got fought
    grew hit cut drew struck fled drove flew paid quit sat stood swore taught threw wore beat since
    """)
_NO_VERBS = word_set("hundred united indeed need speed feed breed seed proceed exceed succeed")
_INFINITIVE = frozenset({"be", "to"})
_LOOK_BACK, _LOOK_AHEAD = 12, 9
"""Tokens."""


def lean_at(tokens: Sequence[Token], at: int) -> int:
    """1 for the future, -1 for the past, 0 where no verb shows it.

    The nearest cue before token `at` decides, else the first one behind it.
    """
    if at and tokens[at - 1].lower == "for":
        return 1
    for place in range(at - 1, max(-1, at - _LOOK_BACK - 1), -1):
        lean = _lean_of(tokens, place)
        if lean:
            return lean
    for place in range(at + 1, min(len(tokens), at + _LOOK_AHEAD)):
        lean = _lean_of(tokens, place)
        if lean:
            return lean
    return 0


def _lean_of(tokens: Sequence[Token], at: int) -> int:
    word = tokens[at].lower
    if word in _AHEAD:
        return 1
    if word == "set":  # "is set to open", "set a record"
        return 1 if at + 1 < len(tokens) and tokens[at + 1].lower in ("to", "for") else -1
    before = tokens[at - 1].lower if at else ""
    if word == "to" and before in ("is", "are"):  # "are to meet"
        return 1
    if word in _BACK or (len(word) > 4 and word.endswith("ed") and word not in _NO_VERBS):
        if before == "be" and at > 1 and tokens[at - 2].lower == "to":  # "to be held"
            return 1
        return 0 if before in _INFINITIVE or before in DETERMINERS else -1
    return 0
