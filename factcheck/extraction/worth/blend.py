"""The blend of named features and of wording, each part of which can be shown.

A sentence is read twice, as talk and as writing, and the more it sounds like talk the more
the first reading counts. Sentences of debates teach the first, named features and wording
together. The second leaves the wording aside, for that of debates misleads about news, and
learns from marked news too. `benchmarks/train` fits all weights.
"""

import math
from collections.abc import Iterator, Sequence

from factcheck.extraction.records import Reason
from factcheck.extraction.worth.features import Candidate, Feature
from factcheck.extraction.worth.labels import (
    IN_OTHER_WORDS,
    LABELS,
    WORDED_LIKE,
    WORDED_UNLIKE,
    WORDING,
)
from factcheck.extraction.worth.model import Model, Weights, load, read, shares

_WORDS_SHOWN = 3
_SMALLEST = 0.1
"""Weight that is worth a line: less moves a score by a fortieth at most."""
_NONE = Weights(0.0, 0.0)


def scores(candidates: Sequence[Candidate]) -> list[float]:
    """Check-worthiness of each, between 0 and 1, rounded to 4 decimals."""
    model = load()
    wording = read(model, [model.lexicon.numbers(each.tokens) for each in candidates])
    return [
        _score(_logit(model, each.features, float(logit), float(talk)))
        for each, logit, talk in zip(candidates, wording.logits, wording.talk, strict=True)
    ]


def _logit(model: Model, features: Sequence[Feature], wording: float, talk: float) -> float:
    known = [model.features.get(each.code, _NONE) for each in features]
    as_talk = wording + model.biases.talk + sum(each.talk for each in known)
    as_writing = model.biases.writing + sum(each.writing for each in known)
    return talk * as_talk + (1 - talk) * as_writing


def _score(logit: float) -> float:
    return round(1 / (1 + math.exp(-min(max(logit, -_SURE), _SURE))), 4)


_SURE = 9.0
"""Nothing is certain: a score is never quite 0, nor 1."""


def reasons(text: str, candidate: Candidate) -> tuple[Reason, ...]:
    """Features and wording that moved the score, the weightiest first.

    Left out are the biases, where a sentence starts, and features that hardly count.
    """
    model = load()
    by_place, talk = shares(model, model.lexicon.numbers(candidate.tokens))
    found = [
        *_of_features(text, candidate.features, model, talk),
        *_of_wording(text, candidate, [talk * share for share in by_place]),
    ]
    return tuple(sorted(found, key=lambda each: (-abs(each.weight), each.code, each.start or 0)))


def _of_features(
    text: str, features: Sequence[Feature], model: Model, talk: float
) -> Iterator[Reason]:
    for code, place in features:
        weights = model.features.get(code, _NONE)
        weight = round(talk * weights.talk + (1 - talk) * weights.writing, 2)
        if abs(weight) >= _SMALLEST:
            start, end = place or (None, None)
            words = text[start:end] if place else None
            yield Reason(code, LABELS[code], weight, words, start, end)


def _of_wording(text: str, candidate: Candidate, by_place: list[float]) -> Iterator[Reason]:
    """The words that count most, and the rest of them in one."""
    inside = by_place[1:-1]
    most = sorted(range(len(inside)), key=lambda at: -abs(inside[at]))[:_WORDS_SHOWN]
    rest = sum(by_place)
    for at in most:
        token, weight = candidate.tokens[at], round(inside[at], 2)
        if abs(weight) >= _SMALLEST:
            rest -= weight
            words = text[token.start : token.end]
            yield Reason(WORDING, _label(weight), weight, words, token.start, token.end)
    if abs(rest) >= _SMALLEST:
        yield Reason(WORDING, _label(rest) + IN_OTHER_WORDS, round(rest, 2))


def _label(weight: float) -> str:
    return WORDED_LIKE if weight > 0 else WORDED_UNLIKE
