"""The file of the model: small numbers for weights, the same bytes for the same weights."""

import io
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.train.data import CODES
from benchmarks.train.network import WIDTH, WINDOWS
from benchmarks.train.rows import Floats
from benchmarks.train.training import Trained

Array = NDArray[np.generic]


def packed(trained: Trained) -> bytes:
    """The arrays that `worth.model.unpack` reads, as an uncompressed .npz without dates."""
    file = io.BytesIO()
    np.savez(file, **dict(_arrays(trained)))  # type: ignore[arg-type]
    return file.getvalue()


def _arrays(trained: Trained) -> Iterator[tuple[str, Array]]:
    grams, network, heads = trained.grams, trained.network, trained.heads
    yield "lexicon", _text(trained.words)
    yield "words", _half(grams.words * heads.wording[0])
    yield "marks", _half(grams.rarities**2)
    yield "pairs", grams.pairs.astype(np.uint32)
    yield "pair_words", _half(grams.pair_words * heads.wording[0])
    yield "pair_marks", _half(grams.pair_rarities**2)
    parts = network.windows.reshape(3, WIDTH, WINDOWS)
    windows = np.hstack([network.vectors @ part for part in parts])
    scales = _half(np.abs(windows).max(axis=0) / 127)
    yield "windows", np.rint(windows / scales.astype(np.float32)).clip(-127, 127).astype(np.int8)
    yield "scales", scales
    yield "bias", _half(network.bias)
    yield "most", _half(network.out[:WINDOWS] * heads.wording[1])
    yield "mean", _half(network.out[WINDOWS : 2 * WINDOWS] * heads.wording[1] / 3)
    yield "register", _half(trained.register.words)
    yield "register_bias", np.array(round(trained.register.bias, 3))
    talk = np.concatenate([[heads.talk_bias], heads.talk])
    writing = np.concatenate([[heads.writing_bias], heads.writing])
    yield "codes", _text(CODES)
    yield "features", np.round(np.array([talk, writing]), 3)


def _half(weights: Floats) -> Array:
    """The weights with three digits that count."""
    return np.asarray(weights).astype(np.float16)


def _text(words: Sequence[str]) -> Array:
    return np.frombuffer("\n".join(words).encode(), np.uint8)
