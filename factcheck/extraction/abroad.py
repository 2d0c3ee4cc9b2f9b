"""A text in another language: what can be read without its grammar, and no more."""

import datetime as dt
from collections.abc import Sequence

from factcheck.extraction.facets.other_languages import find_facets_abroad
from factcheck.extraction.overlaps import Overlaps
from factcheck.extraction.records import Claim, Extraction, Facet, Reason, Sentence
from factcheck.extraction.sentences.boilerplate import frames_of
from factcheck.extraction.sentences.language import Language
from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.sentences.quotations import find_quotations
from factcheck.extraction.sentences.splitting import split_paragraphs
from factcheck.vocabulary import Disposition, FacetType, Kind, LedgerNote

_WORTH = {
    FacetType.MONEY: (0.8, Kind.QUANTITY, "names a sum of money"),
    FacetType.PERCENTAGE: (0.8, Kind.QUANTITY, "gives a percentage"),
    FacetType.FIGURE: (0.7, Kind.QUANTITY, "gives a figure"),
    FacetType.DATE: (0.6, Kind.EVENT, "names a date"),
    FacetType.QUOTATION: (0.5, Kind.QUOTATION, "quotes somebody"),
}
"""Check-worthiness, kind and reason that each facet gives its sentence. Set by hand: no weight
was fitted on other languages."""
_NOTHING = 0.1
"""Check-worthiness of a sentence without any of them."""


def extract_abroad(
    text: str, language: Language, *, published: dt.date | None, threshold: float
) -> Extraction:
    """Sentences, figures, dates and quotations of a text that is not in English.

    A sentence that holds one of them is a claim if its worth reaches `threshold` (0–1).
    """
    lines = paragraphs(text)
    spans = split_paragraphs(text, lines)
    quoted = Overlaps(find_quotations(text, lines))
    sentences, claims = [], []
    for span, frame in zip(spans, frames_of(text, spans, lines), strict=True):
        whole = [q for q in quoted.of(*span) if span[0] <= q.start and q.end <= span[1]]
        facets = find_facets_abroad(
            text, span, language=language.code, published=published, quotations=whole
        )
        claim = _claim(text, span, facets)
        if frame is None and claim.score >= threshold:
            claims.append(claim)
            sentences.append(Sentence(*span, claim.score, Disposition.CLAIM))
        else:
            note = frame or LedgerNote.OTHER_LANGUAGE
            worth = 0.0 if frame else claim.score
            sentences.append(Sentence(*span, worth, Disposition.NOTHING_CHECKABLE, note))
    return Extraction(
        tuple(sentences), tuple(claims), language=language.code, notice=language.notice
    )


def claim_abroad(
    text: str, span: tuple[int, int], language: Language, *, published: dt.date | None
) -> Claim:
    """The claim at a place that somebody else has chosen."""
    quoted = Overlaps(find_quotations(text, paragraphs(text)))
    whole = [q for q in quoted.of(*span) if span[0] <= q.start and q.end <= span[1]]
    facets = find_facets_abroad(
        text, span, language=language.code, published=published, quotations=whole
    )
    return _claim(text, span, facets)


def _claim(text: str, span: tuple[int, int], facets: Sequence[Facet]) -> Claim:
    """The claim that the sentence would be, by the weightiest of its facets."""
    first: dict[FacetType, Facet] = {}
    for facet in facets:
        first.setdefault(facet.type, facet)
    ranked = sorted(first.values(), key=lambda facet: -_WORTH[facet.type][0])
    return Claim(
        quote=text[slice(*span)],
        start=span[0],
        end=span[1],
        score=_WORTH[ranked[0].type][0] if ranked else _NOTHING,
        kinds=tuple(dict.fromkeys(_WORTH[each.type][1] for each in ranked)) or (Kind.OTHER,),
        reasons=tuple(_reason(each) for each in ranked),
        facets=tuple(facets),
    )


def _reason(facet: Facet) -> Reason:
    worth, _, label = _WORTH[facet.type]
    return Reason(facet.type.value, label, worth, facet.text, facet.start, facet.end)
