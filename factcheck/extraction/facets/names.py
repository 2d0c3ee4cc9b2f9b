"""Names of people, organisations and places, and the offices people hold.

Without a dictionary of names, a run of capitalised words is one; titles in front of it are
cut off as roles: "Foreign Minister Lena Aalto" is the role and then the name.
"""

from collections.abc import Sequence

from factcheck.extraction.facets.amounts import Reading
from factcheck.extraction.facets.places import DEMONYMS, PLACES, SIDES
from factcheck.extraction.words.abbreviations import STARTERS
from factcheck.extraction.words.calendar import MONTHS, WEEKDAYS
from factcheck.extraction.words.roles import BEFORE, HEADS, HONORIFICS
from factcheck.extraction.words.tokens import MARK, NUMBER, WORD, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

_JOINTS = word_set("of de la le du van von der del da dos das al el bin ibn for &")
_SHORT_MONTH = 4
"""Letters; a shorter month is an abbreviation, which may be a name too: "Jan"."""
_LONGEST_COUNTRY = 3
"""Words of a country's name in front of an office: "Papua New Guinea"."""
_FULL_MONTHS = frozenset({"may", *(month for month in MONTHS if len(month) >= _SHORT_MONTH)})
_MOST_TOKENS = 12
"""A longer run of capitals is a headline."""
_RARELY_ROLES = frozenset(
    {"general", "head", "major", "official", "producer", "resident", "veteran"}
)
"""Heads of titles that, in small letters, are mostly something else: "an official visit"."""
_NO_NAMES = word_set("""
    i i'm i've i'll i'd mr mrs ms mx dr sir madam hello thanks sorry ok okay god christmas easter
    english internet
    """)
_OPENERS = STARTERS | word_set("""
    across again against almost among are around away back being beyond came come could
    comes did discussing earlier either else elsewhere enough ever everyone everything except
    following further furthermore get getting give go going got great had he's here's i've it's
    just let let's like long made make many maybe meanwhile might much must never nearly nor
    often ok off once onto part people police put quite rather recent recently right said say
    says see several shall she's should still take tell than thank that's them themselves there's
    they're they've think together too toward towards unless until up upon use very want way we're
    we've well what's whatever whose you're result results estimates reports sources scientists
    researchers officials residents experts critics supporters first second third last next
    """)
"""Words that are capital only because they open the sentence."""


def known_names(tokens: Sequence[Token], openers: set[int]) -> frozenset[str]:
    """Words seen with a capital inside some sentence; `openers` holds sentence starts."""
    return frozenset(
        token.lower for token in tokens if token.capitalised and token.start not in openers
    )


def read_names(tokens: Sequence[Token], opener: int, known: frozenset[str]) -> list[Reading]:
    """Names, places and roles of one sentence, `opener` being the place where it starts."""
    found: list[Reading] = []
    at = 0
    while at < len(tokens):
        after = _run_end(tokens, at, opener, known)
        if after > at:
            found.extend(_named(tokens, at, after))
            at = after
            continue
        role = _lower_role(tokens, at)
        if role is not None:
            found.append(role)
            at = role.next
        else:
            at += 1
    return found


def _run_end(tokens: Sequence[Token], at: int, opener: int, known: frozenset[str]) -> int:
    """The end of the run of capitalised words at `at`; `at` itself where there is none."""
    if not _begins(tokens, at, opener, known):
        return at
    place = at + 1
    while place < min(len(tokens), at + _MOST_TOKENS):
        step = _step(tokens, place)
        if step == 0:
            break
        place += step
    return place


def _begins(tokens: Sequence[Token], at: int, opener: int, known: frozenset[str]) -> bool:
    token = tokens[at]
    if not token.capitalised or token.lower in _NO_NAMES or _is_calendar(token):
        return False
    if token.start > opener + 1:
        if token.lower in _OPENERS and tokens[at - 1].kind == MARK:
            return False
        return len(token.text) > 1 or _step(tokens, at + 1) > 0
    if token.lower in PLACES:
        return True
    if token.lower in _OPENERS:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return token.lower in known or (
        after is not None and (after.capitalised or after.kind == "possessive")
    )


def _is_calendar(token: Token) -> bool:
    return token.lower in WEEKDAYS or (token.lower in _FULL_MONTHS)


def _step(tokens: Sequence[Token], at: int) -> int:
    """How many tokens of the run stand at `at`: 1 for a capital, 2 over a joint or mark."""
    if at >= len(tokens):
        return 0
    token, before = tokens[at], tokens[at - 1]
    if token.kind == NUMBER:
        return 1 if token.start == before.end else 0
    if token.capitalised:
        return 0 if _is_calendar(token) or token.start - before.end > 1 else 1
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text == "." and token.start == before.end:
        short = len(before.text) == 1 or before.lower in HONORIFICS
        return 2 if short and following is not None and following.capitalised else 0
    if following is None:
        return 0
    if token.text == "-" and token.start == before.end and following.start == token.end:
        if following.capitalised or following.kind == "number":
            return 2
        return 4 if _hyphenated_on(tokens, at + 1) else 0
    if token.lower == "of" and at + 2 < len(tokens) and following.lower == "the":
        return 3 if tokens[at + 2].capitalised else 0
    return 2 if token.lower in _JOINTS and following.capitalised else 0


def _hyphenated_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether "a-Lago" stands at `at`: the small word inside "Mar-a-Lago"."""
    return at + 2 < len(tokens) and tokens[at + 1].text == "-" and tokens[at + 2].capitalised


def _named(tokens: Sequence[Token], first: int, after: int) -> list[Reading]:
    """Cuts a run into the role in front and the name behind it."""
    found: list[Reading] = []
    cut = _role_end(tokens, first, after)
    if cut > first:
        found.append(Reading(FacetType.ROLE, first, cut, _words(tokens, first, cut)))
        first = cut
    if first < after and not _is_demonym(tokens, first, after):
        words = _words(tokens, first, after)
        place = words.lower() in PLACES or words.lower().removeprefix("the ") in PLACES
        found.append(Reading(FacetType.PLACE if place else FacetType.NAME, first, after, words))
    return found


def _is_demonym(tokens: Sequence[Token], first: int, after: int) -> bool:
    """ "South American" says where from, and names nobody."""
    *sides, last = (token.lower for token in tokens[first:after])
    return last in DEMONYMS and all(side in SIDES or side in DEMONYMS for side in sides)


def _role_end(tokens: Sequence[Token], first: int, after: int) -> int:
    """Where the title ends that opens the run; `first` itself where none does."""
    end = first
    for place in range(first, after):
        word = tokens[place].lower
        if word in HEADS and place - first < 5:
            end = place + 1
            if word == "chief" and _spells(tokens, place, ("chief", "-", "of", "-", "staff")):
                return place + 5
            if word == "secretary" and _spells(tokens, place, ("secretary", "-", "general")):
                return place + 3
            following = tokens[end].lower if end < after else ""
            if following not in HEADS:
                return end if _is_title(tokens, first, end) else first
    return end


def _is_title(tokens: Sequence[Token], first: int, end: int) -> bool:
    """ "New Zealand Prime Minister" is one, "Lena King" is not: a country, then words of office."""
    lead = first
    for place in range(min(first + _LONGEST_COUNTRY, end - 1), first, -1):
        if _words(tokens, first, place).lower() in PLACES:
            lead = place
            break
    return all(
        token.lower in BEFORE
        or token.lower in HEADS
        or token.lower in DEMONYMS
        or token.text == "-"
        for token in tokens[lead : end - 1]
    )


def _lower_role(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "former foreign minister", "chief-of-staff" in small letters."""
    if tokens[at].kind != WORD:
        return None
    place = at
    while place < min(len(tokens) - 1, at + 4) and tokens[place].lower in BEFORE:
        if tokens[place + 1].text == "-":
            break
        place += 1
    if tokens[place].lower not in HEADS or tokens[place].lower in _RARELY_ROLES:
        return None
    if tokens[place].lower == "chief" and tokens[at].lower != "chief":
        return None
    after = place + 1
    if _spells(tokens, place, ("chief", "-", "of", "-", "staff")):
        after = place + 5
    return Reading(FacetType.ROLE, at, after, _words(tokens, at, after))


def _spells(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    return tuple(token.lower for token in tokens[at : at + len(words)]) == words


def _words(tokens: Sequence[Token], first: int, after: int) -> str:
    """The words with single spaces where the text has any gap."""
    parts = [tokens[first].text]
    for place in range(first + 1, after):
        gap = "" if tokens[place].start == tokens[place - 1].end else " "
        parts.append(gap + tokens[place].text)
    return "".join(parts)
