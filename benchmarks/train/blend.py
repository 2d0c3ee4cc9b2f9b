"""The two readings of a sentence, as talk and as writing, and where their scores lie."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.train.rows import Floats
from factcheck.extraction.worth.score import DEFAULT_THRESHOLD

Measure = Callable[[NDArray[np.bool_], NDArray[np.bool_]], float]
_LOOSENESS = 0.5
_NEWS = 5.0
"""How much a marked sentence of the news counts beside one of the debates."""


class Heads(NamedTuple):
    """wording: what grams and network count, in talk alone. talk, writing: by named feature."""

    wording: Floats
    talk: Floats
    writing: Floats
    talk_bias: float
    writing_bias: float


class Sight(NamedTuple):
    """What the heads see of sentences: wording (n, 2), features (n, F), how much talk (n)."""

    wording: Floats
    features: Floats
    talk: Floats

    def take(self, rows: NDArray[np.bool_]) -> "Sight":
        """The chosen sentences."""
        return Sight(*(part[rows] for part in self))


def fit_heads(debates: Sight, worthy: Floats, news: Sight, checkable: Floats) -> Heads:
    """Talk learns from debates; writing from debates and news, without the wording. Of a
    feature that debates do not have, such as an attribution, talk takes what writing learned.
    """
    talk = LogisticRegression(C=_LOOSENESS, max_iter=1000)
    talk.fit(np.hstack([debates.wording, debates.features]), worthy)
    counts = np.concatenate([np.ones(len(worthy)), np.full(len(checkable), _NEWS)])
    writing = LogisticRegression(C=_LOOSENESS, max_iter=1000)
    writing.fit(
        np.vstack([debates.features, news.features]),
        np.concatenate([worthy, checkable]),
        sample_weight=counts,
    )
    wordings = debates.wording.shape[1]
    met = debates.features.any(axis=0)
    return Heads(
        talk.coef_[0][:wordings],
        np.where(met, talk.coef_[0][wordings:], writing.coef_[0]),
        writing.coef_[0],
        float(talk.intercept_[0]),
        float(writing.intercept_[0]),
    )


def read_heads(heads: Heads, sight: Sight) -> Floats:
    """The logit of each sentence."""
    talk = sight.wording @ heads.wording + sight.features @ heads.talk + heads.talk_bias
    writing = sight.features @ heads.writing + heads.writing_bias
    found: Floats = sight.talk * talk + (1 - sight.talk) * writing
    return found


def calibrate(heads: Heads, debates: Sight, worthy: Floats, news: Sight, yes: Floats) -> Heads:
    """The heads with biases that put the best cut of debates at 0.5, by F1, and that of news
    at the threshold of articles, by macro-F1. Either moves the other a little: a few rounds.
    """
    for _ in range(_ROUNDS):
        debate = best_cut(read_heads(heads, debates), worthy > 0, f1)
        heads = heads._replace(talk_bias=heads.talk_bias - debate)
        cut = best_cut(read_heads(heads, news), yes > 0, macro_f1) - _ARTICLE
        heads = heads._replace(writing_bias=heads.writing_bias - cut)
    return heads


_ROUNDS = 8
_ARTICLE = float(np.log(DEFAULT_THRESHOLD / (1 - DEFAULT_THRESHOLD)))


def best_cut(logits: Floats, yes: NDArray[np.bool_], measure: Measure) -> float:
    """The logit from which on to say yes; the middle of where the measure stays high."""
    cuts = np.arange(-3, 3, _STEP)
    found = np.array([measure(logits >= cut, yes) for cut in cuts])
    smooth = np.convolve(found, np.ones(_SMOOTH) / _SMOOTH, mode="same")
    return float(cuts[smooth[_SMOOTH:-_SMOOTH].argmax() + _SMOOTH])


_STEP, _SMOOTH = 0.05, 9


def f1(found: NDArray[np.bool_], yes: NDArray[np.bool_]) -> float:
    """The harmonic mean of precision and recall, 0 to 1."""
    return float(2 * (found & yes).sum() / max(found.sum() + yes.sum(), 1))


def macro_f1(found: NDArray[np.bool_], yes: NDArray[np.bool_]) -> float:
    """The mean of the F1 of yes and of no."""
    return (f1(found, yes) + f1(~found, ~yes)) / 2


def parts_of(groups: Sequence[str], count: int) -> NDArray[np.int64]:
    """Which of `count` parts each item is in: neighbours stay together, and groups whole."""
    order = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    return np.array([order[group] * count // len(order) for group in groups])
