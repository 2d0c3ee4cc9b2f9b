"""The way of a text through extraction, from sentences to claims and alarms."""

import datetime as dt
from collections.abc import Sequence

from factcheck.extraction.alarms.finding import HINT, alarms_of, find_alarms
from factcheck.extraction.claims.building import build_claim
from factcheck.extraction.claims.disposition import dispose
from factcheck.extraction.claims.kinds import find_kinds
from factcheck.extraction.claims.parts import split_parts
from factcheck.extraction.facets.finding import find_facets
from factcheck.extraction.passages import Passage, Reading, read_article
from factcheck.extraction.records import Claim, Extraction, Reason, Sentence
from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.sentences.quotations import find_quotations, quoted_share
from factcheck.extraction.words.tokens import tokenise
from factcheck.extraction.worth.features import find_features
from factcheck.extraction.worth.score import DEFAULT_THRESHOLD, Candidate, reasons, scores
from factcheck.vocabulary import Disposition, Kind

EXTRACTOR = ("rules", "2")
"""Name and version of the extractor; the version changes whenever its findings may."""


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
    reading = read_article(text, published)
    worths = _worths(reading.passages)
    ledger = [
        dispose(passage, worth, threshold)
        for passage, worth in zip(reading.passages, worths, strict=True)
    ]
    alarms = find_alarms(reading)
    return Extraction(
        sentences=tuple(ledger),
        claims=tuple(alarms_of(claim, alarms) for claim in _claims(reading, ledger)),
        attributions=tuple(reading.attributions),
        alarms=tuple(alarm for alarm in alarms if alarm.code != HINT),
        language=reading.language.code,
        notice=reading.language.notice,
    )


def score_sentence(text: str) -> tuple[float, tuple[Kind, ...], tuple[Reason, ...]]:
    """Check-worthiness (0–1), kinds and reasons of `text`, taken as one sentence."""
    tokens = tokenise(text)
    quotations = find_quotations(text, paragraphs(text))
    facets = find_facets(text, tokens, quotations=quotations)
    candidate = Candidate(tokens, find_features(tokens, facets))
    share = quoted_share((0, len(text)), quotations)
    kinds = find_kinds({each.code for each in candidate.features}, facets, quoted_share=share)
    return scores([candidate])[0], kinds, reasons(text, candidate)


def _worths(passages: Sequence[Passage]) -> list[float]:
    """Check-worthiness of each passage, 0 for what only frames the story; in one batch."""
    prose = [passage for passage in passages if passage.frame is None]
    given = iter(scores([Candidate(passage.tokens, passage.features) for passage in prose]))
    return [next(given) if passage.frame is None else 0.0 for passage in passages]


def _claims(reading: Reading, ledger: Sequence[Sentence]) -> list[Claim]:
    """The claims of all sentences that make some; their parts are scored in one batch."""
    parts = [
        (passage, part)
        for passage, sentence in zip(reading.passages, ledger, strict=True)
        if sentence.disposition is Disposition.CLAIM
        for part in split_parts(
            reading.text, passage.span, passage.tokens, passage.facets, passage.quotations
        )
    ]
    cut = [passage.cut(part) for passage, part in parts]
    worths = scores([Candidate(each.tokens, each.features) for each in cut])
    return [build_claim(reading.text, each, worth) for each, worth in zip(cut, worths, strict=True)]
