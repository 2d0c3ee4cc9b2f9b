"""The model of wording: what the words of a sentence say about its being worth a check.

Three things are read off a sentence: the weights of its words and pairs of words, as a
logistic regression gave them; what a small network says that looks through windows of three
words; and how much the sentence sounds like talk rather than writing. `benchmarks/train` made
the file. A sentence's result never depends on the others in its batch: windows do not reach
over START and END, and every sum runs over one sentence alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from factcheck.extraction.worth.lexicon import START, Lexicon

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.int64]
FILE = Path(__file__).with_name("model.npz")
_AT_ONCE = 256
"""Sentences; more at once would fall out of the processor's cache."""


class Weights(NamedTuple):
    """What a named feature counts on the logit scale in talk and in writing."""

    talk: float
    writing: float


class Model(NamedTuple):
    """Weights, ready to be looked up. V words, P pairs, K windows of the network.

    words, marks (V) and pair_words, pair_marks (P): weight and square of the length that each
    brings in; pairs (P): first number * V + second, ascending. windows (V, 3 * K): what a word
    adds to each window at its left, in its middle and at its right; most, mean (K): what the
    windows count. register (V): towards talk (positive) or writing.
    """

    lexicon: Lexicon
    words: Floats
    marks: Floats
    pairs: Integers
    pair_words: Floats
    pair_marks: Floats
    windows: Floats
    most: Floats
    mean: Floats
    register: Floats
    register_bias: float
    biases: Weights
    features: Mapping[str, Weights]


class Wording(NamedTuple):
    """What the words of one sentence say: a logit, and how much it is talk (0–1).

    `by_place` is what each place, START and END as well, adds to the logit.
    """

    logit: float
    talk: float
    by_place: Sequence[float]


@cache
def load() -> Model:
    """The model of the shipped file, read once."""
    with np.load(FILE) as file:
        return unpack(dict(file))


def unpack(file: Mapping[str, NDArray[Any]]) -> Model:
    """The model from the arrays of its file, where small numbers stand for weights."""
    plain = {name: part.astype(np.float32) for name, part in file.items() if part.ndim}
    windows = plain["windows"] * plain["scales"]
    middle = slice(windows.shape[1] // 3, windows.shape[1] // 3 * 2)
    windows[:, middle] += plain["bias"]
    biases, *weights = (Weights(*map(float, pair)) for pair in file["features"].T)
    return Model(
        lexicon=Lexicon(_lines(file["lexicon"])),
        words=plain["words"],
        marks=plain["marks"],
        pairs=file["pairs"].astype(np.int64),
        pair_words=plain["pair_words"],
        pair_marks=plain["pair_marks"],
        windows=windows,
        most=plain["most"],
        mean=plain["mean"],
        register=plain["register"],
        register_bias=float(file["register_bias"].item()),
        biases=biases,
        features=dict(zip(_lines(file["codes"]), weights, strict=True)),
    )


def _lines(text: NDArray[Any]) -> list[str]:
    return text.tobytes().decode().split("\n")


def read(model: Model, sentences: Sequence[Sequence[int]]) -> list[Wording]:
    """The wording of sentences, each given as the numbers of its words from START to END.

    A pair counts half for each place of its words, a window for the place in its middle.
    """
    parts = (sentences[at : at + _AT_ONCE] for at in range(0, len(sentences), _AT_ONCE))
    return [wording for part in parts for wording in _read(model, part)]


def _read(model: Model, sentences: Sequence[Sequence[int]]) -> Iterator[Wording]:
    lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
    numbers = np.fromiter(chain(*sentences, (START,)), np.int64, int(lengths.sum()) + 1)
    starts = lengths.cumsum() - lengths
    spread = np.sqrt(np.maximum(lengths - 2, 1)).astype(np.float32)
    words, squares = _words(model, numbers)
    length = _length(np.add.reduceat(squares, starts))
    seen = _windows(model, numbers)
    highest = np.maximum.reduceat(seen, starts)
    most = highest * model.most
    mean = np.add.reduceat(seen, starts) * model.mean / spread[:, None]
    logits = np.add.reduceat(words, starts) / length + most.sum(axis=1) + mean.sum(axis=1)
    sound = np.add.reduceat(model.register[numbers[:-1]], starts) / spread
    by_place = _halved(model, numbers, words) / np.repeat(length, lengths)
    by_place += np.einsum("ij,j->i", seen, model.mean) / np.repeat(spread, lengths)
    by_place += _of_tops(seen, highest, most, starts, lengths)
    talk, shown = _logistic(sound + model.register_bias).tolist(), by_place.tolist()
    bounds = pairwise([*starts.tolist(), len(words)])
    for logit, sounds, (first, last) in zip(logits.tolist(), talk, bounds, strict=True):
        yield Wording(logit, sounds, shown[first:last])


def _of_tops(
    seen: Floats, highest: Floats, most: Floats, starts: Integers, lengths: Integers
) -> Floats:
    """What each window's highest view counts, at its place; shared where places are alike."""
    tops = seen == np.repeat(highest, lengths, axis=0)
    shares = most / np.add.reduceat(tops, starts, dtype=np.float32)
    of_tops: Floats = (tops * np.repeat(shares, lengths, axis=0)).sum(axis=1)
    return of_tops


def _halved(model: Model, numbers: Integers, words: Floats) -> Floats:
    """The weights of words and pairs, where half of a pair's counts for its second word."""
    pairs = (words - model.words[numbers[:-1]]) / 2
    halved = words - pairs
    halved[1:] += pairs[:-1]
    return halved


def _words(model: Model, numbers: Integers) -> tuple[Floats, Floats]:
    """Weight and square of each place: of its word, and of the pair it begins."""
    first = numbers[:-1]
    keys = first * len(model.words) + numbers[1:]
    at = np.minimum(model.pairs.searchsorted(keys), len(model.pairs) - 1)
    known = model.pairs[at] == keys
    weights = model.words[first] + model.pair_words[at] * known
    return weights, model.marks[first] + model.pair_marks[at] * known


def _length(squares: Floats) -> Floats:
    """The length that long and short sentences are brought to; 1 where no word is known."""
    return np.sqrt(np.maximum(squares, 1), dtype=np.float32)


def _windows(model: Model, numbers: Integers) -> Floats:
    """What each window of the network sees at each place, at least 0; 0 at START."""
    wide = len(model.most)
    around = model.windows.take(numbers, axis=0)
    seen = around[:-1, wide : 2 * wide]
    seen[1:] += around[:-2, :wide]
    seen += around[1:, 2 * wide :]
    np.maximum(seen, 0, out=seen)
    seen[numbers[:-1] == START] = 0
    return seen


def _logistic(logits: Floats) -> Floats:
    return (1 / (1 + np.exp(-np.clip(logits, -_SURE, _SURE)))).astype(np.float32)


_SURE = 30.0
"""Logits beyond are as good as certain, and too large for the exponential in the end."""
