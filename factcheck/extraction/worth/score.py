"""Check-worthiness: a logistic blend of named features, each of which can be shown.

The weights were fitted by logistic regression on the training split of ClaimBuster as
published for CheckThat! 2024 (CC BY 4.0) together with the Wikinews sentences of GUM
(CC BY), then rounded; see `benchmarks/quality/extraction.py` for the measures.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.extraction.records import Reason
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.worth.features import Feature

DEFAULT_THRESHOLD = 0.4
"""From this score on a sentence of an article makes a claim.

Debate sentences are told apart best at 0.5; news states more and judges less, and a missed
claim costs a newsroom more than a dismissed one.
"""


class Candidate(NamedTuple):
    """A sentence, or a part of one, that may ask for a check."""

    tokens: Sequence[Token]
    features: Sequence[Feature]


class Weight(NamedTuple):
    """How much a feature counts, on the logit scale, and what a reviewer reads."""

    value: float
    label: str


BIAS = -1.15
"""The logit of a sentence without any feature."""

WEIGHTS: dict[str, Weight] = {
    "amount": Weight(1.55, "gives an amount"),
    "percentage": Weight(0.95, "gives a percentage"),
    "said": Weight(0.8, "repeats what somebody said"),
    "money": Weight(0.8, "names a sum of money"),
    "stance": Weight(0.7, "says where somebody stood"),
    "public_record": Weight(0.65, "is a matter of public record"),
    "public_record_again": Weight(0.35, "touches several matters of public record"),
    "was": Weight(0.65, "states how something was"),
    "past": Weight(0.6, "is told in the past tense"),
    "evidence": Weight(0.6, "appeals to evidence"),
    "superlative": Weight(0.6, "claims a first, only or most"),
    "small_number": Weight(0.55, "counts a few or many"),
    "attributed": Weight(1.0, "says who said so"),
    "happened": Weight(0.5, "says that something happened"),
    "happened_again": Weight(0.25, "reports a second event"),
    "since": Weight(0.45, "sets itself in time"),
    "date": Weight(0.45, "names a date"),
    "ordinal": Weight(0.45, "gives a rank"),
    "duration": Weight(0.45, "gives a length of time"),
    "name": Weight(0.4, "names a person or body"),
    "more_names": Weight(0.4, "names several of them"),
    "scheduled": Weight(0.4, "says what is to happen on a date"),
    "set_against": Weight(0.4, "sets one thing against another"),
    "long": Weight(0.4, "is a full statement"),
    "law": Weight(0.4, "speaks of a law or a vote"),
    "policy": Weight(0.3, "speaks of what an office does"),
    "place": Weight(0.35, "names a place"),
    "comparison": Weight(0.3, "tells of more or less"),
    "rule": Weight(0.3, "names a rule"),
    "he": Weight(0.25, "speaks of somebody else"),
    "has": Weight(0.2, "tells what has come about"),
    "figure": Weight(0.15, "gives a figure"),
    "reason": Weight(0.15, "gives a cause"),
    "role": Weight(0.15, "names an office"),
    "we": Weight(-0.15, "speaks as we"),
    "first_person_again": Weight(-0.2, "stays with the speaker"),
    "wish": Weight(-0.25, "says what somebody wants"),
    "you": Weight(-0.3, "speaks to the listener"),
    "emotive": Weight(-0.3, "appeals to feeling"),
    "command": Weight(-0.3, "asks somebody to act"),
    "opinion_again": Weight(-0.35, "judges more than once"),
    "no_verb": Weight(-0.7, "has no verb"),
    "short": Weight(-0.4, "is very short"),
    "if": Weight(-0.45, "leaves open whether it is so"),
    "ability": Weight(-0.45, "says what can be"),
    "ideals": Weight(-0.6, "speaks in big words"),
    "talk": Weight(-0.65, "is talk about the talk"),
    "opinion": Weight(-0.65, "judges"),
    "forecast": Weight(-0.7, "points at the future"),
    "first_person": Weight(-0.95, "is about the speaker"),
    "duty": Weight(-1.1, "says what should be done"),
    "question": Weight(-1.25, "asks a question"),
}
"""Every feature that counts; one that is absent here weighs nothing."""


def scores(candidates: Sequence[Candidate]) -> list[float]:
    """Check-worthiness of each, from 0 to 1: the logistic function of the summed weights."""
    return [_score(each.features) for each in candidates]


def _score(features: Sequence[Feature]) -> float:
    logit = BIAS + sum(WEIGHTS[each.code].value for each in features if each.code in WEIGHTS)
    return round(1 / (1 + math.exp(-logit)), 4)


def reasons(text: str, candidate: Candidate) -> tuple[Reason, ...]:
    """The features that counted, the weightiest first, with their words in `text`."""
    found = []
    for code, place in candidate.features:
        weight = WEIGHTS.get(code)
        if weight is None:
            continue
        start, end = place or (None, None)
        words = text[start:end] if place else None
        found.append(Reason(code, weight.label, weight.value, words, start, end))
    return tuple(sorted(found, key=lambda each: (-abs(each.weight), each.code)))
