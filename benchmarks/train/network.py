"""The small network: windows of three words, their strongest and their mean, one layer."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy import sparse

from benchmarks.train.rows import Floats, Integers, Row, Sentences, row_of
from factcheck.extraction.worth.lexicon import END, START, UNKNOWN

WIDTH, WINDOWS = 50, 32
"""Numbers of a word vector, and windows of the network."""
_ROUNDS, _BATCH, _PACE = 5, 128, 2e-3
_UNREAD, _FADED, _OFF = 0.15, 0.25, 0.5
"""Shares of words, of parts of vectors and of windows that a step does not see."""
_SOFT = 0.05
"""How far a mark is moved towards the mean of all: some are wrong."""
_DECAY = (1e-4, 1e-4, 0.0, 1e-3, 0.0)


class Network(NamedTuple):
    """vectors (V, WIDTH), windows (3 * WIDTH, K), bias (K), out (2 * K + features), base (1)."""

    vectors: Floats
    windows: Floats
    bias: Floats
    out: Floats
    base: Floats


class Pass(NamedTuple):
    """What a batch brings forth on its way to the last layer."""

    around: Floats
    seen: Floats
    most: Floats
    last: Floats


def fit_network(
    sentences: Sentences, features: Floats, worthy: Floats, vectors: Floats, seed: int
) -> Network:
    """The network after all its rounds; it sees the named features beside its windows."""
    chance = np.random.default_rng(seed)
    wide = chance.standard_normal((3 * WIDTH, WINDOWS)) / np.sqrt(3 * WIDTH)
    out = np.zeros(2 * WINDOWS + features.shape[1], np.float32)
    none = np.zeros(WINDOWS, np.float32)
    base = np.array([-1], np.float32)
    network = Network(vectors.copy(), wide.astype(np.float32), none, out, base)
    soft = worthy * (1 - _SOFT) + _SOFT * worthy.mean()
    pace = _Pace(network)
    batches = list(_batches(len(sentences), chance))
    for step, batch in enumerate(batches):
        row = _unread(row_of([sentences[at] for at in batch]), chance)
        slopes = _slopes(network, row, features[batch], soft[batch], chance)
        pace.step(slopes, 1 - step / len(batches))
    return network


def _batches(size: int, chance: np.random.Generator) -> Iterator[Integers]:
    for _ in range(_ROUNDS):
        order = chance.permutation(size)
        yield from (order[at : at + _BATCH] for at in range(0, size, _BATCH))


def _unread(row: Row, chance: np.random.Generator) -> Row:
    """The row with some words made unknown, so that the network does not lean on single ones."""
    numbers = row.numbers
    hidden = (chance.random(len(numbers)) < _UNREAD) & (numbers > UNKNOWN)
    return row._replace(numbers=np.where(hidden, UNKNOWN, numbers))


def _forward(network: Network, row: Row, features: Floats, shown: Floats | float) -> Pass:
    numbers = row.numbers
    vectors = network.vectors[np.concatenate([[END], numbers])] * shown
    around = np.concatenate([vectors[:-2], vectors[1:-1], vectors[2:]], axis=1)
    seen = np.maximum(around @ network.windows + network.bias, 0)
    seen[numbers[:-1] == START] = 0
    most = np.maximum.reduceat(seen, row.starts)
    mean = np.add.reduceat(seen, row.starts) / row.spread[:, None] / 3
    return Pass(around, seen, most, np.concatenate([most, mean, features], axis=1))


def read_network(network: Network, sentences: Sentences) -> Floats:
    """The logit of each sentence without its named features, which the blend weighs."""
    row = row_of(sentences)
    found = _forward(network, row, np.zeros((len(sentences), 0), np.float32), 1.0)
    logits: Floats = found.last @ network.out[: 2 * WINDOWS]
    return logits


def _slopes(
    network: Network, row: Row, features: Floats, soft: Floats, chance: np.random.Generator
) -> tuple[Floats, ...]:
    """Slopes of the loss by each part of the network, for one batch."""
    shown = _mask(chance, (len(row.numbers) + 1, WIDTH), _FADED)
    found = _forward(network, row, features, shown)
    kept = np.ones_like(found.last)
    kept[:, : 2 * WINDOWS] = _mask(chance, (len(soft), 2 * WINDOWS), _OFF)
    last = found.last * kept
    logits = last @ network.out + network.base
    wrong = ((1 / (1 + np.exp(-logits)) - soft) / len(soft)).astype(np.float32)
    back = wrong[:, None] * network.out * kept
    active = found.seen > 0
    strongest = active & (found.seen == found.most[row.sentence])
    mean = back[:, WINDOWS : 2 * WINDOWS] / row.spread[:, None] / 3
    seen = back[row.sentence, :WINDOWS] * strongest + mean[row.sentence] * active
    return (
        _of_vectors(network, row, seen @ network.windows.T, shown),
        found.around.T @ seen,
        seen.sum(axis=0),
        last.T @ wrong,
        wrong.sum(keepdims=True),
    )


def _mask(chance: np.random.Generator, shape: tuple[int, int], off: float) -> Floats:
    kept: Floats = (chance.random(shape, dtype=np.float32) > off) / np.float32(1 - off)
    return kept


def _of_vectors(network: Network, row: Row, around: Floats, shown: Floats) -> Floats:
    """Slopes by word vector: those of all places where the word stands, added up."""
    placed = np.zeros((len(row.numbers) + 1, WIDTH), np.float32)
    for part in range(3):
        placed[part : len(around) + part] += around[:, part * WIDTH : (part + 1) * WIDTH]
    words = np.concatenate([[END], row.numbers])
    ones = np.ones(len(words), np.float32)
    shape = (len(network.vectors), len(words))
    gather = sparse.csr_matrix((ones, (words, np.arange(len(words)))), shape=shape)
    slopes: Floats = gather @ (placed * shown)
    return slopes


class _Pace:
    """Steps against the slopes, each number at its own pace (Adam; Kingma and Ba 2015)."""

    def __init__(self, network: Network) -> None:
        self._parts = network
        self._means = [np.zeros_like(part) for part in network]
        self._squares = [np.zeros_like(part) for part in network]
        self._steps = 0

    def step(self, slopes: tuple[Floats, ...], share: float) -> None:
        """One step; `share` (0–1) shortens it."""
        self._steps += 1
        early, late = 1 - 0.9**self._steps, 1 - 0.999**self._steps
        for at, (part, slope, decay) in enumerate(zip(self._parts, slopes, _DECAY, strict=True)):
            self._means[at] += 0.1 * (slope - self._means[at])
            self._squares[at] += 0.001 * (slope**2 - self._squares[at])
            push = self._means[at] / early / (np.sqrt(self._squares[at] / late) + 1e-8)
            np.subtract(part, np.float32(_PACE * share) * (push + decay * part), out=part)
