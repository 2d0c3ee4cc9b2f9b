"""Features of one sentence that speak for or against a check, each with its words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.extraction.records import Attribution, Facet
from factcheck.extraction.words.clauses import is_finite
from factcheck.extraction.words.tokens import MARK, WORD, Token
from factcheck.extraction.words.verbs import REPORTING
from factcheck.extraction.words.wordlists import word_set
from factcheck.extraction.worth import wording
from factcheck.vocabulary import FacetType

Place = tuple[int, int]


class Feature(NamedTuple):
    """A feature that the sentence has; `place` is None where it belongs to the whole."""

    code: str
    place: Place | None = None


class Candidate(NamedTuple):
    """A sentence, or a part of one, that may ask for a check."""

    tokens: Sequence[Token]
    features: Sequence[Feature]


class Worth(NamedTuple):
    """The check-worthiness of a candidate, how much it is talk (both 0–1), and by which words.

    `by_place` is what each token adds to the score as talk, on the logit scale, between what
    its start and its end do.
    """

    score: float
    talk: float
    by_place: Sequence[float]


WORD_CLASSES: dict[str, frozenset[str]] = {
    "comparison": wording.COMPARISON,
    "law": wording.LAW,
    "public_record": wording.PUBLIC_RECORD,
    "public_topic": wording.PUBLIC_TOPICS,
    "rough_count": wording.ROUGH_COUNTS,
    "sweeping": wording.SWEEPING,
    "happened": wording.HAPPENED,
    "opinion": wording.OPINION,
    "duty": wording.DUTY,
    "forecast": wording.FORECAST,
    "first_person": wording.I_WORDS,
    "we": wording.WE_WORDS,
    "you": wording.YOU_WORDS,
    "emotive": wording.EMOTIVE,
    "talk": wording.TALK,
    "is": wording.IS,
    "was": wording.WAS,
    "has": wording.HAS,
    "he": wording.HE,
    "said": wording.SAID,
    "evidence": wording.EVIDENCE,
    "policy": wording.POLICY,
    "ideals": wording.IDEALS,
    "ability": wording.ABILITY,
    "stance": wording.STANCE,
    "since": wording.SINCE,
    "wish": wording.WISH,
    "if": wording.IF,
    "rule": wording.RULES,
    "set_against": wording.SET_AGAINST,
    "reason": wording.REASONS,
}
"""Feature codes by the words that show them; the first such word is the one named."""

_CLASSES_OF: dict[str, tuple[str, ...]] = {}
for _code, _words in (*WORD_CLASSES.items(), ("reporting", REPORTING)):
    for _word in _words:
        _CLASSES_OF[_word] = (*_CLASSES_OF.get(_word, ()), _code)

_COUNTED = frozenset({"public_record", "opinion", "first_person", "happened"})
"""Classes whose second word says more than the first; it gets a code of its own."""

FACET_CODES = {
    FacetType.FIGURE: "figure",
    FacetType.MONEY: "money",
    FacetType.PERCENTAGE: "percentage",
    FacetType.DATE: "date",
    FacetType.DURATION: "duration",
    FacetType.ORDINAL: "ordinal",
    FacetType.SUPERLATIVE: "superlative",
    FacetType.NAME: "name",
    FacetType.PLACE: "place",
    FacetType.ROLE: "role",
}
_AMOUNTS = frozenset({FacetType.FIGURE, FacetType.MONEY, FacetType.PERCENTAGE})
_SHORT, _LONG = 6, 18
"""Words of a sentence."""


def find_features(
    tokens: Sequence[Token],
    facets: Sequence[Facet],
    said: Sequence[Attribution] = (),
    *,
    whole: bool = True,
) -> list[Feature]:
    """The features of a sentence, every code at most once, in no set order.

    `said` are the attributions whose words share a character with the sentence; `whole`,
    whether it is one: a part of a sentence need not end like one.
    A future with a date is no forecast but something that somebody has set.
    """
    found = dict(_from_words(tokens))
    found.update(_from_facets(facets))
    found.update(_from_form(tokens))
    found.update(_from_pairs(tokens))
    found.update(_from_deeds(tokens))
    found.update(_from_speakers(tokens, said))
    found.update(_ranked(tokens, facets))
    if whole and tokens and tokens[-1].kind != MARK:
        found["unfinished"] = None
    if "forecast" in found and _has_calendar_day(facets):
        found["scheduled"] = found.pop("forecast")
    return [Feature(code, place) for code, place in found.items()]


def _has_calendar_day(facets: Sequence[Facet]) -> bool:
    """Whether a date names its day, "May 3": "next year" fixes nothing."""
    return any(
        facet.type is FacetType.DATE
        and any(mark.isdigit() for mark in facet.text[-9:])
        and len(facet.text) > 4
        for facet in facets
    )


def _from_words(tokens: Sequence[Token]) -> dict[str, Place | None]:
    found: dict[str, Place | None] = {}
    for token in tokens:
        if token.lower not in _CLASSES_OF or token.text == "US":  # the country, not the pronoun
            continue
        for code in _CLASSES_OF[token.lower]:
            if code not in found:
                found[code] = (token.start, token.end)
            elif code in _COUNTED:
                found.setdefault(f"{code}_again", (token.start, token.end))
    return found


def _from_pairs(tokens: Sequence[Token]) -> dict[str, Place | None]:
    found: dict[str, Place | None] = {}
    words = [token.lower for token in tokens]
    for at, word in enumerate(words[:-1]):
        if word in _PAIR_OPENERS and (word, words[at + 1]) in _CODE_OF_PAIR:
            code = _CODE_OF_PAIR[word, words[at + 1]]
            found.setdefault(code, (tokens[at].start, tokens[at + 1].end))
    return found


def _from_deeds(tokens: Sequence[Token]) -> Iterator[tuple[str, Place]]:
    """Who has done something: "I signed", "they have closed"; the last of each is named."""
    if _DOER.keys().isdisjoint([token.lower for token in tokens]):
        return
    for at, who in enumerate(tokens[:-1]):
        if who.lower not in _DOER:
            continue
        code = _DOER[who.lower]
        perfect = tokens[at + 1].lower in _PERFECT
        verb = tokens[min(at + 1 + perfect, len(tokens) - 1)]
        if _is_past(verb.lower) or (verb.lower in wording.WAS and code == "others_did"):
            yield code, (who.start, verb.end)


_DOER = dict.fromkeys(("i", "we", "i've", "we've"), "own_record") | dict.fromkeys(
    ("you", "he", "she", "they", "it", "who", "you've", "they've"), "others_did"
)
_PERFECT = frozenset({"have", "has", "had"})


def _is_past(word: str) -> bool:
    return word in wording.HAPPENED or (len(word) > 4 and word.endswith("ed"))


_CODE_OF_PAIR = wording.PAIRS | dict.fromkeys(wording.REASON_PAIRS, "reason")
_PAIR_OPENERS = frozenset(first for first, _ in _CODE_OF_PAIR)


def _from_facets(facets: Sequence[Facet]) -> Iterator[tuple[str, Place]]:
    amounts = [facet for facet in facets if facet.type in _AMOUNTS]
    if any(is_firm_amount(facet) for facet in amounts):
        yield "amount", (amounts[0].start, amounts[0].end)
    names = [facet for facet in facets if facet.type in (FacetType.NAME, FacetType.PLACE)]
    seen: set[str] = set()
    for facet in facets:
        code = FACET_CODES.get(facet.type)
        if code == "figure" and not is_firm_amount(facet):
            code = "small_number"
        if code and code not in seen:
            seen.add(code)
            yield code, (facet.start, facet.end)
    if len(names) > 1:
        yield "more_names", (names[1].start, names[1].end)


def is_firm_amount(facet: Facet) -> bool:
    """Whether the amount is what the sentence is about; "two ways" is no statistic."""
    if facet.type is not FacetType.FIGURE or facet.unit:
        return facet.type in _AMOUNTS
    if facet.value is None:
        return False
    return not (isinstance(facet.value, int) and facet.value < 10 and facet.text.isalpha())


def _ranked(tokens: Sequence[Token], facets: Sequence[Facet]) -> Iterator[tuple[str, Place]]:
    """That a superlative names the field it leads: "the largest lake in Peru"."""
    for facet in facets:
        if facet.type is not FacetType.SUPERLATIVE:
            continue
        at = bisect_left(tokens, facet.end, key=lambda token: token.start)
        for token in tokens[at : at + _FIELD_WITHIN]:
            if token.lower in _FIELD:
                yield "ranked", (facet.start, facet.end)
                return
            if token.text in ",;:.()":
                break


_FIELD = word_set("in of ever since to on among who that with history for world than at from")
_FIELD_WITHIN = 7
"""Tokens behind a superlative in which its field is named."""


def _from_speakers(
    tokens: Sequence[Token], said: Sequence[Attribution]
) -> Iterator[tuple[str, Place]]:
    """That somebody else said so can be checked, whatever was said."""
    for each in said:
        cue, speaker = each.cue, each.speaker
        if cue is None or speaker is None or speaker.text.lower() in _OURSELVES:
            continue
        if tokens[0].start <= cue.start < tokens[-1].end:
            yield "attributed", (cue.start, cue.end)
            return


_OURSELVES = frozenset({"i", "we", "you"})


def _from_form(tokens: Sequence[Token]) -> Iterator[tuple[str, Place | None]]:
    words = [token for token in tokens if token.kind == WORD]
    for token in tokens[-3:]:
        if token.text == "?":
            yield "question", (token.start, token.end)
    if words and words[0].lower in wording.COMMANDS:
        yield "command", (words[0].start, words[0].end)
    if len(words) < _SHORT:
        yield "short", None
    elif len(words) > _LONG:
        yield "long", None
    if tokens and not any(_may_be_verb(token.lower) for token in words[1:]):
        yield "no_verb", None
    yield from _past(words)


def _may_be_verb(word: str) -> bool:
    """Verbs for sure, and words whose ending lets them be one: "shares"."""
    return is_finite(word) or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))


def _past(words: Sequence[Token]) -> Iterator[tuple[str, Place]]:
    for token in words:
        if token.lower.endswith("ed") and len(token.lower) > 4:
            yield "past", (token.start, token.end)
            return
