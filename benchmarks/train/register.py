"""How much a sentence sounds like talk: a logistic regression over its words."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from benchmarks.train.data import Example
from benchmarks.train.rows import Floats, Sentences, row_of

_LOOSENESS = 0.3
_SHARPNESS = 2.0
"""How much surer the blend is than the regression, which knows short texts of two sources."""
_COUNTS = {"debate": 0.25, "news": 3.0}
"""How much a sentence counts, by genre; 1 elsewhere. There are many debates, and few news."""


class Register(NamedTuple):
    """words (V): towards talk or writing."""

    words: Floats
    bias: float


def fit_register(examples: Sequence[Example], sentences: Sentences, size: int) -> Register:
    """What tells talk from writing in the examples, whose numbers are `sentences`."""
    counts = [_COUNTS.get(each.genre, 1.0) for each in examples]
    talk = [not each.written for each in examples]
    model = LogisticRegression(C=_LOOSENESS, max_iter=400)
    found = model.fit(_table(sentences, size), talk, sample_weight=counts)
    return Register(_SHARPNESS * found.coef_[0], _SHARPNESS * float(found.intercept_[0]))


def read_register(register: Register, sentences: Sentences) -> Floats:
    """How much each sentence is talk, 0 to 1."""
    logits = _table(sentences, len(register.words)) @ register.words + register.bias
    talk: Floats = 1 / (1 + np.exp(-logits))
    return talk


def _table(sentences: Sentences, size: int) -> Any:
    """The words of each sentence, long ones weighing less; a sparse matrix."""
    row = row_of(sentences)
    weights = 1 / row.spread[row.sentence]
    shape = (len(sentences), size)
    return sparse.csr_matrix((weights, (row.sentence, row.numbers[:-1])), shape=shape)
