"""Words that say of something that nothing else reaches it."""

from collections.abc import Sequence

from factcheck.extraction.facets.numerals import word_at
from factcheck.extraction.facets.ordinals import ORDINALS, STAGES, UNRANKED
from factcheck.extraction.facets.readings import Reading
from factcheck.extraction.words.tokens import WORD, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

ENDS_OF_SCALES = word_set("""
    best worst biggest largest greatest highest lowest smallest longest shortest oldest youngest
    newest fastest slowest strongest weakest richest poorest wealthiest deadliest bloodiest
    busiest cheapest cleanest closest coldest darkest deepest densest driest earliest farthest
    fewest finest furthest hardest heaviest hottest happiest loudest nearest safest sharpest
    simplest steepest tallest thinnest toughest warmest wettest widest broadest fiercest brightest
    costliest priciest tiniest harshest wildest quickest lightest rarest roughest purest
    boldest bravest cleverest smartest strictest sunniest windiest thickest dirtiest dullest
    friendliest healthiest lengthiest luckiest mightiest narrowest northernmost southernmost
    easternmost westernmost topmost saddest severest shallowest softest steadiest tightest ugliest
    unhappiest wisest fattest grandest gravest holiest
    """)
"""Adjectives at the end of their scale: "the driest month"."""
_ALONE = frozenset({"unprecedented", "sole", "unrivalled", "unmatched", "unparalleled"})
CUES = ENDS_OF_SCALES | _ALONE | word_set("only most least record never") | ORDINALS.keys()
"""Words a superlative may begin with."""
_OWNERS = word_set("the its his her their our my whose 's")
_HEDGED = frozenset({"at", "did", "do", "doing", "does", "try", "trying", "tried"})
""" "At best", "did their best" rank nothing."""
_OF_ONE_SELF = word_set("friend friends man men practice practices wishes interest interests")
""" "My best friend" is no claim about all friends."""
_NO_CROWD = word_set("of people part recent recently likely notably probably certainly")
_LIKE_ADJECTIVES = ("ed", "ing", "ful", "ous", "ive", "al", "ant", "ent", "ble", "ic", "ar", "ary")
"""Ends of words that "most" lifts to the top: "most powerful", "most expensive"."""
_RECORDS = word_set("high low number time year heat level sum profit highs lows levels numbers")


def read_superlative(tokens: Sequence[Token], at: int) -> Reading | None:
    """The superlative that begins at token `at`, or None."""
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    after = word_at(tokens, at + 1)
    if word in ENDS_OF_SCALES:
        if not _reaches_end(tokens, at, before, after):
            return None
        return _reading(tokens, at, at + 3 if after == "-" else at + 1)
    if word in ORDINALS:
        return _ordinal(tokens, at, before, after)
    if word in ("most", "least"):
        return _most(tokens, at, before, after)
    if word in _ALONE:
        return _reading(tokens, at, at + 1)
    if word == "only":
        alone = before in _OWNERS and after != "just" and not after.isdigit()
        return _reading(tokens, at, at + 1) if alone else None
    if word == "record":
        return _reading(tokens, at, at + 1) if _is_record(before, after) else None
    if word == "never" and after == "before":
        return _reading(tokens, at, at + 2)
    return None


def _reaches_end(tokens: Sequence[Token], at: int, before: str, after: str) -> bool:
    """Not in "at best", "did their best", "best-known", "Best Motors"."""
    if after == "-":  # "longest-serving", no "best-known"
        return tokens[at].lower != "best" and word_at(tokens, at + 2).isalpha()
    if before in _HEDGED or (at > 1 and tokens[at - 2].lower in _HEDGED and after in ".,;"):
        return False
    if tokens[at].lower == "best" and after in _OF_ONE_SELF:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return not (at and tokens[at].capitalised and following is not None and following.capitalised)


def _ordinal(tokens: Sequence[Token], at: int, before: str, after: str) -> Reading | None:
    """ "the first woman", "first-ever", "second-largest", "third most common"."""
    place = at + 1 + (after == "-")
    lifted = word_at(tokens, place)
    if lifted in ENDS_OF_SCALES:
        return _reading(tokens, at, place + 1)
    if lifted == "most" and word_at(tokens, place + 1) == "-":
        return _reading(tokens, at, min(place + 3, len(tokens)))
    if lifted in ("most", "least"):
        return _most(tokens, place, "the", word_at(tokens, place + 1), at)
    if tokens[at].lower != "first":
        return None
    if after == "-":
        return _reading(tokens, at, at + 3) if lifted == "ever" else None
    return _reading(tokens, at, at + 1) if _leads(tokens, at, before, after) else None


def _leads(tokens: Sequence[Token], at: int, before: str, after: str) -> bool:
    """Whether "first" says that nobody was before: "the first woman"; not "the first half"."""
    if after == "of":
        return word_at(tokens, at + 2) in _OWNERS
    if after in STAGES or after in UNRANKED["first"] or before not in _LED_IN:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind != WORD:
        return False
    return not (tokens[at].capitalised and following.capitalised)


_LED_IN = _OWNERS | {"became", "become", "a", "for"}


def _most(
    tokens: Sequence[Token], at: int, before: str, after: str, first: int | None = None
) -> Reading | None:
    """ "the most wanted", "most powerful", "the most goals"; not "most people"."""
    if at > 1 and before == "the" and tokens[at - 2].lower == "of" and first is None:
        return None
    if before == "at" or len(after) < 2 or after in _NO_CROWD or after.endswith("ly"):
        return None
    start = at if first is None else first
    if len(after) > 4 and after.endswith(_LIKE_ADJECTIVES):
        return _reading(tokens, start, at + 2)
    if before not in _OWNERS or tokens[at + 1].kind != WORD:
        return None
    if after.endswith("s") or after in ("at", "in", "for", "since", "to"):
        return _reading(tokens, start, at + 1)
    return _reading(tokens, start, at + 2)


def _is_record(before: str, after: str) -> bool:
    """ "a record high", "the world record"; no "on the record"."""
    return after in _RECORDS or (
        before in ("a", "world", "all-time") and after not in ("of", "label", "company", "deal")
    )


def _reading(tokens: Sequence[Token], first: int, after: int) -> Reading:
    """The value is the words in small letters, a hyphen as a space: "second largest"."""
    value = " ".join(token.lower for token in tokens[first:after] if token.text != "-")
    return Reading(FacetType.SUPERLATIVE, first, after, value)
