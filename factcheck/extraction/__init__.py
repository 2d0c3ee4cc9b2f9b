"""Extraction: from the text of an article to its claims. Pure, offline, deterministic.

`extract` reads a whole article, `read_spans` chosen places in it, `score_sentence` one sentence.
Nothing here changes the text: every span counts code points of exactly the string that was given.
"""

from factcheck.extraction.extractor import extract, score_sentence
from factcheck.extraction.marking import read_spans
from factcheck.extraction.records import (
    EXTRACTOR,
    Alarm,
    Assistance,
    Attribution,
    Claim,
    Extraction,
    Extractor,
    Facet,
    Proposal,
    Reason,
    Sentence,
    Span,
    Speaker,
)
from factcheck.extraction.worth.score import DEFAULT_THRESHOLD

__all__ = [
    "DEFAULT_THRESHOLD",
    "EXTRACTOR",
    "Alarm",
    "Assistance",
    "Attribution",
    "Claim",
    "Extraction",
    "Extractor",
    "Facet",
    "Proposal",
    "Reason",
    "Sentence",
    "Span",
    "Speaker",
    "extract",
    "read_spans",
    "score_sentence",
]
