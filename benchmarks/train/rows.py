"""Sentences as one row of numbers, the form in which the model reads them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.train.data import Example
from factcheck.extraction.worth.lexicon import SIGNS, START, folded

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.int64]
Sentences = Sequence[Sequence[int]]
"""Sentences as numbers of words, from START to END."""


class Row(NamedTuple):
    """Sentences behind one another, with one START more at the end of all.

    sentence: which one each place belongs to. spread: square root of their words each.
    """

    numbers: Integers
    starts: Integers
    sentence: Integers
    spread: Floats


def row_of(sentences: Sentences) -> Row:
    """The sentences in a row."""
    lengths = np.array([len(each) for each in sentences])
    numbers = np.concatenate([*(np.asarray(each) for each in sentences), [START]])
    return Row(
        numbers.astype(np.int64),
        lengths.cumsum() - lengths,
        np.repeat(np.arange(len(sentences)), lengths),
        np.sqrt(np.maximum(lengths - 2, 1)).astype(np.float32),
    )


def lexicon_of(examples: Sequence[Example], least: int = 2) -> list[str]:
    """The words of at least that many sentences, in order, behind the signs."""
    counts = Counter(word for each in examples for word in {folded(t) for t in each.tokens})
    words = (word for word, count in counts.items() if count >= least and word not in SIGNS)
    return [*SIGNS, *sorted(words)]
