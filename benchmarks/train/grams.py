"""Words and pairs of words, weighted by a logistic regression beside the named features."""

from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from benchmarks.train.rows import Floats, Integers, Row, Sentences, row_of
from factcheck.extraction.worth.lexicon import END, UNKNOWN

_LEAST = 2
"""Sentences that a word or pair has to stand in."""
_LOOSENESS = 3.0
"""How freely the weights may grow: the inverse of the ridge."""
_FEATURES = 0.3
"""How freely those of the named features may, beside those of the words."""


class Grams(NamedTuple):
    """What words (V) and pairs (P) count and how rare they are; `pairs` as in `worth.model`."""

    words: Floats
    rarities: Floats
    pairs: Integers
    pair_words: Floats
    pair_rarities: Floats


def fit_grams(sentences: Sentences, features: Floats, worthy: Floats, size: int) -> Grams:
    """The weights that tell worthy sentences best; `size` is that of the lexicon."""
    row = row_of(sentences)
    keys = _keys(row, size)
    pairs, counts = np.unique(keys, return_counts=True)
    pairs = pairs[(counts >= _LEAST) & (pairs // size != END)]
    table = _table(row, keys, pairs, size)
    present = np.asarray((table > 0).sum(axis=0)).ravel()
    rarities = np.log((1 + len(sentences)) / (1 + present)) + 1
    rarities[present < _LEAST] = 0
    rarities[: UNKNOWN + 1] = 0  # no words
    table = _weighed(table, rarities)
    both = sparse.hstack([table, sparse.csr_matrix(features * _FEATURES)]).tocsr()
    found = LogisticRegression(C=_LOOSENESS, max_iter=400).fit(both, worthy)
    weights = found.coef_[0][: len(rarities)] * rarities
    return Grams(weights[:size], rarities[:size], pairs, weights[size:], rarities[size:])


def read_grams(grams: Grams, sentences: Sentences) -> Floats:
    """The logit of each sentence's words and pairs."""
    size = len(grams.words)
    row = row_of(sentences)
    table = _table(row, _keys(row, size), grams.pairs, size)
    squares = table @ np.concatenate([grams.rarities, grams.pair_rarities]) ** 2
    weights = table @ np.concatenate([grams.words, grams.pair_words])
    found: Floats = weights / np.sqrt(np.maximum(squares, 1))
    return found


def _keys(row: Row, size: int) -> Integers:
    """The pair that each place begins."""
    return row.numbers[:-1] * size + row.numbers[1:]


def _table(row: Row, keys: Integers, pairs: Integers, size: int) -> Any:
    """How often each sentence has each word, then each pair; a sparse matrix."""
    at = np.minimum(pairs.searchsorted(keys), len(pairs) - 1)
    known = pairs[at] == keys
    columns = np.concatenate([row.numbers[:-1], size + at[known]])
    sentences = np.concatenate([row.sentence, row.sentence[known]])
    shape = (len(row.starts), size + len(pairs))
    return sparse.csr_matrix((np.ones(len(columns)), (sentences, columns)), shape=shape)


def _weighed(table: Any, rarities: Floats) -> Any:
    """The table by rarity, its rows brought to the same length."""
    squares = table @ rarities**2
    return sparse.diags(1 / np.sqrt(np.maximum(squares, 1))) @ table @ sparse.diags(rarities)
