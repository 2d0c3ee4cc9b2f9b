"""The sentences that the model learns from: debates, marked news, and unmarked texts.

ClaimBuster (CC BY 4.0) and GUM (CC BY, CC BY-SA, public domain) alone: their licences let a
model of them be passed on.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.data import Place, Row, gum, gum_news, rows, shared_data
from benchmarks.quality.marks import MAYBE, YES, wikinews_marks
from factcheck.extraction.facets.finding import find_facets
from factcheck.extraction.passages import Passage, read_article
from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.sentences.quotations import find_quotations
from factcheck.extraction.words.tokens import Token, tokenise
from factcheck.extraction.worth.features import Feature, find_features
from factcheck.extraction.worth.labels import LABELS

CODES = sorted(LABELS)
"""The features in the order of the columns."""
_WRITTEN = frozenset({"news", "academic", "bio", "textbook", "voyage"})
_SPOKEN = frozenset({"speech", "interview", "vlog", "court"})
"""Genres of GUM."""


class Example(NamedTuple):
    """A sentence. `source` is its document; `worthy` is None where that was not marked."""

    source: str
    genre: str
    tokens: Sequence[Token]
    features: Sequence[Feature]
    worthy: bool | None = None

    @property
    def written(self) -> bool:
        """Whether it comes from writing rather than talk."""
        return self.genre in _WRITTEN


def debates(split: str = "train") -> list[Example]:
    """ClaimBuster in the order of its debates, so that neighbours come from one debate."""
    found = rows(shared_data() / "checkworthy_ct24_en" / f"{split}.jsonl")
    found.sort(key=lambda row: int(row["id"]))
    return [_alone(row["text"], row["id"], "debate", row["label"] == 1) for row in found]


def unmarked() -> list[Example]:
    """All sentences of GUM: how words are used, and what is talk or writing."""
    return [
        Example(row["doc"], row["genre"], tokenise(row["text"][slice(*place)]), ())
        for row in gum()
        if row["genre"] in _WRITTEN | _SPOKEN
        for place in row["sentences"]
    ]


def news() -> list[Example]:
    """The Wikinews sentences that are surely checkable or not, by themselves and then, the
    frame of the story aside, as they stand in their article, where speakers are known."""
    marks = wikinews_marks()
    found: list[Example] = []
    for row in gum_news():
        passages = read_article(row["text"], None).passages
        for mark in marks[row["doc"]]:
            if mark.checkable != MAYBE:
                words = row["text"][slice(*mark.place)]
                found.append(_alone(words, row["doc"], "news", mark.checkable == YES))
                found += _inside(row, passages, mark.place, mark.checkable == YES)
    return found


def _alone(text: str, source: str, genre: str, worthy: bool) -> Example:
    tokens = tokenise(text)
    facets = find_facets(text, tokens, quotations=find_quotations(text, paragraphs(text)))
    return Example(source, genre, tokens, find_features(tokens, facets), worthy)


def _inside(row: Row, passages: Sequence[Passage], place: Place, worthy: bool) -> Iterator[Example]:
    start, end = place
    best = max(passages, key=lambda each: min(end, each.span[1]) - max(start, each.span[0]))
    if best.frame is None:
        yield Example(row["doc"], "news", best.tokens, best.features, worthy)


def columns(examples: Sequence[Example]) -> NDArray[np.float32]:
    """Which features the examples have (examples, codes): 1 or 0."""
    column = {code: at for at, code in enumerate(CODES)}
    found = np.zeros((len(examples), len(CODES)), np.float32)
    for row, example in enumerate(examples):
        for feature in example.features:
            if feature.code in column:
                found[row, column[feature.code]] = 1
    return found


def worthy(examples: Sequence[Example]) -> NDArray[np.float32]:
    """What was marked: 1 or 0."""
    return np.array([each.worthy for each in examples], np.float32)
