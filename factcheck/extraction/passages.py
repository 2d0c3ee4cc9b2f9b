"""An article read sentence by sentence: each with its words, facets, speakers and features."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from factcheck.extraction.attribution.finding import find_attributions
from factcheck.extraction.facets.finding import find_facets
from factcheck.extraction.facets.names import known_names
from factcheck.extraction.identity.identifying import identify
from factcheck.extraction.overlaps import Overlaps
from factcheck.extraction.records import Attribution, Facet
from factcheck.extraction.sentences.boilerplate import frames_of
from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.sentences.quotations import Quotation, find_quotations
from factcheck.extraction.sentences.splitting import split_paragraphs
from factcheck.extraction.words.tokens import Token, tokenise
from factcheck.extraction.worth.features import Feature, find_features
from factcheck.vocabulary import LedgerNote

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a part of one, with all that was found in it.

    `frame` says what part of the story's frame it is; None for prose. `quotations` and
    `said` are those that touch the sentence, whole.
    """

    span: Place
    tokens: Sequence[Token]
    facets: Sequence[Facet]
    features: Sequence[Feature]
    quotations: Sequence[Quotation]
    said: Sequence[Attribution]
    frame: LedgerNote | None = None

    def cut(self, part: Place) -> "Passage":
        """The same for a part of it."""
        start, end = part
        facets = [each for each in self.facets if start <= each.start and each.end <= end]
        if part == self.span:
            whole = len(facets) == len(self.facets)
            return self if whole else replace(self, facets=facets)
        first, last = (bisect_left(self.tokens, at, key=lambda each: each.start) for at in part)
        tokens = self.tokens[first:last]
        features = find_features(tokens, facets, self.said, whole=False)
        return replace(self, span=part, tokens=tokens, facets=facets, features=features)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole article, read."""

    text: str
    published: dt.date | None
    passages: Sequence[Passage]
    attributions: Sequence[Attribution]
    quotations: Sequence[Quotation]


class _Content(NamedTuple):
    """An attribution by the place of its content."""

    start: int
    end: int
    attribution: Attribution


def read_article(text: str, published: dt.date | None) -> Reading:
    """Sentences, quotations, speakers, facets and features of `text`."""
    lines = paragraphs(text)
    spans = split_paragraphs(text, lines)
    words = [tokenise(text[start:end], start) for start, end in spans]
    quotations = find_quotations(text, lines)
    found = find_attributions(text, spans, words, quotations)
    known = known_names(words)
    quoted = Overlaps(quotations)
    near_quotations = [quoted.of(*span) for span in spans]
    frames = frames_of(text, spans, lines)
    facets = []
    for span, tokens, near in zip(spans, words, near_quotations, strict=True):
        own = [each for each in near if each.start >= span[0]]
        facets.append(find_facets(text, tokens, known=known, published=published, quotations=own))
    attributions = identify(text, spans, words, facets, found)
    said = Overlaps([_Content(each.content.start, each.content.end, each) for each in attributions])
    passages = []
    for at, span in enumerate(spans):
        told = [each.attribution for each in said.of(*span)]
        features = [] if frames[at] else find_features(words[at], facets[at], told)
        passages.append(
            Passage(span, words[at], facets[at], features, near_quotations[at], told, frames[at])
        )
    return Reading(text, published, passages, attributions, quotations)
