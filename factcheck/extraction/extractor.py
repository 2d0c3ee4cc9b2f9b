"""The way of a text through extraction, from sentences to claims."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.extraction.alarms import HINT
from factcheck.extraction.attribution import find_attributions
from factcheck.extraction.boilerplate import has_prose, is_boilerplate
from factcheck.extraction.claims import build_claim, quoted_share
from factcheck.extraction.facets import find_facets
from factcheck.extraction.features import Feature, find_features
from factcheck.extraction.kinds import find_kinds
from factcheck.extraction.names import known_names
from factcheck.extraction.overlaps import Overlaps
from factcheck.extraction.paragraphs import paragraphs
from factcheck.extraction.parts import split_parts
from factcheck.extraction.quotations import Quotation, find_quotations
from factcheck.extraction.records import Attribution, Claim, Extraction, Reason, Sentence
from factcheck.extraction.score import DEFAULT_THRESHOLD, OPINION_MARGIN, reasons, score
from factcheck.extraction.sentences import split
from factcheck.extraction.tokens import Token, tokenise
from factcheck.vocabulary import Disposition, Kind

EXTRACTOR = ("rules", "1")
"""Name and version of the extractor; the version changes whenever its findings may."""

_JUDGING = frozenset({"opinion", "duty", "emotive"})
"""Features of a sentence that judges."""

Place = tuple[int, int]


def extract(
    text: str,
    *,
    published: dt.date | None = None,
    threshold: float = DEFAULT_THRESHOLD,
) -> Extraction:
    """Everything that can be found in `text`: sentences, claims, attributions, alarms.

    `published` anchors dates like "last week"; without it they stay partial. A sentence
    whose check-worthiness (0–1) reaches `threshold` makes a claim.
    """
    lines = paragraphs(text)
    spans = split(text)
    words = [tokenise(text[start:end], start) for start, end in spans]
    quotations = find_quotations(text, lines)
    attributions = find_attributions(text, spans, words, quotations)
    article = _Article(
        text,
        published,
        threshold,
        known_names([token for each in words for token in each], {start for start, _ in spans}),
        frozenset(lines),
        spans[0][0] if spans else 0,
        has_prose(text, lines),
        Overlaps(quotations),
        Overlaps(_by_content(attributions)),
    )
    read = [article.read(span, tokens) for span, tokens in zip(spans, words, strict=True)]
    claims = tuple(claim for _, found in read for claim in found)
    alarms = tuple(alarm for claim in claims for alarm in claim.alarms if alarm.code != HINT)
    return Extraction(tuple(each for each, _ in read), claims, tuple(attributions), alarms)


def score_sentence(text: str) -> tuple[float, tuple[Kind, ...], tuple[Reason, ...]]:
    """Check-worthiness (0–1), kinds and reasons of `text`, taken as one sentence."""
    tokens = tokenise(text)
    quotations = find_quotations(text, paragraphs(text))
    facets = find_facets(text, tokens, quotations=quotations)
    features = find_features(tokens, facets)
    share = quoted_share((0, len(text)), quotations)
    kinds = find_kinds({each.code for each in features}, facets, quoted_share=share)
    return score(features), kinds, reasons(text, features)


@dataclass(frozen=True, slots=True)
class _Content:
    """An attribution by the place of its content."""

    attribution: Attribution

    @property
    def start(self) -> int:
        return self.attribution.content.start

    @property
    def end(self) -> int:
        return self.attribution.content.end


def _by_content(attributions: Sequence[Attribution]) -> list[_Content]:
    return [_Content(each) for each in attributions]


@dataclass(frozen=True, slots=True)
class _Article:
    """What every sentence of one article is read with."""

    text: str
    published: dt.date | None
    threshold: float
    known: frozenset[str]
    lines: frozenset[Place]
    opening: int
    prose: bool
    quoted: Overlaps[Quotation]
    said: Overlaps[_Content]

    def read(self, span: Place, tokens: Sequence[Token]) -> tuple[Sentence, list[Claim]]:
        """The ledger's entry for the sentence at `span`, and its claims."""
        if self._is_frame(span):
            return Sentence(*span, 0.0, Disposition.NOTHING_CHECKABLE), []
        near = self.quoted.of(*span)
        facets = find_facets(
            self.text,
            tokens,
            known=self.known,
            published=self.published,
            quotations=[each for each in near if each.start >= span[0]],
        )
        said = [each.attribution for each in self.said.of(*span)]
        features = find_features(tokens, facets, said)
        worth = score(features)
        disposition = _disposition(features, worth - self.threshold, quoted_share(span, near))
        sentence = Sentence(*span, worth, disposition)
        if disposition is not Disposition.CLAIM:
            return sentence, []
        parts = split_parts(self.text, span, tokens, facets, near)
        claims = [build_claim(self.text, part, tokens, facets, near, said) for part in parts]
        return sentence, claims

    def _is_frame(self, span: Place) -> bool:
        """Whether the sentence is a headline, a credit and the like."""
        return is_boilerplate(
            self.text[slice(*span)],
            own_line=span in self.lines,
            first=span[0] == self.opening,
            prose=self.prose,
        )


def _disposition(features: Sequence[Feature], above: float, quoted: float) -> Disposition:
    """What becomes of a sentence that lies `above` the threshold.

    `quoted` is the share of it in quote marks. A judgment is a claim only if it holds
    enough that can be checked.
    """
    codes = {each.code for each in features}
    judges = not codes.isdisjoint(_JUDGING)
    if "question" in codes and quoted < 1:
        return Disposition.QUESTION
    if above >= (OPINION_MARGIN if judges else 0):
        return Disposition.CLAIM
    return Disposition.OPINION if judges else Disposition.NOTHING_CHECKABLE
