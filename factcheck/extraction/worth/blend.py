"""The blend of named features and of wording, each part of which can be shown.

A sentence is read twice, as talk and as writing, and the more it sounds like talk the more
the first reading counts. Sentences of debates teach the first, named features and wording
together. The second leaves the wording aside, for that of debates misleads about news, and
learns from marked news too. `benchmarks/train` fits all weights.
"""

import math
from collections.abc import Iterator, Sequence

from factcheck.extraction.records import Reason
from factcheck.extraction.worth.features import Candidate, Feature, Worth
from factcheck.extraction.worth.labels import (
    IN_OTHER_WORDS,
    LABELS,
    WORDED_LIKE,
    WORDED_UNLIKE,
    WORDING,
)
from factcheck.extraction.worth.model import Model, Weights, load, read

_WORDS_SHOWN = 3
_SMALLEST = 0.1
"""Weight that is worth a line: less moves a score by a fortieth at most."""
_TOO_SMALL = 0.09
"""Weight that no rounding makes worth a line."""
_NONE = Weights(0.0, 0.0)


def weigh(candidates: Sequence[Candidate]) -> list[Worth]:
    """What each is worth, whatever else is weighed with it; scores have 4 decimals."""
    model = load()
    wordings = read(model, [model.lexicon.numbers(each.tokens) for each in candidates])
    return [
        Worth(_score(_logit(model, each.features, logit, talk)), talk, by_place)
        for each, (logit, talk, by_place) in zip(candidates, wordings, strict=True)
    ]


def _logit(model: Model, features: Sequence[Feature], wording: float, talk: float) -> float:
    as_talk, as_writing = model.biases
    as_talk += wording
    known = model.features
    for code, _ in features:
        in_talk, in_writing = known.get(code, _NONE)
        as_talk += in_talk
        as_writing += in_writing
    return talk * as_talk + (1 - talk) * as_writing


def _score(logit: float) -> float:
    return round(1 / (1 + math.exp(-min(max(logit, -_SURE), _SURE))), 4)


_SURE = 9.0
"""Nothing is certain: a score is never quite 0, nor 1."""


def reasons(text: str, candidate: Candidate, worth: Worth) -> tuple[Reason, ...]:
    """Features and wording that moved the score, the weightiest first.

    Left out are the biases, where a sentence starts, and features that hardly count.
    """
    found = [*_of_features(text, candidate.features, worth), *_of_wording(text, candidate, worth)]
    return tuple(sorted(found, key=_by_weight))


def _by_weight(reason: Reason) -> tuple[float, str, int]:
    return -abs(reason.weight), reason.code, reason.start or 0


def _of_features(text: str, features: Sequence[Feature], worth: Worth) -> Iterator[Reason]:
    known, talk = load().features, worth.talk
    for code, place in features:
        as_talk, as_writing = known.get(code, _NONE)
        exact = talk * as_talk + (1 - talk) * as_writing
        if -_TOO_SMALL < exact < _TOO_SMALL:
            continue
        weight = round(exact, 2)
        if abs(weight) >= _SMALLEST:
            start, end = place or (None, None)
            words = text[start:end] if place else None
            yield Reason(code, LABELS[code], weight, words, start, end)


def _of_wording(text: str, candidate: Candidate, worth: Worth) -> Iterator[Reason]:
    """The words that count most, and the rest of them in one."""
    talk, inside = worth.talk, worth.by_place[1:-1]
    least = _TOO_SMALL / talk
    weighty = [at for at, share in enumerate(inside) if share > least or share < -least]
    most = sorted(weighty, key=lambda at: -abs(inside[at]))[:_WORDS_SHOWN]
    rest = talk * sum(worth.by_place)
    for at in most:
        token, weight = candidate.tokens[at], round(talk * inside[at], 2)
        if abs(weight) >= _SMALLEST:
            rest -= weight
            words = text[token.start : token.end]
            yield Reason(WORDING, _label(weight), weight, words, token.start, token.end)
    if abs(rest) >= _SMALLEST:
        yield Reason(WORDING, _label(rest) + IN_OTHER_WORDS, round(rest, 2))


def _label(weight: float) -> str:
    return WORDED_LIKE if weight > 0 else WORDED_UNLIKE
