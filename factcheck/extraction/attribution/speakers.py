"""Finding the words that name a speaker, left or right of the verb of saying."""

from collections.abc import Sequence

from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.calendar import MONTHS, NEAR_DAYS, WEEKDAYS
from factcheck.extraction.words.clauses import (
    DETERMINERS,
    MODALS,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.roles import HEADS, ORGANISATION_WORDS
from factcheck.extraction.words.tokens import MARK, POSSESSIVE, WORD, Token
from factcheck.extraction.words.verbs import ALSO_NOUNS, REPORTING
from factcheck.extraction.words.wordlists import word_set

_LONGEST = 22
"""Tokens; a longer stretch is no name of a speaker."""
_ADVERBS = word_set("also later then now once again already even still just often soon")
_PLURAL_SPEAKERS = word_set(
    """
    analysts authorities campaigners citizens colleagues critics data documents economists
    estimates evidence experts figures findings fishermen historians investigators lawyers
    members officials opponents organisers parents people pilots police politicians polls
    prosecutors records reporters reports research researchers residents results scholars
    scientists shareholders sources statistics students studies supporters surveys teachers
    unions villagers voters witnesses workers aides allies lawmakers doctors neighbours
    relatives advocates observers
    """
)
"""Speak without an article: "Witnesses said"."""
_INSIDE_MARKS = frozenset({"-", ".", "&", "/", "’", "'"})
_JOINING = frozenset({"of", "for", "at"})


def subject_before(tokens: Sequence[Token], verb: int, floor: int) -> Range | None:
    """The subject of the verb at `verb`, searched no further left than `floor`."""
    end = _skip_adverbs(tokens, verb, floor)
    end = _over_negation(tokens, end, floor)
    if end <= floor or (tokens[end - 1].lower in MODALS and tokens[end - 1].text != "May"):
        return None
    if tokens[end - 1].lower == "who":
        return _before_relative(tokens, end - 1, floor)
    if tokens[end - 1].text == ",":
        return _over_apposition(tokens, end - 1, floor)
    return _nominal(tokens, _left_edge(tokens, end, floor), end)


def _over_negation(tokens: Sequence[Token], end: int, floor: int) -> int:
    """Back over "does not" and "didn't": what is denied is attributed too."""
    if end > floor and tokens[end - 1].lower in ("don't", "doesn't", "didn't"):
        return end - 1
    if end - 1 > floor and tokens[end - 1].lower == "not" and tokens[end - 2].lower in PERFECT:
        return end - 2
    return end


def _skip_adverbs(tokens: Sequence[Token], verb: int, floor: int) -> int:
    """Back over "has also", "reportedly" to the end of the subject."""
    end = verb
    while end > floor:
        word = tokens[end - 1].lower
        if word not in _ADVERBS and word not in PERFECT and not _is_adverb(word):
            break
        end -= 1
    return end


def _is_adverb(word: str) -> bool:
    return len(word) > 4 and word.endswith("ly") and word not in {"family", "italy", "july"}


def _before_relative(tokens: Sequence[Token], end: int, floor: int) -> Range | None:
    """ "Ana Ruiz, who said": the name in front of the relative pronoun."""
    if end > floor and tokens[end - 1].text == ",":
        end -= 1
    return _nominal(tokens, _left_edge(tokens, end, floor), end)


def _over_apposition(tokens: Sequence[Token], comma: int, floor: int) -> Range | None:
    """ "Ana Ruiz, the mayor, said": the name before the first of the two commas."""
    for place in range(comma - 1, max(floor, comma - _LONGEST) - 1, -1):
        if tokens[place].text == ",":
            found = _nominal(tokens, _left_edge(tokens, place, floor), place)
            return found or _nominal(tokens, place + 1, comma)
        if tokens[place].text in ';:“”"':
            break
    return None


def sentence_subject(tokens: Sequence[Token], verb: int) -> Range | None:
    """Who speaks in "Ana Ruiz walked out, saying …": the first subject of the sentence."""
    for place in range(1, min(verb, _LONGEST)):
        if _is_verb(tokens[place]):
            return subject_before(tokens, place, 0)
    return None


def _left_edge(tokens: Sequence[Token], end: int, floor: int) -> int:
    """How far left the noun phrase reaches that ends before `end`."""
    first = end
    while first > floor and end - first < _LONGEST:
        token = tokens[first - 1]
        if token.kind == MARK and token.text not in _INSIDE_MARKS:
            break
        if token.text == "." and first - 1 > floor and len(tokens[first - 2].text) > 3:
            break
        if token.lower in SUBORDINATORS or (
            token.lower == "and" and _clause_before(tokens, first - 1, floor)
        ):
            break
        first -= 1
    return first


def _clause_before(tokens: Sequence[Token], place: int, floor: int) -> bool:
    """Whether a clause stands before "and", so that it joins clauses and not names."""
    for token in tokens[max(floor, place - _LONGEST) : place]:
        if is_finite(token.lower) or token.lower in PRONOUNS or token.lower in PREPOSITIONS:
            return True
    return place == floor


def _nominal(tokens: Sequence[Token], first: int, end: int) -> Range | None:
    """Trims the range to a noun phrase that can speak, or gives None."""
    first = _without_lead(tokens, first, end)
    if first >= end:
        return None
    for place in range(end - 1, first, -1):
        if _is_verb(tokens[place]) and not _is_reduced(tokens, first, place):
            first = _without_lead(tokens, place + 1, end)
            break
    if first >= end or not _can_speak(tokens, first, end):
        return None
    return first, end


def _is_reduced(tokens: Sequence[Token], first: int, place: int) -> bool:
    """Whether a participle only describes the subject: "a study published in May"."""
    opener = tokens[first]
    behind = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    return (
        place - first > 1
        and tokens[place].lower.endswith(("ed", "en", "wn"))
        and behind in PREPOSITIONS
        and (opener.lower in DETERMINERS or opener.lower in _PLURAL_SPEAKERS)
    )


def _is_verb(token: Token) -> bool:
    if token.capitalised or token.kind != WORD:
        return False
    word = token.lower
    return is_finite(word) or (word in REPORTING and word not in ALSO_NOUNS)


def _without_lead(tokens: Sequence[Token], first: int, end: int) -> int:
    """Drops what stands before the subject: "In a statement the firm" → "the firm"."""
    while first < end and (
        tokens[first].lower in ("and", "then", "meanwhile", "however")
        or tokens[first].kind == POSSESSIVE
    ):
        first += 1
    if first < end and tokens[first].lower in PREPOSITIONS:
        for place in range(end - 1, first, -1):
            if tokens[place].lower in DETERMINERS or tokens[place].lower in PRONOUNS:
                return place
        place = end
        while place > first and tokens[place - 1].capitalised:
            place -= 1
        return place
    return first


def _can_speak(tokens: Sequence[Token], first: int, end: int) -> bool:
    """A pronoun, a name, "the" and a noun, or people named by what they are."""
    head, opener = tokens[end - 1], tokens[first]
    if head.kind == MARK and head.text != ".":
        return False
    if end - first == 1:
        word = opener.lower
        alone = opener.capitalised and word not in DETERMINERS and word not in _DEAD
        return word in PRONOUNS or alone or word in _PLURAL_SPEAKERS or word in HEADS
    if opener.lower in PRONOUNS and opener.lower != "one":
        return False
    if opener.lower in DETERMINERS or head.capitalised:
        return True
    named = any(token.capitalised for token in tokens[first:end])
    return (
        named
        or head.lower in _PLURAL_SPEAKERS
        or head.lower in HEADS
        or (head.lower in ORGANISATION_WORDS)
    )


_DEAD = word_set("there here then this that these those what which")


def phrase_after(tokens: Sequence[Token], at: int, ceiling: int) -> Range | None:
    """The noun phrase that begins at `at`: behind "by", "according to" or an inverted verb."""
    end = at
    while end < min(ceiling, at + _LONGEST) and _belongs(tokens, end, at):
        end += 1
    while end > at and tokens[end - 1].kind == MARK:
        end -= 1
    if end == at or not _can_speak(tokens, at, end):
        return None
    return at, end


def _belongs(tokens: Sequence[Token], place: int, first: int) -> bool:
    token = tokens[place]
    if token.kind == MARK:
        if token.text == ".":
            return len(tokens[place - 1].text) < 4 and place > first and (place + 1 < len(tokens))
        return token.text in _INSIDE_MARKS and place > first
    word = token.lower
    if word in _JOINING:
        return place > first
    if word in PREPOSITIONS or word in SUBORDINATORS or word in _STOPPERS:
        return False
    if word in DETERMINERS and place > first and tokens[place - 1].lower not in _JOINING:
        return False
    if word in PRONOUNS:
        return place == first
    if token.capitalised and (word in WEEKDAYS or word in MONTHS):
        return False
    return not (token.kind == WORD and is_finite(word) and not token.capitalised)


_STOPPERS = frozenset({*NEAR_DAYS, "last", "this", "next", "and", "who", "whose", "when", "adding"})
