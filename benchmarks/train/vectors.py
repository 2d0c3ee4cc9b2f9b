"""Word vectors of the training texts alone: how often words stand near each other."""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from benchmarks.train.rows import Floats, Sentences, row_of
from factcheck.extraction.worth.lexicon import UNKNOWN

_NEAR = 4
"""Words to either side, the nearest counting most."""
_RARE = 0.75
"""Exponent that lifts the share of rare neighbours (Levy, Goldberg and Dagan 2015)."""
_SPREAD = 0.3
"""Standard deviation of the vectors, with which the network starts."""


def word_vectors(sentences: Sentences, size: int, width: int, seed: int) -> Floats:
    """Vectors (words, width): the strongest directions of positive mutual information."""
    near = _neighbours(sentences, size)
    often = np.asarray(near.sum(axis=1)).ravel()
    lifted = often**_RARE
    chance = often[near.row] * (lifted / lifted.sum())[near.col]
    near.data = np.maximum(np.log(near.data / chance), 0)
    start = np.random.default_rng(seed).standard_normal(size)
    left, strengths, _ = svds(near.tocsr(), k=width, v0=start)
    left = left * np.sqrt(strengths)
    found: Floats = (left * (_SPREAD / left.std())).astype(np.float32)
    found[: UNKNOWN + 1] = 0  # no words: the network finds out by itself
    return found


def _neighbours(sentences: Sentences, size: int) -> Any:
    """How often two words stand near each other, both ways; a sparse matrix."""
    row = row_of(sentences)
    numbers, sentence = row.numbers[:-1], row.sentence
    near = sparse.csr_matrix((size, size))
    for apart in range(1, _NEAR + 1):
        first, second = numbers[:-apart], numbers[apart:]
        words = (first > UNKNOWN) & (second > UNKNOWN) & (sentence[:-apart] == sentence[apart:])
        ones = np.full(int(words.sum()), 1 / apart)
        near = near + sparse.csr_matrix((ones, (first[words], second[words])), (size, size))
    return (near + near.T).tocoo()
