"""Titles and roles: in front of a name, "Foreign Minister Lena Aalto", and by themselves."""

from collections.abc import Sequence

from factcheck.extraction.facets.numerals import word_at
from factcheck.extraction.facets.places import COUNTRIES, DEMONYMS, PLACES
from factcheck.extraction.facets.readings import Reading, glued
from factcheck.extraction.words.roles import (
    BEFORE,
    DOUBLE_HEADS,
    HEADS,
    OF_OFFICE,
    OFFICE_SHORT,
    ORGANISATION_WORDS,
)
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_LONGEST_COUNTRY = 3
"""Words of a country's name in front of an office: "Papua New Guinea"."""
_MOST_WORDS = 6
"""Of a title before its "of"."""
_RARELY_ROLES = frozenset(
    {"general", "head", "major", "official", "producer", "resident", "veteran", "lady", "lead"}
)
"""Heads of titles that, in small letters, are mostly something else: "an official visit"."""
_RARELY_TITLES = frozenset({"general", "premier", "major", "lead", "justice", "chief"})
_NO_TITLE_BEFORE = ORGANISATION_WORDS | word_set(
    "league motors electric election elections mills affairs staff"
)
""" "General Motors" and "Major League" hold no office."""
_SENT = frozenset({"to", "for"})
_SENT_HEADS = word_set("ambassador envoy adviser advisor secretary representative delegate consul")
"""Offices that are held to or for somebody: "Ambassador to the US"."""
_PREFIXES = word_set("co vice ex then deputy")
TITLE_WORDS = BEFORE | HEADS


def title_end(tokens: Sequence[Token], first: int, after: int) -> int:
    """Where the title ends that opens the run of capitals; `first` itself where none does."""
    if tokens[first].lower == "deputy" and word_at(tokens, first + 1) in BEFORE:
        end = title_end(tokens, first + 1, after)  # "Deputy Prime Minister"
        return end if end > first + 1 else first
    for place in range(first, min(after, first + _MOST_WORDS)):
        word = tokens[place].lower
        if word not in HEADS:
            continue
        following = word_at(tokens, place + 1) if place + 1 < after else ""
        if following == "-":
            return _hyphened(tokens, place, after)
        if following in HEADS and (word in DOUBLE_HEADS or following in _RARELY_TITLES):
            continue
        if word in _RARELY_TITLES and following in _NO_TITLE_BEFORE:
            return first
        if not _is_title(tokens, first, place + 1):
            return first
        return _office_end(tokens, place + 1, after) if following == "of" else place + 1
    return first


def _office_end(tokens: Sequence[Token], at: int, after: int) -> int:
    """Where the office ends of which "of" stands at `at`: "Minister of Roads | Lena Aalto"."""
    place = at + 1 + (word_at(tokens, at + 1) == "the")
    while place < after and tokens[place].lower in _PORTFOLIOS:
        place += 1
    if place > at + 2 or (place == at + 2 and word_at(tokens, at + 1) != "the"):
        return place
    small = any(not token.capitalised for token in tokens[place:after])
    return after if small or after - place <= _WORDS_OF_NAME else after - _WORDS_OF_NAME


_WORDS_OF_NAME = 2
_PORTFOLIOS = (
    BEFORE
    | ORGANISATION_WORDS
    | COUNTRIES
    | word_set(
        "affairs agriculture arts business culture education employment environment europe and & "
        "interior relations services sport sports staff state trade tourism transport war welfare"
    )
) - {"us"}
""" "Minister of Education", "Secretary of State": behind them a name follows."""


def _hyphened(tokens: Sequence[Token], place: int, after: int) -> int:
    """The end of "Chief-of-Staff" and "Secretary-General"."""
    end = place + 1
    while end + 1 < after and tokens[end].text == "-":
        end += 2
    return end


def _is_title(tokens: Sequence[Token], first: int, end: int) -> bool:
    """ "New Zealand Prime Minister" is one, "Lena King" is not: a country, then words of office."""
    lead = first
    for place in range(min(first + _LONGEST_COUNTRY, end - 1), first, -1):
        if " ".join(token.lower for token in tokens[first:place]) in PLACES:
            lead = place
            break
    if lead == first and end - first == 2 and tokens[first].text.isupper():
        return True  # "FIFA President"
    lead += tokens[lead].lower in _BODIES and lead < end - 1
    return all(
        token.lower in TITLE_WORDS or token.lower in DEMONYMS or token.text in "-&"
        for token in tokens[lead : end - 1]
    )


def inner_title(tokens: Sequence[Token], first: int, after: int) -> tuple[int, int] | None:
    """The title between two names: "World Bank | President | Lena Aalto", else None."""
    for place in range(first + 1, after):
        word = tokens[place].lower
        if word in OFFICE_SHORT and place + 2 < after and tokens[place + 1].text == ".":
            return place, place + 2
        if word not in _SURELY_TITLES:
            continue
        if place + 1 < after and not tokens[place + 1].capitalised:
            return None
        lone = place + 1 == after
        if lone and tokens[place - 1].lower not in ORGANISATION_WORDS:
            return None
        start = place
        while start - 1 > first and tokens[start - 1].lower in BEFORE and not lone:
            start -= 1
        return start, place + 1
    return None


_SURELY_TITLES = word_set("""
    ambassador ceo chair chairman chairwoman chancellor coach commissioner correspondent director
    envoy executive founder governor mayor minister president professor prosecutor secretary senator
    spokesman spokesperson spokeswoman superintendent chief
    """)
"""Heads of titles that are hardly ever anybody's name."""


_BODIES = word_set("house cabinet council party bank parliament committee board court hospital")
"""May open a title: "House Speaker"."""


def sent_end(tokens: Sequence[Token], head: int) -> int:
    """The first token of the land or body in "Ambassador to the US"; 0 where there is none."""
    if tokens[head].lower not in _SENT_HEADS or word_at(tokens, head + 1) not in _SENT:
        return 0
    place = head + 2 + (word_at(tokens, head + 2) == "the")
    return place if place < len(tokens) and tokens[place].capitalised else 0


def read_lower_title(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "former foreign minister", "chief executive officer", "chief of staff" in small letters."""
    head, place = -1, at
    while place < min(len(tokens), at + _MOST_WORDS):
        word = tokens[place].lower
        if word not in TITLE_WORDS or (head >= 0 and tokens[head].lower not in DOUBLE_HEADS):
            break
        if word in HEADS:
            head = place
        place += 1
    if head < 0:
        return None
    end = _tail(tokens, head)
    if end == head + 1 and tokens[head].lower in _RARELY_ROLES and not _is_sure(tokens, at, head):
        return None
    return Reading(FacetType.ROLE, with_prefix(tokens, at), end, None)


def _is_sure(tokens: Sequence[Token], at: int, head: int) -> bool:
    """ "attorney general" and "first lady" are roles, "general" and "lady" are none."""
    return head > at and (tokens[head - 1].lower, tokens[head].lower) in _SURE


_SURE = frozenset(
    {("attorney", "general"), ("secretary", "general"), ("director", "general"), ("first", "lady"),
     ("governor", "general"), ("solicitor", "general"), ("surgeon", "general")}
)  # fmt: skip


def _tail(tokens: Sequence[Token], head: int) -> int:
    """The end of "chief of staff" and "chief-of-staff", else of the head itself."""
    words = tuple(token.lower for token in tokens[head : head + 5])
    if words[1:2] == ("-",) and words[::2] in OF_OFFICE:
        return head + 5
    if words[:3] in OF_OFFICE:
        return head + 3
    if words[1:3] == ("-", "general"):
        return head + 3
    return head + 1


def with_prefix(tokens: Sequence[Token], at: int) -> int:
    """Takes in "co-" and the like: "co-founder", "vice-president"."""
    if at > 1 and tokens[at - 1].text == "-" and tokens[at - 2].lower in _PREFIXES:
        return at - 2 if glued(tokens[at], tokens[at - 1]) else at
    return at
