"""Sentences that say what is meant, foreseen or thought of, not what is or was."""

from collections.abc import Sequence
from enum import Enum

from factcheck.extraction.claims import cues
from factcheck.extraction.claims.clauses import is_past, is_told
from factcheck.extraction.claims.figures import amounts
from factcheck.extraction.claims.sight import is_no_forecast
from factcheck.extraction.passages import Passage
from factcheck.extraction.words.clauses import AUXILIARIES
from factcheck.extraction.words.tokens import MARK, WORD, Token
from factcheck.extraction.words.verbs import REPORTING
from factcheck.extraction.words.wordlists import phrase_set, word_set
from factcheck.vocabulary import FacetType


class Intent(Enum):
    """What the main verb of a sentence does, with an example."""

    PLAN = "The company plans to open a shop."
    FORECAST = "The talks will help the farmers."
    GUESS = "The talks may help the farmers."
    REGARD = "The visit is seen as a sign of trust."


_PLANNING = word_set("""
    plan plans want wants aim aims hope hopes intend intends wish wishes seek seeks propose
    proposes planning hoping aiming intending seeking looking preparing considering weighing
    mulling contemplating eyeing exploring discussing
    """)
_EXPECTING = word_set("""
    believe doubt dream expect fear forecast foresee guess hope imagine predict project reckon
    suppose think worry
    """)
"""Verbs of saying that only tell what somebody thinks will come."""
_WITHOUT_TO = word_set("considering weighing mulling contemplating eyeing exploring")
"""Take a thing: "is considering a ban"."""
_FORECAST_PHRASES = phrase_set("going to, likely to, bound to, expected to, poised to")
_FORESEEING = word_set("will won't shall")
_SUPPOSING = word_set("might may could would")
_OPENINGS = word_set("going likely bound expected poised")
_TRIGGERS = _PLANNING | _FORESEEING | _SUPPOSING | cues.REGARDED | _OPENINGS | {"can"}
_LOOKED_AT = 60
"""Tokens in which a sentence shows its main verb."""


def intent_of(passage: Passage) -> Intent | None:
    """What the main verb does; None for a statement.

    A sentence that also tells what happened is one, and so is what somebody is reported to
    have said, if they did not merely expect it: that they said so can be checked.
    """
    tokens = passage.tokens[:_LOOKED_AT]
    if _TRIGGERS.isdisjoint([token.lower for token in tokens]):
        return None
    said = {each.cue.start for each in passage.said if each.cue is not None and each.speaker}
    found: Intent | None = None
    for at, token in enumerate(tokens):
        if token.kind != WORD:
            continue
        if token.start in said and REPORTING.get(token.lower) not in _EXPECTING:
            return None
        intent = _intent_at(tokens, at) if found is None else None
        if intent is not None:
            found = intent
        elif _tells(tokens, at) or (found is None and _states(tokens, at)):
            return None
    return found


def _intent_at(tokens: Sequence[Token], at: int) -> Intent | None:
    word = tokens[at].lower
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word in _PLANNING:
        return Intent.PLAN if following == "to" or word in _WITHOUT_TO else None
    if word in cues.REGARDED and following == "as" and at and _is_be(tokens, at - 1):
        return Intent.REGARD
    if is_no_forecast(tokens, at):
        return None
    intent = None
    if word in _FORESEEING or f"{word} {following}" in _FORECAST_PHRASES:
        intent = Intent.FORECAST
    elif word in _SUPPOSING:
        intent = Intent.GUESS
    if (intent or word == "can") and _regarded_behind(tokens, at):
        return Intent.REGARD
    return intent


def _tells(tokens: Sequence[Token], at: int) -> bool:
    return is_past(tokens[at].lower) and is_told(tokens, at)


def _regarded_behind(tokens: Sequence[Token], at: int) -> bool:
    """ "will also be seen", "can be read"."""
    return any(token.lower in cues.REGARDED for token in tokens[at + 2 : at + 5])


def _is_be(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lower in ("is", "are", "be", "been", "being", "widely", "often", "also")


def _states(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb says how things are: "the plan is ready"; "is" may also open an
    intent, "is planning to", "is likely to".
    """
    if tokens[at].lower not in AUXILIARIES or not is_told(tokens, at):
        return False
    near = tokens[at + 1 : at + 4]
    return not any(
        token.lower in _PLANNING or token.lower in cues.REGARDED or token.lower in _OPENINGS
        for token in near
    ) and not (near and near[0].kind == MARK)


def is_fixed(passage: Passage) -> bool:
    """Whether something firm is announced: a figure, a day, a rank, an arranged occasion."""
    tokens = passage.tokens
    if amounts(tokens, passage.facets):
        return True
    if any(facet.type in _FIRM for facet in passage.facets):
        return True
    named = any(facet.type in _NAMED for facet in passage.facets)
    return named and any(
        token.lower in cues.FIXED and _announced(tokens, at) for at, token in enumerate(tokens)
    )


_FIRM = frozenset({FacetType.DATE, FacetType.SUPERLATIVE})
_NAMED = frozenset({FacetType.NAME, FacetType.PLACE, FacetType.ROLE})


def _announced(tokens: Sequence[Token], at: int) -> bool:
    """ "will be held", "are to meet": no more than a few words behind the future."""
    near = tokens[max(0, at - 3) : at]
    return any(token.lower in ("will", "'ll") for token in near)
