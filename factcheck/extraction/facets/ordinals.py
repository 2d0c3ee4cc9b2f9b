"""Ranks: "the 19th", "third", "thirty-first", "No. 2"."""

from collections.abc import Sequence

from factcheck.extraction.facets.numerals import TENS, word_at
from factcheck.extraction.facets.readings import Reading, glued
from factcheck.extraction.words.clauses import BE, DETERMINERS, PREPOSITIONS
from factcheck.extraction.words.tokens import NUMBER, WORD, Token
from factcheck.extraction.words.wordlists import word_set, words
from factcheck.vocabulary import FacetType

ORDINALS = {
    word: value + 1
    for value, word in enumerate(
        words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        )
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000}
ENDINGS = frozenset({"st", "nd", "rd", "th"})
"""Glued to the digits: "19th"."""
_RANKED_BY = word_set(
    "came come comes coming finish finished finishing finishes placed ranked ranks rank"
)
"""Verbs that give a place in a ranking: "she came first"."""
STAGES = word_set(
    "phase half round stage step part quarter week weeks day days month months year years place "
    "lap leg set game term two three four five few reading case point question option page act "
    "draft instalment installment batch tranche hearing paragraph chapter"
)
"""After "first" these count stages, "the first half"; nobody claims to be ahead of all."""
UNRANKED = {
    "first": word_set(
        "lady minister name names aid class amendment thing things responder responders person"
    ),
    "second": word_set("hand thought thoughts nature opinion home ago later or per"),
    "third": word_set("party parties world of"),
}
"""What an ordinal does not rank: "a third party"."""
_SHARED = frozenset({"of", "to"})
_LONGEST = 6
"""Digits; longer numbers with an ending are no ranks."""


def read_ordinal(tokens: Sequence[Token], at: int) -> Reading | None:
    """The rank that begins at token `at`, or None."""
    if tokens[at].kind == NUMBER:
        return _in_digits(tokens, at)
    word = tokens[at].lower
    if word in ORDINALS:
        return _in_words(tokens, at)
    if word in TENS and word_at(tokens, at + 1) == "-":
        unit = ORDINALS.get(word_at(tokens, at + 2), 10)
        return _reading(at, at + 3, TENS[word] + unit) if unit < 10 else None
    if word == "no" and tokens[at].capitalised:
        return _numbered(tokens, at)
    return None


def _reading(first: int, after: int, value: int) -> Reading:
    return Reading(FacetType.ORDINAL, first, after, value)


def _in_digits(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "the 19th"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.lower not in ENDINGS or not glued(after, tokens[at]):
        return None
    digits = tokens[at].text
    return _reading(at, at + 2, int(digits)) if _is_short(digits) else None


def _is_short(digits: str) -> bool:
    return digits.isdecimal() and len(digits) <= _LONGEST


def _numbered(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "No. 2"."""
    place = at + 1 + (word_at(tokens, at + 1) == ".")
    if place < len(tokens) and tokens[place].kind == NUMBER and _is_short(tokens[place].text):
        return _reading(at, place + 1, int(tokens[place].text))
    return None


def _in_words(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "the third"; the share "a third of" is read before, "a third party" not at all."""
    word, after = tokens[at].lower, word_at(tokens, at + 1)
    before = tokens[at - 1].lower if at else ""
    if after == "-" or after in UNRANKED.get(word, ()) or before in ("-", "per", "every", "at"):
        return None
    if before == "a" and at > 1 and tokens[at - 2].lower == "of":  # "hundredths of a second"
        return None
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].capitalised and following is not None and following.capitalised:
        return None
    if word == "first" and not _ranks(before, after):
        return None
    if before in ("a", "an") and (after in _SHARED or following is None or following.kind != WORD):
        return None
    return _reading(at, at + 1, ORDINALS[word])


def _ranks(before: str, after: str) -> bool:
    """ "came first", "the first half"; no "First, we ate", "it first opened"."""
    if before in BE:
        return after in PREPOSITIONS or not after.isalpha()
    return before in _RANKED_BY or (after in STAGES and (before in DETERMINERS or not before))
