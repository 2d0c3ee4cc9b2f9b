"""From sentences to weights: every part is fitted on all, and beforehand on parts of them.

What a sentence gets from a model that learned from it is too good to be true. So the heads
learn from, and the measures are taken on, what models say that have not seen the debate or
the article. Parts are runs of neighbouring sentences, mostly whole debates.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.formulas import auc, average_precision
from benchmarks.train import data
from benchmarks.train.blend import (
    Heads,
    Sight,
    calibrate,
    f1,
    fit_heads,
    macro_f1,
    parts_of,
    read_heads,
)
from benchmarks.train.grams import Grams, fit_grams, read_grams
from benchmarks.train.network import WIDTH, Network, fit_network, read_network
from benchmarks.train.register import Register, fit_register, read_register
from benchmarks.train.rows import Floats, Sentences, lexicon_of
from benchmarks.train.vectors import word_vectors
from factcheck.extraction.worth.lexicon import Lexicon
from factcheck.extraction.worth.score import DEFAULT_THRESHOLD

SEED = 3
PARTS = 5
Say = Callable[[str], None]


class Trained(NamedTuple):
    """All that goes into the file of the model."""

    words: Sequence[str]
    grams: Grams
    network: Network
    register: Register
    heads: Heads


class Material(NamedTuple):
    """The examples with their words as numbers."""

    words: Sequence[str]
    debates: Sequence[data.Example]
    news: Sequence[data.Example]
    others: Sequence[data.Example]
    talked: Sentences
    written: Sentences
    unmarked: Sentences
    vectors: Floats


def train(say: Say) -> Trained:
    """The weights from the data at hand; `say` gets a line about each step."""
    material = _gather(say)
    debates, worthy = _debates_unseen(material, say), data.worthy(material.debates)
    grams, network = _fit_wording(material, np.ones(len(worthy), bool))
    say("wording: fitted on all debates")
    wording = _read_wording((grams, network), material.written)
    news, checkable = _news_unseen(material, wording, say), data.worthy(material.news)
    _report(material, debates, worthy, news, checkable, say)
    heads = fit_heads(debates, worthy, news, checkable)
    heads = calibrate(heads, debates, worthy, news, checkable)
    register = _fit_register(material, set())
    return Trained(material.words, grams, network, register, heads)


def _gather(say: Say) -> Material:
    debates, news, others = data.debates(), data.news(), data.unmarked()
    words = lexicon_of([*debates, *others])
    find = Lexicon(words).numbers
    talked, written, unmarked = (
        [find(each.tokens) for each in part] for part in (debates, news, others)
    )
    say(f"read: {len(debates)} sentences of debates, {len(news)} of news, {len(words)} words")
    vectors = word_vectors([*talked, *unmarked], len(words), WIDTH, SEED)
    say("word vectors: made")
    return Material(words, debates, news, others, talked, written, unmarked, vectors)


def _fit_wording(material: Material, rows: NDArray[np.bool_]) -> tuple[Grams, Network]:
    sentences = [material.talked[at] for at in np.flatnonzero(rows).tolist()]
    features = data.columns(material.debates)[rows]
    worthy = data.worthy(material.debates)[rows]
    grams = fit_grams(sentences, features, worthy, len(material.words))
    return grams, fit_network(sentences, features, worthy, material.vectors, SEED)


def _read_wording(wording: tuple[Grams, Network], sentences: Sentences) -> Floats:
    grams, network = wording
    return np.column_stack([read_grams(grams, sentences), read_network(network, sentences)])


def _debates_unseen(material: Material, say: Say) -> Sight:
    """What models say of the debates that have not seen them."""
    parts = parts_of([each.source for each in material.debates], PARTS)
    wording = np.zeros((len(parts), 2))
    for part in range(PARTS):
        unseen = parts == part
        sentences = [material.talked[at] for at in np.flatnonzero(unseen).tolist()]
        wording[unseen] = _read_wording(_fit_wording(material, ~unseen), sentences)
        say(f"wording: part {part + 1} of {PARTS}")
    talk = read_register(_fit_register(material, set()), material.talked)
    return Sight(wording, data.columns(material.debates), talk)


def _news_unseen(material: Material, wording: Floats, say: Say) -> Sight:
    """The same for the news; their wording is that of models of the debates anyway."""
    parts = parts_of([each.source for each in material.news], PARTS)
    talk = np.zeros(len(parts))
    for part in range(PARTS):
        unseen = np.flatnonzero(parts == part).tolist()
        register = _fit_register(material, {material.news[at].source for at in unseen})
        talk[unseen] = read_register(register, [material.written[at] for at in unseen])
    say("talk or writing: told apart")
    return Sight(wording, data.columns(material.news), talk)


def _fit_register(material: Material, without: set[str]) -> Register:
    examples = [*material.debates, *material.others]
    sentences = [*material.talked, *material.unmarked]
    rows = [at for at, each in enumerate(examples) if each.source not in without]
    seen = [sentences[at] for at in rows]
    return fit_register([examples[at] for at in rows], seen, len(material.words))


def _report(
    material: Material, debates: Sight, worthy: Floats, news: Sight, checkable: Floats, say: Say
) -> None:
    """How well all does on what it has not seen: debates and articles in turn are left out."""
    logits = np.zeros(len(worthy))
    parts = parts_of([each.source for each in material.debates], PARTS)
    for part in range(PARTS):
        seen = parts != part
        heads = fit_heads(debates.take(seen), worthy[seen], news, checkable)
        heads = calibrate(heads, debates.take(seen), worthy[seen], news, checkable)
        logits[~seen] = read_heads(heads, debates.take(~seen))
    precision = average_precision(list(zip(logits.tolist(), (worthy > 0).tolist(), strict=True)))
    say(f"debates, unseen: F1 {f1(logits >= 0, worthy > 0):.3f}, AP {precision:.3f}")
    logits = np.zeros(len(checkable))
    parts = parts_of([each.source for each in material.news], PARTS)
    for part in range(PARTS):
        seen = parts != part
        heads = fit_heads(debates, worthy, news.take(seen), checkable[seen])
        heads = calibrate(heads, debates, worthy, news.take(seen), checkable[seen])
        logits[~seen] = read_heads(heads, news.take(~seen))
    area = auc(list(zip(logits.tolist(), (checkable > 0).tolist(), strict=True)))
    found = logits >= np.log(DEFAULT_THRESHOLD / (1 - DEFAULT_THRESHOLD))
    say(f"news, unseen: AUC {area:.3f}, macro-F1 {macro_f1(found, checkable > 0):.3f}")
