"""Finding the subject of a verb of saying, right before it or further left."""

from collections.abc import Sequence

from factcheck.extraction.attribution.appositions import opening_comma
from factcheck.extraction.attribution.noun_phrases import (
    COUNTS,
    LONGEST,
    PLURAL_SPEAKERS,
    can_speak,
    without_lead,
    without_time,
)
from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.calendar import WEEKDAYS
from factcheck.extraction.words.clauses import (
    BE,
    DETERMINERS,
    IRREGULAR_PASTS,
    MODALS,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.roles import HEADS
from factcheck.extraction.words.tokens import MARK, NUMBER, POSSESSIVE, WORD, Token
from factcheck.extraction.words.verbs import ALSO_NOUNS, REPORTING
from factcheck.extraction.words.wordlists import word_set

_ADVERBS = word_set(
    "also later then now once again already even still just often soon first never ever "
    "sometimes always long thus further subsequently both all too well very only even quite rather"
)
_INSIDE_MARKS = frozenset({"-", ".", "&", "/", "’", "'"})
CLEAR_SUBJECTS = frozenset({"i", "he", "she", "they", "we"})
"""Pronouns that are never objects."""
_SUBJECTS = CLEAR_SUBJECTS | {"it", "you"}


def subject_before(tokens: Sequence[Token], verb: int, floor: int) -> Range | None:
    """The subject of the verb at `verb`, searched no further left than `floor`."""
    end = before_adverbs(tokens, verb, floor)
    end = _over_negation(tokens, end, floor)
    if end <= floor or (tokens[end - 1].lower in MODALS and tokens[end - 1].text != "May"):
        return None
    if tokens[end - 1].lower == "who" or (
        tokens[end - 1].lower == "which" and end > 1 and tokens[end - 2].text == ","
    ):
        return before_relative(tokens, end - 1, floor)
    if tokens[end - 1].text == ",":
        return _over_apposition(tokens, end - 1, floor)
    if tokens[end - 1].text in _CLOSING:
        return _over_brackets(tokens, end - 1, floor)
    return _nominal(tokens, left_edge(tokens, end, floor), end)


_CLOSING = {")": "(", "–": "–", "—": "—"}


def _over_negation(tokens: Sequence[Token], end: int, floor: int) -> int:
    """Back over "does not" and "didn't": what is denied is attributed too."""
    if end > floor and tokens[end - 1].lower in ("don't", "doesn't", "didn't"):
        return end - 1
    if end - 1 > floor and tokens[end - 1].lower == "not" and tokens[end - 2].lower in PERFECT:
        return end - 2
    return end


def before_adverbs(tokens: Sequence[Token], verb: int, floor: int = 0) -> int:
    """Back over "has also", "reportedly" to the end of the subject."""
    end = verb
    while end > floor:
        word = tokens[end - 1].lower
        if word not in _ADVERBS and word not in PERFECT and not is_adverb(word):
            break
        end -= 1
    return end


def is_adverb(word: str) -> bool:
    """Whether the lower-case word is likely an adverb: "reportedly"."""
    return len(word) > 4 and word.endswith("ly") and word not in _LY_NOUNS


_LY_NOUNS = frozenset({"family", "italy", "july", "assembly", "kelly", "molly", "billy", "reilly"})


def before_relative(tokens: Sequence[Token], end: int, floor: int) -> Range | None:
    """ "Ana Ruiz, who said": the name in front of the relative pronoun."""
    if end > floor and tokens[end - 1].text in ",—–":
        end -= 1
    if end - 2 > floor and tokens[end - 1].kind == NUMBER and tokens[end - 2].text == ",":
        end -= 2
    return _nominal(tokens, left_edge(tokens, end, floor), end)


def _over_brackets(tokens: Sequence[Token], closing: int, floor: int) -> Range | None:
    """ "Ana Ruiz (Tula) said", "Ana Ruiz – a former judge – said": the name before."""
    opening = _CLOSING[tokens[closing].text]
    for place in range(closing - 1, max(floor, closing - 12), -1):
        if tokens[place].text == opening:
            return _nominal(tokens, left_edge(tokens, place, floor), place)
    return None


def _over_apposition(tokens: Sequence[Token], comma: int, floor: int) -> Range | None:
    """ "Ana Ruiz, the mayor, said": the name before the first of the commas."""
    place = opening_comma(tokens, comma, floor)
    if place is None:
        return None
    found = _nominal(tokens, left_edge(tokens, place, floor), place)
    end = _next_comma(tokens, place + 1, comma)
    inner = _nominal(tokens, place + 1, end)
    if found and inner and _names_office(tokens, found, inner):
        return inner
    return found or (inner if end == comma else None)


def _next_comma(tokens: Sequence[Token], first: int, last: int) -> int:
    return next((place for place in range(first, last) if tokens[place].text == ","), last)


def _names_office(tokens: Sequence[Token], outer: Range, inner: Range) -> bool:
    """ "The chief justice, Ana Ruiz, said": the name says more than what somebody is."""
    if any(token.lower == "and" for token in tokens[outer[0] : outer[1]]):
        return False
    nameless = not any(token.capitalised for token in tokens[outer[0] + 1 : outer[1]])
    office = any(
        token.lower in HEADS and not token.capitalised for token in tokens[outer[0] : outer[1]]
    )
    owned = any(token.kind == POSSESSIVE for token in tokens[outer[0] : outer[1]])
    office = office or (owned and inner[1] - inner[0] > 1)  # "Ruiz's counterpart, Frank Holt,"
    named = all(token.capitalised for token in tokens[inner[0] : inner[1]])
    return named and (office or (nameless and inner[1] - inner[0] > 1 < outer[1] - outer[0]))


def left_edge(tokens: Sequence[Token], end: int, floor: int) -> int:
    """How far left the noun phrase reaches that ends before `end`."""
    first, links = end, 0
    while first > floor and end - first < LONGEST:
        token = tokens[first - 1]
        if token.kind == MARK and token.text not in _INSIDE_MARKS:
            break
        if token.text == "." and first - 1 > floor and len(tokens[first - 2].text) > 3:
            break
        if token.lower in SUBORDINATORS:
            break
        if token.lower == "and":
            links += 1
            if links > _MOST_LINKS or not _joins_phrases(tokens, first - 1, end, floor):
                break
        first -= 1
    return first


_MOST_LINKS = 3
"""Times "and" within one subject."""


def _joins_phrases(tokens: Sequence[Token], place: int, end: int, floor: int) -> bool:
    """Whether "and" joins names or nouns there, and not clauses."""
    return _joins_capitals(tokens, place, end) or not _clause_before(tokens, place, floor)


def _joins_capitals(tokens: Sequence[Token], place: int, end: int) -> bool:
    """ "Child Health and Protection": part of a name."""
    named = 0 < place < end - 1 and tokens[place - 1].capitalised and tokens[place + 1].capitalised
    return named and tokens[place - 2].capitalised


def _clause_before(tokens: Sequence[Token], place: int, floor: int) -> bool:
    """Whether a clause stands before "and", so that it joins clauses and not names."""
    first = max(floor, place - LONGEST)
    for at in range(place - 1, first, -1):
        if tokens[at].text == ",":
            first = at + 1
            break
    if first == place:
        return True
    for token in tokens[first + (tokens[first].lower == "and") : place]:
        word = token.lower
        if is_finite(word) or word in PRONOUNS or (word in PREPOSITIONS and word != "of"):
            return True
    return place == floor


def _nominal(tokens: Sequence[Token], first: int, end: int) -> Range | None:
    """Trims the range to a noun phrase that can speak, or gives None."""
    if end > first and tokens[end - 1].lower in _SUBJECTS:
        return end - 1, end
    first = without_lead(tokens, first, end)
    if first >= end:
        return None
    for place in range(end - 1, first, -1):
        if is_verb(tokens[place]) and not _is_reduced(tokens, first, place):
            if tokens[place - 1].lower == "who" and place - 1 > first:
                return _nominal(tokens, first, place - 1)
            first = without_lead(tokens, place + 1, end)
            break
    while first < end - 1 and tokens[first].lower.endswith("ing") and not tokens[first].capitalised:
        first += 1
    end = without_time(tokens, first, end)
    if first >= end or is_verb(tokens[first]) or not can_speak(tokens, first, end):
        return None
    return first, end


_QUANTITIES = COUNTS | {"half", "nearly", "almost", "about", "more", "fewer", "few", "roughly"}
_MODIFIED = DETERMINERS | PLURAL_SPEAKERS | _QUANTITIES
"""Open a noun phrase that a participle may describe."""


def _is_reduced(tokens: Sequence[Token], first: int, place: int) -> bool:
    """Whether a participle only describes the subject: "a leaked study published in May"."""
    opener = tokens[first]
    if tokens[place].lower.endswith("ed") and tokens[place - 1].lower in DETERMINERS:
        return True
    behind = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    return (
        place - first > (opener.lower not in PLURAL_SPEAKERS)
        and tokens[place].lower.endswith(("ed", "en", "wn"))
        and (behind in PREPOSITIONS or behind in WEEKDAYS or behind in ("last", "this"))
        and opener.lower in _MODIFIED
    )


def is_verb(token: Token) -> bool:
    if token.capitalised or token.kind != WORD:
        return False
    word = token.lower
    if is_finite(word) or word in IRREGULAR_PASTS:
        return True
    return word in REPORTING and word not in ALSO_NOUNS


def is_progressive(tokens: Sequence[Token], at: int) -> int | None:
    """Where the form of "be" stands in "are now arguing that"; None where there is none."""
    place = at - 1
    while place > 0 and (is_adverb(tokens[place].lower) or tokens[place].lower in _ADVERBS):
        place -= 1
    return place if place >= 0 and tokens[place].lower in BE else None
