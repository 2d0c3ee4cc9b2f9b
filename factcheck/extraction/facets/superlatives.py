"""Words that say of something that nothing else reaches it."""

from collections.abc import Sequence

from factcheck.extraction.facets.amounts import Reading
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

ENDS_OF_SCALES = word_set("""
    best worst biggest largest greatest highest lowest smallest longest shortest oldest youngest
    newest fastest slowest strongest weakest richest poorest wealthiest deadliest bloodiest
    busiest cheapest cleanest closest coldest darkest deepest densest driest earliest farthest
    fewest finest furthest hardest heaviest hottest happiest loudest nearest safest sharpest
    simplest steepest tallest thinnest toughest warmest wettest widest broadest fiercest brightest
    """)
"""Adjectives at the end of their scale: "the driest month"."""
_ALONE = frozenset({"unprecedented", "sole", "unrivalled", "unmatched", "unparalleled"})
_ONLY_AFTER = word_set("the its his her their our my was is are were remains")


_FIRST_OF_SERIES = word_set(
    "phase half round stage step part name lady minister quarter week weeks day days month months "
    "year years place and lap leg set game place term two three few"
)
"""After "first" these count stages, "the first half"; nobody claims to be ahead of all."""


def read_superlative(tokens: Sequence[Token], at: int) -> Reading | None:
    """The superlative that begins at token `at`, or None."""
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word in _ALONE:
        return _reading(tokens, at, at + 1)
    if word in ENDS_OF_SCALES:
        return None if after == "-" else _reading(tokens, at, at + 1)
    if word == "first":
        claimed = after != "," and before != "at" and after not in _FIRST_OF_SERIES
        return _reading(tokens, at, at + 1) if claimed else None
    if word == "only":
        return _reading(tokens, at, at + 1) if before in _ONLY_AFTER else None
    if word in ("most", "least"):
        full = len(after) > 4 and after.endswith(_LIKE_ADJECTIVES) and before != "at"
        if at > 1 and before == "the" and tokens[at - 2].lower == "of":
            return None
        return _reading(tokens, at, at + 2) if full else None
    if word == "record":
        return _reading(tokens, at, at + 1) if _is_record(before, after) else None
    if word == "never" and after == "before":
        return _reading(tokens, at, at + 2)
    return None


_LIKE_ADJECTIVES = ("ed", "ing", "ful", "ous", "ive", "al", "ant", "ent", "ble", "ic", "ar", "ary")
"""Ends of words that "most" lifts to the top: "most powerful", "most expensive"."""


def _is_record(before: str, after: str) -> bool:
    """ "a record high", "the world record"; no "on the record"."""
    return after in ("high", "low", "number", "time", "year", "heat", "level", "sum", "profit") or (
        before in ("a", "world", "all-time") and after not in ("of", "label", "company", "deal")
    )


def _reading(tokens: Sequence[Token], first: int, after: int) -> Reading:
    value = " ".join(token.lower for token in tokens[first:after])
    return Reading(FacetType.SUPERLATIVE, first, after, value)
